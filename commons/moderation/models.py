"""Reports, decisions and appeals about contributions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

_REPORTED = _l("To look at what you reported, and to count your report once.")
_DECIDED = _l("So that whoever decides in the name of the city answers for it.")
_APPEALED = _l("So that somebody looks at the decision again.")
_KEPT = _l("The text stays. That it is yours is forgotten when you delete your account.")

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

    __impersonal__ = impersonal("How the report was settled.", "id decision_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("What you reported"), purpose=_REPORTED, kept=_KEPT),
    )
    reporter_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who reported it"), purpose=_REPORTED, kept=UNTIL_DELETED),
    )
    reason: Mapped[str] = mapped_column(
        sa.String(20), info=personal(_l("Reason"), purpose=_REPORTED, kept=_KEPT)
    )
    note: Mapped[str] = mapped_column(
        sa.String(1000), default="", info=personal(_l("Note"), purpose=_REPORTED, kept=_KEPT)
    )
    reported_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Written"), purpose=_REPORTED, kept=_KEPT)
    )
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
    __impersonal__ = impersonal(
        "What was decided about a text.",
        "id contribution_id number act reason language state_before decided_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    """Counts the decisions about the contribution: 1, 2, 3."""
    act: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(20))
    statement: Mapped[str] = mapped_column(
        sa.Text, info=personal(_l("Statement of reasons"), purpose=_DECIDED, kept=_KEPT)
    )
    language: Mapped[str] = mapped_column(sa.String(20))
    """The language of the statement."""
    state_before: Mapped[str] = mapped_column(sa.String(20))
    """The contribution's state until then: what restoring leads back to."""
    moderator_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who decided"), purpose=_DECIDED, kept=UNTIL_DELETED),
    )
    decided_at: Mapped[datetime]


class Appeal(Model):
    """The author asks for a decision to be looked at again: once for each decision."""

    __tablename__ = "appeal"
    __impersonal__ = impersonal("Which decision, and the answer.", "decision_id answer_id")

    decision_id: Mapped[int] = mapped_column(
        sa.ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(
        sa.Text, info=personal(_l("Text"), purpose=_APPEALED, kept=_KEPT)
    )
    made_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Written"), purpose=_APPEALED, kept=_KEPT)
    )
    answer_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("decision.id", ondelete="CASCADE"), index=True
    )
    """The decision that answered it; None while it waits."""
