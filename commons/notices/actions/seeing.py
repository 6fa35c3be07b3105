"""What a person has seen on their page, and what is old enough to be forgotten."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.notices.models import Notice
from commons.notices.rules import KEPT
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def mark_seen(person: Person, up_to: int) -> None:
    """The notices of this event and of those before are no longer new to the person."""
    demand(person, "manage own account")
    db.session.execute(
        sa.update(Notice)
        .where(Notice.person_id == person.id, Notice.event_id <= up_to, Notice.seen_at.is_(None))
        .values(seen_at=clock.now())
        .execution_options(synchronize_session=False)
    )


@transaction
def forget_old() -> None:
    """Remove the notices whose time is over. The worker does it every round."""
    db.session.execute(
        sa.delete(Notice)
        .where(Notice.written_at < clock.now() - KEPT)
        .execution_options(synchronize_session=False)
    )
