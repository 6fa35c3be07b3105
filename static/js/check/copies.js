/* The same ballots in the field's own formats, beside the box: they must say the same. As in
   commons/voting/checking/copies.py and commons/voting/preflib.py. */
(function (here) {
  "use strict";

  const { Exact } = here;
  const PABULIB = "election.pb", COPIES = [PABULIB, "election.soc", "election.soi", "election.cat"];
  const SPENDING = ["greedy", "greedy-per-cost", "equal-shares", "sequential-phragmen", "average"];
  const text_of = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

  /* Rows of cells between semicolons; those in quotes may hold semicolons, quotes and new lines */
  function rows_of(text) {
    const rows = [];
    let row = [], cell = "", quoted = false;
    const end_cell = () => { row.push(cell.trim()); cell = ""; };
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at];
      if (quoted && sign === '"' && text[at + 1] === '"') { cell += sign; at += 1; continue; }
      if (sign === '"' && (quoted || !cell)) { quoted = !quoted; continue; }
      if (quoted || (sign !== ";" && sign !== "\n")) { cell += sign; continue; }
      end_cell();
      if (sign === "\n") { rows.push(row); row = []; }
    }
    if (quoted) throw new Error("an open quote");
    if (row.length || cell) { end_cell(); rows.push(row); }
    return rows.filter((cells) => cells.some(Boolean));
  }

  /* The sections META, PROJECTS and VOTES: each its columns, and its rows by them */
  function sections_of(text) {
    const found = {};
    let section = null;
    rows_of(text).forEach((cells) => {
      if (["META", "PROJECTS", "VOTES"].includes(cells[0].toUpperCase()) && !cells.slice(1).some(Boolean)) {
        section = found[cells[0].toUpperCase()] = { columns: null, rows: [] };
      } else if (!section.columns) section.columns = cells;
      else {
        if (cells.length !== section.columns.length) throw new Error("a row of another length");
        section.rows.push(Object.fromEntries(section.columns.map((name, at) => [name, cells[at]])));
      }
    });
    return found;
  }

  function decimal(text) {
    const found = /^(\d{1,30})(?:[.,](\d{1,30}))?$/.exec(text);
    if (!found) throw new Error("no number: " + text);
    const places = found[2] || "";
    return new Exact(BigInt(found[1] + places), 10n ** BigInt(places.length));
  }

  const equal = (one, other) => !one.compare(other);
  const written = (points) => (points.under === 1n ? String(points) : (Number(points.over) / Number(points.under)).toFixed(5));

  function same_projects({ columns, rows }, config, published) {
    const standings = new Map(published.standings.map((standing) => [standing.option, standing]));
    return rows.length === config.options.length && rows.every((row, at) => {
      const option = config.options[at], standing = standings.get(option.code);
      if (row.project_id !== option.code) return false;
      const cost = SPENDING.includes(config.rule) ? option.cost : 0;
      const said = { votes: String(standing.supporters), score: written(Exact.from(standing.points)), selected: String(Number(standing.selected)) };
      if (option.title !== undefined) said.name = option.title.trim();
      return equal(decimal(row.cost), Exact.from(cost)) && Object.keys(said).every((name) => !columns.includes(name) || row[name] === said[name]);
    });
  }

  function same_votes({ columns, rows }, lines) {
    if (columns.join() !== "voter_id,vote,points" || rows.length !== lines.length) return false;
    const shown = (receipt) => receipt.match(/.{1,4}/gsu).join("-"), parts = (cell) => (cell ? cell.split(",").map((part) => part.trim()) : []);
    const named = [(at) => shown(lines[at].receipt), (at) => String(at + 1)].some((name) => rows.every((row, at) => row.voter_id === name(at)));
    return named && rows.every((row, at) => {
      const ids = parts(row.vote), points = parts(row.points), { choices } = lines[at];
      return ids.length === choices.length && points.length === choices.length
        && choices.every(([id, worth], i) => ids[i] === id && equal(decimal(points[i]), Exact.from(worth)));
    });
  }

  function same_pb(text, config, lines, published) {
    const { META, PROJECTS, VOTES } = sections_of(text), meta = {};
    META.rows.forEach(({ key, value }) => {
      if (Object.hasOwn(meta, key)) throw new Error("META names a key twice");
      meta[key] = value;
    });
    const plain = (rule) => rule.replace(/-/g, "");
    return plain(meta.rule || "") === plain(config.rule) && equal(decimal(meta.budget), Exact.from(config.budget))
      && meta.num_votes === String(VOTES.rows.length) && meta.num_projects === String(PROJECTS.rows.length)
      && same_projects(PROJECTS, config, published) && same_votes(VOTES, lines);
  }

  /* The PrefLib file that rules and box make up: {name, text}, or null where the vote spends money */
  function preflib_of(manifest, config, lines) {
    if (!Number.isInteger((config.terms || {}).seats)) return null;
    const places = new Map(config.options.map((option, at) => [option.code, at + 1]));
    const ballots = lines.map((line) => line.choices.map(([id, points]) => [places.get(id), Exact.from(points)]).filter(([, points]) => !points.none));
    let description = (manifest.test ? "TEST. " : "") + `Ballots of a vote as they were cast. Rule: ${config.rule}.`;
    const ranked = config.ballot_kind === "ordinal", { kind, said, texts } = ranked ? orders(ballots, places) : categories(ballots, places, config);
    if (ranked) description += ` Blank ballots without a line here: ${ballots.length - texts.length}.`;
    const counts = new Map();
    texts.forEach((text) => counts.set(text, (counts.get(text) || 0) + 1));
    const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : Number(a > b)));
    const head = [
      ["FILE NAME", "election." + kind], ["TITLE", `${manifest.city || ""}, vote ${manifest.vote ?? ""}`], ["DESCRIPTION", description],
      ["DATA TYPE", kind], ["MODIFICATION TYPE", "original"], ["RELATES TO", ""], ["RELATED FILES", ""], ["PUBLICATION DATE", ""],
      ["MODIFICATION DATE", ""], ["NUMBER ALTERNATIVES", places.size], ["NUMBER VOTERS", texts.length],
      ["NUMBER UNIQUE " + (ranked ? "ORDERS" : "PREFERENCES"), counts.size], ...said, ...alternatives(config.options),
    ];
    const plain = (value) => String(value).replace(/[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g, " ");
    const all = [...head.map(([key, value]) => `# ${key}: ${plain(value)}`), ...sorted.map(([text, count]) => `${count}: ${text}`)];
    return { name: "election." + kind, text: all.join("\n") + "\n" };
  }

  function alternatives(options) {
    const titles = options.map((option) => option.title ?? "");
    const alone = (title) => title && titles.filter((other) => other === title).length === 1;
    return titles.map((title, at) => [`ALTERNATIVE NAME ${at + 1}`, alone(title) ? title : `${title} (${options[at].code})`]);
  }

  function orders(ballots, places) {
    const ranked = ballots.filter((marks) => marks.length);
    const complete = ranked.length && ranked.every((marks) => marks.length === places.size);
    return { kind: complete ? "soc" : "soi", said: [], texts: ranked.map((marks) => marks.map(([place]) => place).join()) };
  }

  function categories(ballots, places, config) {
    const points = !["approval", "knapsack", "choose-1"].includes(config.ballot_kind), worth_of = (worth) => (points ? String(worth) : "1");
    const given = new Map(ballots.flat().map(([, worth]) => [worth_of(worth), worth]));
    const steps = points ? [...[...given].sort(([, a], [, b]) => b.compare(a)).map(([text]) => text), "0"] : ["1", "0"];
    const names = points ? steps.map((step) => step + " points") : ["Chosen", "Not chosen"];
    const set = (members) => (members.length === 1 ? String(members[0]) : `{${members.join()}}`);
    const texts = ballots.map((marks) => {
      const worths = new Map(marks.map(([place, worth]) => [place, worth_of(worth)]));
      return steps.map((step) => set([...places.values()].filter((place) => (worths.get(place) || "0") === step))).join();
    });
    return { kind: "cat", said: [["NUMBER CATEGORIES", steps.length], ...names.map((name, at) => [`CATEGORY NAME ${at + 1}`, name])], texts };
  }

  /* Whether a file of the package says the same as rules, box and result */
  function same_copy(name, bytes, manifest, config, lines, published) {
    if (name !== PABULIB) {
      const made = preflib_of(manifest, config, lines);
      return Boolean(made) && made.name === name && made.text === text_of(bytes);
    }
    try { return same_pb(text_of(bytes), config, lines, published); } catch { return false; }
  }

  Object.assign(here, { COPIES, same_copy, preflib_of });
}(globalThis.counting = globalThis.counting || {}));
