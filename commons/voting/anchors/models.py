"""Leaves and anchors of a vote (``checking.chain`` says what they are).

Neither has a time, or a number that would tell in which order people voted: a leaf is known by its
own digits, and an anchor covers fifty ballots and more.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal


class BallotLeaf(Model):
    """The commitment to an accepted ballot."""

    __tablename__ = "ballot_leaf"
    __table_args__ = (
        sa.Index("ix_ballot_leaf_anchor", "vote_id", "anchor"),
        {"sqlite_with_rowid": False},
    )
    __impersonal__ = impersonal(
        "A commitment that tells nothing of the ballot and nothing of the voter; published.",
        "vote_id commitment anchor replaced replaced_under",
    )

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), primary_key=True
    )
    commitment: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    anchor: Mapped[int | None]
    """The number of the anchor over it; None while it waits for one."""
    replaced: Mapped[bool] = mapped_column(default=False)
    """Its ballot was changed; the new one left a leaf of its own."""
    replaced_under: Mapped[int | None]
    """The number of the anchor that says so."""


class VoteAnchor(Model):
    """A published anchor. ``said`` is it whole, as the package holds it."""

    __tablename__ = "vote_anchor"
    __impersonal__ = impersonal("Published, to be saved by anyone.", "vote_id number digest said")

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    said: Mapped[dict[str, Any]]
