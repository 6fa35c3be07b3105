"""What the pages of a vote show, made of what the queries gave: no statements here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import listing, number
from commons.voting import explain
from commons.voting.channels import ONLINE, told_of
from commons.voting.counted import AVERAGE, Terms, spends
from commons.voting.explaining.missing import missing_sentence
from commons.voting.explaining.money import amount
from commons.voting.explaining.rules import rule_explanation, rule_title
from commons.voting.explaining.ties import tie_sentence
from commons.voting.models import TICKS, Vote
from commons.voting.queries import ReadableOption, tally_of
from commons.voting.rules import Reason, Standing, Tally
from commons.voting.rules.contract import exact_from_json
from commons.voting.rules.election import Exact
from commons.voting.sheets.words import channel_words

DUELS = "schulze"
"""The way to count whose standings are no votes, but the options that each is ahead of."""


def shown_title(option: ReadableOption) -> Markup:
    """An option's title in its own language and direction, or what stands in its place."""
    if option.hidden:
        return Markup("<em>{}</em>").format(_("Hidden by a moderator"))
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        option.language, option.direction, option.title
    )


@dataclass(frozen=True, slots=True)
class Line:
    """How one option came out, in words."""

    option: ReadableOption
    title: Markup
    votes: float
    votes_text: str
    cost_text: str
    cost: Exact
    footer: str
    """Its votes, and its cost where money is spent."""
    selected: bool
    reason: str
    missing: str
    """What it lacked to be chosen, where that can be said."""


@dataclass(frozen=True, slots=True)
class OfficialResult:
    """What an imported file says the city chose, beside what we counted."""

    selected: frozenset[str]
    same: bool


def official_result(
    options: Sequence[ReadableOption], chosen: Sequence[str]
) -> OfficialResult | None:
    """The city's own result where the file told it."""
    if not any("selected" in option.extras for option in options):
        return None
    selected = frozenset(
        # Pabulib marks with 1 what was chosen; other numbers say it was not, and why.
        option.code
        for option in options
        if option.extras.get("selected") == "1"
    )
    return OfficialResult(selected, selected == frozenset(chosen))


