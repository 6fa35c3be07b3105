"""When people are told: topics and how often, the hour of collected mails, when to try again."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

NOW, DAILY, WEEKLY, NEVER = "now", "daily", "weekly", "never"
HOWS = (NOW, DAILY, WEEKLY, NEVER)
COLLECTED = (DAILY, WEEKLY)

DECISIONS = "decisions"
"""What moderators decided about one's own texts: a statement of reasons is owed (Digital Services
Act, article 17), so it always comes at once."""
COMMENTS, ANSWERS, FOLLOWED, CITY, REMINDERS = (
    "comments",
    "answers",
    "followed",
    "city",
    "reminders",
)

DEFAULTS = {COMMENTS: NOW, ANSWERS: NOW, FOLLOWED: DAILY, CITY: WEEKLY, REMINDERS: NOW}
"""The topics a person can choose about, and how they are told until they do: at once what concerns
their own words or cannot wait, the rest together."""

DIGEST_HOUR = time(8)
"""When collected mails go out, on the city's clocks; those of the week on Monday."""
KEPT = timedelta(days=90)
"""How long a notice stays on its reader's page."""

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long to wait after each failed try; after the last of them we give up, two days later."""

FAILURES_IN_A_ROW = 3
"""After so many the mail server is taken to be down, and the round ends."""

IN_FLIGHT = timedelta(minutes=2)
"""How long an action may take between getting its event's number and being kept."""


def due_at(how: str, now: datetime, zone: str) -> datetime:
    """When a notice goes out that is written now: at once, or with the next collected mail.

    ``zone`` is the city's. Where its clocks skip the hour, the first moment after.
    """
    if how not in COLLECTED:
        return now
    day = now.astimezone(ZoneInfo(zone)).date()
    if how == WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    step = timedelta(days=7 if how == WEEKLY else 1)
    while True:
        moment = datetime.combine(day, DIGEST_HOUR, ZoneInfo(zone)).astimezone(UTC)
        if moment > now:
            return moment
        day += step


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after that many tries; None when it is time to give up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


class Numbered(Protocol):
    """An event, as far as its order matters."""

    id: int
    happened_at: datetime


E = TypeVar("E", bound=Numbered)


def settled(events: Sequence[E], last_read: int, now: datetime) -> list[E]:
    """Those of the events after ``last_read``, in order, that none can still slip in before.

    PostgreSQL gives out numbers before a transaction is kept: while number 7 is on its way, 6 and
    8 can be seen already, and a reader that goes on to 8 would never see 7. So we stop at a gap as
    long as it is young. A gap that stays is a transaction that was given up.
    """
    done: list[E] = []
    for event in events:
        if event.id != last_read + 1 and now - event.happened_at < IN_FLIGHT:
            break
        done.append(event)
        last_read = event.id
    return done
