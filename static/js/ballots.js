/* Ballots with more comfort: sliders beside number fields, an order to be moved by buttons, and a draft
   that survives a lost connection. Without this file all of them are plain fields.
   Every word shown comes from the page itself, in the reader's language. */
(function () {
  "use strict";

  const root = document.documentElement;
  const announcer = () => document.getElementById("announce");
  /* On a shared tablet, and while a mediator helps, the next person would find it. */
  const shared = Boolean(document.querySelector(".acting-strip"));
  /* commons.js clears drafts with this beginning after three days, and when somebody signs out. */
  const key = (vote) => "commons-draft:" + (root.dataset.home || "") + ":ballot-" + vote;

  function stored(act) {
    try { return act(window.localStorage); } catch (error) { return null; }
  }

  function say(text) {
    const region = announcer();
    if (!region) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  }

  /* In digits of Arabic and Pashto, too: the last four bits of each are its value. */
  const whole = (text) => Number(text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15).replace(/[\s,.'\u00a0\u202f\u066c]/g, "")) || 0;

  const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

  /* ---- sliders: a number field with data-slider="most" data-slider-step="1000" */

  function slider(field) {
    const most = Number(field.dataset.slider), step = Number(field.dataset.sliderStep);
    const range = document.createElement("input");
    range.type = "range";
    range.min = 0;
    range.max = most;
    range.step = "any";
    range.tabIndex = -1;
    range.setAttribute("aria-hidden", "true");
    const show = () => { range.value = whole(field.value); };
    range.addEventListener("input", (event) => {
      event.stopPropagation();
      /* The most may lie between two steps: what something costs exactly can be given, too. */
      const value = Number(range.value) >= most - step / 2 ? most : Math.round(Number(range.value) / step) * step;
      field.value = value ? String(value) : "";
      changed(field);
    });
    field.addEventListener("input", show);
    field.closest(".amount-fields").prepend(range);
    show();
  }

  /* ---- an order: ol[data-ranking] of li with a select for the place and buttons to move it */

  function ranking(list) {
    const places = Number(list.dataset.places);
    const items = () => Array.from(list.children);
    const select = (item) => item.querySelector("select");
    const place = (item) => Number(select(item).value) || 0;
    let order = items().filter(place).sort((one, other) => place(one) - place(other));

    function arrange(moved) {
      const focused = document.activeElement;
      order.forEach((item, index) => { select(item).value = String(index + 1); });
      items().forEach((item) => { if (!order.includes(item)) select(item).value = ""; });
      [...order, ...items().filter((item) => !order.includes(item))].forEach((item) => list.append(item));
      items().forEach((item) => {
        const at = order.indexOf(item);
        item.classList.toggle("is-chosen", at >= 0);
        item.querySelector("[data-move=up]").disabled = at === 0 || (at < 0 && order.length >= places);
        item.querySelector("[data-move=down]").disabled = at < 0 || at === order.length - 1;
        item.querySelector("[data-move=out]").disabled = at < 0;
      });
      if (!moved) return;
      /* A button that has just become useless hands the focus on to one of the same thing. */
      const next = moved.contains(focused) && !focused.disabled ? focused : moved.querySelector("button:not(:disabled)");
      if (next) next.focus();
      const at = order.indexOf(moved);
      say((at < 0 ? list.dataset.out : list.dataset.at)
        .replace("{title}", moved.dataset.title)
        .replace("{place}", at + 1)
        .replace("{all}", order.length));
      changed(select(moved));
    }

    function move(item, how) {
      const at = order.indexOf(item);
      order = order.filter((other) => other !== item);
      if (how === "up") order.splice(at < 0 ? order.length : at - 1, 0, item);
      if (how === "down") order.splice(at + 1, 0, item);
      arrange(item);
    }

    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) move(button.closest("li"), button.dataset.move);
    });
    list.addEventListener("change", (event) => {
      const item = event.target.closest("li"), wanted = Number(event.target.value) || 0;
      order = order.filter((other) => other !== item);
      if (wanted && order.length < places) order.splice(Math.min(wanted, order.length + 1) - 1, 0, item);
      arrange(item);
    });
    list.addEventListener("ballot:restored", () => {
      order = items().filter(place).sort((one, other) => place(one) - place(other));
      arrange(null);
    });
    list.querySelectorAll("[data-moves]").forEach((moves) => { moves.hidden = false; });
    arrange(null);
  }

  /* ---- the draft: form[data-ballot-draft="vote"]; data-begun where the server knows a ballot already */

  const marks = (form) => Array.from(form.querySelectorAll("input[name]:not([type=hidden]), select[name]"));
  const ticked = (field) => field.type === "checkbox" || field.type === "radio";

  function draft(form) {
    const vote = form.dataset.ballotDraft, note = form.querySelector("[data-ballot-kept]");
    if (shared) return;
    const known = stored((store) => JSON.parse(store.getItem(key(vote))));
    if (known && !("begun" in form.dataset)) {
      marks(form).forEach((field) => {
        const kept = known.fields[field.name];
        if (!kept) return;
        if (ticked(field)) field.checked = kept.includes(field.value);
        else field.value = kept[0];
      });
      form.querySelectorAll("[data-ranking]").forEach((list) => list.dispatchEvent(new Event("ballot:restored")));
      const first = marks(form)[0];
      if (first) changed(first);
      marks(form).filter((field) => field.dataset.slider).forEach(changed);
      if (note) note.hidden = false;
    }
    form.addEventListener("input", () => {
      const fields = {};
      marks(form).forEach((field) => {
        if (ticked(field) ? field.checked : field.value.trim()) (fields[field.name] = fields[field.name] || []).push(field.value);
      });
      const text = JSON.stringify({ at: Date.now(), fields });
      stored((store) => (Object.keys(fields).length ? store.setItem(key(vote), text) : store.removeItem(key(vote))));
    });
    const clear = form.querySelector("[data-ballot-clear]");
    if (clear) clear.addEventListener("click", () => {
      stored((store) => store.removeItem(key(vote)));
      marks(form).forEach((field) => { if (ticked(field)) field.checked = false; else field.value = ""; });
      form.querySelectorAll("[data-ranking]").forEach((list) => list.dispatchEvent(new Event("ballot:restored")));
      marks(form).forEach((field) => { if (field.dataset.slider) changed(field); });
      const first = marks(form)[0];
      if (first) { changed(first); first.focus(); }
      stored((store) => store.removeItem(key(vote)));
      if (note) note.hidden = true;
    });
  }

  document.querySelectorAll("[data-slider]").forEach(slider);
  document.querySelectorAll("[data-ranking]").forEach(ranking);
  document.querySelectorAll("[data-ballot-draft]").forEach(draft);
  document.querySelectorAll("[data-ballot-cast]").forEach((cast) => {
    stored((store) => store.removeItem(key(cast.dataset.ballotCast)));
  });
}());
