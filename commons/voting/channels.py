"""Which way a ballot came: on one's own device, with a mediator's help, or on paper.

Pure thinking. How many came which way is only ever told of groups of ten and more, so that a few
people on paper are not told apart, also not by subtracting one number from another.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commons.people.helping.rules import ASSISTED, ONLINE
from commons.voting.rules.election import Ballot
from commons.voting.strata import rules as strata
from commons.voting.strata.rules import SMALLEST_GROUP, merged

__all__ = [
    "ASSISTED",
    "CHANNELS",
    "ONLINE",
    "PAPER",
    "SMALLEST_GROUP",
    "Group",
    "groups_of",
    "told_of",
    "totals",
]

PAPER = "paper"
CHANNELS = (ONLINE, ASSISTED, PAPER)


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
    return merged((((channel,), count) for channel, count in counts.items()), CHANNELS, smallest)


def totals(ballots: Mapping[str, Counter[Ballot]]) -> list[Group]:
    """What was voted in each way, as far as it may be told."""
    told = groups_of({channel: found.total() for channel, found in ballots.items()})
    return [
        Group(group.names, group.ballots, group.blank, group.votes)
        for group in strata.totals(told, ballots)
    ]


def told_of(result: Mapping[str, Any] | None) -> list[Group]:
    """What came which way, as the result of a sealed vote holds it."""
    return [Group.from_json(group) for group in (result or {}).get("channels", ())]
