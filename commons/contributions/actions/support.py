"""Supporting what others wrote."""

import sqlalchemy as sa

from commons.base import events
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.base.jobs import hurry
from commons.contributions.actions.counts import (
    count_helpful,
    count_support,
    lock,
    lock_subject_of,
    marked_by,
)
from commons.contributions.authors import is_other_author
from commons.contributions.gates import pass_gates
from commons.contributions.models import Contribution, Support
from commons.contributions.rules import MILESTONES, why_not_support
from commons.people.models import Person
from commons.people.permissions import demand

REACHED = "support.reached"


@transaction
def add_support(person: Person, contribution_id: int) -> None:
    """Support a text; once, however often it is asked for. Raises NotFound or Refused.

    Supporting a comment marks it as helpful.
    """
    demand(person, "support")
    subject_id = lock_subject_of(contribution_id)
    state, author_id = lock(contribution_id)
    pass_gates(person, subject_id or contribution_id)  # nothing it asks about changes any more
    own = author_id == person.id or is_other_author(person.id, contribution_id)
    refusal = why_not_support(state=state, own=own)
    if refusal is not None:
        raise Refused(refusal)
    if db.session.get(Support, (contribution_id, person.id)) is None:
        db.session.add(Support(contribution_id=contribution_id, person_id=person.id))
        db.session.flush()
        _count(person, contribution_id, subject_id)
        if subject_id is None:
            _tell_of_many(contribution_id)


def _count(person: Person, contribution_id: int, subject_id: int | None) -> None:
    """Count the support of a text, which is locked, and the marks of comments that hang on it."""
    count_support(contribution_id)
    if subject_id is not None:
        count_helpful([contribution_id])
        return
    # The person's marks come from the other side now. Nobody marks a comment on a locked text;
    # to lock the comments as well would cross with whoever hides one of them.
    count_helpful(marked_by([person.id], contribution_id))


def _tell_of_many(contribution_id: int) -> None:
    """Note that a text, which is locked, has got many supporters: at each number once."""
    count = db.session.scalar(
        sa.select(Contribution.support_count).where(Contribution.id == contribution_id)
    )
    if count not in MILESTONES:
        return
    told = db.session.scalars(
        sa.select(events.Event.data).where(
            events.Event.contribution_id == contribution_id, events.Event.kind == REACHED
        )
    )
    if any(data["count"] == count for data in told):
        return  # somebody took their support back, and another came
    events.record(REACHED, contribution_id=contribution_id, count=count)
    hurry("notices.deliver")


@transaction
def remove_support(person: Person, contribution_id: int) -> None:
    """Take one's support back; nothing happens where there is none. Raises NotFound."""
    demand(person, "support")
    subject_id = lock_subject_of(contribution_id)
    lock(contribution_id)
    db.session.execute(
        sa.delete(Support).where(
            Support.contribution_id == contribution_id, Support.person_id == person.id
        )
    )
    _count(person, contribution_id, subject_id)
