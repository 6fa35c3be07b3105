"""What is counted while a vote is open: simple totals, before any rule chooses among them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commons.voting.ballots.contract import Style
from commons.voting.paper import Mark


@dataclass(frozen=True, slots=True)
class Interim:
    """How a vote stands."""

    ballots: int
    """How many ballots were counted: fifty and more, and not the newest."""
    blank: int
    counts: Mapping[str, int]
    """By code: ballots with a tick, ballots that put it first, or points and money together."""


def count(style: Style, ballots: Iterable[Sequence[Mark]]) -> Interim:
    """Count ballots of a kind with that style, each its marks with the first choice first."""
    counts: Counter[str] = Counter()
    number = blank = 0
    for marks in ballots:
        number += 1
        blank += not marks
        for code, points in marks[:1] if style == "ranks" else marks:
            counts[code] += points if style == "amounts" else 1
    return Interim(number, blank, counts)
