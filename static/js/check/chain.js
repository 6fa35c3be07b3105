/* The chain of anchors: what was accepted cannot be taken out later, nor anything slipped in. As in
   commons/voting/checking/chain.py. */
(function (here) {
  "use strict";

  const SMALLEST = 50, START = "0".repeat(64);

  /* The leaf of a ballot */
  function commitment(config_hash, receipt, choices) {
    return here.digest(here.bytes_of(JSON.stringify(["ballot", config_hash, receipt, choices])));
  }

  /* RFC 6962, section 2.1 */
  function merkle_root(leaves) {
    if (!leaves.length) return here.digest(new Uint8Array());
    const joined = (mark, ...pieces) => {
      const out = new Uint8Array(1 + 32 * pieces.length);
      out[0] = mark;
      pieces.forEach((piece, i) => out.set(piece, 1 + 32 * i));
      return here.sha256(out);
    };
    let level = leaves.map((leaf) => joined(0, here.unhex(leaf)));
    while (level.length > 1) {
      const next = [];
      for (let i = 0; i < level.length; i += 2) next.push(i + 1 < level.length ? joined(1, level[i], level[i + 1]) : level[i]);
      level = next;
    }
    return here.hex(level[0]);
  }

  function digest_of(anchor) {
    const said = ["anchor", anchor.number, anchor.previous, anchor.leaves.length, merkle_root(anchor.leaves), merkle_root(anchor.replaced)];
    return here.digest(here.bytes_of(JSON.stringify(said)));
  }

  const in_order = (leaves) => leaves.every((leaf, i) => !i || leaves[i - 1] < leaf);

  /* Where the chain does not hold: {number, kind}, or null where it does */
  function broken_at(anchors) {
    const known = new Set(), replaced = new Set();
    let before = START;
    for (let i = 0; i < anchors.length; i += 1) {
      const anchor = anchors[i], wrong = (kind) => ({ number: i + 1, kind });
      if (anchor.number !== i + 1) return wrong("number");
      if (anchor.previous !== before) return wrong("previous");
      if (digest_of(anchor) !== anchor.digest) return wrong("digest");
      if (!in_order(anchor.leaves) || !in_order(anchor.replaced)) return wrong("order");
      if (anchors.length > 1 && anchor.leaves.length && anchor.leaves.length < SMALLEST) return wrong("small");
      for (const leaf of anchor.leaves) {
        if (known.has(leaf)) return wrong("twice");
        known.add(leaf);
      }
      for (const leaf of anchor.replaced) {
        if (!known.has(leaf) || replaced.has(leaf)) return wrong("replaced");
        replaced.add(leaf);
      }
      before = anchor.digest;
    }
    return null;
  }

  /* The leaves of the ballots that must be in the box */
  function standing(anchors) {
    const leaves = new Set();
    anchors.forEach((anchor) => anchor.leaves.forEach((leaf) => leaves.add(leaf)));
    anchors.forEach((anchor) => anchor.replaced.forEach((leaf) => leaves.delete(leaf)));
    return leaves;
  }

  Object.assign(here, { commitment, broken_at, standing });
}(globalThis.counting = globalThis.counting || {}));
