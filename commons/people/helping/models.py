"""Whom a mediator helps at this moment. A row for each device, gone when the helping ends."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_FOR_YOU = _l("So that a mediator can enter for you what you say.")
_MINUTES = _l("Until the mediator has finished, at most 15 minutes after the last entry.")


class Helping(Model):
    """That on a mediator's device somebody else acts now."""

    __tablename__ = "helping"
    __impersonal__ = impersonal("Until when.", "expires_at")

    device: Mapped[str] = mapped_column(
        sa.ForeignKey("sign_in_session.token_hash", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Scrambled mark of a mediator's device"), purpose=_FOR_YOU, kept=_MINUTES),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Whom a mediator helps now"), purpose=_FOR_YOU, kept=_MINUTES),
    )
    card_number: Mapped[str] = mapped_column(
        sa.String(20),
        info=personal(_l("Number of your card"), purpose=_FOR_YOU, kept=_MINUTES),
    )
    expires_at: Mapped[datetime]
