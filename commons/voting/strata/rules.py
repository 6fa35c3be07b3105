"""Strata of ballots, and how they are put together until nobody can be told apart. Pure thinking.

A stratum is coarse: the way a ballot came, how strongly it was shown that its voter lives here, and
their district. Only totals over one of the three at a time are ever told, never over two together,
and only of groups of ten ballots and more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commons.voting.rules.election import Ballot

SMALLEST_GROUP = 10
"""Fewer are never told of apart."""

UNVERIFIED = "unverified"
"""Nothing but the voter's own word says that they live here, or not even that."""
SHOWN = "shown"
CONFIRMED = "confirmed"
STATES = (UNVERIFIED, SHOWN, CONFIRMED)
UNKNOWN_DISTRICT = ""
STRATA = ("channel", "level", "district")
"""What a ballot of an open vote carries; written into the frozen rules of every vote."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """What a ballot of an open vote carries beside its choices."""

    channel: str
    level: int
    """How strongly it was shown that the voter lives here, from 0 to 3."""
    district_id: int | None

    @property
    def state(self) -> str:
        """The state of verification: one of ``STATES``."""
        return STATES[max(self.level, 1) - 1]


@dataclass(frozen=True, slots=True)
class Group:
    """The ballots of these strata together."""

    names: tuple[str, ...]
    ballots: int
    blank: int
    votes: Mapping[str, int]
    """How many of them chose each option, by its code."""

    def to_json(self) -> dict[str, Any]:
        """What to store of it."""
        return {
            "names": list(self.names),
            "ballots": self.ballots,
            "blank": self.blank,
            "votes": dict(self.votes),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Group":
        """The group that ``to_json`` wrote down."""
        return cls(
            tuple(stored["names"]), stored["ballots"], stored["blank"], dict(stored["votes"])
        )


Named = tuple[tuple[str, ...], int]


def merged(
    counts: Iterable[Named], order: Sequence[str], smallest: int = SMALLEST_GROUP
) -> list[Named]:
    """Groups of names with how many each has, none of them fewer than ``smallest``.

    One with fewer is joined with the next smallest, until none is left. Nothing at all is told
    where all of them together are too few. ``order`` is that of the names.
    """
    place = {name: number for number, name in enumerate(order)}
    groups = sorted(((names, count) for names, count in counts if count), key=lambda g: g[1])
    while len(groups) > 1 and groups[0][1] < smallest:
        (small, few), (other, more), *rest = groups
        joined = (tuple(sorted((*small, *other), key=place.__getitem__)), few + more)
        groups = sorted([joined, *rest], key=lambda group: group[1])
    if groups and groups[0][1] < smallest:
        return []
    return sorted(groups, key=lambda group: place[group[0][0]])


def in_a_row(counts: Mapping[str, int], smallest: int = SMALLEST_GROUP) -> list[Named]:
    """The same for things that follow each other, such as days: only neighbours are joined."""
    groups: list[Named] = []
    names: tuple[str, ...] = ()
    waiting = 0
    for name in sorted(counts):
        names, waiting = (*names, name), waiting + counts[name]
        if waiting >= smallest:
            groups.append((names, waiting))
            names, waiting = (), 0
    if names and groups:
        last, count = groups.pop()
        groups.append(((*last, *names), count + waiting))
    return groups


def by_state(counts: Mapping[str, int]) -> list[Named]:
    """States of verification, joined where they must be.

    The two ways of having shown it are joined first, so that the unverified stay apart where they
    can: that is what people ask about.
    """
    shown, confirmed = counts.get(SHOWN, 0), counts.get(CONFIRMED, 0)
    apart = all(count == 0 or count >= SMALLEST_GROUP for count in (shown, confirmed))
    verified: list[Named] = (
        [((SHOWN,), shown), ((CONFIRMED,), confirmed)]
        if apart
        else [((SHOWN, CONFIRMED), shown + confirmed)]
    )
    return merged([((UNVERIFIED,), counts.get(UNVERIFIED, 0)), *verified], STATES)


def totals(told: Iterable[Named], ballots: Mapping[str, "Counter[Ballot]"]) -> list[Group]:
    """What was voted in each of these groups."""
    return [
        _group(names, [ballots[name] for name in names if name in ballots]) for names, _ in told
    ]


def _group(names: tuple[str, ...], parts: Sequence["Counter[Ballot]"]) -> Group:
    votes: Counter[str] = Counter()
    together: Counter[Ballot] = Counter()
    for part in parts:
        together.update(part)
    for ballot, count in together.items():
        for option in {choice.option for choice in ballot}:
            votes[option] += count
    return Group(names, together.total(), together.get((), 0), votes)
