/* Passkeys (WebAuthn): a form with data-passkey="create" or "get" fetches the question from its
   data-options, asks the device, and is then sent as any form is. Where a browser knows no passkeys
   the form stays hidden. Every word shown comes from the page or the server. */
(function () {
  "use strict";
  if (!window.PublicKeyCredential || !window.isSecureContext || !navigator.credentials || !window.fetch) return;

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (ch) => ch.charCodeAt(0));
  }

  function text(buffer) {
    let plain = "";
    new Uint8Array(buffer).forEach((byte) => { plain += String.fromCharCode(byte); });
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function read(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    ["excludeCredentials", "allowCredentials"].forEach((list) => {
      (options[list] || []).forEach((known) => { known.id = bytes(known.id); });
    });
    return { publicKey: options };
  }

  function written(credential) {
    const response = {}, given = credential.response;
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((part) => {
      if (given[part]) response[part] = text(given[part]);
    });
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  }

  async function question(form) {
    const body = new URLSearchParams({ csrf_token: form.querySelector("[name=csrf_token]").value });
    const answer = await fetch(form.dataset.options, { method: "POST", body, credentials: "same-origin" });
    if (answer.ok) return read(await answer.json());
    const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    throw Object.assign(new Error("refused"), { said: plain ? await answer.text() : "" });
  }

  async function ask(form) {
    const problem = form.querySelector(".passkey-problem"), button = form.querySelector("button");
    problem.textContent = "";
    button.disabled = true;
    try {
      const options = await question(form);
      const credential = await navigator.credentials[form.dataset.passkey](options);
      form.querySelector("[name=answer]").value = written(credential);
      form.submit();
    } catch (error) {
      const cancelled = error.name === "NotAllowedError" || error.name === "InvalidStateError" || error.name === "AbortError";
      problem.textContent = error.said || (cancelled ? problem.dataset.cancelled : problem.dataset.failed);
      button.disabled = false;
      button.focus();
    }
  }

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(form); });
  });
  document.querySelectorAll("[data-passkey-missing]").forEach((words) => { words.hidden = true; });
}());
