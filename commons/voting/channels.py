"""Which way a ballot came: on one's own device, with a mediator's help, or on paper.

On paper there are three ways: at a polling place, by post, and early, at an office before the vote
opened.

Pure thinking. How many came which way is only ever told of groups of ten and more, so that a few
people on paper are not told apart, also not by subtracting one number from another.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from commons.people.helping.rules import ASSISTED, ONLINE
from commons.voting.rules.election import Ballot
from commons.voting.strata import rules as strata
from commons.voting.strata.rules import SMALLEST_GROUP, Group, merged

__all__ = [
    "ASSISTED",
    "CHANNELS",
    "EARLY",
    "ONLINE",
    "ON_PAPER",
    "PAPER",
    "POSTAL",
    "SMALLEST_GROUP",
    "Group",
    "groups_of",
    "to_json",
    "told_of",
    "totals",
]

PAPER = "paper"
POSTAL = "postal"
EARLY = "early"
ON_PAPER = (PAPER, POSTAL, EARLY)
"""A ballot that came in one of these ways cannot be replaced online."""
CHANNELS = (ONLINE, ASSISTED, *ON_PAPER)
"""New ways stand at the end: the places are stored (``strata.cloak``)."""


def groups_of(
    counts: Mapping[str, int], smallest: int = SMALLEST_GROUP
) -> list[tuple[tuple[str, ...], int]]:
    """Channels with how many ballots came through them, none of them fewer than ``smallest``.

    One with fewer is joined with the next smallest, until none is left. Nothing at all is told
    where all of them together are too few. The ways on paper are joined with each other first, so
    that paper stays apart where it can: that is what people ask about.
    """
    paper = {way: counts[way] for way in ON_PAPER if counts.get(way)}
    joined = merged((((way,), count) for way, count in paper.items()), CHANNELS, smallest)
    others = [((way,), count) for way, count in counts.items() if way not in ON_PAPER]
    return merged([*others, *(joined or [(tuple(paper), sum(paper.values()))])], CHANNELS, smallest)


def paper_is_told(told: Collection[tuple[str, ...]]) -> bool:
    """Whether these groups tell ballots on paper apart from all others."""
    return all(len({way in ON_PAPER for way in group}) < 2 for group in told) and any(
        way in ON_PAPER for group in told for way in group
    )


def totals(ballots: Mapping[str, Counter[Ballot]]) -> list[Group]:
    """What was voted in each way, as far as it may be told."""
    told = groups_of({channel: found.total() for channel, found in ballots.items()})
    return strata.totals(told, ballots)


def to_json(group: Group) -> dict[str, Any]:
    """What to store of ballots that came in the same ways."""
    stored = group.to_json()
    return {"channels": stored.pop("names"), **stored}


def told_of(result: Mapping[str, Any] | None) -> list[Group]:
    """What came which way, as the result of a sealed vote holds it."""
    stored = (result or {}).get("channels", ())
    return [Group.from_json({**group, "names": group["channels"]}) for group in stored]
