"""The programme as it stands now: four statements, and one more where people are asked about
themselves, however much it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

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
from commons.proposals.commitments.models import Commitment, CommitmentText
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
    promises: "Mapping[int, Sequence[Promise]]"
    """What the city promised on a proposal."""
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
    councils, answers, promises = _said([each.id for each in consultations], chosen)
    figures, languages = _participation([phase.id for phase in phases])
    return Programme(
        consultations=consultations,
        outcomes=outcomes,
        councils=councils,
        answers=answers,
        promises=promises,
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


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of the city, in every language it has."""

    number: int
    state: str
    due: date | None
    changed_at: datetime
    texts: Mapping[str, str]


Promises = dict[int, list[Promise]]


def _said(
    consultation_ids: Sequence[int], contribution_ids: Sequence[int]
) -> tuple[Answers, Answers, Promises]:
    """What the city said, in every language: to consultations and proposals, and promised there.

    The answers in force, and all commitments. One statement.
    """
    parts = [
        _to_consultations(consultation_ids),
        _to_proposals(contribution_ids),
        _promised(contribution_ids),
    ]
    found: dict[str, dict[int, list[Any]]] = {"consultation": {}, "proposal": {}, "promise": {}}
    for row in db.session.execute(sa.union_all(*parts)):
        found[row.subject].setdefault(row.number, []).append(row)
    councils, answers = (
        {
            number: sorted(
                (Answer(row.language, row.word, row.text, row.moment) for row in rows),
                key=lambda answer: answer.language,
            )
            for number, rows in found[subject].items()
        }
        for subject in ("consultation", "proposal")
    )
    return councils, answers, {n: _promises(rows) for n, rows in found["promise"].items()}


def _promises(rows: Sequence[Any]) -> list[Promise]:
    texts: dict[int, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: row.language):
        texts.setdefault(row.place, {})[row.language] = row.text
    heads = {row.place: row for row in rows}
    return [
        Promise(place, heads[place].word, heads[place].due, heads[place].moment, texts[place])
        for place in sorted(heads)
    ]


def _to_consultations(numbers: Sequence[int]) -> "sa.Select[Any]":
    council = ConsultationAnswer.__table__
    return sa.select(
        sa.literal("consultation").label("subject"),
        council.c.consultation_id.label("number"),
        council.c.language.label("language"),
        sa.literal("").label("word"),
        council.c.text.label("text"),
        council.c.answered_at.label("moment"),
        sa.cast(sa.null(), sa.Integer()).label("place"),
        sa.cast(sa.null(), sa.Date()).label("due"),
    ).where(council.c.consultation_id.in_(numbers))


def _to_proposals(numbers: Sequence[int]) -> "sa.Select[Any]":
    proposal, official = Proposal.__table__, OfficialAnswer.__table__
    in_force = sa.and_(
        proposal.c.id == official.c.proposal_id, proposal.c.answer_number == official.c.number
    )
    return (
        sa.select(
            sa.literal("proposal"),
            official.c.proposal_id,
            official.c.language,
            official.c.decision,
            official.c.text,
            official.c.answered_at,
            sa.cast(sa.null(), sa.Integer()),
            sa.cast(sa.null(), sa.Date()),
        )
        .join(proposal, in_force)
        .where(official.c.proposal_id.in_(numbers))
    )


def _promised(numbers: Sequence[int]) -> "sa.Select[Any]":
    promise, text = Commitment.__table__, CommitmentText.__table__
    return (
        sa.select(
            sa.literal("promise"),
            promise.c.proposal_id,
            text.c.language,
            promise.c.state,
            text.c.text,
            promise.c.changed_at,
            promise.c.number,
            promise.c.due,
        )
        .join(text, text.c.commitment_id == promise.c.id)
        .where(promise.c.proposal_id.in_(numbers))
    )


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
