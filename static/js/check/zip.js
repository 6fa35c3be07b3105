/* Reading a ZIP file on the reader's own device. */
(function (here) {
  "use strict";

  const FILE = 0x04034b50, ENTRY = 0x02014b50, END = 0x06054b50;
  const NAMES = ["manifest.json", "signature.json", "config.json", "anchors.json", "roll.json", "box.jsonl",
    "result.json", "strata.json", "draw.json", "election.pb", "election.soc", "election.soi", "election.cat"];
  const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

  class Broken extends Error {
    constructor(kind, name = "") { super(kind + " " + name); this.kind = kind; this.file = name; }
  }

  function end_of(bytes) {
    for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65557); at -= 1) {
      if (view(bytes).getUint32(at, true) === END) return at;
    }
    throw new Broken("no_package");
  }

  /* Stored files only: a package is never written in another way, and so none unfolds to more than it holds. */
  function entries(bytes) {
    const look = view(bytes), end = end_of(bytes), files = new Map();
    let at = look.getUint32(end + 16, true);
    for (let left = look.getUint16(end + 10, true); left > 0; left -= 1) {
      if (look.getUint32(at, true) !== ENTRY) throw new Broken("no_package");
      const method = look.getUint16(at + 10, true), size = look.getUint32(at + 24, true);
      const name_length = look.getUint16(at + 28, true), start = look.getUint32(at + 42, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name_length));
      if (!NAMES.includes(name) || files.has(name) || method !== 0) throw new Broken("no_package", name);
      if (look.getUint32(start, true) !== FILE) throw new Broken("no_package");
      const from = start + 30 + look.getUint16(start + 26, true) + look.getUint16(start + 28, true);
      files.set(name, bytes.subarray(from, from + size));
      at += 46 + name_length + look.getUint16(at + 30, true) + look.getUint16(at + 32, true);
    }
    return files;
  }

  const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  function crc32(bytes) {
    let c = 0xffffffff;
    for (let i = 0; i < bytes.length; i += 1) c = TABLE[(c ^ bytes[i]) & 255] ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  }

  function fields(...pairs) {
    const out = new Uint8Array(pairs.reduce((sum, [size]) => sum + size, 0)), look = view(out);
    let at = 0;
    pairs.forEach(([size, value]) => {
      if (size === 2) look.setUint16(at, value, true);
      else look.setUint32(at, value, true);
      at += size;
    });
    return out;
  }

  /* The one way in which a package is written: no byte of it is free, not even where ZIP would not care. */
  function packed(files) {
    const parts = [], index = [];
    let at = 0;
    const put = (list, ...pieces) => { list.push(...pieces); return pieces.reduce((sum, piece) => sum + piece.length, 0); };
    NAMES.filter((name) => files.has(name)).forEach((name) => {
      const content = files.get(name), called = here.bytes_of(name);
      const same = [[2, 20], [2, 0], [2, 0], [2, 0], [2, 33], [4, crc32(content)], [4, content.length], [4, content.length], [2, called.length], [2, 0]];
      put(index, fields([4, ENTRY], [2, 0x314], ...same, [2, 0], [2, 0], [2, 0], [4, 0o644 * 65536], [4, at]), called);
      at += put(parts, fields([4, FILE], ...same), called, content);
    });
    const size = index.reduce((sum, piece) => sum + piece.length, 0);
    return [...parts, ...index, fields([4, END], [2, 0], [2, 0], [2, files.size], [2, files.size], [4, size], [4, at], [2, 0])];
  }

  function same(bytes, pieces) {
    let at = 0;
    for (const piece of pieces) {
      for (let i = 0; i < piece.length; i += 1) if (bytes[at + i] !== piece[i]) return false;
      at += piece.length;
    }
    return at === bytes.length;
  }

  /* The files of a package by their names. Throws Broken. */
  function unzip(bytes) {
    let files;
    try { files = entries(bytes); } catch (error) { throw error instanceof Broken ? error : new Broken("no_package"); }
    if (!files.has("manifest.json") || !files.has("signature.json")) throw new Broken("no_package");
    if (!same(bytes, packed(files))) throw new Broken("changed");
    return files;
  }

  Object.assign(here, { unzip, Broken });
}(globalThis.counting = globalThis.counting || {}));
