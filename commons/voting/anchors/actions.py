"""Leaving leaves, and putting anchors over them."""

import secrets
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.consultations.models import Phase
from commons.voting.anchors.models import BallotLeaf, VoteAnchor
from commons.voting.checking.chain import Anchor, batch_size, commitment, next_anchor
from commons.voting.models import Vote


@transaction
def leave_leaf(vote: Vote, receipt: str, choices: Sequence[Sequence[Any]]) -> None:
    """Say that a ballot was accepted."""
    db.session.add(
        BallotLeaf(
            vote_id=vote.phase_id,
            commitment=commitment(vote.config_hash, receipt, choices),
            replaced=False,
        )
    )


@transaction
def mark_replaced(vote: Vote, receipt: str, choices: Sequence[Sequence[Any]]) -> None:
    """Say that a ballot that was accepted earlier counts no more."""
    db.session.execute(
        sa.update(BallotLeaf)
        .where(
            BallotLeaf.vote_id == vote.phase_id,
            BallotLeaf.commitment == commitment(vote.config_hash, receipt, choices),
        )
        .values(replaced=True)
    )


@transaction
def anchor_open_votes() -> None:
    """Put anchors over what waits in votes that are open. The worker does it every round."""
    now = clock.now()
    open_votes = (
        sa.select(Vote.phase_id)
        .join(Phase, Phase.id == Vote.phase_id)
        .where(Vote.sealed_at.is_(None), Phase.opens_at <= now, Phase.closes_at > now)
        .order_by(Vote.phase_id)
    )
    for vote_id in db.session.scalars(open_votes).all():
        put_anchors(vote_id)


@transaction
def put_anchors(vote_id: int, *, closing: bool = False) -> None:
    """Put anchors over the leaves that wait, as many as there may be now.

    Only leaves of ballots that still stand make an anchor due; those that were replaced meanwhile
    come under it beside them. Otherwise one person who changes their ballot again and again could
    have anchors put just before and after somebody else votes, and find that ballot by them later.

    Two workers at once: the second waits for the first, and finds what is left.
    """
    db.session.execute(
        sa.select(Vote.phase_id).where(Vote.phase_id == vote_id).with_for_update(key_share=True)
    )
    waiting = (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(BallotLeaf)
            .where(_waits(vote_id), BallotLeaf.replaced.is_(False))
        )
        or 0
    )
    before = _last(vote_id)
    while size := batch_size(waiting, closing=closing):
        before = _put(vote_id, before, _draw(vote_id, size))
        waiting -= size
    if closing and _replaced_unsaid(vote_id):
        _put(vote_id, before, [])


def _waits(vote_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(BallotLeaf.vote_id == vote_id, BallotLeaf.anchor.is_(None))


def _replaced_unsaid(vote_id: int) -> bool:
    """Whether a ballot counts no more and no anchor says so yet, since no other took its place."""
    leaf = sa.and_(
        BallotLeaf.vote_id == vote_id, BallotLeaf.replaced, BallotLeaf.replaced_under.is_(None)
    )
    return bool(db.session.scalar(sa.select(sa.exists().where(leaf))))


def _draw(vote_id: int, size: int) -> list[str]:
    """Some of the standing leaves that wait: those from a random place on, round the circle.

    Leaves are hashes, so neighbours have nothing in common: a batch says nothing of who came early.
    """
    leaves = (
        sa.select(BallotLeaf.commitment)
        .where(_waits(vote_id), BallotLeaf.replaced.is_(False))
        .order_by(BallotLeaf.commitment)
    )
    start = secrets.token_hex(32)
    after = leaves.where(BallotLeaf.commitment >= start).limit(size)
    batch = list(db.session.scalars(after))
    if len(batch) < size:
        before = leaves.where(BallotLeaf.commitment < start).limit(size - len(batch))
        batch += db.session.scalars(before)
    return batch


def _last(vote_id: int) -> Anchor | None:
    said = db.session.scalar(
        sa.select(VoteAnchor.said)
        .where(VoteAnchor.vote_id == vote_id)
        .order_by(VoteAnchor.number.desc())
        .limit(1)
    )
    return anchor_from(said) if said else None


def anchor_from(said: dict[str, Any]) -> Anchor:
    """The anchor that was written down."""
    return Anchor(said["number"], said["previous"], tuple(said["leaves"]), tuple(said["replaced"]))


def _put(vote_id: int, before: Anchor | None, batch: list[str]) -> Anchor:
    number = before.number + 1 if before else 1
    leaf = BallotLeaf.vote_id == vote_id
    db.session.execute(
        sa.update(BallotLeaf).where(leaf, BallotLeaf.commitment.in_(batch)).values(anchor=number)
    )
    beside = db.session.scalars(
        sa.update(BallotLeaf)
        .where(_waits(vote_id), BallotLeaf.replaced)
        .values(anchor=number)
        .returning(BallotLeaf.commitment)
        .execution_options(synchronize_session=False)
    ).all()
    changed = sa.and_(
        leaf,
        BallotLeaf.replaced,
        BallotLeaf.replaced_under.is_(None),
        BallotLeaf.anchor.is_not(None),
    )
    replaced = db.session.scalars(sa.select(BallotLeaf.commitment).where(changed)).all()
    db.session.execute(sa.update(BallotLeaf).where(changed).values(replaced_under=number))
    anchor = next_anchor(before, [*batch, *beside], replaced)
    db.session.add(
        VoteAnchor(vote_id=vote_id, number=number, digest=anchor.digest, said=anchor.to_json())
    )
    db.session.flush()
    return anchor
