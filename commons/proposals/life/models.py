"""What is said in public about a step in a proposal's life, beside the event itself."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

AUTHOR = "author"
COAUTHOR = "coauthor"
OFFICER = "officer"
MODERATOR = "moderator"
RESIDENT = "resident"
CITY = "city"
"""What happens by date or by itself."""
ROLES = (AUTHOR, COAUTHOR, OFFICER, MODERATOR, RESIDENT, CITY)


class ProposalStep(Model):
    """The role in which somebody took a step, and the reason they gave: both are public.

    What happened and when says the event. A step without a row here (by moderators, for example)
    is told by its event alone.
    """

    __tablename__ = "proposal_step"
    __table_args__ = (sa.CheckConstraint(f"role IN {ROLES}", name="role"),)
    __impersonal__ = impersonal(
        "In which role, never by whom; and the language of the reason.", "event_id role language"
    )

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(
        sa.Text,
        default="",
        info=personal(
            _l("The reason you gave for a step of a proposal"),
            purpose=_l("So that everybody can read why it was done."),
            kept=_l("As long as the proposal. That you gave it is forgotten with your account."),
        ),
    )
    language: Mapped[str] = mapped_column(sa.String(20), default="")
    """Of the reason; empty without one."""
