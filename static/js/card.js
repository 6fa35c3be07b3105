/* A card's QR code leads to the sign-in page with the code behind the #, which no server ever sees.
   It is put into the field, and taken out of the address and of the history. */
(function () {
  "use strict";
  const form = document.querySelector("[data-card]");
  let code = "";
  try { code = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
  if (!form || !/^[0-9A-Za-z -]{8,40}$/.test(code)) return;
  form.querySelector("[name=code]").value = code;
  form.querySelector("[data-card-read]").hidden = false;
  history.replaceState(null, "", location.pathname + location.search);
  // Whoever chooses another language comes back here: the browser carries the # along by itself.
  document.querySelectorAll(".language-menu form").forEach((menu) => { menu.action += "#" + encodeURIComponent(code); });
  form.querySelector("button").focus();
}());
