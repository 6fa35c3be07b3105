/* Counts beside the page, so that it stays usable. It is told where the other files lie, since their
   names change with what is in them. */
(function () {
  "use strict";

  globalThis.onmessage = async ({ data }) => {
    try {
      globalThis.importScripts(...data.scripts);
      globalThis.postMessage(await globalThis.counting.check(new Uint8Array(data.content), data.asked));
    } catch (error) { globalThis.postMessage({ failed: String(error) }); }
  };
}());
