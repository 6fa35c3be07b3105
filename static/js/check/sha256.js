/* SHA-256 (FIPS 180-4), at once and everywhere: a vote has a hash for each ballot, and the browser's
   own hashes one at a time and only on pages that came over https. */
(function (here) {
  "use strict";

  const PRIMES = [];
  for (let n = 2; PRIMES.length < 64; n += 1) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
  const part = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;
  const ROUNDS = Int32Array.from(PRIMES, (prime) => part(Math.cbrt(prime)));
  const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => part(Math.sqrt(prime)));
  const words = new Int32Array(64);
  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  function block(state, bytes, at) {
    for (let i = 0; i < 16; i += 1) {
      const place = at + 4 * i;
      words[i] = (bytes[place] << 24) | (bytes[place + 1] << 16) | (bytes[place + 2] << 8) | bytes[place + 3];
    }
    for (let i = 16; i < 64; i += 1) {
      const early = words[i - 15], late = words[i - 2];
      words[i] = (words[i - 16] + words[i - 7] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3))
        + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
  }

  function sha256(bytes) {
    const whole = bytes.length - (bytes.length % 64);
    const rest = new Uint8Array(bytes.length - whole < 56 ? 64 : 128);
    rest.set(bytes.subarray(whole));
    rest[bytes.length - whole] = 0x80;
    const bits = new DataView(rest.buffer);
    bits.setUint32(rest.length - 8, Math.floor(bytes.length / 2 ** 29));
    bits.setUint32(rest.length - 4, (bytes.length * 8) >>> 0);
    const state = START.slice();
    for (let at = 0; at < whole; at += 64) block(state, bytes, at);
    for (let at = 0; at < rest.length; at += 64) block(state, rest, at);
    const out = new Uint8Array(32), view = new DataView(out.buffer);
    state.forEach((value, i) => view.setInt32(4 * i, value));
    return out;
  }

  const PAIRS = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));
  const hex = (bytes) => Array.from(bytes, (byte) => PAIRS[byte]).join("");
  function unhex(text) {
    if (typeof text !== "string" || !/^([0-9a-f]{2})*$/.test(text)) throw new Error("not in hex: " + text);
    return Uint8Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.substr(2 * i, 2), 16));
  }
  const utf8 = new TextEncoder();

  Object.assign(here, { sha256, hex, unhex, digest: (bytes) => hex(sha256(bytes)), bytes_of: (text) => utf8.encode(text) });
}(globalThis.counting = globalThis.counting || {}));
