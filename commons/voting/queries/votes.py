"""Which votes there are, and how each is set up. One statement each, unless they say otherwise."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import defer

from commons.base import clock
from commons.base.database import db
from commons.consultations.models import Phase
from commons.people.electorate import Electorate
from commons.voting.ballots import BallotKind, kinds
from commons.voting.counted import Terms
from commons.voting.models import KNAPSACK, Vote
from commons.voting.paper import Paper
from commons.voting.rules import Tally


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
