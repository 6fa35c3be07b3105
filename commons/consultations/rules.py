"""When a phase is open, whether phases follow each other, and what a clock in the city shows.

Everything here is pure: moments carry their time zone, ``now`` is given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo

PhaseState = Literal["upcoming", "open", "closed"]
ConsultationState = Literal["draft", "upcoming", "open", "between", "finished", "answered"]


class Window(Protocol):
    """A stretch of time, as a phase is one."""

    @property
    def opens_at(self) -> datetime:
        """Its first moment."""

    @property
    def closes_at(self) -> datetime:
        """The first moment after it."""


class Course(Protocol):
    """A consultation, as far as its course goes."""

    @property
    def published_at(self) -> datetime | None:
        """When it was published; None for a draft."""

    @property
    def answered_at(self) -> datetime | None:
        """When the council answered."""

    @property
    def phases(self) -> Sequence[Window]:
        """Its phases in their order."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that is not a phase's yet."""

    opens_at: datetime
    closes_at: datetime


class LocalTimeError(ValueError):
    """The city's clocks never show this time: they are put forward over it."""


def phase_state(phase: Window, now: datetime) -> PhaseState:
    """Whether a phase is to come, open or over. The closing moment itself is no longer open."""
    if now < phase.opens_at:
        return "upcoming"
    return "open" if now < phase.closes_at else "closed"


def consultation_state(consultation: Course, now: datetime) -> ConsultationState:
    """Where a consultation stands; ``between`` is after one phase and before the next."""
    if consultation.published_at is None:
        return "draft"
    states = [phase_state(phase, now) for phase in consultation.phases]
    if "open" in states:
        return "open"
    if "upcoming" in states:
        return "between" if "closed" in states else "upcoming"
    return "answered" if consultation.answered_at else "finished"


W = TypeVar("W", bound=Window)


def in_order(windows: Sequence[W], together: Callable[[W, W], bool] | None = None) -> bool:
    """Whether each ends after it begins, and none begins before those before it have ended.

    Of some kinds several may go on at once: ``together`` says whether these two may.
    """
    return all(window.opens_at < window.closes_at for window in windows) and all(
        earlier.closes_at <= later.opens_at or (together is not None and together(earlier, later))
        for earlier, later in combinations(windows, 2)
    )


def moment_of(local: datetime, zone: str) -> datetime:
    """The moment at which the city's clocks show a time (given without a zone), in UTC.

    A time that the clocks show twice, when they are put back, is taken as the first of the two.
    Raises LocalTimeError for one they never show.
    """
    moment = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    if local_time(moment, zone) != local.replace(tzinfo=None, fold=0):
        raise LocalTimeError(f"{local} does not exist in {zone}")
    return moment


def local_time(moment: datetime, zone: str) -> datetime:
    """What the city's clocks show at a moment, without a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def changed_places(earlier: Window, later: Window, zone: str) -> tuple[Span, Span]:
    """The times of two neighbouring phases after they changed places: (of earlier, of later).

    Each keeps its length and the pause between them stays, as the city's clocks count, so that a
    phase that ended at 20:00 in winter ends at 20:00 in summer too.
    """
    clock = ZoneInfo(zone)
    first, last = earlier.opens_at.astimezone(clock), later.closes_at.astimezone(clock)
    later_length = last - later.opens_at.astimezone(clock)
    earlier_length = earlier.closes_at.astimezone(clock) - first
    if later_length <= timedelta(0) or earlier_length <= timedelta(0):  # within a clock change
        later_length = later.closes_at - later.opens_at
        earlier_length = earlier.closes_at - earlier.opens_at
    return (
        Span((last - earlier_length).astimezone(UTC), later.closes_at),
        Span(earlier.opens_at, (first + later_length).astimezone(UTC)),
    )
