"""What observers see of a vote: queues and anchors. Nothing here looks at what was voted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.voting import keys
from commons.voting.anchors.models import BallotLeaf, VoteAnchor
from commons.voting.checking.chain import canonical
from commons.voting.models import Vote
from commons.voting.observing.models import VoteSignature
from commons.voting.running.models import VoteAnnulment
from commons.voting.sheets.models import SheetBatch


@dataclass(frozen=True, slots=True)
class Queue:
    """Batches of paper ballots in one state."""

    state: str
    batches: int
    sheets: int


def paper_queues(vote_id: int) -> list[Queue]:
    """How many batches of paper ballots are how far: one statement."""
    rows = db.session.execute(
        sa.select(SheetBatch.state, sa.func.count(), sa.func.sum(SheetBatch.expected))
        .where(SheetBatch.vote_id == vote_id)
        .group_by(SheetBatch.state)
        .order_by(SheetBatch.state)
    )
    return [Queue(state, batches, int(sheets)) for state, batches, sheets in rows]


@dataclass(frozen=True, slots=True)
class Chain:
    """How far the anchors are, and whether the vote's key is where it should be."""

    anchors: int
    last: str
    """The digest of the newest anchor; empty where there is none."""
    covered: int
    """Accepted ballots under anchors, those that were changed since among them."""
    waiting: int
    """Accepted ballots that wait for an anchor."""
    has_key: bool


def chain_state(vote: Vote) -> Chain:
    """How far the anchors of a vote are: one statement."""
    number, digest = (
        sa.select(column)
        .where(VoteAnchor.vote_id == vote.phase_id)
        .order_by(VoteAnchor.number.desc())
        .limit(1)
        .scalar_subquery()
        for column in (VoteAnchor.number, VoteAnchor.digest)
    )
    covered, waiting, last_number, last_digest = db.session.execute(
        sa.select(
            sa.func.count(BallotLeaf.anchor),
            sa.func.count() - sa.func.count(BallotLeaf.anchor),
            number,
            digest,
        ).where(BallotLeaf.vote_id == vote.phase_id)
    ).one()
    return Chain(
        anchors=last_number or 0,
        last=last_digest or "",
        covered=covered,
        waiting=waiting,
        has_key=keys.key_path(vote.phase_id).exists(),
    )


def signatures(vote_id: int) -> list[VoteSignature]:
    """Who has signed the result of a vote, in the order in which they did: one statement."""
    return list(
        db.session.scalars(
            sa.select(VoteSignature)
            .where(VoteSignature.vote_id == vote_id)
            .order_by(VoteSignature.id)
        )
    )


def said_afterwards(vote_id: int) -> tuple[VoteAnnulment | None, list[VoteSignature]]:
    """Whether a counted vote was annulled, and who signed its result: one statement."""
    rows = db.session.execute(
        sa.select(VoteAnnulment, VoteSignature)
        .select_from(Vote)
        .outerjoin(VoteAnnulment, VoteAnnulment.vote_id == Vote.phase_id)
        .outerjoin(VoteSignature, VoteSignature.vote_id == Vote.phase_id)
        .where(Vote.phase_id == vote_id)
        .order_by(VoteSignature.id)
    ).all()
    annulment = rows[0][0] if rows else None
    return annulment, [signature for _annulment, signature in rows if signature is not None]


def signed_list(vote_id: int, signed: Sequence[VoteSignature]) -> bytes:
    """The list of signatures as it is published, in canonical JSON: what the city signs."""
    said: list[dict[str, Any]] = [
        {
            "name": one.name,
            "digest": one.digest,
            "remarks": one.remarks,
            "language": one.language,
            "signed_at": one.signed_at.isoformat(),
        }
        for one in signed
    ]
    return canonical({"format": "commons-signatures-1", "vote": vote_id, "signatures": said})