@dataclass(frozen=True, slots=True)
class OtherRule:
    """What another way to count would have chosen."""

    title: str
    explanation: str
    cost_text: str
    more: Sequence[Markup]
    fewer: Sequence[Markup]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the page of a result says."""

    lines: Sequence[Line]
    cost: float
    cost_text: str
    left_text: str
    course: Sequence[str]
    ties: Sequence[str]
    others: Sequence[OtherRule]
    official: OfficialResult | None
    bars_title: str

    @property
    def chosen(self) -> list[Line]:
        """What was chosen, in the order of the count."""
        return [line for line in self.lines if line.selected]

    @property
    def not_chosen(self) -> list[Line]:
        """What was not, most votes first."""
        return [line for line in self.lines if not line.selected]

    @property
    def bars(self) -> list[dict[str, object]]:
        """Rows for the chart, most votes first."""
        ordered = sorted(self.lines, key=lambda line: -line.votes)
        return [
            {
                "label": line.title,
                "value": line.votes,
                "text": line.votes_text,
                "chip": Markup('<span class="chip chip-good">{}</span>').format(_("Chosen"))
                if line.selected
                else None,
            }
            for line in ordered
        ]


def result_page(vote: Vote, options: Sequence[ReadableOption]) -> ResultPage:
    """The page of a sealed vote's result."""
    tally = tally_of(vote)
    by_code, seats = {option.code: option for option in options}, Terms.from_json(vote.terms).seats
    plain = {code: option.title or _("Hidden by a moderator") for code, option in by_code.items()}
    return ResultPage(
        lines=[
            _line(standing, explain.reason_told(standing, tally, seats), by_code, vote)
            for standing in tally.standings
        ],
        cost=float(tally.cost),
        cost_text=amount(tally.cost),
        left_text=amount(tally.budget - tally.cost),
        course=explain.course_sentences(tally.steps),
        ties=[tie_sentence(tie, plain, points=in_points(vote)) for tie in tally.ties],
        others=_others(vote, tally, by_code),
        official=official_result(options, tally.selected),
        bars_title=bars_title(vote),
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """The ballots apart by the way they came, for a table; the last column is all of them."""

    titles: Sequence[str]
    ballots: Sequence[int]
    rows: Sequence[tuple[Markup, Sequence[int]]]
    """Each option's title, its votes each way, and in all."""


def ways_page(vote: Vote, lines: Sequence[Line]) -> Ways | None:
    """The ballots apart by the way they came; None where all came one way or too few did."""
    groups = told_of(vote.result)
    if not groups or groups[0].names == (ONLINE,) == groups[-1].names:
        return None
    return Ways(
        titles=[
            *(listing([channel_words(channel) for channel in g.names]) for g in groups),
            _("Together"),
        ],
        ballots=_with_sum(group.ballots for group in groups),
        rows=[
            (line.title, _with_sum(group.votes.get(line.option.code, 0) for group in groups))
            for line in lines
        ],
    )


def _with_sum(counts: Iterable[int]) -> list[int]:
    parts = list(counts)
    return [*parts, sum(parts)]


def _line(
    standing: Standing, reason: Reason, by_code: Mapping[str, ReadableOption], vote: Vote
) -> Line:
    option = by_code[standing.option]
    points = in_points(vote)
    return Line(
        option=option,
        title=shown_title(option),
        votes=float(standing.cost if vote.rule == AVERAGE else standing.points),
        votes_text=_votes_text(vote, standing),
        cost_text=amount(standing.cost),
        cost=standing.cost,
        footer=_footer(vote, standing),
        selected=standing.selected,
        reason=explain.reason_sentence(reason, points=points),
        missing=missing_sentence(reason.code, reason.numbers, points=points),
    )


def in_points(vote: Vote) -> bool:
    """Whether what options got are points, rather than votes. No statement."""
    seats = Terms.from_json(vote.terms).seats
    if seats is not None:
        return vote.rule in ("score", "borda")
    return vote.ballot_kind not in TICKS


def _votes_text(vote: Vote, standing: Standing) -> str:
    if vote.rule == AVERAGE:
        return _("%(money)s on average", money=amount(standing.cost))
    if vote.rule == DUELS:
        beats = int(standing.points)
        return ngettext(
            "ahead of %(shown)s other", "ahead of %(shown)s others", beats, shown=number(beats)
        )
    return explain.votes_text(standing.points, points=in_points(vote))


def _footer(vote: Vote, standing: Standing) -> str:
    votes = _votes_text(vote, standing)
    if vote.rule == AVERAGE or not spends(vote.rule):
        return votes
    return _("%(votes)s, costs %(cost)s", votes=votes, cost=amount(standing.cost))


def bars_title(vote: Vote) -> str:
    """What the chart of a result measures."""
    if vote.rule == AVERAGE:
        return _("Money on average")
    if vote.rule == DUELS:
        return _("How many others each is ahead of")
    return _("Points") if in_points(vote) else _("Votes")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a yes or no question."""

    accepted: bool
    reason: str


def verdict_of(vote: Vote) -> Verdict | None:
    """Whether what was asked is accepted, and why; None where no question was asked."""
    if vote.rule != "majority":
        return None
    yes = next(one for one in tally_of(vote).standings if one.option == "yes")
    return Verdict(yes.selected, explain.reason_sentence(yes.reason))


def _others(vote: Vote, tally: Tally, by_code: Mapping[str, ReadableOption]) -> list[OtherRule]:
    ours = set(tally.selected)
    return [
        OtherRule(
            title=rule_title(name),
            explanation=rule_explanation(name),
            cost_text=amount(exact_from_json(short["cost"])),
            more=[shown_title(by_code[code]) for code in short["selected"] if code not in ours],
            fewer=[
                shown_title(by_code[code])
                for code in tally.selected
                if code not in set(short["selected"])
            ],
        )
        for name, short in vote.comparison.items()
    ]
