"""A commitment of the city that carries out a proposal, and how it goes on."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

PLANNED = "planned"
UNDER_WAY = "under way"
DONE = "done"
DROPPED = "dropped"
STATES = (PLANNED, UNDER_WAY, DONE, DROPPED)

MOST = 20
"""Commitments on one proposal."""

_IN_OFFICE = _l("So that whoever acts in the name of the city answers for it.")


class Commitment(Model):
    """What the city will do, and by when. Its newest update says how it stands."""

    __tablename__ = "commitment"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.UniqueConstraint("proposal_id", "number"),
    )
    __impersonal__ = impersonal(
        "What the city promised; published.",
        "id proposal_id number state due entered_at changed_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Of those on the proposal, from 1."""
    state: Mapped[str] = mapped_column(sa.String(20), default=PLANNED)
    due: Mapped[date | None]
    """In the city's calendar."""
    entered_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    texts: Mapped[list["CommitmentText"]] = relationship(lazy="raise", passive_deletes=True)
    updates: Mapped[list["CommitmentUpdate"]] = relationship(
        order_by="CommitmentUpdate.number", lazy="raise", passive_deletes=True
    )


class CommitmentText(Model):
    """A commitment in one language."""

    __tablename__ = "commitment_text"
    __table_args__ = (sa.CheckConstraint("length(text) > 0", name="text"),)
    __impersonal__ = impersonal("What the city promised; published.", "commitment_id language text")

    commitment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("commitment.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)


class CommitmentUpdate(Model):
    """How a commitment stood from a moment on, with a note: the first one enters it."""

    __tablename__ = "commitment_update"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("state <> 'dropped' OR length(note) > 0", name="reason"),
    )
    __impersonal__ = impersonal(
        "How it stands, and a note in the city's name; published.",
        "commitment_id number state due note language at",
    )

    commitment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("commitment.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(sa.String(20))
    due: Mapped[date | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    """Where it is dropped, the reason."""
    language: Mapped[str] = mapped_column(sa.String(20), default="")
    """Of the note; empty without one."""
    at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(
            _l("Who entered a commitment or an update of it"),
            purpose=_IN_OFFICE,
            kept=UNTIL_DELETED,
        ),
    )
