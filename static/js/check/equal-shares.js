/* The Method of Equal Shares, as in commons/voting/rules/equal_shares.py: exact.

   Raising the shares asks for hundreds of runs. Each is tried in floating point first; where any of
   its decisions is closer than rounding could turn, it is done again with whole numbers, and so is
   the run that gives the result. */
(function (here) {
  "use strict";

  const { Exact, lcm } = here;
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
    return { options, sizes, unit, voters: BigInt(election.voters), budget: whole(election.budget, unit) };
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

  /* One run in whole numbers. `share` is an Exact in 1/unit. */
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
        live.forEach(([held, size, points]) => {
          if (held * under >= over * points) heft += size * points;
          else poor += size * held;
        });
        if (heft === heft_before) return { rate: new Exact(over, under * option.worth * coin), over, under };
        [over, under, heft_before] = [cost - poor, heft, heft];
      }
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
        if (lowest === null) return bought;
        if (fresh.has(lowest)) { best = lowest; asked = floors.get(lowest); break; }
        fresh.add(lowest);
        const found = offer(lowest);
        if (found) floors.set(lowest, found);
        else left.delete(lowest);
      }
      money = money.map((held) => held * asked.under);
      coin *= asked.under;
      best.backers.forEach((group, i) => {
        const rest = money[group] - asked.over * best.points[i];
        money[group] = rest > 0n ? rest : 0n;
      });
      left.delete(best);
      bought.push(best);
    }
  }

  const spent = (bought) => bought.reduce((sum, option) => sum + option.cost, 0n);

  function run(voters, share) {
    try { return rough_run(voters, Number(share.over) / Number(share.under)); } catch (error) {
      if (!(error instanceof Unclear)) throw error;
      return exact_run(voters, share);
    }
  }

  /* Raise every share by one unit of the currency until nothing more fits, or too much is spent */
  function raised(voters, share) {
    const at = (raises) => share.plus(new Exact(BigInt(raises) * voters.unit));
    for (let raises = 0; ; raises += 1) {
      const ends = (bought) => {
        const rest = voters.budget - spent(bought);
        if (rest < 0n) return "over";
        const have = new Set(bought);
        return voters.options.every((option) => have.has(option) || option.cost > rest) ? "full" : "";
      };
      if (!ends(run(voters, at(raises)))) continue;
      const bought = exact_run(voters, at(raises)), how = ends(bought);
      if (how === "full") return bought;
      if (how === "over") return raises ? exact_run(voters, at(raises - 1)) : [];
    }
  }

  function equal_shares(election, { utility = "cost", completion = "add-one", lot = "" }) {
    const support = here.support_of(election), points = here.points_of(support);
    const free = election.options.map(({ id }) => id).filter((id) => !support.get(id).points.none && election.costs.get(id).none);
    if (!election.voters) return { selected: free, points };
    const voters = electorate(election, support, utility === "cost", lot);
    const share = new Exact(voters.budget, voters.voters);
    const bought = completion === "none" ? exact_run(voters, share) : raised(voters, share);
    const selected = [...free, ...bought.map((option) => option.id)];
    if (completion !== "add-one-utilitarian") return { selected, points };
    const rest = here.ranked(election, support, lot).filter((id) => !selected.includes(id));
    const left = selected.reduce((sum, id) => sum.minus(election.costs.get(id)), election.budget);
    return { selected: [...selected, ...here.spend({ ...election, budget: left }, rest)], points };
  }

  here.rules["equal-shares"] = equal_shares;
}(globalThis.counting = globalThis.counting || {}));
