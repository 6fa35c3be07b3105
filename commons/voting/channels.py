"""Which way a ballot came: on one's own device, with a mediator's help, or on paper.

Pure thinking. How many came which way is only ever told of groups of ten and more, so that a few
people on paper are not told apart, also not by subtracting one number from another.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commons.people.helping.rules import ASSISTED, ONLINE
from commons.voting.rules.election import Ballot

__all__ = ["ASSISTED", "CHANNELS", "ONLINE", "PAPER", "Group", "groups_of", "told_of", "totals"]

PAPER = "paper"
CHANNELS = (ONLINE, ASSISTED, PAPER)

SMALLEST_GROUP = 10


@dataclass(frozen=True, slots=True)
class Group:
    """Ballots that came in these ways together."""

    channels: tuple[str, ...]
    ballots: int
    blank: int
    votes: Mapping[str, int]
    """How many of them chose each option, by its code."""

    def to_json(self) -> dict[str, Any]:
        """What to store of it."""
        return {
            "channels": list(self.channels),
            "ballots": self.ballots,
            "blank": self.blank,
            "votes": dict(self.votes),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Group":
        """The group that ``to_json`` wrote down."""
        return cls(
            tuple(stored["channels"]), stored["ballots"], stored["blank"], dict(stored["votes"])
        )


def groups_of(
    counts: Mapping[str, int], smallest: int = SMALLEST_GROUP
) -> list[tuple[tuple[str, ...], int]]:
    """Channels with how many ballots came through them, none of them fewer than ``smallest``.

    One with fewer is joined with the next smallest, until none is left. Nothing at all is told
    where all of them together are too few.
    """
    groups: list[tuple[tuple[str, ...], int]] = sorted(
        (((channel,), count) for channel, count in counts.items() if count),
        key=lambda group: group[1],
    )
    while len(groups) > 1 and groups[0][1] < smallest:
        (small, few), (other, more), *rest = groups
        joined = (tuple(sorted((*small, *other), key=CHANNELS.index)), few + more)
        groups = sorted([joined, *rest], key=lambda group: group[1])
    if groups and groups[0][1] < smallest:
        return []
    return sorted(groups, key=lambda group: CHANNELS.index(group[0][0]))


def totals(ballots: Mapping[str, Counter[Ballot]]) -> list[Group]:
    """What was voted in each way, as far as it may be told."""
    told = groups_of({channel: found.total() for channel, found in ballots.items()})
    return [_group(channels, [ballots[channel] for channel in channels]) for channels, _n in told]


def _group(channels: tuple[str, ...], parts: Sequence[Counter[Ballot]]) -> Group:
    votes: Counter[str] = Counter()
    together: Counter[Ballot] = Counter()
    for part in parts:
        together.update(part)
    for ballot, count in together.items():
        for option in {choice.option for choice in ballot}:
            votes[option] += count
    return Group(channels, together.total(), together.get((), 0), votes)


def told_of(result: Mapping[str, Any] | None) -> list[Group]:
    """What came which way, as the result of a sealed vote holds it."""
    return [Group.from_json(group) for group in (result or {}).get("channels", ())]
