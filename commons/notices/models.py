"""Notices on their way."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_WHY = _l("To write to you about what concerns you.")
_KEPT = _l("Until the mail is sent; after two days we give up.")


class Delivery(Model):
    """That a person shall hear of an event. Gone once they have, or once we gave up."""

    __tablename__ = "delivery"
    __impersonal__ = impersonal("How often it was tried.", "tries next_try_at")

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("What the mail is about"), purpose=_WHY, kept=_KEPT),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Who gets it"), purpose=_WHY, kept=_KEPT),
    )
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(index=True)
