/* Checking a package and counting it again: the same questions as `commons recount`, in the same
   order. Each finding is {code, holds, numbers}; holds is null where it could not be looked at. */
(function (here) {
  "use strict";

  const text_of = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const json_of = (files, name) => {
    try { return JSON.parse(text_of(files.get(name))); } catch { throw new here.Broken("changed", name); }
  };
  /* Of the package itself, rather than of what is in it */
  function said_in(files, name) {
    const said = json_of(files, name);
    if (said === null || typeof said !== "object" || Array.isArray(said)) throw new here.Broken("changed", name);
    return said;
  }
  const finding = (code, holds, numbers = {}) => ({ code, holds, numbers });
  const SMALLEST_GROUP = 10;
  const NEEDED = ["config.json", "anchors.json", "roll.json", "result.json"];

  /* true, false, or null where this browser knows no Ed25519 */
  async function signed(files, said) {
    const subtle = globalThis.crypto && globalThis.crypto.subtle;
    let named, signature, key;
    try { [named, signature] = [here.unhex(said.public_key), here.unhex(said.signature)]; } catch { return false; }
    if (!subtle) return null;
    try { key = await subtle.importKey("raw", named, { name: "Ed25519" }, false, ["verify"]); } catch (error) {
      return error.name === "NotSupportedError" ? null : false;
    }
    return subtle.verify({ name: "Ed25519" }, key, signature, files.get("manifest.json"));
  }

  function check_digests(files, manifest) {
    const named = Object.keys(manifest.files || {});
    if (!NEEDED.every((name) => named.includes(name))) throw new here.Broken("no_package", "manifest.json");
    if (named.length !== files.size - 2 || !named.every((name) => files.has(name))) throw new here.Broken("changed", "manifest.json");
    named.forEach((name) => {
      if (here.digest(files.get(name)) !== manifest.files[name]) throw new here.Broken("changed", name);
    });
  }

  async function read(bytes) {
    const files = here.unzip(bytes), said = said_in(files, "signature.json");
    const spelt = JSON.stringify({ algorithm: "Ed25519", public_key: said.public_key, signature: said.signature });
    if (spelt !== text_of(files.get("signature.json"))) throw new here.Broken("changed", "signature.json");
    const good = await signed(files, said);
    if (good === false) throw new here.Broken("signature");
    check_digests(files, said_in(files, "manifest.json"));
    return { files, said, good };
  }

  const digests = (text) => text.toLowerCase().split(/[^0-9a-f]+/).filter((word) => word.length === 64);

  function chain(anchors, asked) {
    const broken = here.broken_at(anchors), sum = (what) => anchors.reduce((total, anchor) => total + anchor[what].length, 0);
    const saved = digests(asked.saved || ""), known = new Set(anchors.map((anchor) => anchor.digest));
    const missing = saved.filter((digest) => !known.has(digest)).length;
    return [
      finding("chain", !broken, { anchors: anchors.length, leaves: sum("leaves"), replaced: sum("replaced"), ...broken }),
      finding("saved", saved.length ? !missing : null, { saved: saved.length, missing }),
    ];
  }

  function box(lines, config_hash, anchors) {
    const standing = here.standing(anchors);
    let added = 0;
    lines.forEach((line) => { if (!standing.delete(here.commitment(config_hash, line.receipt, line.choices))) added += 1; });
    return finding("box", !added && !standing.size, { ballots: lines.length, added, taken: standing.size });
  }

  const total = (groups, what) => groups.reduce((sum, group) => sum + group[what], 0);

  function roll(said, ballots) {
    const told = [said.channels, said.days, said.districts].filter((groups) => groups && groups.length);
    const adds_up = told.every((groups) => total(groups, "people") === said.people);
    return finding("roll", said.people === ballots && adds_up, { people: said.people, ballots });
  }

  /* Whether the parts told apart make up the whole, and none of them is small */
  function strata(told, lines) {
    if (!told) return [];
    const add = (votes, option, number) => votes.set(option, (votes.get(option) || 0) + number);
    const said = (votes) => here.canonical(new Map([...votes].filter(([, number]) => number > 0)));
    const votes = new Map();
    lines.forEach((line) => new Set(line.choices.map(([option]) => option)).forEach((option) => add(votes, option, 1)));
    const holds = ["channels", "states", "districts"].map((part) => told[part]).every((groups) => {
      if (groups === undefined) throw new Error("no parts");
      if (!groups || groups.length === 0) return true;
      const together = new Map();
      groups.forEach((group) => Object.entries(group.votes).forEach(([option, number]) => add(together, option, number)));
      return said(together) === said(votes) && total(groups, "ballots") === lines.length
        && groups.every((group) => group.ballots >= SMALLEST_GROUP);
    });
    return [finding("strata", holds)];
  }

  const lot_of = (made) => here.digest(here.bytes_of(made.seed + "\n" + made.value));
  function draw(config, made, anchors) {
    if (!config.draw) return [];
    if (!made) return [finding("draw", null)];
    const last = anchors.length ? anchors[anchors.length - 1].digest : "0".repeat(64);
    const holds = made.seed.length === 64 && here.digest(here.bytes_of(made.seed)) === made.commitment && made.lot === lot_of(made)
      && made.commitment === config.draw.commitment && made.source === config.draw.source && (made.announced || made.value === last);
    return [finding("draw", holds, { value: made.value })];
  }

  /* Not only the outcome: every reason, step and tie that was published */
  function result(config, lines, published, made) {
    const numbers = { rule: config.rule, ballots: lines.length };
    const settings = { ...(config.rule_options || {}), ...(made ? { lot: lot_of(made) } : {}) };
    const counted = here.count(config.rule, settings, here.election_of(config, lines));
    if (!counted) return finding("result", null, numbers);
    const found = here.canonical(counted), same = found === published || found === here.canonical(JSON.parse(published));
    return finding("result", same, { ...numbers, selected: counted.selected.length });
  }

  function copies(files, manifest, config, lines, published) {
    const there = here.COPIES.filter((name) => files.has(name));
    if (!there.length) return [];
    const wrong = there.filter((name) => !here.same_copy(name, files.get(name), manifest, config, lines, published));
    return [finding("copies", !wrong.length, { names: (wrong.length ? wrong : there).join(", ") })];
  }

  function own(lines, typed) {
    const digits = Array.from(typed.normalize("NFKC").toUpperCase()).filter((sign) => /[\p{L}\p{N}]/u.test(sign)).map((sign) => {
      if (!/\p{Nd}/u.test(sign)) return sign;
      let zero = sign.codePointAt(0);
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && sign.codePointAt(0) - zero < 9) zero -= 1;
      return /[0-9]/.test(sign) ? sign : String(sign.codePointAt(0) - zero);
    }).join("");
    const code = digits.replace(/O/g, "0").replace(/[IL]/g, "1");
    if (!code) return [finding("own", null)];
    const line = lines.find((one) => one.receipt === code);
    return [finding("own", Boolean(line), { code, choices: line ? line.choices : [] })];
  }

  function contents({ files }, asked) {
    const manifest = json_of(files, "manifest.json"), config = json_of(files, "config.json");
    const anchors = json_of(files, "anchors.json"), said = json_of(files, "roll.json");
    const made = files.has("draw.json") ? json_of(files, "draw.json") : null;
    const hash = here.digest(files.get("config.json"));
    const found = [...(config.test ? [finding("test", null)] : []),
      finding("rules", hash === manifest.config_hash, { hash: manifest.config_hash }), ...chain(anchors, asked)];
    if (!files.has("box.jsonl")) {
      const ballots = here.standing(anchors).size;
      const stray = here.COPIES.filter((name) => files.has(name));
      return [...found, finding("box", null, { ballots }), roll(said, ballots), ...draw(config, made, anchors),
        finding("result", null, { kind: "no_ballots" }), ...stray.map((names) => finding("copies", false, { names }))];
    }
    const lines = text_of(files.get("box.jsonl")).split("\n").filter(Boolean).map((line) => JSON.parse(line));
    const told = files.has("strata.json") ? json_of(files, "strata.json") : null, published = text_of(files.get("result.json"));
    return [...found, box(lines, manifest.config_hash, anchors), roll(said, lines.length), ...own(lines, asked.receipt || ""),
      ...strata(told, lines), ...draw(config, made, anchors), result(config, lines, published, made),
      ...copies(files, manifest, config, lines, JSON.parse(published))];
  }

  /* `asked`: {receipt, saved, key}, as the reader typed them; `key` as the page they are on says it */
  async function check(bytes, asked) {
    let whole;
    try { whole = await read(bytes); } catch (error) {
      if (!(error instanceof here.Broken)) throw error;
      return { findings: [finding("package", false, { kind: error.kind, file: error.file })] };
    }
    const key = whole.said.public_key;
    const findings = [
      finding("package", true, { files: whole.files.size }),
      finding("signature", whole.good, { key }),
      finding("key", asked.key ? key === asked.key : null, { key }),
    ];
    try { findings.push(...contents(whole, asked)); } catch (error) {
      findings.push(finding("package", false, { kind: "contents", file: String(error.message).slice(0, 80) }));
      return { findings };
    }
    try {
      const config = json_of(whole.files, "config.json"), published = json_of(whole.files, "result.json");
      const titles = config.options.map(({ code, title, language }) => ({ code, title, language }));
      return { findings, titles, selected: [...published.selected] };
    } catch { return { findings }; } // without a box nobody has counted what could be shown here
  }

  Object.assign(here, { check });
}(globalThis.counting = globalThis.counting || {}));
