/* What is counted: as commons/voting/rules/election.py has it. */
(function (here) {
  "use strict";

  const { Exact, ZERO } = here;

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

  /* Points and supporters of every option, in their order; a mark of 0 points is no support */
  function support_of(election) {
    if (election.support) return election.support;
    const found = new Map(election.options.map(({ id }) => [id, { points: ZERO, supporters: 0 }]));
    election.ballots.forEach(({ marks, count }) => marks.forEach(({ id, points }) => {
      if (points.none) return;
      const got = found.get(id);
      got.points = got.points.plus(points.times(Exact.from(count)));
      got.supporters += count;
    }));
    election.support = found;
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
    const known = new Map();
    const drawn = (id) => {
      if (!known.has(id)) known.set(id, here.digest(here.bytes_of(lot + "\n" + id)));
      return known.get(id);
    };
    return (a, b) => by_code(drawn(a), drawn(b)) || by_code(a, b);
  }

  Object.assign(here, { election_of, support_of, by_code, lot_order });
}(globalThis.counting = globalThis.counting || {}));
