"""Calls for proposals, and proposals."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText, Phase
from commons.contributions.actions import add_contribution
from commons.people.models import Person
from commons.proposals import actions
from commons.proposals.models import OPEN, Proposal
from commons.proposals.rules import PROPOSALS

DAY = timedelta(days=1)


@transaction
def call_for_proposals(
    *,
    opens_in: timedelta = -DAY,
    closes_in: timedelta = 10 * DAY,
    state: str = PUBLISHED,
    settings: dict[str, Any] | None = None,
    titles: dict[str, str] | None = None,
) -> Phase:
    """A phase of proposals, open unless told otherwise; the first language is the main one."""
    titles = titles or {"en": "A greener Oliwa"}
    now = clock.now()
    count = db.session.scalar(sa.select(sa.func.count(Consultation.id))) or 0
    consultation = Consultation(
        slug=f"call-{count + 1}",
        state=state,
        primary_language=next(iter(titles)),
        created_at=now,
        published_at=now,
    )
    consultation.texts = [
        ConsultationText(language=code, title=title, summary="What shall change?")
        for code, title in titles.items()
    ]
    phase = Phase(
        position=1,
        kind=PROPOSALS,
        opens_at=now + opens_in,
        closes_at=now + closes_in,
        settings=settings or {},
    )
    consultation.phases = [phase]
    db.session.add(consultation)
    db.session.flush()
    return phase


def proposal_by(
    person: Person,
    phase: Phase | None = None,
    title: str = "Trees for Pomorska Street",
    **kwargs: Any,
) -> Proposal:
    """A proposal."""
    values = {"body": "It gets too hot in summer.", "language": "en", **kwargs}
    return actions.submit_proposal(person, title=title, phase=phase, **values)


@transaction
def many_proposals(person: Person, phase: Phase, count: int, **kwargs: Any) -> list[Proposal]:
    """Proposals written straight into the database, for pages that must stay quick."""
    made = []
    for number in range(count):
        values = {"language": "en", "body": f"Body {number}", **kwargs}
        proposal = Proposal(
            author_id=person.id,
            title=f"Proposal {number}",
            phase_id=phase.id,
            status=OPEN,
            answer_number=0,
            **values,
        )
        add_contribution(proposal)
        made.append(proposal)
    return made
