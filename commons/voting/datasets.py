"""What votes publish as open data: the sealed boxes, and how each option came out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from commons.base.database import db
from commons.base.datasets import Column, Dataset, Kind, Privacy, Stage, Value
from commons.i18n.catalogue import lazy_gettext as _l
from commons.voting import queries
from commons.voting.channels import told_of
from commons.voting.models import BoxEntry, Vote
from commons.voting.paper import receipt_shown
from commons.voting.rules.contract import exact_to_json

_VOTE = Column(
    "vote", _l("The vote's number, as in its address."), Kind.INTEGER, earliest=Stage.CLOSED
)


def _stage(consultation_id: int) -> Stage | None:
    """How far the votes of a consultation have come: that of the one that is furthest.

    What a row needs, its own vote must have reached.
    """
    phases = queries.vote_phases(consultation_id)
    if not phases:
        return None
    if any(phase.outcome_published_at for phase in phases):
        return Stage.PUBLISHED
    return Stage.CLOSED if any(phase.settled_at for phase in phases) else Stage.RUNNING


class Ballots(Dataset):
    """Every ballot of a sealed box, so that anyone can count again."""

    name = "ballots"
    about = "votes"
    meaning = _l(
        "Every ballot of closed votes, where there are so many that none gives its voter away."
    )
    columns = (
        _VOTE,
        Column(
            "receipt",
            _l(
                "The receipt code its voter was given. Nobody can tell whose it is. Empty in votes "
                "without receipt codes."
            ),
            privacy=Privacy.PSEUDONYM,
            earliest=Stage.CLOSED,
        ),
        Column(
            "choices",
            _l("Codes of the chosen options with commas between them; empty for a blank ballot."),
            earliest=Stage.CLOSED,
        ),
        Column(
            "points",
            _l("The points given, in the same order: 1 each where people only tick."),
            earliest=Stage.CLOSED,
        ),
    )

    def stage(self, consultation_id: int) -> Stage | None:
        """How far the consultation's votes have come."""
        return _stage(consultation_id)

    def rows(self, consultation_id: int) -> Iterable[Mapping[str, Value]]:
        """The ballots, in the order of their random codes."""
        for vote, _published in queries.sealed_votes(consultation_id):
            if queries.may_be_listed(vote):
                yield from _ballots(vote)


def _ballots(vote: Vote) -> Iterator[Mapping[str, Value]]:
    entries = db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices)
        .where(BoxEntry.vote_id == vote.phase_id)
        .order_by(BoxEntry.receipt)
        .execution_options(yield_per=1_000)
    )
    for receipt, choices in entries:
        yield {
            "vote": vote.phase_id,
            "receipt": receipt_shown(receipt) if vote.gives_receipts else "",
            "choices": ",".join(str(code) for code, _points in choices),
            "points": ",".join(str(points) for _code, points in choices),
        }


class Results(Dataset):
    """How each option came out, and why."""

    name = "results"
    about = "votes"
    meaning = _l("How each option came out: its votes, its cost, whether it was chosen and why.")
    columns = (
        Column(
            "vote",
            _l("The vote's number, as in its address."),
            Kind.INTEGER,
            earliest=Stage.PUBLISHED,
        ),
        Column("option", _l("The option's code, as on the ballots."), earliest=Stage.PUBLISHED),
        Column("title", _l("Its title as it stood on the ballot."), earliest=Stage.PUBLISHED),
        Column("language", _l("The language of the title (BCP 47)."), earliest=Stage.PUBLISHED),
        Column(
            "cost",
            _l("What it costs, in the city's currency."),
            Kind.NUMBER,
            earliest=Stage.PUBLISHED,
        ),
        Column("votes", _l("How many ballots chose it."), Kind.INTEGER, earliest=Stage.PUBLISHED),
        Column(
            "points",
            _l("The points it got: as many as votes where people only tick."),
            Kind.NUMBER,
            earliest=Stage.PUBLISHED,
        ),
        Column("selected", _l("Whether it was chosen."), Kind.TRUTH, earliest=Stage.PUBLISHED),
        Column(
            "reason",
            _l(
                "Why, as a stable code: chosen, chosen_with_the_rest, "
                "over_remaining_budget, over_whole_budget, supporters_could_not_pay, "
                "no_support."
            ),
            earliest=Stage.PUBLISHED,
        ),
        Column("rule", _l("The way it was counted."), earliest=Stage.PUBLISHED),
        Column(
            "votes_by_way",
            _l(
                "The same votes apart by the way the ballots came: online, assisted (with a "
                "mediator's help), paper (at a polling place), postal or early (on paper, before "
                "the vote opened). Ways with fewer than ten ballots are put together with others, "
                "with plus signs between them: online 120; assisted+paper 31."
            ),
            earliest=Stage.PUBLISHED,
        ),
        Column(
            "ballots_by_way",
            _l("How many ballots came each way, written alike; the same for the whole vote."),
            earliest=Stage.PUBLISHED,
        ),
    )

    def stage(self, consultation_id: int) -> Stage | None:
        """How far the consultation's votes have come."""
        return _stage(consultation_id)

    def rows(self, consultation_id: int) -> Iterable[Mapping[str, Value]]:
        """The options of votes whose outcome is published, the chosen first."""
        for vote, published in queries.sealed_votes(consultation_id):
            if not published:
                continue
            options = {option.code: option for option in queries.bare_options(vote.phase_id)}
            ways = told_of(vote.result)
            for standing in queries.tally_of(vote).standings:
                option = options[standing.option]
                yield {
                    "vote": vote.phase_id,
                    "option": option.code,
                    "title": option.title,
                    "language": option.language,
                    "cost": exact_to_json(standing.cost),
                    "votes": standing.supporters,
                    "points": exact_to_json(standing.points),
                    "selected": standing.selected,
                    "reason": standing.reason.code,
                    "rule": vote.rule,
                    "votes_by_way": _by_way(
                        (way.names, way.votes.get(option.code, 0)) for way in ways
                    ),
                    "ballots_by_way": _by_way((way.names, way.ballots) for way in ways),
                }


def _by_way(counts: Iterable[tuple[Sequence[str], int]]) -> str:
    return "; ".join(f"{'+'.join(channels)} {count}" for channels, count in counts)
