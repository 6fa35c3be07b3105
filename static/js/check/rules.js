/* The ways to count that add up: as in commons/voting/rules/. Each gives {selected, points}: codes in
   the order chosen, and what each option got; null where this page does not know the rule. */
(function (here) {
  "use strict";

  const { Exact, ZERO, ONE } = here;

  /* What is counted: options with costs, ballots with their number (equal ones once), money, seats */
  function election_of(config, lines) {
    const terms = config.terms || {};
    const seats = Number.isInteger(terms.seats) ? terms.seats : null;
    const options = config.options.map((option) => ({ id: option.code, cost: seats === null ? Exact.from(option.cost) : ZERO }));
    const costs = new Map(options.map((option) => [option.id, option.cost]));
    const kinds = new Map();
    lines.forEach((line) => {
      const key = JSON.stringify(line.choices), kind = kinds.get(key);
      if (kind) { kind.count += 1; return; }
      const marks = line.choices.map(([id, points]) => ({ id, points: Exact.from(points) }));
      if (marks.some((mark) => !costs.has(mark.id) || mark.points.over < 0n)) throw new Error("a ballot names what is not an option");
      if (new Set(marks.map((mark) => mark.id)).size !== marks.length) throw new Error("a ballot names an option twice");
      kinds.set(key, { marks, count: 1 });
    });
    const entitled = Number.isInteger(terms.entitled) ? Math.max(terms.entitled, lines.length) : null;
    return {
      options, costs, ballots: [...kinds.values()], voters: lines.length, seats: seats || 1, entitled,
      budget: seats === null ? Exact.from(config.budget) : ZERO,
    };
  }

  function support_of(election) {
    const found = new Map(election.options.map(({ id }) => [id, { points: ZERO, supporters: 0 }]));
    election.ballots.forEach(({ marks, count }) => marks.forEach(({ id, points }) => {
      if (points.none) return;
      const got = found.get(id);
      got.points = got.points.plus(points.times(Exact.from(count)));
      got.supporters += count;
    }));
    return found;
  }

  /* 2 before 10, and a9 before a10; by the drawn lot where there is one */
  const by_code = (a, b) => { // as Python orders texts: by code points
    const [left, right] = [Array.from(a), Array.from(b)];
    for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
      if (left[i] !== right[i]) return left[i].codePointAt(0) - right[i].codePointAt(0);
    }
    return left.length - right.length;
  };
  function key_of(id) {
    const pieces = id.split(/([0-9]+)/).map((piece, i) => (i % 2 ? piece.replace(/^0+/, "") : piece));
    return [...pieces, "", id];
  }
  function in_number_order(a, b) {
    const [left, right] = [key_of(a), key_of(b)];
    for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
      const order = (i % 2 && left[i].length - right[i].length) || by_code(left[i], right[i]);
      if (order) return order;
    }
    return left.length - right.length;
  }
  function lot_order(lot) {
    if (!lot) return in_number_order;
    const drawn = (id) => here.digest(here.bytes_of(lot + "\n" + id));
    return (a, b) => by_code(drawn(a), drawn(b)) || by_code(a, b);
  }

  function by_points(election, points, lot) {
    const drawn = lot_order(lot);
    const order = election.options.map(({ id }) => id).sort((a, b) => points.get(b).compare(points.get(a)) || drawn(a, b));
    return order.filter((id) => !points.get(id).none).slice(0, election.seats);
  }

  const seats = (count) => (election, { lot = "" }) => {
    const points = count(election);
    return { selected: by_points(election, points, lot), points };
  };
  const summed = (what) => seats((election) => new Map([...support_of(election)].map(([id, got]) => [id, Exact.from(got[what])])));

  const plurality = seats((election) => {
    const firsts = new Map(election.options.map(({ id }) => [id, ZERO]));
    election.ballots.forEach(({ marks, count }) => {
      const first = marks.find((mark) => !mark.points.none);
      if (first) firsts.set(first.id, firsts.get(first.id).plus(Exact.from(count)));
    });
    return firsts;
  });

  const share_of = (text) => (text.endsWith("%") ? new Exact(BigInt(text.slice(0, -1)), 100n) : Exact.from(text));
  function majority(election, { turnout = "0", quorum = "0", majority: share = "1/2", base = "votes" }) {
    const support = support_of(election), votes = (id) => (support.has(id) ? support.get(id).supporters : 0);
    const entitled = () => { if (election.entitled === null) throw new Error("entitled"); return election.entitled; };
    const people = (text) => (/^\d+$/.test(text) ? BigInt(text) : share_of(text).times(Exact.from(entitled())).ceil());
    const among = { votes: () => votes("yes") + votes("no"), voters: () => election.voters, entitled }[base]();
    const part = share_of(share);
    let needed = BigInt(among) / 2n + 1n;
    if (part.compare(new Exact(1n, 2n))) needed = part.times(Exact.from(among)).ceil() || 1n;
    const met = BigInt(election.voters) >= people(turnout) && BigInt(votes("yes")) >= people(quorum) && BigInt(votes("yes")) >= needed;
    return { selected: met ? ["yes"] : [], points: new Map(election.options.map(({ id }) => [id, Exact.from(votes(id))])) };
  }

  const points_of = (support) => new Map([...support].map(([id, got]) => [id, got.points]));

  function spend(election, order) {
    let left = election.budget;
    return order.filter((id) => {
      const fits = election.costs.get(id).compare(left) <= 0;
      if (fits) left = left.minus(election.costs.get(id));
      return fits;
    });
  }

  /* The supported, most points first; then the cheaper, then by the lot */
  function ranked(election, support, lot) {
    const drawn = lot_order(lot), costs = election.costs;
    return election.options.map(({ id }) => id).filter((id) => !support.get(id).points.none)
      .sort((a, b) => support.get(b).points.compare(support.get(a).points) || costs.get(a).compare(costs.get(b)) || drawn(a, b));
  }

  function greedy(election, { lot = "" }) {
    const support = support_of(election);
    return { selected: spend(election, ranked(election, support, lot)), points: points_of(support) };
  }

  function greedy_per_cost(election, { lot = "" }) {
    const support = support_of(election), drawn = lot_order(lot), costs = election.costs;
    const worse = (a, b) => {
      const [one, two] = [costs.get(a), costs.get(b)];
      if (one.none || two.none) return Number(two.none) - Number(one.none);
      return support.get(b).points.by(two).compare(support.get(a).points.by(one));
    };
    const order = [...support.keys()].filter((id) => !support.get(id).points.none)
      .sort((a, b) => worse(a, b) || costs.get(a).compare(costs.get(b)) || drawn(a, b));
    return { selected: spend(election, order), points: points_of(support) };
  }

  const rules = {
    plurality, approval: summed("supporters"), score: summed("points"), majority, greedy, "greedy-per-cost": greedy_per_cost,
  };

  function count(name, options, election) {
    return Object.hasOwn(rules, name) ? rules[name](election, options || {}) : null;
  }

  Object.assign(here, { election_of, support_of, lot_order, points_of, ranked, spend, rules, count, ONE });
}(globalThis.counting = globalThis.counting || {}));
