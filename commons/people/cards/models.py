"""Access cards and the batches they are printed in. The codes themselves are kept nowhere."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

_WAY_IN = _l("To let you in with your card.")
_LOST = _l("So that a lost card can be ended.")
_MADE = _l("So that it is known who made access cards.")
_GUESS = _l("So that nobody can try out codes until one fits.")
_GUESS_KEPT = _l("Until the hour is over.")


class CardBatch(Model):
    """Cards that were made together, to be handed out at one place."""

    __tablename__ = "card_batch"
    __impersonal__ = impersonal(
        "Cards made together: where they are handed out, how many, until when.",
        "id place level district_id count made_at expires_at printed_at form_mark",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(sa.String(100))
    """Who hands them out: "Main library"."""
    level: Mapped[int]
    """How strongly a card shows that its holder lives here; 0: not at all."""
    district_id: Mapped[int | None] = mapped_column(sa.ForeignKey("district.id"))
    """The district whose people get them; None for the whole city."""
    count: Mapped[int]
    made_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who made the cards"), purpose=_MADE, kept=UNTIL_DELETED),
    )
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    """Until when a card can be used for the first time. One in use works until it is ended."""
    printed_at: Mapped[datetime | None]
    """When somebody said that the sheet came out of the printer well."""
    form_mark: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    """Of the form it was asked for with: sending that again makes no second batch."""


class AccessCard(Model):
    """One card. Its code is kept as a keyed hash only; its number is printed on it to speak of."""

    __tablename__ = "access_card"
    __impersonal__ = impersonal("Which card of which batch.", "id batch_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("card_batch.id"), index=True)
    number: Mapped[str] = mapped_column(
        sa.String(20),
        unique=True,
        info=personal(_l("Number of your card"), purpose=_LOST, kept=UNTIL_DELETED),
    )
    """Printed on the card, no secret: ``K3-0042`` is the 42nd card of the third batch."""
    code_hash: Mapped[str] = mapped_column(
        sa.String(64),
        unique=True,
        info=personal(_l("Scrambled code of your card"), purpose=_WAY_IN, kept=UNTIL_DELETED),
    )
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Whose card it is"), purpose=_WAY_IN, kept=UNTIL_DELETED),
    )
    """None until it is used; and again once its holder has left, when it is ended as well."""
    first_used_on: Mapped[date | None] = mapped_column(
        info=personal(_l("First used on"), purpose=_WAY_IN, kept=UNTIL_DELETED)
    )
    """The day only."""
    ended_at: Mapped[datetime | None] = mapped_column(
        info=personal(_l("Card ended"), purpose=_LOST, kept=UNTIL_DELETED)
    )
    end_reason: Mapped[str | None] = mapped_column(
        sa.String(300),
        info=personal(_l("Why the card was ended"), purpose=_LOST, kept=UNTIL_DELETED),
    )


class WrongCardTries(Model):
    """How many unknown codes were typed in one hour: in the whole city, and by one sender."""

    __tablename__ = "wrong_card_tries"
    __impersonal__ = impersonal("An hour.", "hour")

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    """When the hour began."""
    sender: Mapped[str] = mapped_column(
        sa.String(64),
        primary_key=True,
        info=personal(
            _l("Scrambled mark of a device that typed wrong card codes"),
            purpose=_GUESS,
            kept=_GUESS_KEPT,
        ),
    )
    """A keyed hash of the network address and the hour; empty for the whole city."""
    tries: Mapped[int] = mapped_column(
        info=personal(_l("Wrong card codes"), purpose=_GUESS, kept=_GUESS_KEPT)
    )
