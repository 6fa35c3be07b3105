"""A proposal that is being written, and how a posted one differs from others like it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, foreign, mapped_column, query_expression, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.consultations.models import Phase
from commons.contributions.files.models import Attachment
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import Person
from commons.proposals.models import Proposal

_WHY = _l("So that you can go on writing, also later and on another device.")
_KEPT = _l("Until you post it or throw it away; at most 60 days after you last wrote.")
REASON_LENGTH = 500


class Draft(Model):
    """What somebody has written so far. Whose it is, says a person or the key in a session."""

    __tablename__ = "draft"
    __impersonal__ = impersonal(
        "Which draft it is, where it will be posted, and how often it was saved.",
        "id key phase_id version changed beside_id proposal_id kept_until",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    """By chance; what its address holds, and what files hang on. It opens nothing by itself."""
    owner_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Who writes it"), purpose=_WHY, kept=_KEPT),
    )
    visitor_mark: Mapped[str | None] = mapped_column(
        sa.String(64),
        index=True,
        info=personal(
            _l("Scrambled mark of the browser it was begun in"),
            purpose=_l("To know who writes it before they sign in."),
            kept=_l("Until they sign in; at most 14 days."),
        ),
    )
    phase_id: Mapped[int] = mapped_column(sa.ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    values: Mapped[dict[str, Any]] = mapped_column(
        info=personal(_l("What you have written so far"), purpose=_WHY, kept=_KEPT)
    )
    """What was filled in, by field; as it was typed, right or wrong."""
    changed: Mapped[dict[str, Any]]
    """The version in which each field was last changed."""
    version: Mapped[int] = mapped_column(default=1)
    beside_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("draft.id", ondelete="SET NULL"), index=True
    )
    """The draft whose text this is another one of: both were written at the same time."""
    proposal_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), index=True
    )
    """What it became. Such a draft is empty, and leads whoever sends it again to the proposal."""
    updated_at: Mapped[datetime] = mapped_column(
        info=personal(_l("When you last wrote on it"), purpose=_WHY, kept=_KEPT)
    )
    kept_until: Mapped[datetime] = mapped_column(index=True)

    district_name: Mapped[str | None] = query_expression()
    theme_names: Mapped[dict[str, Any] | None] = query_expression()
    """Of what was chosen, where the query asks for it (see ``queries.own_draft``)."""
    owner: Mapped[Person | None] = relationship(lazy="raise")
    phase: Mapped[Phase] = relationship(lazy="raise")
    files: Mapped[list[Attachment]] = relationship(
        primaryjoin=lambda: Draft.key == foreign(Attachment.draft_key),
        order_by=lambda: Attachment.place,
        viewonly=True,
        lazy="raise",
    )


class Difference(Model):
    """Why a proposal is another one than one that says something alike, in its author's words."""

    __tablename__ = "difference"
    __table_args__ = (
        sa.CheckConstraint("proposal_id <> other_id", name="other"),
        sa.CheckConstraint("length(reason) > 0", name="reason"),
    )
    __impersonal__ = impersonal("Of which proposal, and from which.", "proposal_id other_id")

    proposal_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    reason: Mapped[str] = mapped_column(
        sa.String(REASON_LENGTH),
        info=personal(
            _l("Why your proposal is another one"),
            purpose=_l("So that people see why there are two."),
            kept=_l("The text stays. That it is yours is forgotten when you delete your account."),
        ),
    )

    other: Mapped[Proposal] = relationship(
        primaryjoin=lambda: Difference.other_id == Proposal.id, lazy="raise"
    )
