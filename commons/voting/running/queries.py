"""What can be asked about how a vote was run: one statement each, unless they say otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.voting.drawing.models import PublicDraw
from commons.voting.running.models import VoteAnnulment, VoteNote

EXTENDED, CLOSED_EARLY = "extend_phase", "close_phase"
"""Acts of the audit log about the time of a vote."""
MOST_NOTES = 200


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that happened in a vote."""

    at: datetime
    kind: str
    """One of ``models.KINDS``, ``EXTENDED`` or ``CLOSED_EARLY``."""
    role: str
    text: str
    language: str
    facts: dict[str, Any]


def log_of(vote_id: int) -> list[LogLine]:
    """What happened in a vote, the last first: two statements."""
    notes = db.session.scalars(
        sa.select(VoteNote)
        .where(VoteNote.vote_id == vote_id)
        .order_by(VoteNote.id.desc())
        .limit(MOST_NOTES)
    )
    acts = db.session.execute(
        sa.select(AuditEntry.at, AuditEntry.act, AuditEntry.data).where(
            AuditEntry.subject == f"phase {vote_id}", AuditEntry.act.in_((EXTENDED, CLOSED_EARLY))
        )
    )
    lines = [LogLine(n.at, n.kind, n.role, n.text, n.language, n.facts) for n in notes]
    lines += [
        LogLine(at, act, "officer", str(data.get("reason") or ""), "", {"until": data["closes_at"]})
        for at, act, data in acts
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def annulment_of(vote_id: int) -> VoteAnnulment | None:
    """That a vote was annulled, and why; None where it was not."""
    return db.session.get(VoteAnnulment, vote_id)


def annulled(phase_ids: Sequence[int]) -> set[int]:
    """Which of these votes were annulled."""
    return set(
        db.session.scalars(
            sa.select(VoteAnnulment.vote_id).where(VoteAnnulment.vote_id.in_(phase_ids))
        )
    )


def public_value(vote_id: int) -> str | None:
    """The public value of a draw, where one was entered."""
    return db.session.scalar(sa.select(PublicDraw.value).where(PublicDraw.vote_id == vote_id))
