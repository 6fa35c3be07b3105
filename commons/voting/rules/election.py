"""What is counted: the options on a ballot paper, the ballots cast, the money at stake."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

Exact = int | Fraction
"""A number nobody rounds: a whole number, or a fraction where whole numbers don't reach."""

_DIGITS = re.compile("([0-9]+)")


class ElectionError(ValueError):
    """An election that contradicts itself, such as a vote for an option it doesn't have."""


class Choice(NamedTuple):
    """One mark on a ballot: an option and the points it gets (1 where people only tick)."""

    option: str
    points: Exact


Ballot = tuple[Choice, ...]
"""One voter's choices. Where voters rank, the first choice stands first."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something people can vote for; `cost` is in the vote's currency, 0 where none is spent."""

    id: str
    cost: Exact = 0


class Support(NamedTuple):
    """What an option got: the sum of its points, and how many voters gave it any."""

    points: Exact
    supporters: int


@dataclass(frozen=True, slots=True)
class Election:
    """A closed vote, ready to be counted.

    Equal ballots are kept once with their number, so that memory grows with the variety of the
    ballots and not with the size of the city. An empty ballot counts as a voter.

    `seats` is for votes that fill places rather than spend money; `entitled` is how many people
    could have voted, where a rule asks for a turnout.
    """

    options: tuple[Option, ...]
    ballots: Mapping[Ballot, int]
    budget: Exact = 0
    seats: int = 1
    entitled: int | None = None
    _costs: dict[str, Exact] = field(init=False, repr=False, compare=False)
    _support: dict[str, Support] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        costs = {option.id: option.cost for option in self.options}
        object.__setattr__(self, "_costs", costs)
        if len(costs) != len(self.options):
            raise ElectionError("Two options share an id.")
        if self.budget < 0 or any(cost < 0 for cost in costs.values()):
            raise ElectionError("Costs and the budget can't be below zero.")
        if self.seats < 1:
            raise ElectionError("There must be at least one seat to fill.")
        for ballot, count in self.ballots.items():
            self._check(ballot, count)
        object.__setattr__(self, "_support", self._add_up())
        if self.entitled is not None and self.entitled < self.voters:
            raise ElectionError("More people voted than were entitled to.")

    def _check(self, ballot: Ballot, count: int) -> None:
        if count < 1:
            raise ElectionError("A ballot must have been cast at least once.")
        if len({choice.option for choice in ballot}) != len(ballot):
            raise ElectionError("A ballot names an option twice.")
        for choice in ballot:
            if choice.option not in self._costs:
                raise ElectionError(f"A ballot names {choice.option!r}, which isn't an option.")
            if choice.points < 0:
                raise ElectionError("A ballot gives points below zero.")

    @property
    def voters(self) -> int:
        """How many ballots were cast, empty ones included."""
        return sum(self.ballots.values())

    def cost(self, option: str) -> Exact:
        """What the option with this id costs."""
        return self._costs[option]

    def cost_of(self, options: Iterable[str]) -> Exact:
        """What all these options cost together."""
        return sum((self._costs[option] for option in options), 0)

    def support(self) -> Mapping[str, Support]:
        """Points and supporters of every option, in the order of `options`.

        A mark of 0 points is no support.
        """
        return self._support

    def _add_up(self) -> dict[str, Support]:
        points: dict[str, Exact] = dict.fromkeys(self._costs, 0)
        supporters = dict.fromkeys(self._costs, 0)
        for ballot, count in self.ballots.items():
            for option, given in ballot:
                if given:
                    points[option] += given * count
                    supporters[option] += count
        return {option: Support(points[option], supporters[option]) for option in self._costs}


def approval(*options: str) -> Ballot:
    """A ballot that ticks these options."""
    return tuple(Choice(option, 1) for option in options)


def in_number_order(option: str) -> tuple[object, ...]:
    """A key that sorts ids as people read them: 2 before 10, and `a9` before `a10`.

    Ids that read alike (`7` and `07`) fall back to their plain text, so that the order is total.
    """
    pieces = _DIGITS.split(option)
    numbers = [(len(piece.lstrip("0")), piece.lstrip("0")) for piece in pieces[1::2]]
    words = pieces[0::2]
    woven = [part for pair in zip(words, [*numbers, (0, "")], strict=True) for part in pair]
    return (*woven, option)


def in_lot_order(lot: str) -> Callable[[str], tuple[object, ...]]:
    """A key that sorts ids in the order of the lot, so that anyone can draw it again.

    `lot` is a text nobody could know or choose while votes could still be cast, such as numbers
    drawn in public. Options go by the SHA-256 hash of the lot, a line feed and their id, the lowest
    first. Without a lot the lower id goes first.
    """
    if not lot:
        return in_number_order
    return lambda option: (sha256(f"{lot}\n{option}".encode()).digest(), option)
