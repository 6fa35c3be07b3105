"""What can be asked about organisations."""

from dataclasses import dataclass

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.base.errors import NotFound
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.organisations.models import Organisation, Speaker


def speaking_now() -> sa.ColumnElement[bool]:
    """That an organisation may speak now: nobody has ended it, and its day is not over."""
    return sa.and_(
        Organisation.end_reason.is_(None),
        sa.or_(Organisation.ends_at.is_(None), Organisation.ends_at > clock.now()),
    )


def is_speaking(organisation: Organisation) -> bool:
    """The same of one that is at hand. No statement."""
    ends_at = organisation.ends_at
    return organisation.end_reason is None and (ends_at is None or ends_at > clock.now())


def speaks_for(person: Person) -> list[Organisation]:
    """The organisations that a person may speak as now, by name: one statement."""
    query = (
        sa.select(Organisation)
        .join(Speaker, Speaker.organisation_id == Organisation.id)
        .where(Speaker.person_id == person.id, speaking_now())
        .order_by(Organisation.name, Organisation.id)
    )
    return list(db.session.scalars(query))


def organisations() -> list[Organisation]:
    """Those that speak here now, by name."""
    query = sa.select(Organisation).where(speaking_now())
    return list(db.session.scalars(query.order_by(Organisation.name, Organisation.id)))


def ended_organisations(*, most: int = 100) -> list[Organisation]:
    """Those that speak here no more, the one ended last first."""
    query = sa.select(Organisation).where(~speaking_now())
    return list(
        db.session.scalars(query.order_by(Organisation.ends_at.desc(), Organisation.id).limit(most))
    )


def organisation_of(organisation_id: int) -> Organisation:
    """An organisation, ended or not. Raises NotFound."""
    found = db.session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound(_("There is no such organisation."))
    return found


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who may speak as an organisation, as administrators see it."""

    speaker: Speaker
    name: str


def speakers_of(organisation_id: int) -> list[Voice]:
    """Who may speak as an organisation, by name."""
    rows = db.session.execute(
        sa.select(Speaker, Person.display_name)
        .join(Person, Person.id == Speaker.person_id)
        .where(Speaker.organisation_id == organisation_id)
        .order_by(Person.display_name, Person.id)
    )
    return [Voice(*row) for row in rows]
