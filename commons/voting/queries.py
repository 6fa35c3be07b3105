"""What can be asked about votes: one statement each, unless they say otherwise.

Nothing here counts what is in the box of an open vote: nobody can have a running total.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import defer

from commons.base import clock
from commons.base.database import db
from commons.base.web.paging import Page, page_of
from commons.cities.models import District
from commons.consultations.models import Phase
from commons.contributions import queries as contributions
from commons.contributions.models import HIDDEN, Contribution
from commons.contributions.places import place_of
from commons.i18n.languages import LANGUAGES
from commons.people.electorate import Electorate
from commons.people.models import Person
from commons.voting import keys
from commons.voting.ballots import BallotKind, kinds
from commons.voting.channels import ON_PAPER
from commons.voting.counted import Terms
from commons.voting.models import KNAPSACK, TICKS, BallotOption, BoxEntry, RollEntry, Vote
from commons.voting.paper import Mark, Paper
from commons.voting.rules import Choice, Tally
from commons.voting.rules.contract import exact_from_json
from commons.voting.rules.election import Ballot

SMALLEST_OPEN_BOX = 10
"""With fewer ballots the box is not listed: who knows a voter could guess theirs."""
SMALLEST_RICH_BOX = 50
"""The same where ballots rank, or give points: they differ so much from each other that who knows
one mark on a ballot finds it among few, and reads the rest."""


def vote_of(phase_id: int, *, with_result: bool = False) -> Vote | None:
    """The vote of a phase; None before it opens. Its result only where it is asked for."""
    query = sa.select(Vote).where(Vote.phase_id == phase_id).options(defer(Vote.config))
    if not with_result:
        query = query.options(defer(Vote.result), defer(Vote.comparison))
    return db.session.scalar(query)


def electorate_of(vote: Vote) -> Electorate:
    """Who may vote, as it was frozen at opening: no statement where ``vote_of`` was asked."""
    said = {"level": vote.level, "districts": vote.districts, "min_age": vote.min_age}
    return Electorate.from_settings(said)


def tally_of(vote: Vote) -> Tally:
    """The tally of a sealed vote. Raises ValueError while it is open. No statement."""
    if vote.result is None:
        raise ValueError("this vote is not counted yet")
    return Tally.from_json(vote.result)


def bare_options(vote_id: int) -> list[BallotOption]:
    """The options in their order, as they stand in the table."""
    return list(
        db.session.scalars(
            sa.select(BallotOption)
            .where(BallotOption.vote_id == vote_id)
            .order_by(BallotOption.position)
        )
    )


def costs(vote_id: int) -> dict[str, int]:
    """What each option costs, by its code."""
    rows = db.session.execute(
        sa.select(BallotOption.code, BallotOption.cost).where(BallotOption.vote_id == vote_id)
    )
    return {code: cost for code, cost in rows}  # noqa: C416  (rows are no plain tuples)


_LIKE = {"choose-1": "single", "cumulative": "points", "scoring": "score", "ordinal": "ranking"}


def kind_of(vote: Vote) -> BallotKind:
    """How ballots are filled in; of an election held elsewhere, the kind most like it.

    No statement.
    """
    return kinds.get(vote.form or _LIKE.get(vote.ballot_kind, vote.ballot_kind))


def paper_of(vote: Vote, option_costs: Mapping[str, int]) -> Paper:
    """The ballot paper of a vote. No statement."""
    terms = Terms.from_json(vote.terms)
    return Paper(
        costs=option_costs,
        limit=vote.budget if vote.ballot_kind == KNAPSACK else None,
        min_choices=vote.min_choices,
        max_choices=vote.max_choices,
        kind=kind_of(vote).name,
        most_each=terms.most_each,
        points=terms.points,
        step=terms.step,
    )


def ballot_of(choices: Iterable[Sequence[object]]) -> Ballot:
    """The ballot that a row of the box holds. No statement."""
    return tuple(
        Choice(str(code), exact_from_json(points))  # type: ignore[arg-type]
        for code, points in choices
    )


@dataclass(frozen=True, slots=True)
class ReadableOption:
    """An option as a reader sees it: in their language where it was translated."""

    code: str
    title: str
    language: str
    direction: str
    cost: int
    body: str = ""
    district: str | None = None
    contribution_id: int | None = None
    hidden: bool = False
    translator: str | None = None
    extras: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    """What its contribution is, where it comes from one."""
    original: str = ""
    """The title as it was frozen, in whatever language."""

    @property
    def url(self) -> str | None:
        """Where the contribution it comes from is read; None for one that a moderator hid."""
        if self.contribution_id is None or self.hidden or not self.kind:
            return None
        return place_of(self.contribution_id, self.kind).url


def readable_options(vote_id: int, language: str) -> list[ReadableOption]:
    """The options in their order, in the reader's language: two statements."""
    return made_readable(option_rows(vote_id), language)


