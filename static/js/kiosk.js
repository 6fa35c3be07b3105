/* A kiosk on a shared tablet: asks whether somebody is still there, and ends the visit where nobody is. */
(() => {
  "use strict";
  const strip = document.querySelector("[data-kiosk]");
  if (!strip) return;
  const start = strip.dataset.start;

  const forget = () => { for (const kept of [localStorage, sessionStorage]) { try { kept.clear(); } catch (error) { /* not kept at all */ } } };

  /* A page that the browser kept whole, to be shown again on "back", is asked for anew. */
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  forget();

  if (strip.dataset.kiosk !== "visit") {
    if (location.pathname !== start) window.setTimeout(() => location.replace(start), 30000);
    return;
  }

  const life = Number(strip.dataset.life) * 1000, warning = Number(strip.dataset.warning) * 1000;
  const finish = strip.querySelector("[data-kiosk-finish]"), dialog = strip.querySelector("[data-kiosk-dialog]");
  const left = dialog.querySelector("[data-kiosk-left]"), more = dialog.querySelector("[data-kiosk-more]");
  let told = Date.now(), ended = false;

  /* The server counts for itself; it hears of somebody who types for a long time on one page. */
  const tell = () => {
    told = Date.now();
    fetch(strip.dataset.stay, { method: "POST", body: new FormData(finish), credentials: "same-origin", redirect: "manual" })
      .then((answer) => { if (answer.type === "opaqueredirect") location.replace(start); })
      .catch(() => { /* without the network the visit ends by itself */ });
  };
  const active = () => {
    if (!dialog.open && !ended && Date.now() - told > 5000) tell();
  };
  for (const kind of ["pointerdown", "keydown", "input", "scroll", "wheel"]) document.addEventListener(kind, active, { passive: true, capture: true });

  more.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", tell);

  const end = () => {
    ended = true;
    forget();
    for (const form of document.forms) if (form !== finish) form.reset();
    finish.submit();
  };
  finish.addEventListener("submit", () => { ended = true; forget(); });

  window.setInterval(() => {
    if (ended) return;
    const rest = life - (Date.now() - told);
    if (rest <= 0) { end(); return; }
    if (rest > warning) return;
    const seconds = Math.ceil(rest / 1000);
    left.textContent = left.dataset.kioskLeft.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(seconds));
    if (!dialog.open) dialog.showModal();
  }, 500);
})();
