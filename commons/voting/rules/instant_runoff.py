"""Instant runoff, or the alternative vote: who has the fewest votes drops out, until one has most.

Every ballot counts for the highest of its choices that is still in. Whoever has more votes than
all others together is elected: the rule put to the people of the United Kingdom in 2011
(Parliamentary Voting System and Constituencies Act 2011, section 9).
"""

from dataclasses import dataclass
from typing import ClassVar

from commons.voting.rules.contract import Reason, Step, Tally, Tie
from commons.voting.rules.election import Election, ElectionError
from commons.voting.rules.seats import drawn, pick, rankings, refuse_money, seats_filled


@dataclass(frozen=True, slots=True)
class InstantRunoff:
    """One seat; round after round the option with the fewest votes drops out.

    The majority is one of the ballots that still rank an option that is in. Where several have the
    fewest votes, the latest earlier round in which they differed decides, then the `lot` (see
    `seats.drawn`; whoever it draws last drops out), or without one the higher id drops out.
    Without a ballot that ranks anything nobody is elected.
    """

    lot: str = ""
    name: ClassVar[str] = "instant-runoff"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError for money, or more than one seat."""
        refuse_money(election, self.name)
        if election.seats != 1:
            raise ElectionError(
                "Instant runoff fills one seat; for several there is single-transferable-vote."
            )
        return _Count(election, self.lot).tally(self.name)


class _Count:
    """One count under way."""

    def __init__(self, election: Election, lot: str) -> None:
        self.election = election
        self.lot = lot
        self.ballots = rankings(election)
        self.still_in = [option.id for option in election.options]
        self.points = dict.fromkeys(self.still_in, 0)
        self.reasons = {option: Reason("no_support") for option in self.still_in}
        self.rounds: list[dict[str, int]] = []
        self.steps: list[Step] = []
        self.ties: list[Tie] = []
        self.out: list[str] = []

    def tally(self, rule: str) -> Tally:
        selected: list[str] = []
        while self.ballots and not selected:
            votes, needed = self._count_round()
            leader = max(votes, key=votes.__getitem__)
            if votes[leader] >= needed:
                selected.append(leader)
                self._elect(leader, votes, needed)
            else:
                self._exclude()
        last = sorted(drawn(self.still_in, self.lot), key=lambda option: -self.points[option])
        return seats_filled(
            rule,
            self.election,
            selected,
            [*last, *self.out],
            self.points,
            self.reasons,
            self.steps,
            self.ties,
        )

    def _count_round(self) -> tuple[dict[str, int], int]:
        """Every ballot's vote, and how many make a majority."""
        votes = dict.fromkeys(self.still_in, 0)
        for ranked, count in self.ballots.items():
            choice = next((option for option in ranked if option in votes), None)
            if choice is not None:
                votes[choice] += count
        counted = sum(votes.values())
        needed = counted // 2 + 1
        self.rounds.append(votes)
        self.points.update(votes)
        numbers = {
            "stage": len(self.rounds),
            "needed": needed,
            "exhausted": self.ballots.total() - counted,
        }
        self.steps.append(Step("round", numbers=numbers, counts=votes))
        return votes, needed

    def _elect(self, winner: str, votes: dict[str, int], needed: int) -> None:
        numbers = {"stage": len(self.rounds), "votes": votes[winner], "needed": needed}
        self.still_in.remove(winner)
        self.reasons[winner] = Reason("elected", numbers)
        self.steps.append(Step("elected", winner, numbers))
        for option in self.still_in:
            reason = Reason("not_elected", {"votes": votes[option], "needed": needed})
            self.reasons[option] = reason

    def _exclude(self) -> None:
        loser, tie = pick(self.still_in, self.rounds, self.lot, most=False)
        numbers = {"stage": len(self.rounds), "votes": self.points[loser]}
        self.ties += [tie] if tie else []
        self.still_in.remove(loser)
        self.out.insert(0, loser)
        self.reasons[loser] = Reason("excluded", numbers)
        self.steps.append(Step("excluded", loser, numbers))
