"""What can be asked about cards. Never a code: they are not kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from commons.base.database import db
from commons.base.web.paging import Page, page_of
from commons.cities.models import District
from commons.people.cards.models import AccessCard, CardBatch
from commons.people.models import Person


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch, with how far it has been used."""

    batch: CardBatch
    district: str | None
    maker: str | None
    """Who made it; None where they have left."""
    used: int
    """Cards that belong to somebody."""
    ended: int
    """Cards that were ended, used or not."""
    waiting: int
    """Cards that can still be used for the first time."""

    @property
    def id(self) -> int:
        """The batch's number."""
        return self.batch.id


def _lines() -> "sa.Select[CardBatch, str, str, int, int, int]":
    def count(*which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.count(sa.case((sa.and_(*which), AccessCard.id)))

    used, ended = AccessCard.person_id.is_not(None), AccessCard.ended_at.is_not(None)
    return (
        sa.select(
            CardBatch,
            District.name,
            Person.display_name,
            count(used, ~ended),
            count(ended),
            count(~used, ~ended),
        )
        .join(AccessCard, AccessCard.batch_id == CardBatch.id)
        .outerjoin(District, District.id == CardBatch.district_id)
        .outerjoin(Person, Person.id == CardBatch.made_by_id)
        .group_by(CardBatch.id, District.name, Person.display_name)
    )


def batches(before: int | None, *, size: int = 20) -> Page[BatchLine]:
    """Batches, the newest first, of those older than the one with the id ``before``."""
    query = _lines().order_by(CardBatch.id.desc()).limit(size + 1)
    if before is not None:
        query = query.where(CardBatch.id < before)
    return page_of([BatchLine(*row) for row in db.session.execute(query)], size)


def batch_line(batch_id: int) -> BatchLine | None:
    """One batch; None where there is none."""
    row = db.session.execute(_lines().where(CardBatch.id == batch_id)).one_or_none()
    return BatchLine(*row) if row else None


def cards_in(batch_id: int, after: int | None, *, size: int = 100) -> Page[AccessCard]:
    """The cards of a batch in order, of those after the one with the id ``after``."""
    query = (
        sa.select(AccessCard)
        .where(AccessCard.batch_id == batch_id, AccessCard.id > (after or 0))
        .order_by(AccessCard.id)
        .limit(size + 1)
    )
    return page_of(list(db.session.scalars(query)), size)


def cards_of(person_id: int) -> Sequence[tuple[AccessCard, str]]:
    """A person's cards, each with the place that handed it out, the newest first."""
    rows = db.session.execute(
        sa.select(AccessCard, CardBatch.place)
        .join(CardBatch, CardBatch.id == AccessCard.batch_id)
        .where(AccessCard.person_id == person_id)
        .order_by(AccessCard.id.desc())
    )
    return [(card, place) for card, place in rows]
