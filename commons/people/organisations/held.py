"""What is held about a person through the organisations they speak for."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person
from commons.people.organisations.models import Organisation, Speaker


class OrganisationsHolder(Holder):
    """For whom they may speak, and which organisations they let speak here."""

    name = "organisations"

    def held(self, person: Person) -> Iterator[Group]:
        """Two kinds: as a speaker, and as an administrator."""
        yield Group("speaking", _("Organisations you may speak for"), _speaking(person.id))
        yield Group("organisations", _("Organisations you decided about"), _decided(person.id))

    def forget(self, person_id: int) -> None:
        """They speak for none any more; what organisations said stays theirs."""
        db.session.execute(sa.delete(Speaker).where(Speaker.person_id == person_id))
        for by in (Organisation.made_by_id, Organisation.ended_by_id):
            db.session.execute(sa.update(Organisation).where(by == person_id).values({by: None}))
        db.session.execute(
            sa.update(Speaker).where(Speaker.added_by_id == person_id).values(added_by_id=None)
        )


def _speaking(person_id: int) -> list[list[Fact]]:
    rows = db.session.execute(
        sa.select(Speaker, Organisation.name)
        .join(Organisation, Organisation.id == Speaker.organisation_id)
        .where(Speaker.person_id == person_id)
        .order_by(Speaker.organisation_id)
    )
    return [
        [
            fact(Speaker.organisation_id, row.organisation_id, name),
            fact(Speaker.reason, row.reason),
            fact(Speaker.added_at, row.added_at),
            fact(Speaker.added_by_id, row.added_by_id),
        ]
        for row, name in rows
    ]


def _decided(person_id: int) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(Organisation)
        .where(sa.or_(Organisation.made_by_id == person_id, Organisation.ended_by_id == person_id))
        .order_by(Organisation.id)
    )
    return [
        [
            fact(by, person_id, row.name)
            for by, who in (
                (Organisation.made_by_id, row.made_by_id),
                (Organisation.ended_by_id, row.ended_by_id),
            )
            if who == person_id
        ]
        for row in rows
    ]
