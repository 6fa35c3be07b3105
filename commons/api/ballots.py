"""Votes. Of an open one nobody learns more than how many have voted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from commons.api.fields import Field, Json, Resource
from commons.base import clock
from commons.base.datasets import Kind
from commons.base.web.links import city_address
from commons.consultations.models import Consultation, Phase
from commons.consultations.queries import text_of
from commons.consultations.rules import phase_state
from commons.i18n.catalogue import current_language
from commons.voting.datasets import Results
from commons.voting.interim.rules import Interim
from commons.voting.models import KINDS, Vote
from commons.voting.queries import ReadableOption
from commons.voting.running.conduct import is_test

_R = Results.columns


@dataclass(frozen=True, slots=True)
class VoteShown:
    """A vote with its surroundings. There is no ``vote`` before the phase opens."""

    consultation: Consultation
    phase: Phase
    vote: Vote | None
    annulled: bool
    ballots: int = 0
    options: Sequence[ReadableOption] = field(default=())
    interim: Interim | None = None


INTERIM = Resource(
    "InterimCount",
    "How an open vote stands, in totals of fifty new ballots and more each time. Not the result.",
    (
        Field("ballots", "How many are counted.", lambda i: i.ballots, Kind.INTEGER),
        Field("blank", "How many of them are blank.", lambda i: i.blank, Kind.INTEGER),
        Field(
            "counts",
            "By an option's code: ballots that tick it, that put it first, or points or money "
            "together; an option without any is left out.",
            lambda i: dict(i.counts),
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
    ),
)

OPTION = Resource(
    "BallotOption",
    "One thing that can be chosen on a ballot.",
    (
        Field("code", "What ballots and files call it.", lambda o: o.code, example="12"),
        Field("title", "Its title; empty while a moderator has hidden it.", lambda o: o.title),
        Field("body", "What it is about; empty while it is hidden.", lambda o: o.body),
        Field("language", "Language of the title (BCP 47).", lambda o: o.language),
        Field(
            "translated_by",
            "Who or what translated it; null for an original.",
            lambda o: o.translator,
            nullable=True,
        ),
        Field("hidden", "Whether it is hidden.", lambda o: o.hidden, Kind.TRUTH),
        Field(
            "cost", "What it costs, in whole units of the currency.", lambda o: o.cost, Kind.INTEGER
        ),
        Field(
            "district",
            "Name of the district it is in; null for the whole city.",
            lambda o: o.district,
            nullable=True,
        ),
        Field(
            "proposal",
            "Number of the proposal it was; null where it was none.",
            lambda o: o.contribution_id,
            Kind.INTEGER,
            nullable=True,
        ),
    ),
)


def _frozen(name: str, meaning: str, shape: Kind | Json, **more: Any) -> Field:
    return Field(
        name,
        f"{meaning} Null before the vote opens.",
        lambda v: getattr(v.vote, name) if v.vote else None,
        shape,
        nullable=True,
        **more,
    )


VOID = "Whether the city declared it void, so that nothing comes of its result."

_OF_VOTE = (
    Field("id", "Number of the vote: that of its phase.", lambda v: v.phase.id, Kind.INTEGER),
    Field("consultation", "Slug of its consultation.", lambda v: v.consultation.slug),
    Field(
        "title",
        "Title of the consultation.",
        lambda v: text_of(v.consultation, current_language().code).title,
    ),
    Field(
        "language",
        "Language of the title (BCP 47).",
        lambda v: text_of(v.consultation, current_language().code).language,
    ),
    Field(
        "state",
        "Whether it is open now.",
        lambda v: phase_state(v.phase, clock.now()),
        choices=("upcoming", "open", "closed"),
    ),
    Field("opens_at", "Its first moment.", lambda v: v.phase.opens_at, Kind.MOMENT),
    Field("closes_at", "The first moment after it.", lambda v: v.phase.closes_at, Kind.MOMENT),
    Field("ballots", "How many have voted so far.", lambda v: v.ballots, Kind.INTEGER),
    _frozen("ballot_kind", "How ballots are filled in.", Kind.TEXT, choices=KINDS),
    _frozen("rule", "The way it is counted.", Kind.TEXT),
    _frozen("budget", "The money there is to spend, in the currency.", Kind.INTEGER),
    _frozen("min_choices", "The fewest options on a ballot.", Kind.INTEGER),
    _frozen("max_choices", "The most options on a ballot; null for no limit.", Kind.INTEGER),
    Field(
        "test",
        "Whether it only tries things out, so that nothing comes of it.",
        lambda v: is_test(v.phase.settings),
        Kind.TRUTH,
    ),
    _frozen("config_hash", "SHA-256 of everything that was frozen at opening.", Kind.TEXT),
    Field("annulled", VOID, lambda v: v.annulled, Kind.TRUTH),
    Field(
        "result_published_at",
        "When the result was published; null until then.",
        lambda v: v.phase.outcome_published_at,
        Kind.MOMENT,
        nullable=True,
    ),
    Field(
        "url", "Where it can be read.", lambda v: city_address("voting.show", phase_id=v.phase.id)
    ),
)

VOTE = Resource("Vote", "A vote of the city's residents.", _OF_VOTE)

VOTE_IN_FULL = Resource(
    "VoteInFull",
    "A vote with its ballot paper.",
    (
        *_OF_VOTE,
        Field(
            "options",
            "What can be chosen, in the order of the ballot paper; none before the vote opens.",
            lambda v: v.options,
            OPTION,
            many=True,
        ),
        Field(
            "interim",
            "How it stands; null unless its rules show that while it is open, and before the "
            "first anchor.",
            lambda v: v.interim,
            INTERIM,
            nullable=True,
        ),
    ),
)
