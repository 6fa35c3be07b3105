"""Whose account at the city's provider is whose: a mark that nobody can read back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_WAY_IN = _l("To let you in with your city account, and so that nobody votes twice with it.")
_KEPT = _l("Until you delete your account; if you voted, until that vote is counted.")


class SsoIdentity(Model):
    """An account at the city's provider. Nothing that the provider said of its holder is here."""

    __tablename__ = "sso_identity"
    __impersonal__ = impersonal("A number in sequence.", "id")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Whose it is"), purpose=_WAY_IN, kept=_KEPT),
    )
    identity_hash: Mapped[str] = mapped_column(
        sa.String(64),
        unique=True,
        info=personal(_l("Scrambled mark of your city account"), purpose=_WAY_IN, kept=_KEPT),
    )
    """A keyed hash of the provider's address and the number it gave its account."""
    connected_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Connected"), purpose=_WAY_IN, kept=_KEPT)
    )
