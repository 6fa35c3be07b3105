"""Whom a mediator helps now: one statement."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import current_app

from commons.base import clock
from commons.base.database import db
from commons.base.settings import Settings
from commons.people.helping.models import Helping
from commons.people.models import Person
from commons.people.rules import keyed_hash


@dataclass(frozen=True, slots=True)
class Helped:
    """The person who is helped, as they act now."""

    person: Person
    card_number: str
    expires_at: datetime


def device_mark(mediator: Person) -> str | None:
    """How the device in a mediator's hands is kept; None where they are on none."""
    if mediator.session_token is None:
        return None
    settings: Settings = current_app.extensions["commons.settings"]
    return keyed_hash(settings.secret_key, "session", mediator.session_token)


def helped_by(mediator: Person) -> Helped | None:
    """Whom a mediator helps on this device; None for nobody, and where it ended by itself.

    The person has no role while they are helped: a mediator gets no power by a card.
    """
    row = db.session.execute(
        sa.select(Person, Helping.card_number, Helping.expires_at)
        .join(Helping, Helping.person_id == Person.id)
        .where(
            Helping.device == device_mark(mediator),
            Helping.expires_at > clock.now(),
            Person.left_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    person, number, expires_at = row
    person.helped_by = mediator.id
    return Helped(person, number, expires_at)
