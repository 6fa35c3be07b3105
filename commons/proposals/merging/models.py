"""Who was asked whether proposals may become one, and one two; and what they said."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

ASKED = "asked"
"""The authors have not all answered."""
DONE = "done"
REFUSED = "refused"
"""One of the authors said no."""
TAKEN_BACK = "taken back"
"""By the officer, or because it cannot be done any more."""
STATES = (ASKED, DONE, REFUSED, TAKEN_BACK)

MOST_MERGED = 10
"""Proposals that can be merged at once."""

_ASKED = sa.text("open = 1")
_IN_OFFICE = _l("So that whoever acts in the name of the city answers for it.")
_CONSENT = _l("So that nothing is merged or split without its authors.")


class Merge(Model):
    """An officer's request that proposals become one: the kept one, and those merged into it."""

    __tablename__ = "proposal_merge"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("(state = 'asked') = (settled_at IS NULL)", name="settled"),
    )
    __impersonal__ = impersonal(
        "Which proposals, why, and what became of it.",
        "id kept_id state reason language asked_at settled_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(sa.String(20), default=ASKED, index=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    """Public, once it is done."""
    language: Mapped[str] = mapped_column(sa.String(20))
    officer_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who asked to merge"), purpose=_IN_OFFICE, kept=UNTIL_DELETED),
    )
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    parts: Mapped[list["MergePart"]] = relationship(
        order_by="MergePart.proposal_id", lazy="raise", passive_deletes=True
    )


class MergePart(Model):
    """A proposal with a part in a merge, the kept one too."""

    __tablename__ = "proposal_merge_part"
    __table_args__ = (
        # A proposal is asked about once at a time, whoever asks at the same moment.
        sa.Index(
            "ix_proposal_merge_part_open",
            "proposal_id",
            unique=True,
            sqlite_where=_ASKED,
            postgresql_where=sa.text("open"),
        ),
    )
    __impersonal__ = impersonal(
        "Which proposals, and with how much support.", "merge_id proposal_id open support_then"
    )

    merge_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal_merge.id", ondelete="CASCADE"), primary_key=True
    )
    proposal_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    open: Mapped[bool] = mapped_column(default=True)
    """Whether its merge is being asked about."""
    support_then: Mapped[int | None]
    """How many supported it when it was done."""


class MergeConsent(Model):
    """What one author said to a merge."""

    __tablename__ = "proposal_merge_consent"
    __impersonal__ = impersonal("Of which merge.", "merge_id")

    merge_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal_merge.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=personal(
            _l("Who was asked to agree to a merge"), purpose=_CONSENT, kept=UNTIL_DELETED
        ),
    )
    agrees: Mapped[bool] = mapped_column(
        info=personal(_l("Whether you agreed to a merge"), purpose=_CONSENT, kept=UNTIL_DELETED)
    )
    answered_at: Mapped[datetime] = mapped_column(
        info=personal(_l("When you answered"), purpose=_CONSENT, kept=UNTIL_DELETED)
    )


class Split(Model):
    """An officer's request that a proposal be split: its author decides about the second text."""

    __tablename__ = "proposal_split"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("(state = 'asked') = (settled_at IS NULL)", name="settled"),
        sa.Index(
            "ix_proposal_split_open",
            "proposal_id",
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        ),
    )
    __impersonal__ = impersonal(
        "Which proposal, the words an officer suggests for the second one, and what became of it.",
        "id proposal_id title body language reason reason_language state asked_at settled_at "
        "made_id",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(sa.String(160))
    body: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text)
    reason_language: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[str] = mapped_column(sa.String(20), default=ASKED)
    officer_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who asked to split"), purpose=_IN_OFFICE, kept=UNTIL_DELETED),
    )
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    made_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proposal.id", ondelete="SET NULL"))
    """The second proposal, once there is one."""
