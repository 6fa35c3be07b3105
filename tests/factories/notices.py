"""Notices, mails on their way and people in great numbers, for tests."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from commons.base import clock, events
from commons.base.database import db, transaction
from commons.notices.models import Delivery, Follow, Notice
from commons.people.models import EmailAddress, Person

RECORD = transaction(events.record)
"""Write down that something happened, as an action does."""


@transaction
def crowd(count: int, *, with_address: bool = True, follows: str | None = None) -> list[int]:
    """Many people at once, in few statements; who follow something where it is named."""
    first = (db.session.scalar(sa.select(sa.func.max(Person.id))) or 0) + 1
    numbers = list(range(first, first + count))
    now = clock.now()
    rows: list[tuple[Any, list[dict[str, Any]]]] = [
        (
            Person,
            [
                {"id": n, "display_name": f"Resident {n}", "language": "pl", "created_at": now}
                for n in numbers
            ],
        )
    ]
    if with_address:
        rows.append(
            (EmailAddress, [{"person_id": n, "address": f"{n}@example.org"} for n in numbers])
        )
    if follows is not None:
        rows.append(
            (
                Follow,
                [
                    {"person_id": n, "subject": follows, "stopped": False, "since": now}
                    for n in numbers
                ],
            )
        )
    for model, values in rows:
        db.session.execute(sa.insert(model), values)
    return numbers


def heard(person: Person) -> list[tuple[str, str]]:
    """What a person heard of, oldest first: the event's kind, and the topic."""
    db.session.rollback()
    rows = db.session.execute(
        sa.select(events.Event.kind, Notice.topic)
        .join(events.Event, events.Event.id == Notice.event_id)
        .where(Notice.person_id == person.id)
        .order_by(Notice.event_id)
    ).all()
    db.session.rollback()  # the pages need the database, too
    return [(kind, topic) for kind, topic in rows]


def mails_due(person: Person) -> list[tuple[str, datetime]]:
    """The person's mails on their way: how, and when."""
    db.session.rollback()
    rows = db.session.execute(
        sa.select(Delivery.how, Delivery.next_try_at)
        .where(Delivery.person_id == person.id)
        .order_by(Delivery.event_id)
    ).all()
    db.session.rollback()
    return [(how, due) for how, due in rows]


def count(model: type[Any]) -> int:
    """How many rows there are."""
    db.session.rollback()
    found = db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
    db.session.rollback()
    return found
