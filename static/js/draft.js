/* Keeps a proposal while somebody writes it: on the server every few seconds, and, while there is no
   connection, on this device (never on one that others use too). The pages work without this script:
   then each step is saved when one goes on. Every word shown comes from the page itself. */
(function () {
  "use strict";

  const root = document.documentElement;
  const PAUSE = 1500, RETRY = 5000, LONGEST_WAIT = 60000;
  const PREFIX = "commons-draft:" + (root.dataset.home || "") + ":";

  function stored(act) {
    try { return act(window.localStorage); } catch (error) { return null; }
  }

  const forget = (id) => stored((store) => store.removeItem(PREFIX + id));

  function write(form) {
    const line = form.querySelector("[data-draft-state]"), both = form.querySelector("[data-draft-both]");
    const shared = form.hasAttribute("data-draft-shared");
    const fields = Array.from(form.elements).filter((field) => field.name && !["hidden", "submit", "button"].includes(field.type));
    const part = (name) => form.elements.namedItem(name);
    let id = form.dataset.draftId, url = form.dataset.draft;
    let timer = 0, busy = false, again = false, wait = RETRY, unsaved = false, told = false;

    /* Once two texts are there the page goes on saying so, whatever is saved after that. */
    function say(name) {
      if (!line || told) return;
      told = name === "both";
      const text = line.dataset[name];
      if (text && line.textContent !== text) line.textContent = text;
    }

    const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value);

    /* The server takes blanks off the ends: no reason to say that something came back. */
    const plain = (text) => text.replace(/\r\n/g, "\n").replace(/[ \t]+$/gm, "").trim();

    function typed() {
      const now = {};
      for (const field of fields) if (field.type !== "radio" || field.checked) now[field.name] = value(field);
      return now;
    }

    function keep_here() {
      if (shared) return;
      const item = { at: Date.now(), fields: typed(), key: part("draft").value, tab: part("tab").value, version: part("version").value, url };
      stored((store) => store.setItem(PREFIX + id, JSON.stringify(item)));
    }

    /* What was typed without a connection, on a page that was closed or loaded anew since. */
    function bring_back() {
      const item = shared ? null : stored((store) => JSON.parse(store.getItem(PREFIX + id)));
      if (!item || !item.fields || !item.key) return;
      let different = false;
      for (const field of fields) {
        const text = item.fields[field.name];
        if (text === undefined) continue;
        if (field.type === "radio") { if (field.value === text && !field.checked) { field.checked = true; different = true; } }
        else if (field.type === "checkbox") { if (field.checked !== Boolean(text)) { field.checked = Boolean(text); different = true; } }
        else if (plain(field.value) !== plain(text)) { field.value = text; different = true; field.dispatchEvent(new Event("input")); }
      }
      if (!different) { forget(id); return; }
      part("draft").value = item.key;
      part("tab").value = item.tab;
      part("version").value = item.version;
      url = item.url || url;
      unsaved = true;
      say("restored");
      timer = setTimeout(save, PAUSE);
    }

    function settle(answer) {
      if (answer.sent) { forget(id); window.location.assign(answer.sent); return; }
      forget(id);
      id = "proposal-" + answer.key;
      form.dataset.draftId = id;
      part("draft").value = answer.key;
      part("version").value = answer.version;
      url = answer.save;
      form.action = answer.page;
      if (answer.both && both) {
        both.hidden = false;
        both.querySelector("a").href = answer.both;
        say("both");
      } else {
        window.history.replaceState(window.history.state, "", answer.page);
        say("saved");
      }
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }

    function lost() { say(navigator.onLine === false ? (shared ? "offlineShared" : "offline") : "failed"); later(); }

    function save() {
      clearTimeout(timer);
      if (busy) { again = true; return; }
      busy = true;
      again = unsaved = false;
      say("saving");
      fetch(url, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error" }).then((response) => {
        const json = (response.headers.get("Content-Type") || "").startsWith("application/json");
        if (!json) throw new Error(String(response.status));
        return response.json().then((answer) => {
          busy = false;
          wait = RETRY;
          if (answer.error) { unsaved = true; if (line && !told) line.textContent = answer.error; return; }
          settle(answer);
          if (again || unsaved) { keep_here(); timer = setTimeout(save, PAUSE); }
        });
      }).catch(() => { busy = false; unsaved = true; lost(); });
    }

    form.addEventListener("input", () => {
      unsaved = true;
      keep_here();
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    });
    form.addEventListener("change", () => form.dispatchEvent(new Event("input")));
    window.addEventListener("online", () => { wait = RETRY; if (unsaved) save(); });
    window.addEventListener("offline", () => say(shared ? "offlineShared" : "offline"));
    document.addEventListener("visibilitychange", () => { if (document.hidden && unsaved) save(); });
    form.addEventListener("submit", (event) => {
      if (navigator.onLine === false) {
        event.preventDefault();
        keep_here();
        say("wait");
        return;
      }
      clearTimeout(timer);
      /* commons.js lets it go once the next page shows no mistake. */
      try { sessionStorage.setItem("commons-sent", id); } catch (error) { /* nothing is kept either */ }
    });
    bring_back();
  }

  if (window.fetch && window.FormData) document.querySelectorAll("form[data-draft]").forEach(write);
}());
