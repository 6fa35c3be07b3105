"""What a reader can ask of the list, in which order, and where a page of it begins. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from commons.contributions.models import WITHDRAWN
from commons.contributions.rules import LARGEST_ID
from commons.proposals.models import RETURNED, STATUSES, WAITING

Sort = Literal["random", "newest", "supported", "discussed"]
SORTS: tuple[Sort, ...] = get_args(Sort)

FEW_SUPPORTS = 10
"""Fewer supports than this are "few": such a proposal may only not have been seen yet."""
MOST_COUNTED = 1_000
"""More than so many are not counted, only said to be more."""
SEARCH_LENGTH = 100
"""Characters of a search that are looked at."""

SUPPORT = "support"
NEEDS = (SUPPORT,)
"""What a proposal can need: ``support`` has few supports, no answer yet, and can be supported."""


REVIEWED = "review"
"""The city's offices are looking at it."""
MERGED = "merged"
"""Into another one."""
STATUS_FILTERS = (*STATUSES, WAITING, RETURNED, REVIEWED, MERGED, WITHDRAWN)
"""What can be asked of how a proposal stands. Those not answered yet are all under ``open``."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which proposals a reader asked for: all that is said must hold together."""

    phase_id: int | None = None
    district_id: int | None = None
    theme_id: int | None = None
    status: str | None = None
    """One of ``STATUS_FILTERS``."""
    language: str | None = None
    """The language it was written in."""
    author: str | None = None
    """One of ``models.AUTHORS``."""
    need: str | None = None
    """One of ``NEEDS``."""
    search: str = ""
    sort: Sort = "newest"


DRAWS = 2**31
"""Places that chance can put a proposal on, in a ring."""
SEEDS = 2**16
"""Different random orders; many visitors share one, so that it tells nobody apart."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the ring of draws, both ends in it."""

    first: int
    last: int
    downwards: bool

    def __contains__(self, draw: int) -> bool:
        return self.first <= draw <= self.last


def stretches(seed: int) -> Sequence[Stretch]:
    """The ring as a visitor of this seed walks it: from a point of their own, all the way round.

    Every second one walks the other way, so that who stands behind a wide gap gains less by it.
    """
    start, downwards = (seed % SEEDS) * (DRAWS // SEEDS), bool(seed % 2)
    low, high = Stretch(0, start - 1, downwards), Stretch(start, DRAWS - 1, downwards)
    walked = (low, high) if downwards else (high, low)
    return [stretch for stretch in walked if stretch.first <= stretch.last]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list begins: after the proposal with this id and sort key."""

    id: int
    key: int = 0
    """Its draw, support or comments; nothing in the order of ids."""
    seed: int = 0
    """Whose random order it is a place in: an address goes on alike for whoever opens it."""

    def text(self, sort: Sort) -> str:
        """The place as an address holds it."""
        parts = {"newest": (self.id,), "random": (self.seed, self.key, self.id)}
        return "-".join(map(str, parts.get(sort, (self.key, self.id))))


def place_from(text: str | None, sort: Sort) -> Place | None:
    """A place in an order, as an address holds it; None for anything else."""
    parts = (text or "").split("-")
    if len(parts) != len(Place(1).text(sort).split("-")):
        return None
    for part in parts:
        if not (part.isascii() and part.isdigit() and len(part) < 11 and int(part) <= LARGEST_ID):
            return None
    *before, number = map(int, parts)
    return Place(number, before[-1] if before else 0, before[0] if sort == "random" else 0)
