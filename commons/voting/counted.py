"""What a vote's frozen rules mean for its count: the election to be counted, and what to compare.

Pure thinking: the recount from a package and the count at closing are one function.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commons.voting.rules import Election, Option, Tally
from commons.voting.rules.election import Ballot

AVERAGE = "average"
SPENDING = frozenset({"greedy", "greedy-per-cost", "equal-shares", "sequential-phragmen", AVERAGE})
"""The ways to count that share out money. The others fill places, or answer a question."""
_CHOOSING = ("greedy", "equal-shares", "greedy-per-cost", "sequential-phragmen")
"""Those that choose what is paid for."""


def spends(rule: str) -> bool:
    """Whether a way to count shares out money."""
    return rule in SPENDING


@dataclass(frozen=True, slots=True)
class Terms:
    """What a vote is set to beside its kind and limits, as frozen in its ``config``."""

    most_each: int = 1
    """The most points for one option, where the kind asks for it."""
    points: int = 0
    """The points there are to give, where the kind asks for it."""
    step: int = 1
    """Money is given in multiples of it."""
    seats: int | None = None
    """How many are chosen, where no money is spent."""
    entitled: int | None = None
    """How many people could vote, where a condition is about them."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "Terms":
        """What ``to_json`` wrote down; by default the terms of votes from before there were any."""
        known = stored or {}
        return cls(
            most_each=known.get("most_each", 1),
            points=known.get("points", 0),
            step=known.get("step", 1),
            seats=known.get("seats"),
            entitled=known.get("entitled"),
        )

    def to_json(self) -> dict[str, int | None]:
        """What to freeze of them."""
        return {
            "most_each": self.most_each,
            "points": self.points,
            "step": self.step,
            "seats": self.seats,
            "entitled": self.entitled,
        }


def election_of(
    options: Iterable[tuple[str, int]], ballots: Mapping[Ballot, int], budget: int, terms: Terms
) -> Election:
    """The election to be counted. ``options`` are codes with their costs.

    Where places are filled, what things cost is told to voters but does not count. Where more
    people voted than were said to be entitled, so many were. Raises ElectionError for what
    contradicts itself.
    """
    if terms.seats is None:
        return Election(tuple(Option(code, cost) for code, cost in options), ballots, budget)
    voters = sum(ballots.values())
    return Election(
        options=tuple(Option(code) for code, _cost in options),
        ballots=ballots,
        seats=terms.seats,
        entitled=None if terms.entitled is None else max(terms.entitled, voters),
    )


def as_spent(election: Election, tally: Tally) -> Election:
    """The election with every option costing what it gets: other than asked for where money is
    allocated.
    """
    spent = {standing.option: standing.cost for standing in tally.standings}
    options = tuple(Option(option.id, spent[option.id]) for option in election.options)
    return replace(election, options=options)


def compared_with(rule: str, fitting: Iterable[str], seats: int | None) -> list[str]:
    """The other ways to count with which a result is compared: all that choose for money, or those
    that fit the ballots and fill as many places.
    """
    if rule == AVERAGE:
        return []
    if spends(rule):
        return [other for other in _CHOOSING if other != rule]
    return [
        other
        for other in fitting
        if other != rule and not spends(other) and not (other == "instant-runoff" and seats != 1)
    ]
