"""The programme as it stands now: four statements, one more where the city answered proposals,
and one where people are asked about themselves, however much it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.consultations.models import (
    PUBLISHED,
    Consultation,
    ConsultationAnswer,
    ConsultationText,
    Phase,
)
from commons.consultations.queries import OutcomeLine, outcome_lines
from commons.contributions.models import VISIBLE, Contribution
from commons.inclusion.models import InclusionSurvey
from commons.inclusion.queries import Profile, profiles_from
from commons.programme.rules import Shown, large_enough
from commons.proposals.commitments.models import Commitment
from commons.proposals.commitments.queries import commitments_of
from commons.proposals.models import OfficialAnswer, Proposal
from commons.voting.models import Vote
from commons.voting.running.conduct import is_test

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
class Answer:
    """What was answered, in one language. ``decision`` is empty in the answer to a consultation."""

    language: str
    decision: str
    text: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Programme:
    """All that is published, consultations newest first. Lists are by phase or contribution id."""

    consultations: Sequence[Consultation]
    outcomes: Mapping[int, Sequence[OutcomeLine]]
    councils: Mapping[int, Sequence[Answer]]
    """What the council answered, in every language, by consultation."""
    answers: Mapping[int, Sequence[Answer]]
    """What the city answered to a proposal, in every language."""
    figures: Mapping[int, Figures]
    languages: Shown
    """People who wrote something, by the language they wrote in."""
    commitments: Mapping[int, Sequence[Commitment]]
    """What the city promised on a proposal, with the texts in every language."""
    profiles: Mapping[int, Profile]
    """Who took part, by the id of a consultation that asks."""
    total: Figures = field(default_factory=Figures)


def programme(language: str) -> Programme:
    """The programme with outcomes in ``language`` where they are translated."""
    consultations, surveys = _consultations()
    phases = [phase for each in consultations for phase in real_phases(each)]
    out = [phase.id for phase in phases if phase.outcome_published_at is not None]
    outcomes = outcome_lines(out, language)
    chosen = [
        line.contribution_id
        for lines in outcomes.values()
        for line in lines
        if line.contribution_id is not None and not line.hidden
    ]
    councils, answers = _answers([each.id for each in consultations], chosen)
    figures, languages = _participation([phase.id for phase in phases])
    return Programme(
        consultations=consultations,
        outcomes=outcomes,
        councils=councils,
        answers=answers,
        commitments=commitments_of([number for number in chosen if number in answers]),
        figures=figures,
        languages=large_enough(languages),
        profiles=profiles_from(surveys),
        total=_sum(figures),
    )


def real_phases(consultation: Consultation) -> list[Phase]:
    """The phases of a consultation in their order, without votes that only try things out."""
    return [phase for phase in consultation.phases if not is_test(phase.settings)]


def _consultations() -> tuple[list[Consultation], list[InclusionSurvey]]:
    """With what each asks people about themselves. A consultation has few texts and few phases."""
    rows = db.session.execute(
        sa.select(Consultation, InclusionSurvey)
        .outerjoin(InclusionSurvey, InclusionSurvey.consultation_id == Consultation.id)
        .where(Consultation.state == PUBLISHED)
        .options(
            joinedload(Consultation.texts).defer(ConsultationText.body),
            joinedload(Consultation.phases),
        )
        .order_by(Consultation.id.desc())
    ).unique()
    pairs = [
        (consultation, survey)
        for consultation, survey in rows
        if real_phases(consultation) or not consultation.phases
    ]
    return [each for each, _survey in pairs], [survey for _each, survey in pairs if survey]


Answers = dict[int, list[Answer]]


def _answers(
    consultation_ids: Sequence[int], contribution_ids: Sequence[int]
) -> tuple[Answers, Answers]:
    """The answers in force, to consultations and to proposals, in every language."""
    proposal, official, council = (
        table.__table__ for table in (Proposal, OfficialAnswer, ConsultationAnswer)
    )
    to_consultations = sa.select(
        sa.literal("consultation"),
        council.c.consultation_id,
        council.c.language,
        sa.literal(""),
        council.c.text,
        council.c.answered_at,
    ).where(council.c.consultation_id.in_(consultation_ids))
    to_proposals = (
        sa.select(
            sa.literal("proposal"),
            official.c.proposal_id,
            official.c.language,
            official.c.decision,
            official.c.text,
            official.c.answered_at,
        )
        .join(
            proposal,
            sa.and_(
                proposal.c.id == official.c.proposal_id,
                proposal.c.answer_number == official.c.number,
            ),
        )
        .where(official.c.proposal_id.in_(contribution_ids))
    )
    found: dict[str, Answers] = {"consultation": {}, "proposal": {}}
    for subject, number, *said in db.session.execute(sa.union_all(to_consultations, to_proposals)):
        found[subject].setdefault(number, []).append(Answer(*said))
    for answers in (*found["consultation"].values(), *found["proposal"].values()):
        answers.sort(key=lambda answer: answer.language)
    return found["consultation"], found["proposal"]


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
