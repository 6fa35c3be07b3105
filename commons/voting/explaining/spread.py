"""How evenly a result represents the people who voted. Pure thinking.

Two measures of the literature on participatory budgeting: the share of voters with at least one
project they voted for (exclusion ratio; Fairstein, Benadè and Gal, "Participatory budgeting designs
for the real world", AAAI 2023), and the money spent for each voter where a project's cost is
divided equally among those who voted for it (share; Lackner, Maly and Rey, "Fairness in long-term
participatory budgeting", IJCAI 2021).
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commons.voting.rules.election import Ballot, Election, Exact

SMALLEST_GROUP = 10
"""Fewer voters are never told of apart."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a result gives to a group of voters, blank ballots not among them."""

    voters: int
    with_something: int
    """How many of them have something that they voted for."""
    money: Fraction
    """Their part of what is spent, each project's cost divided equally among its voters."""

    @property
    def share(self) -> float:
        """Of the voters, those with something: from 0 to 1."""
        return self.with_something / self.voters if self.voters else 0.0

    @property
    def money_each(self) -> Fraction:
        """The part of each voter of the group, on average."""
        return self.money / self.voters if self.voters else Fraction(0)

    def to_json(self) -> dict[str, Any]:
        """What to store of it: money as a text like ``7/3``."""
        return {
            "voters": self.voters,
            "with_something": self.with_something,
            "money": str(self.money),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Reached":
        """What ``to_json`` wrote down."""
        return cls(stored["voters"], stored["with_something"], Fraction(stored["money"]))


@dataclass(frozen=True, slots=True)
class Spread:
    """What a result gives to all who voted, and to groups of them."""

    all: Reached
    groups: Mapping[str, Reached]
    """By the group's name. None of fewer than ten, and none that could be worked out by
    subtracting the others from all."""

    def to_json(self) -> dict[str, Any]:
        """What to store of it."""
        return {
            "all": self.all.to_json(),
            "groups": {name: reached.to_json() for name, reached in self.groups.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Spread":
        """What ``to_json`` wrote down."""
        return cls(
            Reached.from_json(stored["all"]),
            {name: Reached.from_json(reached) for name, reached in stored["groups"].items()},
        )


def spread_of(
    election: Election,
    selected: Collection[str],
    groups: Mapping[str, Mapping[Ballot, int]] | None = None,
) -> Spread | None:
    """What the selected options give to those who voted; None where fewer than ten did.

    ``groups`` has the ballots of each group of voters, as many as are known. Where a group is too
    small to be told of, so many others are left out that it cannot be subtracted from all.
    """
    everybody = _voters(election.ballots)
    if everybody < SMALLEST_GROUP:
        return None
    parts = _parts(election, selected)
    counts = {name: _voters(ballots) for name, ballots in (groups or {}).items()}
    return Spread(
        _reached(election.ballots, parts),
        {name: _reached((groups or {})[name], parts) for name in sorted(_told(counts, everybody))},
    )


def _told(counts: Mapping[str, int], everybody: int) -> set[str]:
    """The groups that may be told of: what is left untold is nobody, or ten and more."""
    told = {name for name, count in counts.items() if count >= SMALLEST_GROUP}
    while told:
        untold = everybody - sum(counts[name] for name in told)
        if untold == 0 or untold >= SMALLEST_GROUP:
            break
        told.remove(min(told, key=lambda name: (counts[name], name)))
    return told


def _voters(ballots: Mapping[Ballot, int]) -> int:
    return sum(count for ballot, count in ballots.items() if ballot)


def _parts(election: Election, selected: Collection[str]) -> dict[str, Fraction]:
    """What each selected option's cost comes to for each of its voters."""
    costs: dict[str, Exact] = {option.id: option.cost for option in election.options}
    voters: Counter[str] = Counter()
    for ballot, count in election.ballots.items():
        voters.update(dict.fromkeys(_chosen(ballot), count))
    return {
        option: Fraction(costs[option], voters[option]) if voters[option] else Fraction(0)
        for option in selected
    }


def _chosen(ballot: Ballot) -> set[str]:
    return {choice.option for choice in ballot if choice.points > 0}


def _reached(ballots: Mapping[Ballot, int], parts: Mapping[str, Fraction]) -> Reached:
    with_something, money = 0, Fraction(0)
    for ballot, count in ballots.items():
        got = _chosen(ballot) & parts.keys()
        if got:
            with_something += count
            money += count * sum(parts[option] for option in got)
    return Reached(_voters(ballots), with_something, money)
