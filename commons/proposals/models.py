"""What residents propose, and what the city officially answers."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.cities.models import District
from commons.consultations.models import Phase
from commons.contributions.models import Contribution
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

OPEN = "open"
"""Not answered yet."""
ACCEPTED = "accepted"
PARTLY = "partly"
REJECTED = "rejected"
DECISIONS = (ACCEPTED, PARTLY, REJECTED)
STATUSES = (OPEN, *DECISIONS)


KIND = "proposal"
"""What a proposal is called among contributions."""


class Proposal(Contribution):
    """What somebody wants the city to do, and how the city decided about it."""

    __tablename__ = "proposal"
    __table_args__ = (
        sa.CheckConstraint(f"status IN {STATUSES}", name="status"),
        sa.CheckConstraint("cost >= 0", name="cost"),
        sa.CheckConstraint("(status = 'open') = (answer_number = 0)", name="answered"),
    )
    __impersonal__ = impersonal(
        "Facts of the proposal; whose it is stands with the contribution.",
        "id phase_id district_id cost status answer_number answered_at",
    )
    __mapper_args__ = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    phase_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("phase.id", ondelete="SET NULL"), index=True
    )
    """None for a proposal outside of a consultation."""
    district_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("district.id", ondelete="SET NULL"), index=True
    )
    cost: Mapped[int | None] = mapped_column(sa.BigInteger)
    """What its author thinks it costs, in whole units of the city's currency."""
    status: Mapped[str] = mapped_column(sa.String(20), default=OPEN)
    answer_number: Mapped[int] = mapped_column(default=0)
    """The official answer in force; 0 while there is none."""
    answered_at: Mapped[datetime | None]

    phase: Mapped[Phase | None] = relationship(lazy="raise")
    district: Mapped[District | None] = relationship(lazy="raise")


class OfficialAnswer(Model):
    """The city's answer to a proposal in one language. A later one leaves the earlier readable."""

    __tablename__ = "official_answer"
    __table_args__ = (
        sa.CheckConstraint(f"decision IN {DECISIONS}", name="decision"),
        sa.CheckConstraint("length(text) > 0", name="text"),
    )
    __impersonal__ = impersonal(
        "What the city answers; published.",
        "proposal_id number language decision text answered_at",
    )

    proposal_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    decision: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.Text)
    officer_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(
            _l("Who answered"),
            purpose=_l("So that whoever decides in the name of the city answers for it."),
            kept=UNTIL_DELETED,
        ),
    )
    answered_at: Mapped[datetime]
