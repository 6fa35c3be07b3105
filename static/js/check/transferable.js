/* The single transferable vote by the Scottish rules, as in
   commons/voting/rules/single_transferable_vote.py. Votes are whole hundred thousandths. */
(function (here) {
  "use strict";

  const { Exact, reason, step } = here;
  const WHOLE = 100000n;
  const votes_of = (number) => new Exact(number, WHOLE);

  class Count {
    constructor(election, lot) {
      const ids = election.options.map(({ id }) => id), each = (what) => new Map(ids.map((id) => [id, what(id)]));
      Object.assign(this, { election, lot, continuing: ids, quota: 0n, lost: 0n });
      Object.assign(this, { stages: [], selected: [], excluded: [], surpluses: [], steps: [], ties: [] });
      this.votes = each(() => 0n);
      this.papers = each(() => new Map());
      this.points = each(() => votes_of(0n));
      this.reasons = each(() => reason("no_support"));
    }

    tally() {
      const ballots = here.rankings(this.election);
      if (ballots.length) {
        this.first_preferences(ballots);
        while (this.elect()) {
          if (this.surpluses.length) this.transfer_surplus();
          else this.exclude();
        }
      }
      const more = (a, b) => { const [one, two] = [this.votes.get(a), this.votes.get(b)]; return two < one ? -1 : Number(two > one); };
      const left = here.drawn(this.continuing, this.lot).sort(more);
      if (ballots.length) left.forEach((id) => {
        this.points.set(id, votes_of(this.votes.get(id)));
        this.reasons.set(id, reason("not_elected", { votes: this.points.get(id), needed: votes_of(this.quota) }));
      });
      const others = [...left, ...this.excluded];
      return here.seats_filled(this.election, this.selected, others, this.points, this.reasons, this.steps, this.ties);
    }

    /* Rules 46 and 47: the first stage, and the quota */
    first_preferences(ballots) {
      let valid = 0;
      ballots.forEach(({ ranked, count }) => {
        this.give(ranked, 0, WHOLE, count);
        valid += count;
      });
      const quota = Math.floor(valid / (this.election.seats + 1)) + 1;
      this.quota = BigInt(quota) * WHOLE;
      this.end_stage("first_preferences", null, { valid, seats: this.election.seats, quota });
    }

    /* Ballots go to the option at this place, each worth so much */
    give(ranked, at, worth, count) {
      const id = ranked[at], papers = this.papers.get(id), rest = ranked.slice(at + 1);
      const key = worth + JSON.stringify(rest), known = papers.get(key);
      if (known) known.count += count;
      else papers.set(key, { ranked: rest, worth, count });
      this.votes.set(id, this.votes.get(id) + worth * BigInt(count));
    }

    /* Rules 48 and 53: who has the quota, or one of the last seats. Whether to go on. */
    elect() {
      let reached = this.continuing.filter((id) => this.votes.get(id) >= this.quota);
      while (reached.length) {
        const id = this.pick(reached, true);
        reached = reached.filter((other) => other !== id);
        this.elected(id, "elected");
        if (this.votes.get(id) > this.quota) this.surpluses.push(id);
      }
      const vacancies = this.election.seats - this.selected.length;
      if (this.continuing.length > vacancies) return vacancies > 0;
      while (this.continuing.length) this.elected(this.pick(this.continuing, true), "elected_without_quota");
      return false;
    }

    elected(id, code) {
      this.points.set(id, votes_of(this.votes.get(id)));
      const numbers = { stage: this.stages.length, votes: this.points.get(id), quota: votes_of(this.quota) };
      this.continuing = this.continuing.filter((other) => other !== id);
      this.selected.push(id);
      this.reasons.set(id, reason(code, numbers));
      this.steps.push(step(code, id, numbers));
    }

    /* Rules 49 and 50: the largest surplus goes on, in equal parts of each ballot's worth */
    transfer_surplus() {
      const id = this.pick(this.surpluses, true), surplus = this.votes.get(id) - this.quota;
      this.surpluses = this.surpluses.filter((other) => other !== id);
      const passed = this.pass_on(id, surplus, this.votes.get(id));
      this.votes.set(id, this.quota);
      this.lost += surplus - passed;
      this.end_stage("surplus_transferred", id, { surplus: votes_of(surplus), passed_on: votes_of(passed) });
    }

    /* Rules 51 and 52: who has the fewest votes drops out, and they go on as they came */
    exclude() {
      const id = this.pick(this.continuing, false), votes = this.votes.get(id);
      this.continuing = this.continuing.filter((other) => other !== id);
      this.excluded.unshift(id);
      this.points.set(id, votes_of(votes));
      const numbers = { stage: this.stages.length + 1, votes: this.points.get(id) };
      this.reasons.set(id, reason("excluded", numbers));
      const passed = this.pass_on(id, 1n, 1n);
      this.votes.set(id, 0n);
      this.lost += votes - passed;
      this.end_stage("excluded", id, { ...numbers, passed_on: votes_of(passed) });
    }

    pass_on(id, part, whole) {
      const still_in = new Set(this.continuing), papers = this.papers.get(id);
      let passed = 0n;
      this.papers.delete(id);
      papers.forEach(({ ranked, worth, count }) => {
        const at = ranked.findIndex((other) => still_in.has(other));
        if (at < 0) return;
        const value = (worth * part) / whole;
        this.give(ranked, at, value, count);
        passed += value * BigInt(count);
      });
      return passed;
    }

    pick(ids, most) {
      const [id, tied] = here.pick(ids, this.stages, this.lot, most), told = JSON.stringify(tied);
      if (tied && !this.ties.some((one) => JSON.stringify(one) === told)) this.ties.push(tied);
      return id;
    }

    end_stage(code, id, numbers) {
      this.stages.push(new Map(this.votes));
      const counts = new Map([...this.votes].map(([other, votes]) => [other, votes_of(votes)]));
      this.steps.push(step(code, id, { ...numbers, stage: this.stages.length, not_transferable: votes_of(this.lost) }, counts));
    }
  }

  here.rules["single-transferable-vote"] = (election, { lot = "" }) => {
    here.refuse_money(election);
    return new Count(election, lot).tally();
  };
}(globalThis.counting = globalThis.counting || {}));
