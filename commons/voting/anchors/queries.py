"""What can be asked about the chain of a vote: one statement each."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer

from commons.base.database import db
from commons.base.web.paging import Page, page_of
from commons.voting.anchors.models import BallotLeaf, VoteAnchor


def anchors_of(vote_id: int, before: int | None = None, *, size: int = 20) -> Page[VoteAnchor]:
    """The anchors of a vote, newest first, those before number ``before``; without leaves."""
    query = (
        sa.select(VoteAnchor)
        .where(VoteAnchor.vote_id == vote_id)
        .options(defer(VoteAnchor.said))
        .order_by(VoteAnchor.number.desc())
        .limit(size + 1)
    )
    if before is not None:
        query = query.where(VoteAnchor.number < before)
    return page_of(list(db.session.scalars(query)), size, key="number")


def accepted(vote_id: int) -> int:
    """How many ballots are under anchors, those that were changed since among them."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(BallotLeaf)
            .where(BallotLeaf.vote_id == vote_id, BallotLeaf.anchor.is_not(None))
        )
        or 0
    )


def chain_of(vote_id: int) -> list[dict[str, Any]]:
    """The whole chain, as the package holds it."""
    return list(
        db.session.scalars(
            sa.select(VoteAnchor.said)
            .where(VoteAnchor.vote_id == vote_id)
            .order_by(VoteAnchor.number)
        )
    )
