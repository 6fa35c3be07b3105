/* The Method of Equal Shares, as in commons/voting/rules/equal_shares.py: exact.

   Raising the shares asks for hundreds of runs. Each is tried in floating point first; where any of
   its decisions is closer than rounding could turn, it is done again with whole numbers, and so is
   the run that gives the result. */
(function (here) {
  "use strict";

  const { Exact, lcm, exact, reason, step, tie } = here;
  const NEAR = 1e-8;
  class Unclear extends Error {}

  /* Voters in groups of equal ballots; what can be bought; all in whole numbers of 1/unit of money */
  function electorate(election, support, by_cost, lot) {
    const ids = election.options.map(({ id }) => id).filter((id) => {
      const cost = election.costs.get(id);
      return !support.get(id).points.none && !cost.none && cost.compare(election.budget) <= 0;
    });
    const unit = lcm(ids.map((id) => election.costs.get(id).under));
    const grain = lcm(election.ballots.flatMap(({ marks }) => marks.map((mark) => mark.points.under)));
    const whole = (number, times) => number.times(new Exact(times)).over;
    const places = new Map(ids.map((id, at) => [id, at]));
    const options = ids.map((id) => {
      const cost = whole(election.costs.get(id), unit);
      return { id, cost, worth: by_cost ? cost : 1n, backers: [], points: [] };
    });
    const sizes = [];
    election.ballots.forEach(({ marks, count }) => {
      const kept = marks.filter((mark) => places.has(mark.id) && !mark.points.none);
      if (!kept.length) return;
      sizes.push(count);
      kept.forEach((mark) => {
        const option = options[places.get(mark.id)];
        option.backers.push(sizes.length - 1);
        option.points.push(whole(mark.points, grain));
      });
    });
    const drawn = lot_then_points(election, support, lot);
    [...options].sort((a, b) => drawn(a.id, b.id)).forEach((option, place) => { option.order = place; });
    options.forEach((option) => { option.numbers = option.points.map(Number); });
    return { options, sizes, unit, grain, budget: whole(election.budget, unit) };
  }

  function lot_then_points(election, support, lot) {
    const drawn = here.lot_order(lot), costs = election.costs;
    return (a, b) => costs.get(a).compare(costs.get(b)) || support.get(b).points.compare(support.get(a).points) || drawn(a, b);
  }

  /* One run in floating point. Throws Unclear where a decision is too close. */
  function rough_run(voters, share) {
    const { options, sizes } = voters;
    const money = new Float64Array(sizes.length).fill(share), tiny = share * NEAR;
    const left = new Set(options), bought = [], floors = new Map(options.map((option) => [option, 0]));

    function offer(option) {
      const cost = Number(option.cost);
      let total = 0;
      option.backers.forEach((group) => { total += sizes[group] * money[group]; });
      if (Math.abs(total - cost) <= cost * NEAR) throw new Unclear();
      if (total < cost) return null;
      let price = 0, heft_before = -1;
      for (;;) {
        let heft = 0, poor = 0;
        option.backers.forEach((group, i) => {
          if (money[group] > price * option.numbers[i]) heft += sizes[group] * option.numbers[i];
          else poor += sizes[group] * money[group];
        });
        if (!heft) throw new Unclear();
        if (heft === heft_before) return { rate: price / Number(option.worth), price, heft, even: poor === 0 };
        price = (cost - poor) / heft;
        heft_before = heft;
      }
    }

    for (;;) {
      const seen = new Map();
      for (;;) { // rates only rise, so one from before is a bound
        let lowest = null;
        left.forEach((option) => { if (lowest === null || floors.get(option) < floors.get(lowest)) lowest = option; });
        if (lowest === null || seen.has(lowest)) break;
        const asked = offer(lowest);
        if (!asked) { left.delete(lowest); continue; }
        seen.set(lowest, asked);
        floors.set(lowest, asked.rate);
      }
      const best = least(left, floors, seen, offer);
      if (!best) return bought;
      const { price } = seen.get(best);
      best.backers.forEach((group, i) => {
        const rest = money[group] - price * best.numbers[i];
        if (money[group] === 0) return;
        if (rest > 0 && rest < tiny) throw new Unclear();
        money[group] = Math.max(0, rest < tiny ? 0 : rest);
      });
      left.delete(best);
      bought.push(best);
    }
  }

  /* The option that surely comes next; those as near as rounding only where both are known exactly */
  function least(left, floors, seen, offer) {
    let best = null;
    left.forEach((option) => { if (best === null || floors.get(option) < floors.get(best)) best = option; });
    if (best === null) return null;
    const close = [...left].filter((option) => floors.get(option) <= floors.get(best) * (1 + NEAR));
    if (close.length === 1) return best;
    const exact = [];
    for (const option of close) {
      const asked = seen.get(option) || offer(option);
      if (!asked) { left.delete(option); continue; }
      seen.set(option, asked);
      floors.set(option, asked.rate);
      if (!asked.even || !Number.isSafeInteger(asked.heft)) throw new Unclear();
      exact.push({ option, rate: new Exact(option.cost, BigInt(asked.heft) * option.worth) });
    }
    exact.sort((a, b) => a.rate.compare(b.rate) || a.option.order - b.option.order);
    return exact[0].option;
  }

  /* One run in whole numbers, and all that is told of it. `share` is an Exact in 1/unit: {bought, kept},
     what was bought with its price, who paid how, and what stood equal; what the others' supporters kept. */
  function exact_run(voters, share) {
    const { options, sizes } = voters;
    let coin = share.under;
    let money = new Array(sizes.length).fill(share.over);
    const left = new Set(options), bought = [], floors = new Map();

    function offer(option) {
      const live = [];
      let total = 0n;
      option.backers.forEach((group, i) => {
        if (!money[group]) return;
        live.push([money[group], BigInt(sizes[group]), option.points[i]]);
        total += money[group] * BigInt(sizes[group]);
      });
      const cost = option.cost * coin;
      if (total < cost) return null;
      let over = 0n, under = 1n, heft_before = -1n;
      for (;;) {
        let heft = 0n, poor = 0n;
        let full = 0n, empty = 0n;
        live.forEach(([held, size, points]) => {
          if (held * under >= over * points) { heft += size * points; full += size; } else { poor += size * held; empty += size; }
        });
        if (heft === heft_before) return { rate: new Exact(over, under * option.worth * coin), over, under, full, empty };
        [over, under, heft_before] = [cost - poor, heft, heft];
      }
    }

    function kept() {
      const have = new Set(bought.map(({ option }) => option));
      return voters.options.filter((option) => !have.has(option)).map((option) => {
        const together = option.backers.reduce((sum, group) => sum + money[group] * BigInt(sizes[group]), 0n);
        return [option, new Exact(together, coin)];
      });
    }

    for (;;) {
      let best = null, asked = null;
      const fresh = new Set();
      for (;;) {
        let lowest = null;
        left.forEach((option) => {
          if (lowest === null) { lowest = option; return; }
          const [one, two] = [floors.get(option), floors.get(lowest)];
          const order = !one || !two ? Number(Boolean(one)) - Number(Boolean(two)) : one.rate.compare(two.rate);
          if (order < 0 || (order === 0 && (fresh.has(option) - fresh.has(lowest) || option.order - lowest.order) < 0)) lowest = option;
        });
        if (lowest === null) return { bought, kept: kept() };
        if (fresh.has(lowest)) { best = lowest; asked = floors.get(lowest); break; }
        fresh.add(lowest);
        const found = offer(lowest);
        if (found) floors.set(lowest, found);
        else left.delete(lowest);
      }
      const equal = (option) => option !== best && !floors.get(option).rate.compare(asked.rate);
      const tied = [...left].filter(equal).sort((a, b) => a.order - b.order);
      bought.push({ option: best, price: new Exact(asked.over, asked.under * coin), full: asked.full, empty: asked.empty, tied });
      money = money.map((held) => held * asked.under);
      coin *= asked.under;
      best.backers.forEach((group, i) => {
        const rest = money[group] - asked.over * best.points[i];
        money[group] = rest > 0n ? rest : 0n;
      });
      left.delete(best);
    }
  }

  const options_of = (course) => course.bought.map(({ option }) => option);
  const spent = (bought) => bought.reduce((sum, option) => sum + option.cost, 0n);

  function run(voters, share) {
    try { return rough_run(voters, Number(share.over) / Number(share.under)); } catch (error) {
      if (!(error instanceof Unclear)) throw error;
      return options_of(exact_run(voters, share));
    }
  }

  /* Raise every share by one unit of the currency until nothing more fits, or too much is spent */
  function raised(voters, share) {
    const at = (raises) => share.plus(exact(BigInt(raises) * voters.unit));
    const ends = (bought) => {
      const rest = voters.budget - spent(bought), have = new Set(bought);
      if (rest < 0n) return "next_raise_over_budget";
      return voters.options.every((option) => have.has(option) || option.cost > rest) ? "nothing_more_fits" : "";
    };
    for (let raises = 0; ; raises += 1) {
      if (!ends(run(voters, at(raises)))) continue;
      let course = exact_run(voters, at(raises)), last = raises;
      const why = ends(options_of(course)), next_cost = exact(spent(options_of(course)));
      if (!why) continue;
      if (why === "next_raise_over_budget") { last -= 1; course = exact_run(voters, at(last)); }
      return { course, why, raises: last, share: at(last), next_cost };
    }
  }

  class Told {
    constructor(election, lot) {
      Object.assign(this, { election, lot, support: here.support_of(election), selected: [], steps: [], ties: [], reasons: new Map() });
    }

    /* Options that take no part: unwanted, free of charge, or beyond the budget */
    leave_aside() {
      this.election.options.forEach(({ id, cost }) => {
        const { points, supporters } = this.support.get(id);
        if (points.none) this.reasons.set(id, reason("no_support"));
        else if (cost.compare(this.election.budget) > 0) this.reasons.set(id, reason("over_whole_budget", { needed: cost, budget: this.election.budget }));
        else if (cost.none) this.choose(id, reason("chosen", { price: 0, paid_in_full: supporters, paid_what_they_had: 0 }));
      });
    }

    choose(id, why) {
      this.selected.push(id);
      this.reasons.set(id, why);
    }

    spend(utility, completion) {
      const voters = electorate(this.election, this.support, utility === "cost", this.lot);
      const unit = exact(voters.unit), share = new Exact(voters.budget, BigInt(this.election.voters));
      this.steps.push(step("shared", null, { share: share.by(unit), voters: this.election.voters }));
      const ended = completion === "none" ? { course: exact_run(voters, share) } : raised(voters, share);
      if (ended.why) {
        this.steps.push(step(ended.why, null, { raises: ended.raises, share: ended.share.by(unit), next_cost: ended.next_cost.by(unit) }));
      }
      ended.course.bought.forEach(({ option: { id }, price, full, empty, tied }) => {
        const numbers = { price: price.times(exact(voters.grain)).by(unit), paid_in_full: full, paid_what_they_had: empty };
        this.choose(id, reason("chosen", numbers));
        this.steps.push(step("bought", id, { ...numbers, cost: this.election.costs.get(id) }));
        if (tied.length) this.ties.push(tie([id, ...tied.map((option) => option.id)], id, this.criterion(id, tied[0].id)));
      });
      ended.course.kept.forEach(([{ id }, together]) => {
        const numbers = { supporters: this.support.get(id).supporters, together: together.by(unit), needed: this.election.costs.get(id) };
        this.reasons.set(id, reason("supporters_could_not_pay", numbers));
      });
    }

    criterion(a, b) {
      if (this.election.costs.get(a).compare(this.election.costs.get(b))) return "lower_cost";
      if (this.support.get(a).points.compare(this.support.get(b).points)) return "more_points";
      return this.lot ? "lot" : "lower_id";
    }

    take_what_fits() {
      const { costs, budget } = this.election, order = here.ranked(this.election, this.lot).filter((id) => !this.selected.includes(id));
      let left = this.selected.reduce((sum, id) => sum.minus(costs.get(id)), budget);
      order.forEach((id) => {
        const cost = costs.get(id), numbers = { points: this.support.get(id).points, left };
        if (cost.compare(left) > 0) return;
        this.choose(id, reason("chosen_with_the_rest", numbers));
        this.steps.push(step("filled", id, { ...numbers, cost }));
        left = left.minus(cost);
      });
    }
  }

  function equal_shares(election, { utility = "cost", completion = "add-one", lot = "" }) {
    if (!["cost", "count"].includes(utility) || !["none", "add-one", "add-one-utilitarian"].includes(completion)) throw new Error("no such setting");
    const told = new Told(election, lot);
    told.leave_aside();
    if (election.voters) told.spend(utility, completion);
    if (election.voters && completion === "add-one-utilitarian") told.take_what_fits();
    return here.money_spent(election, told.selected, told.reasons, told.steps, told.ties);
  }

  here.rules["equal-shares"] = equal_shares;
}(globalThis.counting = globalThis.counting || {}));
