"""What feeds and calendars tell of: each function says how many statements it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, selectinload

from commons.base.database import db
from commons.base.errors import NotFound
from commons.consultations.models import (
    PUBLISHED,
    Consultation,
    ConsultationAnswer,
    ConsultationText,
    Phase,
)
from commons.contributions.bylines import with_byline
from commons.contributions.models import HIDDEN, VISIBLE, WITHDRAWN, Comment, Contribution
from commons.i18n.catalogue import gettext as _
from commons.proposals.finding.queries import narrowed
from commons.proposals.finding.rules import Filter
from commons.proposals.models import OfficialAnswer, Proposal

NEWEST = 30
"""How many pieces of news a feed holds."""
MOST_PHASES = 200
STILL_IN_CALENDAR = timedelta(days=60)
"""How long a phase that closed stays in the calendar."""


def newest_proposals(
    phase_ids: Sequence[int] | None = None, wanted: Filter | None = None
) -> list[Proposal]:
    """The newest visible proposals, of the city, of some phases or a reader's: one statement."""
    query = (
        sa.select(Proposal)
        .where(Proposal.listed_state == VISIBLE)
        .options(*with_byline(Proposal))
        .order_by(Proposal.__table__.c.id.desc())
        .limit(NEWEST)
    )
    if phase_ids is not None:
        query = query.where(Proposal.phase_id.in_(phase_ids))
    if wanted is not None:
        query = narrowed(query, wanted)
    return list(db.session.scalars(query))


def proposal_in_sight(proposal_id: int) -> Proposal:
    """A proposal that everybody can read: one statement. Raises NotFound for any other."""
    found = db.session.scalar(
        sa.select(Proposal).where(Proposal.id == proposal_id, Proposal.state == VISIBLE)
    )
    if found is None:
        raise NotFound(_("There is no such proposal."))
    return found


def newest_comments(subject_id: int) -> list[Comment]:
    """The newest visible comments on a text: one statement."""
    key = Comment.__table__.c.id
    return list(
        db.session.scalars(
            sa.select(Comment)
            .where(Comment.subject_id == subject_id, Comment.state == VISIBLE)
            .options(*with_byline(Comment))
            .order_by(key.desc())
            .limit(NEWEST)
        )
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """A proposal with the official answer in force, in the reader's language if it is there."""

    proposal: Proposal
    answer: OfficialAnswer


def newest_answers(language: str, phase_ids: Sequence[int] | None = None) -> list[Answered]:
    """The newest official answers to visible proposals: one statement."""
    newest = (
        sa.select(Proposal.id)
        .where(Proposal.state == VISIBLE, Proposal.answered_at.is_not(None))
        .order_by(Proposal.answered_at.desc(), Proposal.__table__.c.id.desc())
        .limit(NEWEST)
    )
    if phase_ids is not None:
        newest = newest.where(Proposal.phase_id.in_(phase_ids))
    chosen = newest.subquery()
    rows = db.session.execute(
        sa.select(Proposal, OfficialAnswer)
        .join(chosen, chosen.c.id == Proposal.id)
        .join(
            OfficialAnswer,
            sa.and_(
                OfficialAnswer.proposal_id == Proposal.id,
                OfficialAnswer.number == Proposal.answer_number,
            ),
        )
        .order_by(OfficialAnswer.language)
    )
    found: dict[int, Answered] = {}
    for proposal, answer in rows:
        if proposal.id not in found or answer.language == language:
            found[proposal.id] = Answered(proposal, answer)
    return list(found.values())


def newest_consultations() -> list[Consultation]:
    """The published consultations in which something happened last, with texts: two statements."""
    happened = sa.func.coalesce(Consultation.answered_at, Consultation.published_at)
    return list(
        db.session.scalars(
            sa.select(Consultation)
            .where(Consultation.state == PUBLISHED)
            .options(selectinload(Consultation.texts).defer(ConsultationText.body))
            .order_by(happened.desc(), Consultation.id.desc())
            .limit(NEWEST)
        )
    )


def council_answers() -> list[Consultation]:
    """The consultations that the council answered last, with texts and answers: three."""
    return list(
        db.session.scalars(
            sa.select(Consultation)
            .where(Consultation.state == PUBLISHED, Consultation.answered_at.is_not(None))
            .options(
                selectinload(Consultation.texts).defer(ConsultationText.body),
                selectinload(Consultation.answers),
            )
            .order_by(Consultation.answered_at.desc(), Consultation.id.desc())
            .limit(NEWEST)
        )
    )


def answer_in(consultation: Consultation, language: str) -> ConsultationAnswer | None:
    """The council's answer in a language, or in the primary one, or in any. No statement."""
    by_language = {answer.language: answer for answer in consultation.answers}
    found = by_language.get(language) or by_language.get(consultation.primary_language)
    return found or next(iter(consultation.answers), None)


def phases_in_calendar(now: datetime) -> list[Phase]:
    """The phases of published consultations that are to come, or closed lately: two statements."""
    return list(
        db.session.scalars(
            sa.select(Phase)
            .join(Phase.consultation)
            .where(Consultation.state == PUBLISHED, Phase.closes_at > now - STILL_IN_CALENDAR)
            .options(
                contains_eager(Phase.consultation)
                .selectinload(Consultation.texts)
                .defer(ConsultationText.body)
            )
            .order_by(Phase.opens_at, Phase.id)
            .limit(MOST_PHASES)
        )
    )


def last_taken_away() -> datetime | None:
    """When a text was last hidden or withdrawn: one statement.

    A reader who asks "anything since?" must be told that a text has gone.
    """
    gone = aliased(Contribution, sa.inspect(Contribution).local_table)
    return db.session.scalar(
        sa.select(sa.func.max(gone.state_changed_at)).where(gone.state.in_([HIDDEN, WITHDRAWN]))
    )
