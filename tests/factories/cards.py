"""Access cards for tests."""

from datetime import datetime
from itertools import count as counting

from commons.people.cards import actions
from commons.people.cards.models import CardBatch
from commons.people.models import Person
from commons.people.permissions import OFFICER
from tests.factories.moderation import a_person

_OFFICERS = counting(1)


def an_officer() -> Person:
    """Somebody who may make cards."""
    return a_person(f"Officer{next(_OFFICERS)}", role=OFFICER)


def a_batch(
    officer: Person | None = None,
    *,
    count: int = 1,
    level: int = 2,
    place: str = "Main library",
    district_id: int | None = None,
    expires_at: datetime | None = None,
) -> tuple[CardBatch, list[tuple[str, str]]]:
    """Cards that were just made: the batch, and the numbers with their codes."""
    return actions.make_batch(
        officer or an_officer(),
        place=place,
        count=count,
        level=level,
        district_id=district_id,
        expires_at=expires_at,
    )


def a_card(**kwargs: object) -> tuple[str, str]:
    """The number and the code of one new card."""
    _batch, [card] = a_batch(**kwargs)  # type: ignore[arg-type]
    return card
