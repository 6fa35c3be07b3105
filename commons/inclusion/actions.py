"""What can be done: choose what is asked, answer, withdraw, say how the city is made up."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from commons.base import clock, keys
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_line
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.i18n.catalogue import gettext as _
from commons.inclusion.models import InclusionAnswer, InclusionReference, InclusionSurvey
from commons.inclusion.pseudonyms import KeyLost, key_name, pseudonym
from commons.inclusion.questions import NOT_SAID, known_answers, questions
from commons.inclusion.taking_part import took_part
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def choose_questions(officer: Person, consultation_id: int, names: Sequence[str]) -> None:
    """Say which questions a consultation asks those who took part.

    Raises Refused once people may have answered, since answers to other questions could not be
    compared, and once the consultation has ended.
    """
    demand(officer, "run consultations")
    opens, closes = db.session.execute(
        sa.select(sa.func.min(Phase.opens_at), sa.func.max(Phase.closes_at)).where(
            Phase.consultation_id == consultation_id
        )
    ).one()
    survey = db.session.scalar(_survey(consultation_id).with_for_update())
    now = clock.now()
    if closes is not None and closes <= now:
        raise Refused(_("This consultation has ended, so nobody can be asked any more."))
    begun = opens is not None and opens <= now
    if survey is not None and survey.questions and begun:
        raise Refused(_("People are being asked already, so the questions stay as they are."))
    chosen = [question.name for question in questions if question.name in set(names)]
    if survey is None:
        survey = InclusionSurvey(consultation_id=consultation_id, questions=chosen)
        db.session.add(survey)
    survey.questions = chosen
    db.session.flush()
    if chosen:
        keys.make_key(key_name(consultation_id))
    write_audit(
        "choose_inclusion_questions",
        f"consultation {consultation_id}",
        actor_id=officer.id,
        questions=chosen,
    )


@transaction
def answer(person: Person, consultation_id: int, answers: Mapping[str, str]) -> None:
    """Keep what a person said about themselves, in place of what they said before.

    Nothing at all counts as not wanting to be asked. Raises NotFound where nothing is asked,
    Refused before the person took part, after the end, and while the key is not to be found.
    """
    demand(person, "manage own account")
    survey, name = _asked(person, consultation_id)
    known = known_answers(survey.questions)
    kept = {
        question: band for question, band in answers.items() if band in known.get(question, set())
    }
    db.session.execute(_own(consultation_id, name))
    db.session.execute(
        sa.insert(InclusionAnswer).values(
            consultation_id=consultation_id,
            pseudonym=name,
            answers=kept,
            skipped=all(band == NOT_SAID for band in kept.values()),
        )
    )


@transaction
def withdraw(person: Person, consultation_id: int) -> None:
    """Delete what a person said about themselves; they are not asked again."""
    answer(person, consultation_id, {})


def _asked(person: Person, consultation_id: int) -> tuple[InclusionSurvey, str]:
    """The survey, held open until the transaction ends, and the person's pseudonym in it."""
    survey = db.session.scalar(
        _survey(consultation_id)
        .join(Consultation, Consultation.id == InclusionSurvey.consultation_id)
        .where(Consultation.state == PUBLISHED)
        .with_for_update(read=True, of=InclusionSurvey)
    )
    if survey is None or not survey.questions:
        raise NotFound(_("Nothing is asked here."))
    if survey.ended:
        raise Refused(
            _("This consultation has ended. All answers are deleted, so none can be changed.")
        )
    # One after the other for each person: two requests at once end as one answer.
    there = db.session.scalar(
        sa.select(Person.id)
        .where(Person.id == person.id, Person.left_at.is_(None))
        .with_for_update(key_share=True)
    )
    if there is None or not db.session.scalar(sa.select(took_part(person, consultation_id))):
        raise Refused(_("This is asked after you took part. Please take part first."))
    try:
        return survey, pseudonym(consultation_id, person.id)
    except KeyLost:
        raise Refused(_("No answers can be taken at the moment. Please try again later.")) from None


def _survey(consultation_id: int) -> "sa.Select[InclusionSurvey]":
    return (
        sa.select(InclusionSurvey)
        .where(InclusionSurvey.consultation_id == consultation_id)
        .execution_options(populate_existing=True)
    )


def _own(consultation_id: int, name: str) -> sa.Delete:
    return sa.delete(InclusionAnswer).where(
        InclusionAnswer.consultation_id == consultation_id, InclusionAnswer.pseudonym == name
    )


def forget(person_id: int) -> None:
    """Delete all that a person said about themselves; part of the surrounding transaction."""
    surveys = db.session.scalars(
        sa.select(InclusionSurvey.consultation_id).where(InclusionSurvey.ended.is_(False))
    ).all()
    for consultation_id in surveys:
        try:
            name = pseudonym(consultation_id, person_id)
        except KeyLost:
            continue
        db.session.execute(_own(consultation_id, name))


@transaction
def set_reference(
    officer: Person, question: str, people: Mapping[str, int], *, source: str
) -> None:
    """Say how many people of each band live in the city, and where that is known from.

    No people at all take the comparison away. Raises Refused without a source.
    """
    demand(officer, "run consultations")
    known = {band.code for band in questions.get(question).bands()}
    kept = {band: number for band, number in people.items() if band in known and number >= 0}
    source = clean_line(source)[:200]
    if kept and not source:
        raise Refused(_("Say where the figures are from, for example: census 2021."))
    row = db.session.get(InclusionReference, question)
    if not any(kept.values()):
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(InclusionReference(question=question, people=kept, source=source))
    else:
        row.people, row.source = kept, source
    write_audit(
        "set_inclusion_reference", f"question {question}", actor_id=officer.id, source=source
    )
