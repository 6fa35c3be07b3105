"""That a person entered paper ballots. What is on the sheets of others nobody can look up."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.cards.models import AccessCard
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person
from commons.voting.sheets.models import SheetBatch
from commons.voting.sheets.words import reason_words

_PARTS = (SheetBatch.made_by_id, SheetBatch.first_by_id, SheetBatch.second_by_id)


class SheetsHolder(Holder):
    """Batches of paper ballots: who worked on them, and whose sheet was refused."""

    name = "sheets"

    def held(self, person: Person) -> Iterator[Group]:
        """The batches the person worked on, and their own refused sheets: three statements."""
        rows = db.session.scalars(
            sa.select(SheetBatch)
            .where(sa.or_(*(part == person.id for part in _PARTS)))
            .order_by(SheetBatch.id)
        )
        yield Group(
            "sheet_batches",
            _("Batches of paper ballots you worked on"),
            [_parts_of(batch, person) for batch in rows],
        )
        yield Group("refused_sheets", _("Paper ballots that were not counted"), _refused(person))

    def forget(self, person_id: int) -> None:
        """The batches stay, without the person; so do refused sheets, without the card."""
        for part in _PARTS:
            db.session.execute(
                sa.update(SheetBatch)
                .where(part == person_id)
                .values({part: None})
                .execution_options(synchronize_session=False)
            )
        numbers = _numbers(person_id)
        for batch in _with_refused() if numbers else ():
            batch.refused = [
                {**one, "card": ""} if one["card"] in numbers else one for one in batch.refused
            ]


def _parts_of(batch: SheetBatch, person: Person) -> list[Fact]:
    held = (
        (SheetBatch.made_by_id, batch.made_by_id),
        (SheetBatch.first_by_id, batch.first_by_id),
        (SheetBatch.second_by_id, batch.second_by_id),
    )
    return [fact(column, who, batch.label) for column, who in held if who == person.id]


def _numbers(person_id: int) -> set[str]:
    return set(
        db.session.scalars(sa.select(AccessCard.number).where(AccessCard.person_id == person_id))
    )


def _with_refused() -> list[SheetBatch]:
    """Batches with refused sheets whose vote is not counted yet: few, so they are all read."""
    return [batch for batch in db.session.scalars(sa.select(SheetBatch)) if batch.refused]


def _refused(person: Person) -> list[list[Fact]]:
    numbers = _numbers(person.id)
    if not numbers:
        return []
    return [
        [fact(SheetBatch.refused, one["card"], f"{one['card']}: {reason_words(one['reason'])}")]
        for batch in _with_refused()
        for one in batch.refused
        if one["card"] in numbers
    ]
