"""What residents propose, and what the city officially answers."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.cities.models import District
from commons.consultations.models import Phase
from commons.contributions.models import Contribution
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED
from commons.proposals.finding.models import LISTED, LISTED_INDEXES, Listed
from commons.proposals.themes.models import Theme

if TYPE_CHECKING:
    from commons.proposals.coauthors.models import CoAuthor
    from commons.proposals.drafting.models import Difference

OPEN = "open"
"""Not answered yet."""
ACCEPTED = "accepted"
PARTLY = "partly"
REJECTED = "rejected"
DECISIONS = (ACCEPTED, PARTLY, REJECTED)
STATUSES = (OPEN, *DECISIONS)

WAITING = "waiting"
"""Its phase asks officers to admit proposals, and none has looked at it yet."""
RETURNED = "returned"
"""An officer gave it back with a reason; its author can mend it and hand it in again."""
ADMITTED = "admitted"


KIND = "proposal"
"""What a proposal is called among contributions."""


_PLACED = sa.text("latitude IS NOT NULL")


class Proposal(Listed, Contribution):
    """What somebody wants the city to do, and how the city decided about it."""

    __tablename__ = "proposal"
    __table_args__ = (
        sa.CheckConstraint(f"status IN {STATUSES}", name="status"),
        sa.CheckConstraint("cost >= 0", name="cost"),
        sa.CheckConstraint("(status = 'open') = (answer_number = 0)", name="answered"),
        sa.Index(
            "ix_proposal_placed",
            "latitude",
            "longitude",
            sqlite_where=_PLACED,
            postgresql_where=_PLACED,
        ),
        *LISTED_INDEXES,
    )
    __impersonal__ = impersonal(
        "Facts of the proposal; whose it is stands with the contribution.",
        "id phase_id district_id theme_id cost status answer_number answered_at "
        "latitude longitude joint_writers amendment_count admission admission_at review_since "
        "review_until merged_into_id split_from_id kin_count commitment_count " + LISTED,
    )
    __mapper_args__ = {"polymorphic_identity": KIND}
    same_place = ("phase_id",)

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
    theme_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("theme.id", ondelete="SET NULL"), index=True
    )
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    """The point it is about (WGS 84, in degrees); both or none."""
    cost: Mapped[int | None] = mapped_column(sa.BigInteger)
    """What its author thinks it costs, in whole units of the city's currency."""
    status: Mapped[str] = mapped_column(sa.String(20), default=OPEN)
    answer_number: Mapped[int] = mapped_column(default=0)
    """The official answer in force; 0 while there is none."""
    answered_at: Mapped[datetime | None]
    joint_writers: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many co-authors it has, so that a list need not count."""
    amendment_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """Amendments that were ever proposed to it, whatever became of them."""
    admission: Mapped[str | None] = mapped_column(sa.String(20))
    """``waiting``, ``returned`` or ``admitted``; None where its phase admits all."""
    admission_at: Mapped[datetime | None]
    """Since when it stands so."""
    review_since: Mapped[datetime | None]
    """Since when an officer looks into it."""
    review_until: Mapped[date | None]
    """Until when they mean to answer; in the city's calendar."""
    merged_into_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="SET NULL"), index=True
    )
    """The proposal it was merged into; it counts no more by itself, and stays readable."""
    split_from_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="SET NULL"), index=True
    )
    kin_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """Merges and splits it had a part in: a page without any need not look for them."""
    commitment_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """What the city promised to do about it, likewise."""

    phase: Mapped[Phase | None] = relationship(lazy="raise")
    district: Mapped[District | None] = relationship(lazy="raise")
    theme: Mapped[Theme | None] = relationship(lazy="raise")
    coauthors: Mapped[list["CoAuthor"]] = relationship(
        primaryjoin="and_(Proposal.id == CoAuthor.proposal_id, CoAuthor.state == 'accepted')",
        order_by="CoAuthor.place",
        viewonly=True,
        lazy="raise",
    )
    differences: Mapped[list["Difference"]] = relationship(
        primaryjoin="Proposal.id == Difference.proposal_id",
        foreign_keys="Difference.proposal_id",
        order_by="Difference.other_id",
        viewonly=True,
        lazy="raise",
    )


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
