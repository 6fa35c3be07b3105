"""The city, and what it asks its people."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from commons.api.fields import EXACT, Field, Resource
from commons.base import clock
from commons.base.datasets import Kind
from commons.base.web.links import city_address
from commons.cities.models import City, District
from commons.consultations.models import Consultation, ConsultationText
from commons.consultations.queries import OutcomeLine, text_of
from commons.consultations.rules import consultation_state, phase_state
from commons.i18n.catalogue import current_language


@dataclass(frozen=True, slots=True)
class CityAndDistricts:
    """The city with its parts."""

    city: City
    districts: list[District]


def _address(endpoint: str) -> Callable[[object], str]:
    return lambda _thing: city_address(endpoint)


DISTRICT = Resource(
    "District",
    "A part of the city.",
    (
        Field("code", "What filters and files call it.", lambda d: d.code, example="oliwa"),
        Field("name", "What its residents call it.", lambda d: d.name, example="Oliwa"),
    ),
)

CITY = Resource(
    "City",
    "The city, and where to go on.",
    (
        Field("name", "Its name.", lambda c: c.city.name, example="Gdańsk"),
        Field("country", "Its country (ISO 3166).", lambda c: c.city.country, example="PL"),
        Field(
            "languages",
            "The languages it offers, its main one first (BCP 47).",
            lambda c: c.city.languages,
            many=True,
            example=["pl", "en"],
        ),
        Field("currency", "Of all costs (ISO 4217).", lambda c: c.city.currency, example="PLN"),
        Field(
            "time_zone",
            "Of all moments here (IANA).",
            lambda c: c.city.time_zone,
            example="Europe/Warsaw",
        ),
        Field("districts", "Its parts.", lambda c: c.districts, DISTRICT, many=True),
        *(
            Field(
                f"links/{name}",
                f"Where its {name} are.",
                _address(f"api.{name}"),
            )
            for name in ("consultations", "proposals", "votes")
        ),
        Field(
            "links/description",
            "All of this in OpenAPI 3.1.",
            _address("api.description"),
        ),
    ),
)

PHASE = Resource(
    "Phase",
    "A stretch of time in which one activity goes on.",
    (
        Field("id", "Number of the phase.", lambda p: p.id, Kind.INTEGER, example=3),
        Field("position", "Its place in the consultation.", lambda p: p.position, Kind.INTEGER),
        Field("kind", "What goes on: such as proposals, vote.", lambda p: p.kind, example="vote"),
        Field(
            "state",
            "Whether it is open now.",
            lambda p: phase_state(p, clock.now()),
            choices=("upcoming", "open", "closed"),
        ),
        Field("opens_at", "Its first moment.", lambda p: p.opens_at, Kind.MOMENT),
        Field("closes_at", "The first moment after it.", lambda p: p.closes_at, Kind.MOMENT),
        Field(
            "outcome_published_at",
            "When what came out of it was published.",
            lambda p: p.outcome_published_at,
            Kind.MOMENT,
            nullable=True,
        ),
        Field(
            "dates_note",
            "Why its dates were changed after they had been published; mostly empty.",
            lambda p: p.dates_note,
        ),
    ),
)


def _text(consultation: Consultation) -> ConsultationText:
    return text_of(consultation, current_language().code)


_OF_CONSULTATION = (
    Field("slug", "Its name in addresses.", lambda c: c.slug, example="a-greener-oliwa"),
    Field("title", "Its title.", lambda c: _text(c).title, example="A greener Oliwa"),
    Field("summary", "What it is about, in short.", lambda c: _text(c).summary),
    Field("language", "Language of its texts here (BCP 47).", lambda c: _text(c).language),
    Field(
        "languages",
        "The languages its texts exist in.",
        lambda c: sorted(text.language for text in c.texts),
        many=True,
        example=["en", "pl"],
    ),
    Field(
        "state",
        "Where it stands; between is after one phase and before the next.",
        lambda c: consultation_state(c, clock.now()),
        choices=("upcoming", "open", "between", "finished", "answered"),
    ),
    Field("published_at", "When it was published.", lambda c: c.published_at, Kind.MOMENT),
    Field(
        "answered_at",
        "When the council first answered.",
        lambda c: c.answered_at,
        Kind.MOMENT,
        nullable=True,
    ),
    Field("phases", "Its phases in their order.", lambda c: c.phases, PHASE, many=True),
    Field(
        "url", "Where it can be read.", lambda c: city_address("consultations.show", slug=c.slug)
    ),
)

CONSULTATION = Resource(
    "Consultation", "A question the city asks its people, in phases.", _OF_CONSULTATION
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of an outcome, with the phase it came out of."""

    phase_id: int
    line: OutcomeLine


def _fact(name: str) -> Callable[[Outcome], object]:
    return lambda outcome: outcome.line.facts.get(name)


OUTCOME = Resource(
    "OutcomeItem",
    "One thing that came out of a phase.",
    (
        Field("phase", "Number of the phase.", lambda o: o.phase_id, Kind.INTEGER),
        Field(
            "title",
            "Its title; empty while a moderator has hidden it.",
            lambda o: o.line.title,
        ),
        Field("language", "Language of the title (BCP 47).", lambda o: o.line.language),
        Field(
            "translated_by",
            "Who or what translated the title; null for an original.",
            lambda o: o.line.translator,
            nullable=True,
        ),
        Field("hidden", "Whether it is hidden.", lambda o: o.line.hidden, Kind.TRUTH),
        Field("chosen", "Whether it goes on, or won.", lambda o: o.line.chosen, Kind.TRUTH),
        Field(
            "proposal",
            "Number of the proposal it is; null where it is none.",
            lambda o: o.line.contribution_id if o.line.contribution_kind == "proposal" else None,
            Kind.INTEGER,
            nullable=True,
        ),
        *(
            Field(
                name,
                meaning,
                _fact(name),
                EXACT,
                nullable=True,
            )
            for name, meaning in (
                ("support", "How many people supported it, in a phase of proposals."),
                ("votes", "How many ballots chose it, in a vote."),
                ("points", "The points it got, in a vote."),
                ("cost", "What it costs, in the city's currency."),
            )
        ),
    ),
)

COUNCIL_ANSWER = Resource(
    "CouncilAnswer",
    "The council's answer to what came out.",
    (
        Field("text", "The answer.", lambda a: a.text),
        Field("language", "Its language (BCP 47).", lambda a: a.language),
        Field("answered_at", "When it was published.", lambda a: a.answered_at, Kind.MOMENT),
    ),
)


@dataclass(frozen=True, slots=True)
class ConsultationAndOutcome:
    """A consultation with what has come out of it so far."""

    consultation: Consultation
    outcome: list[Outcome]


def _of_the_consultation(field: Field) -> Callable[[ConsultationAndOutcome], object]:
    return lambda both: field.of(both.consultation)


CONSULTATION_IN_FULL = Resource(
    "ConsultationInFull",
    "A consultation with all its words, what came out, and the council's answers.",
    (
        *(replace(field, of=_of_the_consultation(field)) for field in _OF_CONSULTATION),
        Field("body", "All about it.", lambda both: _text(both.consultation).body),
        Field(
            "outcome",
            "What came out of its phases, as soon as it is published; in their order.",
            lambda both: both.outcome,
            OUTCOME,
            many=True,
        ),
        Field(
            "answers",
            "The council's answer in each language it exists in.",
            lambda both: both.consultation.answers,
            COUNCIL_ANSWER,
            many=True,
        ),
    ),
)
