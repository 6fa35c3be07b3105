"""What can be asked about notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.base.events import Event
from commons.base.mail import OutboxMail
from commons.base.web.paging import Page, page_of
from commons.contributions.models import VISIBLE, Comment, Contribution
from commons.notices.composing import Told, told
from commons.notices.following import is_following, key_of
from commons.notices.models import Follow, Notice
from commons.notices.subjects import CONTRIBUTION, Key, Thing, things
from commons.people.models import Person

FOLLOWED_SHOWN = 100


def outbox(before: int | None = None, *, size: int = 20) -> Page[OutboxMail]:
    """The mails of the demo, newest first: one statement."""
    query = sa.select(OutboxMail).order_by(OutboxMail.id.desc()).limit(size + 1)
    if before is not None:
        query = query.where(OutboxMail.id < before)
    return page_of(list(db.session.scalars(query)), size)


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of what somebody heard of, newest first."""

    notices: Sequence[tuple[Told, bool]]
    """Each with whether it is new to them."""
    newest: int | None
    """The number of the newest event of the page, where any of it is new."""
    next_before: int | None


def inbox(person: Person, before: int | None = None, *, size: int = 20) -> Inbox:
    """What a person heard of, in the language being spoken: five statements at most."""
    query = (
        sa.select(Notice.event_id, Notice.topic, Notice.seen_at, Event)
        .join(Event, Event.id == Notice.event_id)
        .where(Notice.person_id == person.id)
        .order_by(Notice.event_id.desc())
        .limit(size + 1)
    )
    if before is not None:
        query = query.where(Notice.event_id < before)
    rows = db.session.execute(query).all()
    new = {row.event_id for row in rows[:size] if row.seen_at is None}
    words = told((row.Event, row.topic) for row in rows[:size])
    return Inbox(
        [(one, one.event.id in new) for one in words],
        rows[0].event_id if new else None,
        rows[size - 1].event_id if len(rows) > size else None,
    )


def unseen(person_id: Any) -> "sa.ScalarSelect[int]":
    """How many notices are new to somebody, as a column of another query."""
    return (
        sa.select(sa.func.count())
        .select_from(Notice)
        .where(Notice.person_id == person_id, Notice.seen_at.is_(None))
        .scalar_subquery()
    )


def follows(person: Person, key: Key) -> bool:
    """Whether a person follows something: one statement."""
    return bool(db.session.scalar(sa.select(is_following(person, key))))


def followed(person: Person) -> list[Thing]:
    """What a person follows, newest first, up to ``FOLLOWED_SHOWN`` of each sort: a few statements.

    What they wrote or commented on is among it, unless they stopped.
    """
    rows = db.session.execute(
        sa.select(Follow.subject, Follow.stopped)
        .where(Follow.person_id == person.id)
        .order_by(Follow.since.desc())
        .limit(2 * FOLLOWED_SHOWN)
    ).all()
    pressed = {key_of(row.subject): not row.stopped for row in rows}
    keys = [key for key, wanted in pressed.items() if wanted]
    keys += [key for key in _by_default(person) if key not in pressed]
    found = things(keys)
    return [found[key] for key in keys if key in found]


def _by_default(person: Person) -> list[Key]:
    """What they wrote or commented on, as far as it is shown."""
    text, comment = Contribution.__table__, Comment.__table__
    subject = sa.func.coalesce(comment.c.subject_id, text.c.id)
    stopped = sa.select(Follow.subject).where(
        Follow.person_id == person.id, Follow.stopped.is_(True)
    )
    numbers = db.session.scalars(
        sa.select(subject)
        .select_from(text.outerjoin(comment, comment.c.id == text.c.id))
        .where(text.c.author_id == person.id, text.c.state == VISIBLE)
        .where((sa.literal(f"{CONTRIBUTION}:") + sa.cast(subject, sa.String)).not_in(stopped))
        .group_by(subject)
        .order_by(subject.desc())
        .limit(FOLLOWED_SHOWN)
    )
    return [(CONTRIBUTION, number) for number in numbers]
