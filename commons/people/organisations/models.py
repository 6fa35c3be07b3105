"""An organisation that speaks here under its own name, and the people who may speak as it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

ASSOCIATION = "association"
INTERNATIONAL_BODY = "international body"
SCHOOL = "school"
COMPANY = "company"
PUBLIC_BODY = "public body"
KINDS = (ASSOCIATION, INTERNATIONAL_BODY, SCHOOL, COMPANY, PUBLIC_BODY)

_POWER = _l("So that it is known who may speak as an organisation, and why.")


class Organisation(Model):
    """Speaks as such: made by an administrator with a reason, until its end."""

    __tablename__ = "organisation"
    __table_args__ = (sa.CheckConstraint(f"kind IN {KINDS}", name="kind"),)
    __impersonal__ = impersonal(
        "The organisation itself; published.",
        "id name name_skeleton kind about language accredited reason made_at ends_at end_reason",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    name_skeleton: Mapped[str] = mapped_column(sa.String(400), unique=True)
    """What its name looks like (``names.skeleton``): no other one may look the same."""
    kind: Mapped[str] = mapped_column(sa.String(30))
    about: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(20))
    """The language of its name and of what is said about it."""
    accredited: Mapped[bool]
    """Whether it may vouch that people live here."""
    reason: Mapped[str] = mapped_column(sa.String(300))
    """Why it speaks here."""
    made_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who let it speak here"), purpose=_POWER, kept=UNTIL_DELETED),
    )
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    """Its planned end, or the moment at which somebody ended it."""
    ended_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who ended it"), purpose=_POWER, kept=UNTIL_DELETED),
    )
    end_reason: Mapped[str | None] = mapped_column(sa.String(300))
    """Stands where somebody ended it; None while it runs, and where it ran out by its date."""


class Speaker(Model):
    """That a person may speak as an organisation. Which words were whose is never published."""

    __tablename__ = "organisation_speaker"

    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Organisation you speak for"), purpose=_POWER, kept=UNTIL_DELETED),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=personal(_l("Who speaks for it"), purpose=_POWER, kept=UNTIL_DELETED),
    )
    reason: Mapped[str] = mapped_column(
        sa.String(300), info=personal(_l("Reason"), purpose=_POWER, kept=UNTIL_DELETED)
    )
    added_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who allowed it"), purpose=_POWER, kept=UNTIL_DELETED),
    )
    added_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Since"), purpose=_POWER, kept=UNTIL_DELETED)
    )
