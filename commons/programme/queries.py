"""The programme as it stands now: five statements, however much it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from commons.base.database import db
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText
from commons.consultations.queries import OutcomeLine, outcome_lines
from commons.contributions.models import VISIBLE, Contribution
from commons.programme.rules import Shown, large_enough
from commons.proposals.models import OfficialAnswer, Proposal
from commons.voting.models import Vote

ORIGINAL = ""
"""In place of a language: everything as it was written, nothing translated."""


@dataclass(slots=True)
class Figures:
    """How many took part. None where a kind of taking part has not begun."""

    proposals: int = 0
    supports: int = 0
    comments: int = 0
    ballots: int | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """All that is published, consultations newest first. Lists are by phase or contribution id."""

    consultations: Sequence[Consultation]
    outcomes: Mapping[int, Sequence[OutcomeLine]]
    answers: Mapping[int, Sequence[OfficialAnswer]]
    figures: Mapping[int, Figures]
    languages: Shown
    """People who wrote something, by the language they wrote in."""
    total: Figures = field(default_factory=Figures)


def programme(language: str) -> Programme:
    """The programme with outcomes in ``language`` where they are translated."""
    consultations = _consultations()
    phases = [phase for each in consultations for phase in each.phases]
    out = [phase.id for phase in phases if phase.outcome_published_at is not None]
    outcomes = outcome_lines(out, language)
    chosen = [
        line.contribution_id
        for lines in outcomes.values()
        for line in lines
        if line.contribution_id is not None and not line.hidden
    ]
    figures, languages = _participation([phase.id for phase in phases])
    return Programme(
        consultations=consultations,
        outcomes=outcomes,
        answers=_answers(chosen),
        figures=figures,
        languages=large_enough(languages),
        total=_sum(figures),
    )


def _consultations() -> list[Consultation]:
    """Two statements: a consultation has few texts and few phases, and answers that are long."""
    return list(
        db.session.scalars(
            sa.select(Consultation)
            .where(Consultation.state == PUBLISHED)
            .options(
                joinedload(Consultation.texts).defer(ConsultationText.body),
                joinedload(Consultation.phases),
                selectinload(Consultation.answers),
            )
            .order_by(Consultation.id.desc())
        ).unique()
    )


def _answers(contribution_ids: Sequence[int]) -> dict[int, list[OfficialAnswer]]:
    """The official answers in force to proposals, in every language."""
    answers: dict[int, list[OfficialAnswer]] = {}
    if not contribution_ids:
        return answers
    proposal = Proposal.__table__
    rows = db.session.scalars(
        sa.select(OfficialAnswer)
        .join(
            proposal,
            sa.and_(
                proposal.c.id == OfficialAnswer.proposal_id,
                proposal.c.answer_number == OfficialAnswer.number,
            ),
        )
        .where(OfficialAnswer.proposal_id.in_(contribution_ids))
        .order_by(OfficialAnswer.language)
    )
    for answer in rows:
        answers.setdefault(answer.proposal_id, []).append(answer)
    return answers


def _participation(phase_ids: Sequence[int]) -> tuple[dict[int, Figures], dict[str, int]]:
    """What was done in each phase, and how many people wrote in each language: one statement."""
    proposal, contribution = Proposal.__table__, Contribution.__table__
    whole = proposal.join(contribution, contribution.c.id == proposal.c.id)
    none = sa.literal(0)
    by_phase = (
        sa.select(
            proposal.c.phase_id.label("phase_id"),
            sa.literal("proposals").label("word"),
            sa.func.count().label("number"),
            sa.func.coalesce(sa.func.sum(contribution.c.support_count), 0).label("supports"),
            sa.func.coalesce(sa.func.sum(contribution.c.comment_count), 0).label("comments"),
        )
        .select_from(whole)
        .where(proposal.c.phase_id.in_(phase_ids), contribution.c.state == VISIBLE)
        .group_by(proposal.c.phase_id)
    )
    ballots = sa.select(Vote.phase_id, sa.literal("ballots"), Vote.ballots, none, none).where(
        Vote.phase_id.in_(phase_ids), Vote.ballots.is_not(None)
    )
    # Under the name of a language stands how many people wrote in it.
    people = (
        sa.select(
            sa.literal(0),
            sa.literal("language:").concat(contribution.c.language),
            sa.func.count(contribution.c.author_id.distinct()),
            none,
            none,
        )
        .where(contribution.c.state == VISIBLE)
        .group_by(contribution.c.language)
    )
    figures: dict[int, Figures] = {phase_id: Figures() for phase_id in phase_ids}
    languages: dict[str, int] = {}
    for phase_id, word, number, supports, comments in db.session.execute(
        sa.union_all(by_phase, ballots, people)
    ):
        if word.startswith("language:"):
            languages[word.removeprefix("language:")] = int(number)
        elif word == "ballots":
            figures[phase_id].ballots = int(number)
        else:
            figures[phase_id].proposals = int(number)
            figures[phase_id].supports = int(supports)
            figures[phase_id].comments = int(comments)
    return figures, languages


def _sum(figures: Mapping[int, Figures]) -> Figures:
    ballots = [each.ballots for each in figures.values() if each.ballots is not None]
    return Figures(
        proposals=sum(each.proposals for each in figures.values()),
        supports=sum(each.supports for each in figures.values()),
        comments=sum(each.comments for each in figures.values()),
        ballots=sum(ballots) if ballots else None,
    )