OptionRow = tuple[BallotOption, str | None, Contribution | None]
"""An option, the name of its district, and its contribution."""


def option_rows(vote_id: int) -> list[OptionRow]:
    """The options in their order with what belongs to them, for ``made_readable``."""
    rows = db.session.execute(
        sa.select(BallotOption, District.name, Contribution)
        .outerjoin(District, District.id == BallotOption.district_id)
        .outerjoin(Contribution, Contribution.id == BallotOption.contribution_id)
        .where(BallotOption.vote_id == vote_id)
        .order_by(BallotOption.position)
    ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def made_readable(rows: Sequence[OptionRow], language: str) -> list[ReadableOption]:
    """Options, each with the name of its district and its contribution, in the reader's language:
    one statement.
    """
    texts: Mapping[int, contributions.ReadableText] = {}
    written = [contribution for _option, _district, contribution in rows if contribution]
    if written:
        texts = contributions.readable(written, language)
    return [
        _readable(option, district, contribution, texts, language)
        for option, district, contribution in rows
    ]


def _readable(
    option: BallotOption,
    district: str | None,
    contribution: Contribution | None,
    texts: Mapping[int, contributions.ReadableText],
    language: str,
) -> ReadableOption:
    title, shown, body, translator = option.title, option.language, option.description, None
    hidden = contribution is not None and contribution.state == HIDDEN
    if hidden:
        title, body = "", ""
    elif contribution is not None and contribution.revision == option.revision:
        # Of another revision the vote shows its own, the one that was on the ballot.
        text = texts[contribution.id]
        if text.translator is not None and not text.outdated:
            title, shown, body = text.title, text.language, text.body
            translator = text.translator
    elif option.titles.get(language):
        title, shown = option.titles[language], language
    known = LANGUAGES.get(shown)
    return ReadableOption(
        code=option.code,
        title=title,
        language=shown,
        direction=known.direction if known else "auto",
        cost=option.cost,
        body=body,
        district=district,
        contribution_id=option.contribution_id,
        hidden=hidden,
        translator=translator,
        extras=option.extras,
        kind=contribution.kind if contribution is not None else "",
        original=option.title,
    )


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """What a person has in the box of an open vote."""

    receipt: str
    choices: list[Mark]
    on_paper: bool = False


def own_ballot(person: Person, vote_id: int) -> OwnBallot | None:
    """The person's ballot while the vote is open; None where there is none, or none to be found."""
    try:
        pseudonym = keys.pseudonym(vote_id, person.id)
    except keys.KeyLost:
        return None
    row = db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices, RollEntry.channel)
        .join(RollEntry, RollEntry.vote_id == BoxEntry.vote_id)
        .where(
            BoxEntry.vote_id == vote_id,
            BoxEntry.pseudonym == pseudonym,
            RollEntry.person_id == person.id,
        )
    ).one_or_none()
    if row is None:
        return None
    choices = [(str(code), int(points)) for code, points in row.choices]
    return OwnBallot(row.receipt, choices, row.channel in ON_PAPER)


