"""Counting anew what lies under the anchors of open votes, where everybody may see it."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, only_reading, transaction, writing
from commons.consultations.models import Phase
from commons.voting.anchors.models import BallotLeaf, VoteAnchor
from commons.voting.checking.chain import commitment
from commons.voting.interim.models import InterimCount
from commons.voting.interim.rules import Interim, count
from commons.voting.models import BoxEntry, Vote
from commons.voting.queries import kind_of


def count_open_votes() -> None:
    """Count anew every open vote that shows how it stands and has a new anchor.

    Only with a new anchor, and only what lies under one: so two counts that follow each other
    differ by fifty new ballots at least, and nobody can take them apart. The reading holds up no
    voter. The worker does it every round.
    """
    only_reading()
    counted = [(vote.phase_id, anchor, _counted(vote)) for vote, anchor in _to_be_counted()]
    if counted:
        with writing():
            _keep(counted)


def _to_be_counted() -> list[tuple[Vote, int]]:
    now = clock.now()
    newest = sa.func.max(VoteAnchor.number)
    query = (
        sa.select(Vote, newest)
        .join(Phase, Phase.id == Vote.phase_id)
        .join(VoteAnchor, VoteAnchor.vote_id == Vote.phase_id)
        .outerjoin(InterimCount, InterimCount.vote_id == Vote.phase_id)
        .where(Vote.sealed_at.is_(None), Phase.opens_at <= now, Phase.closes_at > now)
        .group_by(Vote.phase_id, InterimCount.anchor)
        .having(newest > sa.func.coalesce(InterimCount.anchor, 0))
        .order_by(Vote.phase_id)
    )
    return [(vote, anchor) for vote, anchor in db.session.execute(query) if vote.shows_interim]


def _counted(vote: Vote) -> Interim:
    leaves = sa.select(BallotLeaf.commitment).where(
        BallotLeaf.vote_id == vote.phase_id,
        BallotLeaf.anchor.is_not(None),
        BallotLeaf.replaced.is_(False),
    )
    anchored = set(db.session.scalars(leaves))
    box = db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices)
        .where(BoxEntry.vote_id == vote.phase_id)
        .execution_options(yield_per=1_000)
    )
    return count(
        kind_of(vote).style,
        (
            [(str(code), int(points)) for code, points in choices]
            for receipt, choices in box
            if commitment(vote.config_hash, receipt, choices) in anchored
        ),
    )


@transaction
def _keep(counted: list[tuple[int, int, Interim]]) -> None:
    for vote_id, anchor, found in counted:
        kept = db.session.get(InterimCount, vote_id, with_for_update=True)
        if kept is None:
            kept = InterimCount(vote_id=vote_id)
            db.session.add(kept)
        kept.anchor, kept.ballots, kept.blank = anchor, found.ballots, found.blank
        kept.counts = dict(found.counts)
