"""What observers sign: the package of a counted vote, by its digest."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

REMARKS_LENGTH = 2_000
_PUBLIC = _l("So that everybody can read who watched a vote and what they say of it.")


class VoteSignature(Model):
    """One observer's signature under the result of a vote."""

    __tablename__ = "vote_signature"
    __table_args__ = (sa.UniqueConstraint("vote_id", "person_id"),)
    __impersonal__ = impersonal(
        "What was signed, and when; published.", "id vote_id digest signed_at language"
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("vote.phase_id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who signed the result of a vote"), purpose=_PUBLIC, kept=UNTIL_DELETED),
    )
    name: Mapped[str] = mapped_column(
        sa.String(60),
        info=personal(_l("Your name under a result"), purpose=_PUBLIC, kept=UNTIL_DELETED),
    )
    """As they were called when they signed; empty once they have left."""
    digest: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of the package that they signed."""
    remarks: Mapped[str] = mapped_column(
        sa.String(REMARKS_LENGTH),
        info=personal(_l("What you say of a vote"), purpose=_PUBLIC, kept=UNTIL_DELETED),
    )
    language: Mapped[str] = mapped_column(sa.String(20))
    signed_at: Mapped[datetime]
