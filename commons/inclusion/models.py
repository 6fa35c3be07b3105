"""Which questions are asked, what people answered, and the figures that may be shown.

An answer stands under a pseudonym made with a key outside the database. No person, no time and no
number in sequence is with it; when the consultation ends it is deleted, and the key destroyed.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_WHY = _l("So that the city sees who is missing. You chose to tell it.")
_ONCE = _l("So that you are asked once, and can change or withdraw what you said.")
_UNTIL_END = _l(
    "Until the consultation ends, or you withdraw it. Then it is deleted; only figures about "
    "groups of ten people and more stay."
)


class InclusionSurvey(Model):
    """What a consultation asks those who took part about themselves, and what came out."""

    __tablename__ = "inclusion_survey"
    __impersonal__ = impersonal(
        "Which questions the city asks; figures about groups of ten and more.",
        "consultation_id questions counted counted_on figures ended swept",
    )

    consultation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    questions: Mapped[list[str]]
    counted: Mapped[int] = mapped_column(default=0)
    """How many had answered when the figures were counted. Never published."""
    counted_on: Mapped[date | None] = mapped_column(sa.Date)
    """The day of the last count that changed the figures."""
    figures: Mapped[list[Any]] = mapped_column(default=list)
    """Lists of question, band, way and number of people: what is published, and no more."""
    ended: Mapped[bool] = mapped_column(default=False)
    """The answers are deleted and the figures fixed."""
    swept: Mapped[bool] = mapped_column(default=False)
    """The key is destroyed."""


class InclusionAnswer(Model):
    """What one person said about themselves. Nothing here says who."""

    __tablename__ = "inclusion_answer"
    __table_args__ = {"sqlite_with_rowid": False}
    __impersonal__ = impersonal("Of which consultation it is.", "consultation_id")

    consultation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("inclusion_survey.consultation_id", ondelete="CASCADE"), primary_key=True
    )
    pseudonym: Mapped[str] = mapped_column(
        sa.String(64),
        primary_key=True,
        info=personal(_l("Scrambled mark"), purpose=_ONCE, kept=_UNTIL_END),
    )
    """HMAC(key of this consultation, person)."""
    answers: Mapped[dict[str, Any]] = mapped_column(
        info=personal(_l("What you said about yourself"), purpose=_WHY, kept=_UNTIL_END)
    )
    """Bands by question."""
    skipped: Mapped[bool] = mapped_column(
        info=personal(_l("That you do not want to be asked"), purpose=_ONCE, kept=_UNTIL_END)
    )


class InclusionReference(Model):
    """How the people of the city are spread over the answers to a question, as a census says."""

    __tablename__ = "inclusion_reference"
    __impersonal__ = impersonal("Public statistics of the city.", "question people source")

    question: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    people: Mapped[dict[str, Any]]
    """How many people by band."""
    source: Mapped[str] = mapped_column(sa.String(200))
