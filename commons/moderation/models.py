"""Reports, decisions and appeals about contributions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model

REASONS = ("hate", "threat", "personal_data", "spam", "off_topic", "illegal", "other")
"""Why something may be reported or hidden. Their words in each language are in ``rules.py``."""

WITHIN_RULES = "within_rules"
"""Why something stays or comes back."""
GROUNDS = (*REASONS, WITHIN_RULES)

HIDE = "hide"
RESTORE = "restore"
KEEP = "keep"
"""A report or an appeal was looked at, and nothing changed."""
ACTS = (HIDE, RESTORE, KEEP)


class Report(Model):
    """Somebody says that a contribution breaks the rules. Who it was is nobody's business."""

    __tablename__ = "report"
    __table_args__ = (
        sa.CheckConstraint(f"reason IN {REASONS}", name="reason"),
        # Until it is settled, one person's report about one thing counts once.
        sa.Index(
            "uq_report_waiting",
            "contribution_id",
            "reporter_id",
            unique=True,
            sqlite_where=sa.text("decision_id IS NULL"),
            postgresql_where=sa.text("decision_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    reporter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(sa.String(20))
    note: Mapped[str] = mapped_column(sa.String(1000), default="")
    reported_at: Mapped[datetime]
    decision_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("decision.id", ondelete="CASCADE"), index=True
    )
    """The decision that settled it; None while it waits in the queue."""


class Decision(Model):
    """What a moderator decided, with the statement of reasons that the public trace shows."""

    __tablename__ = "decision"
    __table_args__ = (
        # Two moderators who decide at once cannot both make the next decision.
        sa.UniqueConstraint("contribution_id", "number"),
        sa.CheckConstraint(f"act IN {ACTS}", name="act"),
        sa.CheckConstraint(f"reason IN {GROUNDS}", name="reason"),
        sa.CheckConstraint("length(statement) > 0", name="statement"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    """Counts the decisions about the contribution: 1, 2, 3."""
    act: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(20))
    statement: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(20))
    """The language of the statement."""
    state_before: Mapped[str] = mapped_column(sa.String(20))
    """The contribution's state until then: what restoring leads back to."""
    moderator_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL")
    )
    decided_at: Mapped[datetime]


class Appeal(Model):
    """The author asks for a decision to be looked at again: once for each decision."""

    __tablename__ = "appeal"

    decision_id: Mapped[int] = mapped_column(
        sa.ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime]
    answer_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("decision.id", ondelete="CASCADE"), index=True
    )
    """The decision that answered it; None while it waits."""
