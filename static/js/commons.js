/* Small comforts on pages that already work without them: running totals on a ballot, drafts that
   survive, counters, copying a code, and where the focus goes after htmx swapped a part of the page.
   Every word shown comes from the page itself, in the reader's language. */
(function () {
  "use strict";

  const root = document.documentElement;
  // The server writes these digits in every language; two kinds on one page would confuse.
  const locale = root.lang ? root.lang + "-u-nu-latn" : undefined;
  const KEEP_DAYS = 3;
  const numbers = number_format();
  const announcer = () => document.getElementById("announce");

  function number_format() {
    try { return new Intl.NumberFormat(locale); }
    catch (error) { return new Intl.NumberFormat(); }
  }

  function each(scope, selector, act) {
    if (scope.matches && scope.matches(selector)) act(scope);
    scope.querySelectorAll(selector).forEach(act);
  }

  function say(text) {
    const region = announcer();
    if (!region || !text) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  }

  /* ---- ballots: data-ballot, data-budget, data-max, data-currency; inputs with data-cost */

  function money(form) {
    const currency = form.dataset.currency;
    if (!currency) return numbers;
    try { return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 }); }
    catch (error) { return numbers; }
  }

  function chosen(input) {
    if (input.type === "checkbox" || input.type === "radio") return input.checked ? 1 : 0;
    // Numbers are typed as text, with gaps between thousands where somebody likes them.
    /* In digits of Arabic and Pashto, too: the last four bits of each are its value. */
    const plain = input.value.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
    return Math.max(0, Number(plain.replace(/[\s,.'\u00a0\u202f\u066c]/g, "")) || 0);
  }

  function ballot(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "yes";
    const inputs = Array.from(form.querySelectorAll(".option input, input[data-cost]"));
    const budget = form.dataset.budget ? Number(form.dataset.budget) : null;
    const most = form.dataset.max ? Number(form.dataset.max) : null;
    const amount = money(form);
    const find = (name) => form.querySelector(`[data-ballot-${name}]`);
    const problem = find("problem");
    let said = 0;

    function show(name, text) { const place = find(name); if (place) place.textContent = text; }

    function recount(event) {
      let count = 0, total = 0;
      for (const input of inputs) {
        count += chosen(input);
        total += chosen(input) * Number(input.dataset.cost || 0);
      }
      const over = budget !== null && total > budget, many = most !== null && count > most;
      const of = find("count") && find("count").dataset.of;
      show("count", of && most !== null ? of.replace("{count}", numbers.format(count)).replace("{max}", numbers.format(most)) : numbers.format(count));
      show("total", amount.format(total));
      // Where too much is spent the message below says by how much; a minus reads badly in Arabic.
      if (budget !== null) show("left", amount.format(Math.max(0, budget - total)));
      const meter = find("meter");
      if (meter) meter.value = Math.min(meter.max, budget !== null ? total : count);
      for (const input of inputs) {
        const option = input.closest(".option"), fit = option && option.querySelector("[data-ballot-fit]");
        if (option) option.classList.toggle("is-chosen", chosen(input) > 0);
        if (fit) fit.hidden = budget === null || chosen(input) > 0 || total + Number(input.dataset.cost || 0) <= budget;
      }
      form.classList.toggle("is-over", over || many);
      if (!problem) return;
      let text = "";
      if (over) text = problem.dataset.overBudget.replace("{over}", amount.format(total - budget));
      else if (many) text = problem.dataset.overMax.replace("{over}", numbers.format(count - most));
      else if (count) text = problem.dataset.fits;
      clearTimeout(said);
      said = setTimeout(() => { if (problem.textContent !== text) problem.textContent = text; }, event ? 250 : 0);
    }

    const live = find("live");
    if (live) live.hidden = false;
    form.addEventListener("input", recount);
    form.addEventListener("reset", () => setTimeout(recount));
    recount();
  }

  /* ---- drafts: a form with data-keep="unique id"; kept on this device only, for three days */

  const draft_key = (id) => "commons-draft:" + (root.dataset.home || "") + ":" + id;

  function stored(act) {
    try { return act(window.localStorage); } catch (error) { return null; }
  }

  function forget(id) { stored((store) => store.removeItem(draft_key(id))); }

  function forget_all(only_old) {
    stored((store) => Object.keys(store).filter((key) => key.startsWith("commons-draft:")).forEach((key) => {
      let old = true;
      try { old = Date.now() - JSON.parse(store.getItem(key)).at > KEEP_DAYS * 86400000; } catch (error) { old = true; }
      if (old || !only_old) store.removeItem(key);
    }));
  }

  const kept_fields = (form) => Array.from(form.querySelectorAll("textarea[name], input[type=text][name], [data-keep-field][name]"));

  function keep(form) {
    /* On a shared tablet, and while a mediator helps, the next person would find it. */
    if (form.dataset.keepReady || document.querySelector(".acting-strip")) return;
    form.dataset.keepReady = "yes";
    const id = form.dataset.keep, note = form.querySelector("[data-kept]");
    const draft = stored((store) => JSON.parse(store.getItem(draft_key(id))));
    const fields = kept_fields(form), first = fields.map((field) => field.defaultValue);
    let restored = false;
    if (draft) fields.forEach((field) => {
      const text = draft.fields[field.name];
      if (text && field.value === "" ) { field.value = text; restored = true; }
    });
    if (note && restored) note.hidden = false;
    const clear = form.querySelector("[data-keep-clear]");
    if (clear) clear.addEventListener("click", () => {
      forget(id);
      fields.forEach((field, place) => { field.value = first[place]; field.dispatchEvent(new Event("input", { bubbles: true })); });
      note.hidden = true;
      if (fields[0]) fields[0].focus();
    });
    form.addEventListener("input", () => {
      const typed = {};
      kept_fields(form).forEach((field) => { if (field.value.trim()) typed[field.name] = field.value; });
      if (Object.keys(typed).length) stored((store) => store.setItem(draft_key(id), JSON.stringify({ at: Date.now(), fields: typed })));
      else forget(id);
    });
  }

  /* A draft is let go once the next page shows no mistake: after "back" or "reload" it stays. */
  function settle_sent_drafts() {
    try {
      const sent = sessionStorage.getItem("commons-sent");
      sessionStorage.removeItem("commons-sent");
      const how = performance.getEntriesByType("navigation")[0];
      const failed = document.querySelector("[aria-invalid=true], .error-summary, [data-error-page]");
      if (sent && !failed && (!how || how.type === "navigate")) forget(sent);
    } catch (error) { /* no storage in this browser: nothing was kept either */ }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-forget]")) forget_all(false);
    if (!form.dataset.keep || form.hasAttribute("hx-post")) return;
    try { sessionStorage.setItem("commons-sent", form.dataset.keep); } catch (error) { /* as above */ }
  });

  /* ---- counters: a textarea with data-count="limit", and the text that stands in #<id>-count */

  function counter(field) {
    const out = document.getElementById(field.id + "-count");
    if (!out || field.dataset.counted) return;
    field.dataset.counted = "yes";
    const spoken = document.createElement("span");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    out.after(spoken);
    let wait = 0;
    const count = (event) => {
      const left = Number(field.dataset.count) - Array.from(field.value.replace(/\r?\n/g, "\n")).length;
      const text = (left < 0 ? out.dataset.countOver : out.dataset.countText).replace("{n}", numbers.format(Math.abs(left)));
      out.textContent = text;
      out.classList.toggle("is-over", left < 0);
      clearTimeout(wait);
      if (event && left < Number(field.dataset.count) / 10) wait = setTimeout(() => { spoken.textContent = text; }, 1000);
    };
    field.addEventListener("input", count);
    count();
  }

  /* ---- copying: a hidden button with data-copy="text" data-copied="what to say"; not in a kiosk, where the
     clipboard would keep it for whoever comes next */

  function copier(button) {
    if (!navigator.clipboard || button.dataset.ready || document.querySelector("[data-kiosk]")) return;
    button.dataset.ready = "yes";
    button.hidden = false;
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy).then(() => {
      (button.querySelector("span") || button).textContent = button.dataset.copied;
      say(button.dataset.copied);
    }, () => { button.hidden = true; }));
  }

  /* ---- choices that only go with what is chosen elsewhere: data-beside names that field */

  function beside(set) {
    const form = set.closest("form");
    function show() {
      const picked = form.querySelector(`input[name="${set.dataset.beside}"]:checked`);
      each(set, "[data-fits]", (choice) => {
        const fits = !picked || choice.dataset.fits.split(" ").includes(picked.value);
        choice.hidden = !fits && !choice.querySelector("input").checked;
      });
    }
    form.addEventListener("change", show);
    show();
  }

  function prepare(scope) {
    each(scope, "[data-beside]", beside);
    each(scope, "[data-ballot]", ballot);
    each(scope, "[data-keep]", keep);
    each(scope, "textarea[data-count]", counter);
    each(scope, "[data-copy]", copier);
  }

  /* ---- htmx: the focus goes to [data-focus], an element with data-announce is read out */

  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    prepare(part);
    const next = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
    if (next) next.focus();
    each(part, "[data-announce]", (element) => say(element.dataset.announce));
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const id = event.detail.elt.dataset.keep, status = event.detail.xhr.status;
    if (id && status >= 200 && status < 400) forget(id);
  });

  function failed() {
    const region = announcer();
    if (!region) return;
    region.className = "wrap failed";
    say(region.dataset.failed);
  }
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:beforeRequest", () => {
    const region = announcer();
    if (region) { region.className = "visually-hidden"; region.textContent = ""; }
  });

  /* ---- a menu closes with Escape, and when one clicks beside it */

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".language-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".language-menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  settle_sent_drafts();
  forget_all(true);
  prepare(document);
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
}());
