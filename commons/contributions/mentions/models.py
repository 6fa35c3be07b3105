"""Whom a comment mentions."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_WHY = _l("To tell you that somebody turned to you.")
_KEPT = _l(
    "As long as the comment; gone when you delete your account or take your name from the talk."
)
LONGEST_TYPED = 120


class Mention(Model):
    """That a comment names somebody who takes part in the same talk under their name."""

    __tablename__ = "mention"
    __impersonal__ = impersonal("Since which wording.", "revision")

    comment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("comment.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Comment that mentions you"), purpose=_WHY, kept=_KEPT),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=personal(_l("Who is mentioned"), purpose=_WHY, kept=_KEPT),
    )
    typed: Mapped[str] = mapped_column(
        sa.String(LONGEST_TYPED),
        info=personal(
            _l("Your name as it was typed"),
            purpose=_l("To show it as a mention."),
            kept=_KEPT,
        ),
    )
    """Without the sign before it."""
    revision: Mapped[int]
    """The wording that mentioned them first: of later ones they are not told again."""
