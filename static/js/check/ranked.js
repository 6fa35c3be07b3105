/* Ballots as rankings: the Schulze method and instant runoff, as in commons/voting/rules/. */
(function (here) {
  "use strict";

  const { reason, step, tie } = here;

  /* How many ballots rank the option of a row above the option of a column */
  function duels_of(election, ids) {
    const place = new Map(ids.map((id, at) => [id, at]));
    const duels = ids.map(() => new Array(ids.length).fill(0));
    here.rankings(election).forEach(({ ranked, count }) => {
      const below = new Set(ids.keys());
      ranked.forEach((id) => {
        const at = place.get(id);
        below.delete(at);
        below.forEach((other) => { duels[at][other] += count; });
      });
    });
    return duels;
  }

  /* How strong the strongest path is from each row's option to each column's */
  function paths_of(duels) {
    const paths = duels.map((row, a) => row.map((votes, b) => (votes > duels[b][a] ? votes : 0)));
    paths.forEach((through, by) => paths.forEach((row) => {
      const first = row[by];
      for (let b = 0; b < row.length; b += 1) row[b] = Math.max(row[b], Math.min(first, through[b]));
    }));
    paths.forEach((row, a) => { row[a] = 0; });
    return paths;
  }

  const shown = (code, ids, table) => ids.map((id, a) => (
    step(code, id, {}, new Map(ids.map((other, b) => [other, table[a][b]]).filter(([other]) => other !== id)))));

  function schulze(election, { lot = "" }) {
    here.refuse_money(election);
    const support = here.support_of(election), ids = election.options.map(({ id }) => id), place = new Map(ids.map((id, at) => [id, at]));
    const duels = duels_of(election, ids), paths = paths_of(duels), beats = (a, b) => paths[a][b] > paths[b][a];
    const steps = [...shown("duels", ids, duels), ...shown("paths", ids, paths)], ties = [], selected = [];
    let left = [...ids.keys()].filter((at) => support.get(ids[at]).supporters);
    while (left.length && selected.length < election.seats) {
      const best = left.filter((at) => !left.some((other) => beats(other, at))), first = here.drawn(best.map((at) => ids[at]), lot);
      if (first.length > 1) ties.push(tie(first, first[0], lot ? "lot" : "lower_id"));
      selected.push(first[0]);
      left = left.filter((at) => ids[at] !== first[0]);
    }
    const points = new Map(ids.map((id, a) => [id, ids.filter((_other, b) => beats(a, b)).length])), reasons = new Map();
    selected.forEach((id, at) => {
      reasons.set(id, reason("elected", { place: at + 1, beats: points.get(id) }));
      steps.push(step("elected", id, reasons.get(id).numbers));
    });
    const others = here.drawn(ids.filter((id) => !reasons.has(id)), lot).sort((a, b) => points.get(b) - points.get(a));
    const ahead = [...selected, ...others].map((id) => place.get(id));
    others.forEach((id) => {
      const at = place.get(id), stronger = ahead.find((other) => beats(other, at));
      if (!support.get(id).supporters) reasons.set(id, reason("no_support"));
      else if (stronger === undefined) reasons.set(id, reason("lost_tie", { beats: points.get(id) }));
      else reasons.set(id, reason("weaker_path", { against: paths[stronger][at], own: paths[at][stronger] }));
    });
    return here.seats_filled(election, selected, others, points, reasons, steps, ties);
  }

  function instant_runoff(election, { lot = "" }) {
    here.refuse_money(election);
    if (election.seats !== 1) throw new Error("instant runoff fills one seat");
    const ballots = here.rankings(election), total = ballots.reduce((sum, { count }) => sum + count, 0);
    let still_in = election.options.map(({ id }) => id);
    const points = new Map(still_in.map((id) => [id, 0])), reasons = new Map(still_in.map((id) => [id, reason("no_support")]));
    const rounds = [], steps = [], ties = [], out = [], selected = [];

    function count_round() {
      const votes = new Map(still_in.map((id) => [id, 0]));
      let counted = 0;
      ballots.forEach(({ ranked, count }) => {
        const choice = ranked.find((id) => votes.has(id));
        if (choice === undefined) return;
        votes.set(choice, votes.get(choice) + count);
        counted += count;
      });
      const needed = Math.floor(counted / 2) + 1;
      rounds.push(votes);
      votes.forEach((number, id) => points.set(id, number));
      steps.push(step("round", null, { stage: rounds.length, needed, exhausted: total - counted }, votes));
      return [votes, needed];
    }

    function elect(winner, votes, needed) {
      const numbers = { stage: rounds.length, votes: votes.get(winner), needed };
      still_in = still_in.filter((id) => id !== winner);
      selected.push(winner);
      reasons.set(winner, reason("elected", numbers));
      steps.push(step("elected", winner, numbers));
      still_in.forEach((id) => reasons.set(id, reason("not_elected", { votes: votes.get(id), needed })));
    }

    function exclude() {
      const [loser, tied] = here.pick(still_in, rounds, lot, false), numbers = { stage: rounds.length, votes: points.get(loser) };
      if (tied) ties.push(tied);
      still_in = still_in.filter((id) => id !== loser);
      out.unshift(loser);
      reasons.set(loser, reason("excluded", numbers));
      steps.push(step("excluded", loser, numbers));
    }

    while (total && !selected.length) {
      const [votes, needed] = count_round();
      const leader = still_in.find((id) => votes.get(id) >= needed);
      if (leader === undefined) exclude();
      else elect(leader, votes, needed);
    }
    const last = here.drawn(still_in, lot).sort((a, b) => points.get(b) - points.get(a));
    return here.seats_filled(election, selected, [...last, ...out], points, reasons, steps, ties);
  }

  Object.assign(here.rules, { schulze, "instant-runoff": instant_runoff });
}(globalThis.counting = globalThis.counting || {}));
