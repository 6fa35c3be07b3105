/* The ways to count that add up, as in commons/voting/rules/. Each gives the whole tally, as `result.json`
   has it; `count` gives null where this page does not know the rule. */
(function (here) {
  "use strict";

  const { Exact, exact, reason, step } = here;

  const nobody = () => new Set();
  const seats = (points_of, wanted = nobody) => (election, { lot = "" }) => {
    here.refuse_money(election);
    return here.elect_by_points(election, points_of(election), lot, wanted(election));
  };
  const supported = (election) => new Set([...here.support_of(election)].filter(([, got]) => got.supporters).map(([id]) => id));
  const summed = (what) => seats((election) => new Map([...here.support_of(election)].map(([id, got]) => [id, exact(got[what])])));

  const plurality = seats((election) => {
    const firsts = new Map(election.options.map(({ id }) => [id, 0]));
    here.rankings(election).forEach(({ ranked, count }) => firsts.set(ranked[0], firsts.get(ranked[0]) + count));
    return new Map([...firsts].map(([id, votes]) => [id, exact(votes)]));
  });

  const borda = seats((election) => {
    const ids = election.options.map(({ id }) => id), halves = new Map(ids.map((id) => [id, 0]));
    here.rankings(election).forEach(({ ranked, count }) => {
      const places = new Map(ranked.map((id, at) => [id, ids.length - 1 - at]));
      const shared = ids.length - ranked.length - 1; // twice the average of the last places' points
      ids.forEach((id) => halves.set(id, halves.get(id) + count * (places.has(id) ? 2 * places.get(id) : shared)));
    });
    return new Map(ids.map((id) => [id, new Exact(BigInt(halves.get(id)), 2n)]));
  }, supported); // the last place gives no points, and still fills a free seat

  const share_of = (text) => (text.endsWith("%") ? new Exact(BigInt(text.slice(0, -1)), 100n) : Exact.from(text));

  /* Beside each condition: how many are needed, and how many there are */
  function conditions(election, votes, { turnout = "0", quorum = "0", majority: share = "1/2", base = "votes" }) {
    const entitled = () => { if (election.entitled === null) throw new Error("entitled"); return election.entitled; };
    const people = (text) => (/^[0-9]{1,12}$/.test(text) ? BigInt(text) : share_of(text).times(exact(entitled())).ceil());
    const among = { votes: () => votes.get("yes") + votes.get("no"), voters: () => election.voters, entitled }[base]();
    const part = share_of(share);
    let needed = BigInt(among) / 2n + 1n;
    if (part.compare(new Exact(1n, 2n))) needed = part.times(exact(among)).ceil() || 1n;
    return [["turnout", people(turnout), election.voters], ["quorum", people(quorum), votes.get("yes")], ["majority", needed, votes.get("yes")]];
  }

  const ANSWERS = ["yes", "no", "abstain"];

  function majority(election, settings) {
    here.refuse_money(election);
    const votes = new Map([...here.support_of(election)].map(([id, got]) => [id, got.supporters]));
    if (!votes.has("yes") || !votes.has("no") || [...votes.keys()].some((id) => !ANSWERS.includes(id))) throw new Error("no question");
    if (election.ballots.some(({ marks }) => marks.filter((mark) => !mark.points.none).length > 1)) throw new Error("two answers");
    const steps = [step("counted", null, { voters: election.voters }, votes)];
    let failed = null;
    conditions(election, votes, settings).forEach(([condition, needed, have]) => {
      const met = BigInt(have) >= needed;
      steps.push(step(condition, null, { needed, have, met: Number(met) }));
      if (!met && !failed) failed = reason(condition + "_not_reached", { needed, have });
    });
    const reasons = new Map([
      ["yes", failed || reason("accepted", { votes: votes.get("yes"), against: votes.get("no") })],
      ["no", reason("against", { votes: votes.get("no"), in_favour: votes.get("yes") })],
      ["abstain", reason("abstained", { votes: votes.get("abstain") || 0 })],
    ]);
    const selected = failed ? [] : ["yes"], others = ANSWERS.filter((id) => votes.has(id)).slice(selected.length);
    return here.seats_filled(election, selected, others, votes, reasons, steps, []);
  }

  const rules = { plurality, approval: summed("supporters"), score: summed("points"), borda, majority };

  function count(name, settings, election) {
    return Object.hasOwn(rules, name) ? { rule: name, ...rules[name](election, settings || {}) } : null;
  }

  Object.assign(here, { rules, count });
}(globalThis.counting = globalThis.counting || {}));
