"""The public value of a draw, entered once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED


class PublicDraw(Model):
    """The public value that an officer entered for a vote, before its seed was revealed."""

    __tablename__ = "public_draw"
    __impersonal__ = impersonal("Numbers drawn in public; published.", "vote_id value entered_at")

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    value: Mapped[str] = mapped_column(sa.String(200))
    """As ``drawing.rules.plain_value`` writes it."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(
            _l("Who entered the numbers of a public draw"),
            purpose=_l("So that it can be asked where they are from."),
            kept=UNTIL_DELETED,
        ),
    )
