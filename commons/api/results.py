"""The published results of votes: what was chosen and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commons.api.ballots import VOID, VoteShown
from commons.api.fields import EXACT, Field, Resource, like
from commons.base.datasets import Kind
from commons.base.web.links import city_address
from commons.consultations.models import Phase
from commons.voting.channels import told_of
from commons.voting.counted import Terms
from commons.voting.datasets import Results
from commons.voting.explain import reason_sentence, reason_told
from commons.voting.models import Vote
from commons.voting.pages import in_points
from commons.voting.queries import ReadableOption, may_be_listed, tally_of
from commons.voting.rules import Reason, Standing, Tally
from commons.voting.rules.contract import exact_to_json

_R = Results.columns


@dataclass(frozen=True, slots=True)
class Line:
    """How one option of a counted vote came out."""

    standing: Standing
    option: ReadableOption
    reason: Reason
    """As it is told: ``explain.reason_told``."""
    points: bool
    """Whether voters gave points, not just ticks."""


@dataclass(frozen=True, slots=True)
class ResultShown:
    """The published result of a vote."""

    phase: Phase
    vote: Vote
    tally: Tally
    lines: Sequence[Line]
    annulled: bool


def result_of(shown: VoteShown, vote: Vote, options: Sequence[ReadableOption]) -> ResultShown:
    """The result of a sealed vote. No statement."""
    tally = tally_of(vote)
    by_code: Mapping[str, ReadableOption] = {option.code: option for option in options}
    points = in_points(vote)
    seats = Terms.from_json(vote.terms).seats
    lines = [
        Line(each, by_code[each.option], reason_told(each, tally, seats), points)
        for each in tally.standings
    ]
    return ResultShown(shown.phase, vote, tally, lines, shown.annulled)


STANDING = Resource(
    "Standing",
    "How one option came out, and why.",
    (
        like(_R, "option", lambda x: x.option.code),
        Field(
            "title", "Its title; empty while a moderator has hidden it.", lambda x: x.option.title
        ),
        like(_R, "language", lambda x: x.option.language),
        Field(
            "cost",
            "What it costs, in the city's currency.",
            lambda x: exact_to_json(x.standing.cost),
            EXACT,
        ),
        like(_R, "votes", lambda x: x.standing.supporters),
        Field(
            "points",
            "The points it got: as many as votes where people only tick.",
            lambda x: exact_to_json(x.standing.points),
            EXACT,
        ),
        like(_R, "selected", lambda x: x.standing.selected),
        Field("reason/code", "Why, as a stable word.", lambda x: x.reason.code),
        Field(
            "reason/numbers",
            "The figures that belong to the reason.",
            lambda x: {name: exact_to_json(number) for name, number in x.reason.numbers.items()},
            {"type": "object", "additionalProperties": EXACT},
        ),
        Field(
            "reason/sentence",
            "Why, in the language of the answer.",
            lambda x: reason_sentence(x.reason, points=x.points),
        ),
    ),
)

WAY = Resource(
    "Way",
    "Ballots by the way they came. Ways with fewer than ten are put together with others.",
    (
        Field(
            "channels",
            "online, assisted, paper, postal, early.",
            lambda w: w.names,
            many=True,
        ),
        Field("ballots", "How many came so.", lambda w: w.ballots, Kind.INTEGER),
        Field("blank", "How many of them were blank.", lambda w: w.blank, Kind.INTEGER),
        Field(
            "votes",
            "How many of them chose each option, by its code.",
            lambda w: dict(w.votes),
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
    ),
)

TIE = Resource(
    "Tie",
    "Options that stood equal, and what decided.",
    (
        Field("options", "Their codes.", lambda t: t.options, many=True),
        Field("winner", "Which went first, or dropped out.", lambda t: t.winner),
        Field("criterion", "What said so, as a stable word.", lambda t: t.criterion),
    ),
)

RESULT = Resource(
    "VoteResult",
    "What was chosen and why: the same as on the page of the result.",
    (
        Field("vote", "Number of the vote.", lambda r: r.phase.id, Kind.INTEGER),
        like(_R, "rule", lambda r: r.vote.rule),
        Field("published_at", "Since when.", lambda r: r.phase.outcome_published_at, Kind.MOMENT),
        Field("annulled", VOID, lambda r: r.annulled, Kind.TRUTH),
        Field("ballots", "How many were counted.", lambda r: r.vote.ballots, Kind.INTEGER),
        Field("blank", "How many of them were blank.", lambda r: r.vote.blank, Kind.INTEGER),
        Field("budget", "The money there was.", lambda r: exact_to_json(r.tally.budget), EXACT),
        Field("cost", "What was chosen costs.", lambda r: exact_to_json(r.tally.cost), EXACT),
        Field(
            "selected",
            "Codes of the chosen options, in the order they were chosen.",
            lambda r: r.tally.selected,
            many=True,
        ),
        Field(
            "standings",
            "Every option, the chosen first.",
            lambda r: r.lines,
            STANDING,
            many=True,
        ),
        Field("ties", "Where options stood equal.", lambda r: r.tally.ties, TIE, many=True),
        Field(
            "ways",
            "By the way they came: online, assisted, paper, postal, early.",
            lambda r: told_of(r.vote.result),
            WAY,
            many=True,
        ),
        Field(
            "ballots_file",
            "All ballots as a Pabulib file, to count again; null for a box too small to be shown.",
            lambda r: (
                city_address("voting.download", phase_id=r.phase.id)
                if may_be_listed(r.vote)
                else None
            ),
            nullable=True,
        ),
        Field(
            "url",
            "Where it can be read.",
            lambda r: city_address("voting.result", phase_id=r.phase.id),
        ),
    ),
)
