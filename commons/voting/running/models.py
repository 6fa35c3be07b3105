"""What happened in a vote, for everybody to read; and that a vote was annulled."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED
from commons.people.permissions import OBSERVER, OFFICER

INCIDENT = "incident"
COUNTED_AGAIN = "counted_again"
KINDS = (INCIDENT, COUNTED_AGAIN)
WRITERS = (OFFICER, OBSERVER)
TEXT_LENGTH = 1_000

_ASKED = _l("So that it can be asked who wrote it.")


class VoteNote(Model):
    """Something that happened in a vote, as an officer or an observer wrote it down."""

    __tablename__ = "vote_note"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN {KINDS}", name="kind"),
        sa.CheckConstraint(f"role IN {WRITERS}", name="role"),
        sa.Index("ix_vote_note_vote_id_id", "vote_id", "id"),
    )
    __impersonal__ = impersonal(
        "What happened in a vote; published without who wrote it.",
        "id vote_id kind role text language at facts",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("vote.phase_id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    role: Mapped[str] = mapped_column(sa.String(20))
    """As what they wrote it: that alone is shown."""
    text: Mapped[str] = mapped_column(sa.String(TEXT_LENGTH), default="")
    language: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of a recount: whether all holds, and the digest of the package."""
    by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who noted what happened in a vote"), purpose=_ASKED, kept=UNTIL_DELETED),
    )


class VoteAnnulment(Model):
    """That a counted vote is not used. Its result stays to be read."""

    __tablename__ = "vote_annulment"
    __impersonal__ = impersonal("Why a vote is not used; published.", "vote_id reason language at")

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    reason: Mapped[str] = mapped_column(sa.String(TEXT_LENGTH))
    language: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who annulled a vote"), purpose=_ASKED, kept=UNTIL_DELETED),
    )
