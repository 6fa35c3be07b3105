"""What can be asked about who takes part: one statement each, unless they say otherwise."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.models import District
from commons.consultations.models import Consultation
from commons.inclusion.models import InclusionAnswer, InclusionReference, InclusionSurvey
from commons.inclusion.pseudonyms import KeyLost, pseudonym
from commons.inclusion.questions import Band, Question, questions
from commons.inclusion.rules import Cell, Comparison, compare
from commons.inclusion.taking_part import took_part, ways
from commons.people.models import Person


@dataclass(frozen=True, slots=True)
class Group:
    """A group among those who took part, beside the same group in the city."""

    band: Band
    compared: Comparison
    by_way: Mapping[str, int | None]
    """How many of them voted, proposed, commented, rounded down; None where it is withheld."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one question showed."""

    question: Question
    groups: list[Group]
    people: int
    """The sum of the groups that are shown: what shares are of."""
    source: str | None
    """Where the figures of the city are from; None where it gave none."""

    @property
    def missing(self) -> list[Group]:
        """The groups that take part far less than they live here."""
        return [group for group in self.groups if group.compared.missing]


@dataclass(frozen=True, slots=True)
class Profile:
    """Who took part in a consultation, as far as people said and as far as it may be shown."""

    consultation_id: int
    parts: list[Part]
    counted_on: date | None
    """None before ten people have answered."""
    ended: bool


def profile_of(consultation_id: int) -> Profile | None:
    """Who took part; None where the city asks nothing: two statements."""
    return profiles_of([consultation_id]).get(consultation_id)


def profiles_of(consultation_ids: Collection[int]) -> dict[int, Profile]:
    """Who took part in each consultation that asks: two statements."""
    return profiles_from(
        db.session.scalars(
            sa.select(InclusionSurvey).where(InclusionSurvey.consultation_id.in_(consultation_ids))
        ).all()
    )


def profiles_from(surveys: Iterable[InclusionSurvey]) -> dict[int, Profile]:
    """The profiles of surveys that are at hand: one statement, none where nothing is asked."""
    asking = [survey for survey in surveys if survey.questions]
    if not asking:
        return {}
    in_city, districts = _references_and_districts()
    asked = {name for survey in asking for name in survey.questions if name in questions}
    bands = {name: list(questions.get(name).bands(districts)) for name in asked}
    return {
        survey.consultation_id: Profile(
            consultation_id=survey.consultation_id,
            parts=[
                _part(survey, questions.get(name), bands[name], in_city.get(name))
                for name in survey.questions
                if name in bands
            ],
            counted_on=survey.counted_on,
            ended=survey.ended,
        )
        for survey in asking
    }


def _references_and_districts() -> tuple[dict[str, InclusionReference], list[District]]:
    """Each reference beside each district: few rows of both, and one statement."""
    rows = db.session.execute(
        sa.select(InclusionReference, District).join(District, sa.true(), full=True)
    ).all()
    districts = {district.id: district for _reference, district in rows if district}
    references = {reference.question: reference for reference, _district in rows if reference}
    return references, sorted(districts.values(), key=lambda district: district.name)


def _part(
    survey: InclusionSurvey,
    question: Question,
    bands: list[Band],
    in_city: InclusionReference | None,
) -> Part:
    figures = {Cell(asked, band, way): number for asked, band, way, number in survey.figures}
    shown = {
        band.code: figures[cell]
        for band in bands
        if (cell := Cell(question.name, band.code)) in figures
    }
    compared = compare(
        shown, [band.code for band in bands], in_city.people if in_city is not None else {}
    )
    return Part(
        question=question,
        groups=[
            Group(
                band,
                compared[band.code],
                {
                    way.name: figures.get(Cell(question.name, band.code, way.name))
                    for way in ways
                    if way.apart
                },
            )
            for band in bands
        ],
        people=sum(shown.values()),
        source=in_city.source if in_city is not None else None,
    )


def survey_of(consultation_id: int) -> InclusionSurvey | None:
    """What a consultation asks; None where that was never chosen."""
    return db.session.get(InclusionSurvey, consultation_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a consultation asks, and how far a person is with it."""

    survey: InclusionSurvey
    own: InclusionAnswer | None
    """What they said; None where they said nothing, or nobody can find it any more."""
    took_part: bool


def standing(person: Person, consultation_id: int) -> Standing | None:
    """How far a person is with what a consultation asks; None where it asks nothing."""
    try:
        name = pseudonym(consultation_id, person.id)
    except KeyLost:
        name = ""
    row = db.session.execute(
        sa.select(InclusionSurvey, InclusionAnswer, took_part(person, consultation_id))
        .outerjoin(
            InclusionAnswer,
            sa.and_(
                InclusionAnswer.consultation_id == InclusionSurvey.consultation_id,
                InclusionAnswer.pseudonym == name,
            ),
        )
        .where(InclusionSurvey.consultation_id == consultation_id)
    ).one_or_none()
    if row is None or not row[0].questions:
        return None
    return Standing(*row)


def waits_for(person: Person, consultation_id: int) -> str | None:
    """The slug of a consultation that the person took part in and did not answer yet, or None."""
    try:
        name = pseudonym(consultation_id, person.id)
    except KeyLost:  # also where nothing is asked
        return None
    said = sa.select(1).where(
        InclusionAnswer.consultation_id == consultation_id, InclusionAnswer.pseudonym == name
    )
    return db.session.scalar(
        sa.select(Consultation.slug)
        .join(InclusionSurvey, InclusionSurvey.consultation_id == Consultation.id)
        .where(
            Consultation.id == consultation_id,
            InclusionSurvey.ended.is_(False),
            ~said.exists(),
            took_part(person, consultation_id),
        )
    )


def references() -> dict[str, InclusionReference]:
    """What the city said about the people who live in it, by question."""
    return {row.question: row for row in db.session.scalars(sa.select(InclusionReference))}
