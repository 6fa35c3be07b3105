"""Who was asked to be a co-author of a proposal, and what became of that."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.cities.models import District
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import BY_NAME, UNTIL_DELETED, Person

MOST = 9
"""Co-authors of one proposal, beside whoever posted it; open invitations count too."""

INVITED = "invited"
ACCEPTED = "accepted"
DECLINED = "declined"
LEFT = "left"
REMOVED = "removed"
STATES = (INVITED, ACCEPTED, DECLINED, LEFT, REMOVED)

_WHY = _l("So that people can write a proposal together, and stand by it.")
_AGAIN = _l(
    "As long as you are a co-author. Otherwise 90 days, so that nobody is asked again and again."
)


class CoAuthor(Model):
    """An invitation to write together, and the co-author it makes."""

    __tablename__ = "coauthor"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint(f"place BETWEEN 1 AND {MOST}", name="place"),
        sa.CheckConstraint("(state = 'accepted') = (place IS NOT NULL)", name="accepted"),
        sa.UniqueConstraint("proposal_id", "person_id"),
        sa.UniqueConstraint("proposal_id", "place", name="uq_coauthor_place"),
    )
    __impersonal__ = impersonal(
        "Of which proposal, and the order of its co-authors.", "id proposal_id place"
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Who is invited to be a co-author"), purpose=_WHY, kept=_AGAIN),
    )
    """None for a link that nobody has used yet."""
    token_hash: Mapped[str | None] = mapped_column(
        sa.String(64),
        unique=True,
        info=personal(
            _l("Invitation by link, scrambled"),
            purpose=_l("To know the link again when somebody opens it."),
            kept=_l("Until it is used; at most 14 days."),
        ),
    )
    state: Mapped[str] = mapped_column(
        sa.String(20),
        default=INVITED,
        info=personal(_l("What became of the invitation"), purpose=_WHY, kept=_AGAIN),
    )
    place: Mapped[int | None]
    """From 1, in the order in which they accepted; the database refuses a tenth."""
    shown_as: Mapped[str] = mapped_column(
        sa.String(20),
        default=BY_NAME,
        info=personal(_l("Shown with or without your name"), purpose=_WHY, kept=UNTIL_DELETED),
    )
    """One of ``SHOWN_AS``; who may be named is said by ``contributions.bylines``."""
    shown_district_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("district.id"),
        info=personal(_l("Shown as a resident of"), purpose=_WHY, kept=UNTIL_DELETED),
    )
    changed_at: Mapped[datetime] = mapped_column(
        index=True,
        info=personal(_l("When you were invited or answered"), purpose=_WHY, kept=_AGAIN),
    )

    author: Mapped[Person | None] = relationship(lazy="raise")
    shown_district: Mapped[District | None] = relationship(lazy="raise")
