"""What happened, written in the same transaction as the change itself.

Notices, feeds and the activity stream read these rows; nobody is called. The row is the truth,
a job only hurries.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base import clock
from commons.base.database import Model, db
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l


class Event(Model):
    """One thing that happened. ``data`` holds ids and plain words, nothing personal."""

    __tablename__ = "event"
    __impersonal__ = impersonal(
        "What happened to a text or a consultation; ids and plain words.",
        "id kind happened_at contribution_id consultation_id data",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(60), index=True)
    happened_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(
        info=personal(
            _l("Who did it"),
            purpose=_l("To write to those whom it concerns, and not to you yourself."),
            kept=_l("Until you delete your account."),
        )
    )
    contribution_id: Mapped[int | None] = mapped_column(index=True)
    consultation_id: Mapped[int | None] = mapped_column(index=True)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)


class EventReader(Model):
    """How far a reader of events has come."""

    __tablename__ = "event_reader"
    __impersonal__ = impersonal("Parts of the program.", "name last_event_id")

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    last_event_id: Mapped[int] = mapped_column(default=0)


def record(
    kind: str,
    *,
    actor_id: int | None = None,
    contribution_id: int | None = None,
    consultation_id: int | None = None,
    **data: Any,
) -> None:
    """Write down that something happened; kept when the surrounding transaction is."""
    db.session.add(
        Event(
            kind=kind,
            happened_at=clock.now(),
            actor_id=actor_id,
            contribution_id=contribution_id,
            consultation_id=consultation_id,
            data=data,
        )
    )


def unread(reader: str, *, most: int = 200) -> list[Event]:
    """The events the reader has not seen, oldest first; ``mark_read`` says how far it came."""
    seen = db.session.get(EventReader, reader)
    query = sa.select(Event).order_by(Event.id).limit(most)
    if seen is not None:
        query = query.where(Event.id > seen.last_event_id)
    return list(db.session.scalars(query))


def mark_read(reader: str, last_event_id: int) -> None:
    """Remember that the reader has seen all events up to this one."""
    seen = db.session.get(EventReader, reader)
    if seen is None:
        db.session.add(EventReader(name=reader, last_event_id=last_event_id))
    else:
        seen.last_event_id = last_event_id
