/* The ways to count that share out money, but for the Method of Equal Shares: as in
   commons/voting/rules/. */
(function (here) {
  "use strict";

  const { ZERO, exact, reason, step, tie } = here;

  const supported = (election) => [...here.support_of(election)].filter(([, got]) => !got.points.none).map(([id]) => id);

  /* The supported, most points first; then the cheaper, then by the lot */
  function ranked(election, lot) {
    const support = here.support_of(election), drawn = here.lot_order(lot), costs = election.costs;
    return supported(election).sort((a, b) => support.get(b).points.compare(support.get(a).points)
      || costs.get(a).compare(costs.get(b)) || drawn(a, b));
  }

  function too_dear(needed, left, budget) {
    return needed.compare(budget) > 0 ? reason("over_whole_budget", { needed, budget }) : reason("over_remaining_budget", { needed, left });
  }

  /* Take what still fits, in this order; `told` says what belongs in the reason of one that fits */
  function spend(election, order, same, lot, told) {
    const support = here.support_of(election), costs = election.costs, selected = [], steps = [];
    const reasons = new Map(election.options.map(({ id }) => [id, reason("no_support")]));
    let left = election.budget;
    order.forEach((id) => {
      const cost = costs.get(id), { points } = support.get(id), fits = cost.compare(left) <= 0;
      steps.push(step(fits ? "chosen" : "passed", id, { points, cost, left }));
      if (!fits) { reasons.set(id, too_dear(cost, left, election.budget)); return; }
      left = left.minus(cost);
      selected.push(id);
      reasons.set(id, reason("chosen", told(points, cost, left)));
    });
    const ties = here.equal_ones(order, same).filter((tied) => tied.length > 1).map((tied) => {
      const cheaper = costs.get(tied[0]).compare(costs.get(tied[1])) < 0;
      return tie(tied, tied[0], cheaper ? "lower_cost" : lot ? "lot" : "lower_id");
    });
    return here.money_spent(election, selected, reasons, steps, ties);
  }

  function greedy(election, { lot = "" }) {
    const support = here.support_of(election), same = (a, b) => !support.get(a).points.compare(support.get(b).points);
    return spend(election, ranked(election, lot), same, lot, (points, _cost, left) => ({ points, left }));
  }

  function greedy_per_cost(election, { lot = "" }) {
    const support = here.support_of(election), drawn = here.lot_order(lot), costs = election.costs;
    const worse = (a, b) => {
      const [one, two] = [costs.get(a), costs.get(b)];
      if (one.none || two.none) return Number(two.none) - Number(one.none);
      return support.get(b).points.by(two).compare(support.get(a).points.by(one));
    };
    const order = supported(election).sort((a, b) => worse(a, b) || costs.get(a).compare(costs.get(b)) || drawn(a, b));
    return spend(election, order, (a, b) => !worse(a, b), lot, (points, cost, left) => ({ points, cost, left }));
  }

  function average(election) {
    let voters = 0;
    election.ballots.forEach(({ marks, count }) => {
      if (marks.reduce((sum, mark) => sum.plus(mark.points), ZERO).compare(election.budget) > 0) throw new Error("a ballot gives out too much");
      if (marks.some((mark) => !mark.points.none)) voters += count;
    });
    const support = here.support_of(election), amounts = new Map();
    support.forEach((got, id) => amounts.set(id, voters ? exact(got.points.by(exact(voters)).floor()) : ZERO));
    const order = [...support.keys()].sort((a, b) => amounts.get(b).compare(amounts.get(a)));
    const standings = order.map((option) => {
      const cost = amounts.get(option), got = support.get(option);
      const why = got.supporters ? reason("allocated", { money: cost, supporters: got.supporters, voters }) : reason("no_support");
      return { option, cost, ...got, selected: !cost.none, reason: why };
    });
    const steps = [step("averaged", null, { voters, budget: election.budget }),
      ...order.filter((id) => support.get(id).supporters)
        .map((id) => step("allocated", id, { money: amounts.get(id), given: support.get(id).points }))];
    return {
      selected: order.filter((id) => !amounts.get(id).none), cost: [...amounts.values()].reduce((sum, one) => sum.plus(one), ZERO),
      budget: election.budget, voters: election.voters, standings, steps, ties: [],
    };
  }

  /* Voters who tick the same of what can be bought: sizes, and for each option its groups */
  function in_groups(election, open) {
    const known = new Map(), sizes = [], groups = new Map(open.map((id) => [id, []]));
    election.ballots.forEach(({ marks, count }) => {
      const ticked = marks.filter((mark) => !mark.points.none && groups.has(mark.id)).map((mark) => mark.id).sort();
      const key = JSON.stringify(ticked);
      if (known.has(key)) { sizes[known.get(key)] += count; return; }
      known.set(key, sizes.length);
      ticked.forEach((id) => groups.get(id).push(sizes.length));
      sizes.push(count);
    });
    return { sizes, groups };
  }

  /* Everyone's purse fills at the same speed. A voter's was last emptied when something they support was
     bought: so it is enough to know for each group which purchase that was, and when. */
  function sequential_phragmen(election, { lot = "" }) {
    const support = here.support_of(election), costs = election.costs, drawn = here.lot_order(lot);
    let open = supported(election).filter((id) => costs.get(id).compare(election.budget) <= 0), left = election.budget;
    const { sizes, groups } = in_groups(election, open);
    const emptied = new Array(sizes.length).fill(0), times = [ZERO], due = new Map(open.map((id) => [id, ZERO]));
    const selected = [], steps = [], ties = [], reasons = new Map();
    support.forEach((got, id) => {
      if (got.points.none) reasons.set(id, reason("no_support"));
      else if (!groups.has(id)) reasons.set(id, too_dear(costs.get(id), left, election.budget));
    });
    const before = (a, b) => costs.get(a).compare(costs.get(b)) || support.get(b).points.compare(support.get(a).points) || drawn(a, b);
    const criterion = (a, b) => {
      if (costs.get(a).compare(costs.get(b))) return "lower_cost";
      if (support.get(a).points.compare(support.get(b).points)) return "more_points";
      return lot ? "lot" : "lower_id";
    };
    /* What its supporters had earned together when each last paid */
    function spent(id) {
      const voters = new Array(times.length).fill(0);
      groups.get(id).forEach((group) => { voters[emptied[group]] += sizes[group]; });
      return voters.reduce((sum, n, at) => (n ? sum.plus(times[at].times(exact(n))) : sum), ZERO);
    }
    /* When an option was due before is a bound, since purses that are emptied only put it off */
    function next() {
      const fresh = new Set();
      for (;;) {
        const lowest = open.reduce((a, b) => {
          const order = due.get(b).compare(due.get(a));
          return order < 0 || (!order && fresh.has(a) && !fresh.has(b)) ? b : a;
        });
        if (fresh.has(lowest)) return open.filter((id) => !due.get(id).compare(due.get(lowest))).sort(before);
        fresh.add(lowest);
        due.set(lowest, costs.get(lowest).plus(spent(lowest)).by(exact(support.get(lowest).supporters)));
      }
    }
    function stop(id, earned) {
      steps.push(step("over_budget", id, { cost: costs.get(id), earned, left }));
      open.forEach((other) => {
        const { supporters } = support.get(other), needed = costs.get(other);
        const together = earned.times(exact(supporters)).minus(spent(other));
        reasons.set(other, together.compare(needed) < 0 ? reason("supporters_could_not_pay", { supporters, together, needed })
          : too_dear(needed, left, election.budget));
      });
    }
    while (open.length) {
      const tied = next(), id = tied[0], cost = costs.get(id), earned = due.get(id);
      if (tied.length > 1) ties.push(tie(tied, id, criterion(id, tied[1])));
      if (cost.compare(left) > 0) { stop(id, earned); break; }
      left = left.minus(cost);
      const numbers = { points: support.get(id).points, cost, earned, left };
      groups.get(id).forEach((group) => { emptied[group] = times.length; });
      times.push(earned);
      open = open.filter((other) => other !== id);
      selected.push(id);
      reasons.set(id, reason("chosen", numbers));
      steps.push(step("bought", id, numbers));
    }
    return here.money_spent(election, selected, reasons, steps, ties);
  }

  Object.assign(here.rules, { greedy, "greedy-per-cost": greedy_per_cost, average, "sequential-phragmen": sequential_phragmen });
  here.ranked = ranked;
}(globalThis.counting = globalThis.counting || {}));
