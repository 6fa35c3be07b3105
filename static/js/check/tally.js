/* What a count hands back, as in commons/voting/rules/contract.py and seats.py: the whole course of it,
   so that not only the outcome is compared, but every reason and step that was published. */
(function (here) {
  "use strict";

  const { Exact, ZERO } = here;
  const exact = (number) => (number instanceof Exact ? number : Exact.from(number));

  /* JSON with sorted keys and no blanks: the same text for the same value, as Python writes it */
  function canonical(value) {
    if (value instanceof Exact) return value.under === 1n ? String(value.over) : JSON.stringify(String(value));
    if (typeof value === "bigint") return String(value);
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    entries.sort(([a], [b]) => here.by_code(a, b));
    return "{" + entries.map(([key, held]) => JSON.stringify(key) + ":" + canonical(held)).join(",") + "}";
  }

  const reason = (code, numbers = {}) => ({ code, numbers });
  const step = (code, option = null, numbers = {}, counts = {}) => ({ code, option, numbers, counts });
  const tie = (options, winner, criterion) => ({ options, winner, criterion });

  /* Options that stood side by side, in groups of equal ones */
  function equal_ones(order, same) {
    const groups = [];
    order.forEach((id) => {
      const last = groups[groups.length - 1];
      if (last && same(last[0], id)) last.push(id);
      else groups.push([id]);
    });
    return groups;
  }

  /* The result of a vote about money: the chosen first, then the others by points */
  function money_spent(election, selected, reasons, steps, ties) {
    const support = here.support_of(election), chosen = new Set(selected), costs = election.costs;
    const others = [...support.keys()].filter((id) => !chosen.has(id))
      .sort((a, b) => support.get(b).points.compare(support.get(a).points));
    const standings = [...selected, ...others].map((option) => ({
      option, cost: costs.get(option), ...support.get(option), selected: chosen.has(option), reason: reasons.get(option),
    }));
    const cost = selected.reduce((sum, id) => sum.plus(costs.get(id)), ZERO);
    return { selected, cost, budget: election.budget, voters: election.voters, standings, steps, ties };
  }

  /* The result of a vote that spends no money; `selected` and `others` are in their order */
  function seats_filled(election, selected, others, points, reasons, steps, ties) {
    const support = here.support_of(election), chosen = new Set(selected);
    const standings = [...selected, ...others].map((option) => ({
      option, cost: 0, points: points.get(option), supporters: support.get(option).supporters,
      selected: chosen.has(option), reason: reasons.get(option),
    }));
    return { selected, cost: 0, budget: 0, voters: election.voters, standings, steps, ties };
  }

  function refuse_money(election) {
    if (!election.budget.none || election.options.some(({ cost }) => !cost.none)) throw new Error("this way to count spends no money");
  }

  const drawn = (ids, lot) => [...ids].sort(here.lot_order(lot));

  /* Fill the seats from the most points down; nobody is elected without any */
  function elect_by_points(election, points, lot, wanted = new Set()) {
    const order = drawn(points.keys(), lot).sort((a, b) => points.get(b).compare(points.get(a)));
    const selected = order.filter((id) => !points.get(id).none || wanted.has(id)).slice(0, election.seats);
    const others = order.slice(selected.length), reasons = new Map();
    selected.forEach((id, at) => reasons.set(id, reason("elected", { place: at + 1, votes: points.get(id) })));
    const needed = selected.length ? points.get(selected[selected.length - 1]) : ZERO;
    others.forEach((id) => {
      const votes = points.get(id);
      if (votes.none) reasons.set(id, reason("no_support"));
      else reasons.set(id, votes.compare(needed) ? reason("not_elected", { votes, needed }) : reason("lost_tie", { votes }));
    });
    const steps = [step("counted", null, { seats: election.seats }, points),
      ...selected.map((id) => step("elected", id, reasons.get(id).numbers))];
    const ties = equal_ones(order, (a, b) => !points.get(a).compare(points.get(b)))
      .filter((tied) => tied.length > 1 && selected.includes(tied[0]))
      .map((tied) => tie(tied, tied[0], lot ? "lot" : "lower_id"));
    return seats_filled(election, selected, others, points, reasons, steps, ties);
  }

  /* All ballots that rank anything: [{ranked, count}], equal ones once */
  function rankings(election) {
    const found = new Map();
    election.ballots.forEach(({ marks, count }) => {
      const ranked = marks.filter((mark) => !mark.points.none).map((mark) => mark.id);
      if (!ranked.length) return;
      const key = JSON.stringify(ranked), known = found.get(key);
      if (known) known.count += count;
      else found.set(key, { ranked, count });
    });
    return [...found.values()];
  }

  /* Who has the most votes at the last stage, or the fewest: [option, tie or null]. Of equal ones the
     latest earlier stage at which they differed decides, then the lot. `stages` are Maps of numbers. */
  function pick(options, stages, lot, most) {
    let equal = [...options], first = null;
    for (const stage of [...stages].reverse()) {
      const votes = equal.map((id) => stage.get(id)).reduce((a, b) => ((most ? b > a : b < a) ? b : a));
      equal = equal.filter((id) => stage.get(id) === votes);
      if (equal.length === 1) {
        return [equal[0], first && tie(first, equal[0], most ? "more_votes_earlier" : "out_fewer_votes_earlier")];
      }
      first = first || drawn(equal, lot);
    }
    const order = drawn(equal, lot), picked = most ? order[0] : order[order.length - 1];
    const how = most ? (lot ? "lot" : "lower_id") : (lot ? "out_lot" : "out_higher_id");
    return [picked, tie(first, picked, how)];
  }

  Object.assign(here, {
    canonical, exact, reason, step, tie, equal_ones, money_spent, seats_filled, refuse_money, drawn, elect_by_points, rankings, pick,
  });
}(globalThis.counting = globalThis.counting || {}));
