"""The seed of a draw, from its commitment to its revealing."""

import sqlalchemy as sa

from commons.base.database import db
from commons.voting import keys
from commons.voting.anchors.models import VoteAnchor
from commons.voting.checking.chain import START
from commons.voting.drawing.models import PublicDraw
from commons.voting.drawing.rules import Draw, commitment_of
from commons.voting.models import Vote

_SEED = "seed of the draw"


def committed(vote_id: int) -> str:
    """The commitment to a vote's seed. Its key must have been made. Raises KeyLost."""
    return commitment_of(seed_of(vote_id))


def seed_of(vote_id: int) -> str:
    """Made of the vote's key, which lies outside the database: no copy of it tells the seed.

    Raises KeyLost.
    """
    return keys.derived(vote_id, _SEED).hex()


def drawn(vote: Vote) -> Draw | None:
    """The draw of a vote that is being sealed; None where nothing is drawn, or the key is lost.

    Two statements. Its last anchor must have been put.
    """
    if not vote.draw:
        return None
    try:
        seed = seed_of(vote.phase_id)
    except keys.KeyLost:
        return None
    value = db.session.scalar(
        sa.select(PublicDraw.value).where(PublicDraw.vote_id == vote.phase_id)
    )
    last = db.session.scalar(
        sa.select(VoteAnchor.digest)
        .where(VoteAnchor.vote_id == vote.phase_id)
        .order_by(VoteAnchor.number.desc())
        .limit(1)
    )
    return Draw(
        source=vote.draw["source"],
        commitment=vote.draw["commitment"],
        seed=seed,
        value=value or last or START,
        announced=value is not None,
    )
