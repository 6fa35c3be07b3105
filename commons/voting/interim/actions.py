"""Counting anew what lies under the anchors of open votes, where everybody may see it."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, only_reading, transaction, writing
from commons.consultations.models import Phase
from commons.voting.anchors.models import BallotLeaf, VoteAnchor
from commons.voting.checking.chain import SMALLEST_BATCH, commitment
from commons.voting.interim.models import InterimCount
from commons.voting.interim.rules import Interim, count
from commons.voting.models import BoxEntry, Vote
from commons.voting.queries import kind_of


def count_open_votes() -> None:
    """Count anew every open vote that shows how it stands and has enough new under its anchors.

    Only what lies under an anchor, and only with fifty ballots that were not counted before and
    still stand: so two counts that follow each other differ by these at least, and nobody can take
    them apart. Accepted ballots are not enough: one person can change theirs fifty times. The
    reading holds up no voter. The worker does it every round.
    """
    only_reading()
    counted = [
        (vote.phase_id, before, anchor, found)
        for vote, before, anchor in _to_be_counted()
        if (found := _counted(vote, before, anchor)) is not None
    ]
    if counted:
        with writing():
            _keep(counted)


def _to_be_counted() -> list[tuple[Vote, int, int]]:
    """Votes with a new anchor; the newest anchor when they were counted before, and now."""
    now = clock.now()
    newest, before = sa.func.max(VoteAnchor.number), sa.func.coalesce(InterimCount.anchor, 0)
    query = (
        sa.select(Vote, before, newest)
        .join(Phase, Phase.id == Vote.phase_id)
        .join(VoteAnchor, VoteAnchor.vote_id == Vote.phase_id)
        .outerjoin(InterimCount, InterimCount.vote_id == Vote.phase_id)
        .where(Vote.sealed_at.is_(None), Phase.opens_at <= now, Phase.closes_at > now)
        .group_by(Vote.phase_id, InterimCount.anchor)
        .having(newest > before)
        .order_by(Vote.phase_id)
    )
    return [
        (vote, since, anchor)
        for vote, since, anchor in db.session.execute(query)
        if vote.shows_interim
    ]


def _counted(vote: Vote, before: int, newest: int) -> Interim | None:
    """What lies under the anchors up to the newest; None while too little of it is new."""
    leaves = sa.select(BallotLeaf.commitment, BallotLeaf.anchor).where(
        BallotLeaf.vote_id == vote.phase_id,
        BallotLeaf.anchor <= newest,
        BallotLeaf.replaced.is_(False),
    )
    anchors = {leaf: number for leaf, number in db.session.execute(leaves)}  # noqa: C416
    if sum((number or 0) > before for number in anchors.values()) < SMALLEST_BATCH:
        return None
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
            if commitment(vote.config_hash, receipt, choices) in anchors
        ),
    )


@transaction
def _keep(counted: list[tuple[int, int, int, Interim]]) -> None:
    for vote_id, before, anchor, found in counted:
        kept = db.session.get(InterimCount, vote_id, with_for_update=True, populate_existing=True)
        if (kept.anchor if kept else 0) != before:
            continue  # another worker kept a count meanwhile, from which this one may differ little
        if kept is None:
            kept = InterimCount(vote_id=vote_id)
            db.session.add(kept)
        kept.anchor, kept.ballots, kept.blank = anchor, found.ballots, found.blank
        kept.counts = dict(found.counts)