def ballots_cast(phase_ids: Sequence[int]) -> dict[int, int]:
    """How many ballots were cast in each of these votes: all that anybody may know so far.

    An open vote's number is that of its roll, a sealed one's that of its box.
    """
    rolls = (
        sa.select(RollEntry.vote_id, sa.func.count().label("number"))
        .where(RollEntry.vote_id.in_(phase_ids))
        .group_by(RollEntry.vote_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Vote.phase_id, sa.func.coalesce(Vote.ballots, rolls.c.number, 0))
        .outerjoin(rolls, rolls.c.vote_id == Vote.phase_id)
        .where(Vote.phase_id.in_(phase_ids))
    )
    return {phase_id: number for phase_id, number in rows}  # noqa: C416


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people have voted so far, and whether the reader is one of them."""

    ballots: int
    own: bool
    on_paper: bool = False
    """Whether it was on paper that the reader voted."""


def turnout(vote_id: int, person: Person | None) -> Turnout:
    """What the roll of an open vote tells."""
    own = RollEntry.person_id == (person.id if person else None)
    on_paper = sa.and_(own, RollEntry.channel.in_(ON_PAPER))
    ballots, mine, paper = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.count(sa.case((own, 1))),
            sa.func.count(sa.case((on_paper, 1))),
        )
        .select_from(RollEntry)
        .where(RollEntry.vote_id == vote_id)
    ).one()
    return Turnout(ballots, mine > 0, paper > 0)


def find_receipt(vote: Vote, receipt: str) -> BoxEntry | None:
    """The ballot of a receipt code in a sealed box. Raises ValueError while the vote is open."""
    if vote.sealed_at is None:
        raise ValueError("the box is not open to anybody yet")
    return db.session.get(BoxEntry, (vote.phase_id, receipt))


def box_page(vote: Vote, after: str | None, *, size: int = 50) -> Page[BoxEntry]:
    """Ballots of a sealed box by receipt code, from the one after ``after``; none of a small box.

    Raises ValueError while the vote is open.
    """
    if vote.sealed_at is None:
        raise ValueError("the box is not open to anybody yet")
    if not may_be_listed(vote):
        return Page([], None)
    query = (
        sa.select(BoxEntry)
        .where(BoxEntry.vote_id == vote.phase_id)
        .order_by(BoxEntry.receipt)
        .limit(size + 1)
    )
    if after:
        query = query.where(BoxEntry.receipt > after)
    return page_of(list(db.session.scalars(query)), size, key="receipt")


def may_be_listed(vote: Vote) -> bool:
    """Whether the box may be shown ballot by ballot. No statement."""
    return vote.sealed_at is not None and (vote.ballots or 0) >= smallest_box(vote)


def smallest_box(vote: Vote) -> int:
    """From how many ballots on a box is shown ballot by ballot. No statement.

    Elections held elsewhere have published theirs already.
    """
    return SMALLEST_OPEN_BOX if vote.source or vote.ballot_kind in TICKS else SMALLEST_RICH_BOX


def votes_to_sweep() -> list[int]:
    """Sealed votes whose traces were not all removed yet."""
    return list(
        db.session.scalars(
            sa.select(Vote.phase_id).where(Vote.sealed_at.is_not(None), Vote.swept_at.is_(None))
        )
    )


def sealed_votes(consultation_id: int) -> list[tuple[Vote, bool]]:
    """The sealed votes of a consultation, and whether each one's outcome is published.

    Mere tests are not among them.
    """
    rows = db.session.execute(
        sa.select(Vote, Phase.outcome_published_at.is_not(None))
        .join(Phase, Phase.id == Vote.phase_id)
        .where(Phase.consultation_id == consultation_id, Vote.sealed_at.is_not(None))
        .order_by(Phase.position)
    )
    return [(vote, published) for vote, published in rows if not vote.test]


def vote_phases(consultation_id: int) -> list[Phase]:
    """The phases of a consultation that are votes and have begun."""
    return list(
        db.session.scalars(
            sa.select(Phase)
            .where(
                Phase.consultation_id == consultation_id,
                Phase.kind == "vote",
                Phase.opens_at <= clock.now(),
            )
            .order_by(Phase.position)
        )
    )
