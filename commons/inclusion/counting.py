"""Counting in steps, and the end: figures fixed, answers deleted, the key destroyed.

The worker does it every round. It is safe at any time and twice.
"""

import sqlalchemy as sa
import structlog

from commons.base import clock, keys
from commons.base.database import after_commit, db, transaction
from commons.cities.context import current_city
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.consultations.rules import local_time
from commons.inclusion import rules
from commons.inclusion.models import InclusionAnswer, InclusionSurvey
from commons.inclusion.pseudonyms import KeyLost, key_name, pseudonym
from commons.inclusion.questions import NOT_SAID
from commons.inclusion.taking_part import ways

log = structlog.get_logger()


def count_what_is_due() -> None:
    """Count anew where ten more have answered; end the questions of what has ended."""
    for consultation_id in transaction(_running)():
        _count(consultation_id)
    sweep()


def _running() -> list[int]:
    return list(
        db.session.scalars(
            sa.select(InclusionSurvey.consultation_id).where(InclusionSurvey.ended.is_(False))
        )
    )


@transaction
def _count(consultation_id: int) -> None:
    """Take the next step of one consultation, if it is due."""
    ended = _has_ended(consultation_id)
    answered = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(InclusionAnswer)
        .where(
            InclusionAnswer.consultation_id == consultation_id, InclusionAnswer.skipped.is_(False)
        )
    )
    survey = db.session.get(InclusionSurvey, consultation_id)
    if survey is None or not (ended or rules.is_a_step(survey.counted, answered or 0)):
        return
    survey = db.session.scalar(
        sa.select(InclusionSurvey)
        .where(InclusionSurvey.consultation_id == consultation_id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if survey is None or survey.ended:  # another does it at this moment, or did
        return
    people = _answered(consultation_id)
    if rules.is_a_step(survey.counted, len(people)):
        survey.figures = [
            [cell.question, cell.band, cell.way, number]
            for cell, number in rules.figures(people).items()
        ]
        survey.counted = len(people)
        survey.counted_on = local_time(clock.now(), current_city().time_zone).date()
    if ended:
        db.session.execute(
            sa.delete(InclusionAnswer).where(InclusionAnswer.consultation_id == consultation_id)
        )
        survey.ended = True
        after_commit(sweep)


def _has_ended(consultation_id: int) -> bool:
    """Whether every phase of a published consultation is over and settled."""
    left = sa.select(Phase.id).where(
        Phase.consultation_id == consultation_id, Phase.settled_at.is_(None)
    )
    return bool(
        db.session.scalar(
            sa.select(Consultation.id).where(
                Consultation.id == consultation_id,
                Consultation.state == PUBLISHED,
                ~left.exists(),
            )
        )
    )


def _answered(consultation_id: int) -> list[rules.Answered]:
    """What people answered, and how each took part: brought together in memory alone."""
    rows = db.session.execute(
        sa.select(InclusionAnswer.pseudonym, InclusionAnswer.answers)
        .where(
            InclusionAnswer.consultation_id == consultation_id, InclusionAnswer.skipped.is_(False)
        )
        .order_by(InclusionAnswer.pseudonym)
    ).all()
    took_part = _ways_by_pseudonym(consultation_id)
    return [
        rules.Answered(
            {question: band for question, band in answers.items() if band != NOT_SAID},
            took_part.get(name, ()),
        )
        for name, answers in rows
    ]


def _ways_by_pseudonym(consultation_id: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for way in ways:
        if not way.apart:
            continue
        for person_id in set(db.session.scalars(way.people(consultation_id))):
            try:
                name = pseudonym(consultation_id, person_id)
            except KeyLost:
                log.warning("key lost: ways of taking part not counted", of=consultation_id)
                return {}
            found.setdefault(name, set()).add(way.name)
    return found


def sweep() -> None:
    """Destroy the keys of what has ended."""
    waiting = transaction(_unswept)()
    for consultation_id in waiting:
        keys.destroy_key(key_name(consultation_id))
    if waiting:
        _mark_swept(waiting)


def _unswept() -> list[int]:
    return list(
        db.session.scalars(
            sa.select(InclusionSurvey.consultation_id).where(
                InclusionSurvey.ended.is_(True), InclusionSurvey.swept.is_(False)
            )
        )
    )


@transaction
def _mark_swept(consultation_ids: list[int]) -> None:
    db.session.execute(
        sa.update(InclusionSurvey)
        .where(InclusionSurvey.consultation_id.in_(consultation_ids))
        .values(swept=True)
    )
