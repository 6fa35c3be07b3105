"""The single transferable vote, as Scotland's councils are elected: seats in fair parts.

The Scottish Local Government Elections Order 2011 (S.S.I. 2011/399), schedule 1, rules 46 to 53;
in the Order of 2007 (S.S.I. 2007/42), with which it began, rules 45 to 52.
A vote that would be wasted, because its option has more than it needs or drops out, goes on to the
next option on the ballot: a surplus in parts (the weighted inclusive Gregory method), each
ballot's part to five decimal places, the remainder ignored.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from commons.voting.rules.contract import Reason, Step, Tally, Tie
from commons.voting.rules.election import Election, Exact
from commons.voting.rules.exact import plain
from commons.voting.rules.seats import (
    Ranking,
    drawn,
    pick,
    rankings,
    refuse_money,
    seats_filled,
)

_WHOLE = 100_000
"""A whole vote, in the hundred thousandths that are counted."""


@dataclass(frozen=True, slots=True)
class SingleTransferableVote:
    """Several seats by rankings: who reaches the quota is elected, who has fewest drops out.

    The quota is the valid ballots (those that rank anything) divided by the seats and one more,
    without decimal places, and one. Of several surpluses the largest goes first, one at each
    stage; only when there is none, the option with the fewest votes drops out. When as many are
    left as there are seats, all of these are elected.

    Equal votes: the latest earlier stage at which they differed decides (where several still share
    the best or worst place there, the stage before it decides among these), then the lot. `lot` is
    the text it is drawn with (see `seats.drawn`: the first drawn goes first, the last drawn drops
    out); without one, the lower id goes first. Without a valid ballot nobody is elected.
    """

    lot: str = ""
    name: ClassVar[str] = "single-transferable-vote"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError where money is at stake."""
        refuse_money(election, self.name)
        return _Count(election, self.lot).tally(self.name)


Parcel = tuple[Ranking, int]
"""What ballots still rank after the option that has them, and what each of them is worth."""


class _Count:
    """One count under way. Votes are whole numbers of hundred thousandths."""

    def __init__(self, election: Election, lot: str) -> None:
        self.election = election
        self.lot = lot
        self.continuing = [option.id for option in election.options]
        self.votes = dict.fromkeys(self.continuing, 0)
        self.papers: dict[str, Counter[Parcel]] = {o: Counter() for o in self.continuing}
        self.points: dict[str, Exact] = dict.fromkeys(self.continuing, 0)
        self.reasons = {option: Reason("no_support") for option in self.continuing}
        self.stages: list[dict[str, int]] = []
        self.selected: list[str] = []
        self.excluded: list[str] = []
        self.surpluses: list[str] = []
        self.not_transferable = 0
        self.quota = 0
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def tally(self, rule: str) -> Tally:
        if ballots := rankings(self.election):
            self._first_preferences(ballots)
            while self._elect():
                if self.surpluses:
                    self._transfer_surplus()
                else:
                    self._exclude()
        left = sorted(drawn(self.continuing, self.lot), key=lambda o: -self.votes[o])
        if ballots:
            for option in left:
                self.points[option] = _votes(self.votes[option])
                numbers = {"votes": self.points[option], "needed": _votes(self.quota)}
                self.reasons[option] = Reason("not_elected", numbers)
        return seats_filled(
            rule,
            self.election,
            self.selected,
            [*left, *self.excluded],
            self.points,
            self.reasons,
            self.steps,
            self.ties,
        )

    def _first_preferences(self, ballots: Counter[Ranking]) -> None:
        """Rules 46 and 47: the first stage, and the quota."""
        for ranked, count in ballots.items():
            self.papers[ranked[0]][ranked[1:], _WHOLE] += count
            self.votes[ranked[0]] += count * _WHOLE
        quota = ballots.total() // (self.election.seats + 1) + 1
        self.quota = quota * _WHOLE
        numbers = {"valid": ballots.total(), "seats": self.election.seats, "quota": quota}
        self._end_stage("first_preferences", None, numbers)

    def _elect(self) -> bool:
        """Rules 48 and 53: who has the quota, or one of the last seats. Whether to go on."""
        reached = [option for option in self.continuing if self.votes[option] >= self.quota]
        while reached:
            option = self._pick(reached, most=True)
            reached.remove(option)
            self._elected(option, "elected")
            if self.votes[option] > self.quota:
                self.surpluses.append(option)
        vacancies = self.election.seats - len(self.selected)
        if len(self.continuing) > vacancies:
            return vacancies > 0
        while self.continuing:
            self._elected(self._pick(self.continuing, most=True), "elected_without_quota")
        return False

    def _elected(self, option: str, code: str) -> None:
        self.points[option] = _votes(self.votes[option])
        numbers = {
            "stage": len(self.stages),
            "votes": self.points[option],
            "quota": _votes(self.quota),
        }
        self.continuing.remove(option)
        self.selected.append(option)
        self.reasons[option] = Reason(code, numbers)
        self.steps.append(Step(code, option, numbers))

    def _transfer_surplus(self) -> None:
        """Rules 49 and 50: the largest surplus goes on, in equal parts of each ballot's worth."""
        option = self._pick(self.surpluses, most=True)
        self.surpluses.remove(option)
        surplus = self.votes[option] - self.quota
        passed = self._pass_on(option, surplus, self.votes[option])
        self.votes[option] = self.quota
        self.not_transferable += surplus - passed
        numbers = {"surplus": _votes(surplus), "passed_on": _votes(passed)}
        self._end_stage("surplus_transferred", option, numbers)

    def _exclude(self) -> None:
        """Rules 51 and 52: who has the fewest votes drops out, and they go on as they came."""
        option = self._pick(self.continuing, most=False)
        votes = self.votes[option]
        self.continuing.remove(option)
        self.excluded.insert(0, option)
        self.points[option] = _votes(votes)
        numbers = {"stage": len(self.stages) + 1, "votes": self.points[option]}
        self.reasons[option] = Reason("excluded", numbers)
        passed = self._pass_on(option, 1, 1)
        self.votes[option] = 0
        self.not_transferable += votes - passed
        self._end_stage("excluded", option, {**numbers, "passed_on": _votes(passed)})

    def _pass_on(self, option: str, part: int, whole: int) -> int:
        """Give the option's ballots to those they rank next, each at `part/whole` of its worth."""
        passed = 0
        for (ranked, worth), count in self.papers.pop(option).items():
            at = next((at for at, name in enumerate(ranked) if name in self.continuing), None)
            if at is not None:
                value = worth * part // whole
                self.papers[ranked[at]][ranked[at + 1 :], value] += count
                self.votes[ranked[at]] += value * count
                passed += value * count
        return passed

    def _pick(self, options: list[str], *, most: bool) -> str:
        option, tie = pick(options, self.stages, self.lot, most=most)
        if tie and tie not in self.ties:
            self.ties.append(tie)
        return option

    def _end_stage(self, code: str, option: str | None, numbers: Mapping[str, Exact]) -> None:
        self.stages.append(dict(self.votes))
        counts = {name: _votes(votes) for name, votes in self.votes.items()}
        lost = _votes(self.not_transferable)
        numbers = {**numbers, "stage": len(self.stages), "not_transferable": lost}
        self.steps.append(Step(code, option, numbers, counts))


def _votes(number: int) -> Exact:
    return plain(Fraction(number, _WHOLE))
