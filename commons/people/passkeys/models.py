"""Passkeys, and the questions they answer."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_WAY_IN = _l("To let you in with your passkey.")
_KEPT = _l("Until you remove the passkey or delete your account.")
_ASKED = _l("So that an answer of a passkey counts once, and only on the device it was made for.")
_ASKED_KEPT = _l("A few minutes.")


class Passkey(Model):
    """The public half of a key; the secret half never leaves the person's device."""

    __tablename__ = "passkey"
    __impersonal__ = impersonal("A number in sequence.", "id")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Whose passkey it is"), purpose=_WAY_IN, kept=_KEPT),
    )
    credential: Mapped[str] = mapped_column(
        sa.String(1400),
        unique=True,
        info=personal(_l("Mark of the passkey"), purpose=_WAY_IN, kept=_KEPT),
    )
    """What the device calls it (at most 1023 bytes, as base64url)."""
    handle: Mapped[str] = mapped_column(
        sa.String(64),
        info=personal(_l("What the passkey calls you"), purpose=_WAY_IN, kept=_KEPT),
    )
    """Drawn at random, so that the device learns no number of the person; base64url."""
    public_key: Mapped[bytes] = mapped_column(
        info=personal(_l("Public key of the passkey"), purpose=_WAY_IN, kept=_KEPT)
    )
    """In COSE form."""
    host: Mapped[str] = mapped_column(
        sa.String(253),
        info=personal(_l("Address that the passkey works at"), purpose=_WAY_IN, kept=_KEPT),
    )
    sign_count: Mapped[int] = mapped_column(
        sa.BigInteger,
        info=personal(_l("How often the passkey says it was used"), purpose=_WAY_IN, kept=_KEPT),
    )
    """0 for passkeys that do not count; otherwise it must rise, or there are two of it."""
    name: Mapped[str] = mapped_column(
        sa.String(60),
        info=personal(
            _l("Name of the passkey"),
            purpose=_l("So that you can tell your passkeys apart."),
            kept=_KEPT,
        ),
    )
    added_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Added"), purpose=_WAY_IN, kept=_KEPT)
    )
    last_used_on: Mapped[date | None] = mapped_column(
        info=personal(
            _l("Last used on"),
            purpose=_l("So that you see which passkeys you still use."),
            kept=_KEPT,
        )
    )
    """The day only."""


class PasskeyChallenge(Model):
    """A question that a passkey is to answer: asked once, answered once, soon worthless."""

    __tablename__ = "passkey_challenge"

    challenge_hash: Mapped[str] = mapped_column(
        sa.String(64),
        primary_key=True,
        info=personal(_l("Scrambled question to a passkey"), purpose=_ASKED, kept=_ASKED_KEPT),
    )
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Who adds a passkey"), purpose=_ASKED, kept=_ASKED_KEPT),
    )
    """Whoever adds a passkey; None when somebody signs in, who is not known yet."""
    expires_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Runs out"), purpose=_ASKED, kept=_ASKED_KEPT)
    )
