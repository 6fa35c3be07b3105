"""Would the outcome be another one without some of the ballots?

Asked of two groups that people doubt: ballots of voters for whom nothing but their own word shows
that they live here, and ballots on paper, at a polling place, by post and early together. Counted
when the box is sealed, by the vote's own rule, on all other ballots; it cannot be counted later,
when no ballot carries a stratum any more.

It is told of a group only where the group's own totals are told: it has ten ballots and more, and
so have the others. Of fewer, even the answer could give somebody away.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commons.voting.channels import ON_PAPER, PAPER, paper_is_told
from commons.voting.models import Vote
from commons.voting.rules import Election, Tally
from commons.voting.rules.election import Ballot
from commons.voting.strata.keeping import Sorted
from commons.voting.strata.rules import UNVERIFIED

TOLD, NONE, TOO_FEW, ALL = "told", "none", "too_few", "all"
"""Answers: it was counted; there are no such ballots; too few, or too few others; all are such."""


@dataclass(frozen=True, slots=True)
class Without:
    """What the outcome would be without a group of ballots."""

    group: str
    """``unverified`` or ``paper``."""
    answer: str
    """``told``, ``none``, ``too_few`` or ``all``."""
    ballots: int = 0
    """How many they are, where that is told."""
    selected: tuple[str, ...] = ()
    """What would be chosen without them, by code, in the order of the count."""
    more: tuple[str, ...] = ()
    """What would be chosen then and is not now."""
    fewer: tuple[str, ...] = ()
    """What is chosen now and would not be then."""

    @property
    def same(self) -> bool:
        """Whether the same would be chosen."""
        return not self.more and not self.fewer

    def to_json(self) -> dict[str, Any]:
        """What to store of it."""
        return {
            "group": self.group,
            "answer": self.answer,
            "ballots": self.ballots,
            "selected": list(self.selected),
            "more": list(self.more),
            "fewer": list(self.fewer),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Without":
        """What ``to_json`` wrote down."""
        return cls(
            stored["group"],
            stored["answer"],
            stored["ballots"],
            tuple(stored["selected"]),
            tuple(stored["more"]),
            tuple(stored["fewer"]),
        )


def sensitivity(vote: Vote) -> list[Without]:
    """What the result of a sealed vote says about it; nothing of votes held elsewhere."""
    return [Without.from_json(one) for one in (vote.result or {}).get("without", ())]


Count = Callable[[Election], Tally]


def counted_without(
    election: Election,
    selected: Sequence[str],
    ballots: Sorted,
    told: Sequence[tuple[str, ...]],
    count: Count,
) -> list[Without]:
    """Count a vote again without each of the two groups. ``told`` are the groups with totals.

    Empty where no ballot's stratum is known, as when the key was lost: that is not the same as none
    of them being such.
    """
    if not ballots.channels:
        return []
    unverified = ballots.states.get(UNVERIFIED)
    paper: Counter[Ballot] = Counter()
    for way in ON_PAPER:
        paper.update(ballots.channels.get(way, {}))
    return [
        _without(UNVERIFIED, election, selected, unverified, (UNVERIFIED,) in told, count),
        _without(PAPER, election, selected, paper, paper_is_told(told), count),
    ]


def _without(
    name: str,
    election: Election,
    selected: Sequence[str],
    pile: "Counter[Ballot] | None",
    apart: bool,
    count: Count,
) -> Without:
    if not pile:
        return Without(name, NONE)
    if not apart:
        return Without(name, TOO_FEW)
    if pile.total() == election.voters:
        return Without(name, ALL, pile.total())
    others = Counter(election.ballots)
    others.subtract(pile)
    then = count(replace(election, ballots=+others)).selected
    return Without(
        name,
        TOLD,
        pile.total(),
        then,
        tuple(code for code in then if code not in selected),
        tuple(code for code in selected if code not in then),
    )
