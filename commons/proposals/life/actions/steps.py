"""Writing a step into a proposal's public timeline."""

from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.base.events import Event
from commons.base.jobs import hurry
from commons.base.text import clean_text
from commons.consultations.models import Phase
from commons.i18n.catalogue import current_language
from commons.people.models import Person
from commons.proposals.coauthors.queries import authors_of
from commons.proposals.life.models import AUTHOR, CITY, COAUTHOR, OFFICER, RESIDENT, ProposalStep
from commons.proposals.models import Proposal


def record_step(
    proposal_id: int,
    kind: str,
    actor: Person | None,
    reason: str = "",
    *,
    role: str | None = None,
    language: str | None = None,
    **data: Any,
) -> Event:
    """Note a step: the event that notices and feeds read, and its place in the public timeline.

    ``kind`` is the event's (``proposal.admitted``); its words stand in ``life.rules``. ``role`` is
    one of ``life.models.ROLES``; where it is not given, it is the author's, a co-author's or else
    a resident's. ``reason`` is read by everybody, in ``language`` (that of the page, unless
    given). ``data`` holds ids and plain words. Part of the surrounding transaction.
    """
    consultation_id = db.session.scalar(
        sa.select(Phase.consultation_id)
        .join(Proposal, Proposal.phase_id == Phase.id)
        .where(Proposal.__table__.c.id == proposal_id)
    )
    event = Event(
        kind=kind,
        happened_at=clock.now(),
        actor_id=actor.id if actor else None,
        contribution_id=proposal_id,
        consultation_id=consultation_id,
        data=data,
    )
    db.session.add(event)
    db.session.flush()
    reason = clean_text(reason)
    db.session.add(
        ProposalStep(
            event_id=event.id,
            role=role or role_of(actor, proposal_id),
            reason=reason,
            language=(language or current_language().code) if reason else "",
        )
    )
    hurry("notices.deliver")
    return event


def role_of(actor: Person | None, proposal_id: int) -> str:
    """As what somebody acts on a proposal of which no office is asked: at most two statements."""
    if actor is None:
        return CITY
    proposal = db.session.get_one(Proposal, proposal_id)
    if proposal.author_id == actor.id:
        return OFFICER if proposal.official else AUTHOR
    return COAUTHOR if actor.id in authors_of(proposal_id) else RESIDENT
