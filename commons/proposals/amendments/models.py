"""Another wording of a proposal, as somebody proposes it, and what its authors decided."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.privacy import impersonal, personal
from commons.contributions.models import Contribution
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

KIND = "amendment"
"""What an amendment is called among contributions."""

OPEN = "open"
"""Not decided yet."""
ACCEPTED = "accepted"
"""Its wording became the proposal's."""
DECLINED = "declined"
STATUSES = (OPEN, ACCEPTED, DECLINED)

_READ = _l("So that people can read it and answer.")
_KEPT = _l("The text stays. That it is yours is forgotten when you delete your account.")


class Amendment(Contribution):
    """Title and body are the wording it proposes, in the proposal's language."""

    __tablename__ = "amendment"
    __table_args__ = (
        sa.CheckConstraint(f"status IN {STATUSES}", name="status"),
        sa.CheckConstraint("(status = 'open') = (decided_at IS NULL)", name="decided"),
        sa.CheckConstraint("(status = 'accepted') = (made_revision IS NOT NULL)", name="made"),
        sa.Index("ix_amendment_proposal_id_id", "proposal_id", "id"),
        sa.UniqueConstraint("proposal_id", "made_revision", name="uq_amendment_made_revision"),
    )
    __impersonal__ = impersonal(
        "Of which wording of which proposal, and what was decided; whose it is stands with the "
        "contribution.",
        "id proposal_id base_revision status decided_at made_revision",
    )
    __mapper_args__ = {"polymorphic_identity": KIND}
    same_place = ("proposal_id",)

    id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id", ondelete="CASCADE"))
    base_revision: Mapped[int]
    """The proposal's wording that it was made of."""
    why: Mapped[str] = mapped_column(
        sa.Text, info=personal(_l("Why another wording"), purpose=_READ, kept=_KEPT)
    )
    status: Mapped[str] = mapped_column(sa.String(20), default=OPEN)
    reason: Mapped[str | None] = mapped_column(
        sa.Text, info=personal(_l("Why it was declined"), purpose=_READ, kept=_KEPT)
    )
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(
            _l("Who decided about it"),
            purpose=_l("So that an author's decisions are found when they ask for their data."),
            kept=UNTIL_DELETED,
        ),
    )
    made_revision: Mapped[int | None]
    """The proposal's wording that it became; None unless it was accepted."""
