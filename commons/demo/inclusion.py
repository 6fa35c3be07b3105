"""Who takes part in the demo's open consultations: invented answers of invented people."""

from random import Random

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.demo.town import Town
from commons.inclusion import actions, counting
from commons.inclusion.questions import NOT_SAID, questions
from commons.inclusion.taking_part import ways
from commons.people.models import Person

ASKED = ("age", "gender", "born-abroad")
LIKELY = {
    "age": (1, 8, 22, 26, 16, 3),
    "gender": (40, 52, 1),
    "born-abroad": (6, 80),
}
"""How the answers of those who take part are spread, in the order of the bands."""
IN_CITY = {
    "age": (78_000, 61_000, 108_000, 95_000, 84_000, 44_000),
    "gender": (247_000, 222_000),
    "born-abroad": (52_000, 418_000),
}
ANSWER, SAY = 0.7, 0.9
"""How many answer at all, and how many of them say something to a question."""


def ask_who_takes_part(town: Town, officer: Person) -> None:
    """Ask in every consultation that is open, let people answer, and count."""
    for question, people in IN_CITY.items():
        bands = [band.code for band in questions.get(question).bands()]
        actions.set_reference(
            officer,
            question,
            dict(zip(bands, people, strict=False)),
            source="Invented for this demo",
        )
    for consultation_id in transaction(_open)():
        actions.choose_questions(officer, consultation_id, ASKED)
        _let_answer(town, consultation_id)
    counting.count_what_is_due()


@transaction
def _let_answer(town: Town, consultation_id: int) -> None:
    for person in _took_part(consultation_id):
        chance = Random(f"{town.content.slug} {consultation_id} {person.id}")  # noqa: S311
        if chance.random() < ANSWER:
            actions.answer(person, consultation_id, _answers(chance))


def _open() -> list[int]:
    now = clock.now()
    return list(
        db.session.scalars(
            sa.select(Consultation.id)
            .join(Consultation.phases)
            .where(Consultation.state == PUBLISHED, Phase.opens_at <= now, Phase.closes_at > now)
            .distinct()
            .order_by(Consultation.id)
        )
    )


def _took_part(consultation_id: int) -> list[Person]:
    """Those who voted or wrote; people who only support are left to answer for themselves."""
    ids = {
        person_id
        for way in ways
        if way.apart
        for person_id in db.session.scalars(way.people(consultation_id))
    }
    return list(db.session.scalars(sa.select(Person).where(Person.id.in_(ids)).order_by(Person.id)))


def _answers(chance: Random) -> dict[str, str]:
    said = {}
    for question, weights in LIKELY.items():
        bands = [band.code for band in questions.get(question).bands()]
        (band,) = chance.choices(bands, weights)
        said[question] = band if chance.random() < SAY else NOT_SAID
    return said
