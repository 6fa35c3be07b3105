"""What people follow, what they hear of, how they want to be told, and mails on their way."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.notices.rules import HOWS, NOW
from commons.people.models import UNTIL_DELETED

_WHY = _l("To write to you about what concerns you.")
_KEPT = _l("Until the mail is sent; after two days we give up.")
_HEARD = _l("To show you what concerns you.")
_HEARD_KEPT = _l("90 days.")
_WISHES = _l("To tell you what you want to hear of, and as often as you want.")
_FOLLOWED_KEPT = _l("Until you stop following it or delete your account.")


class Delivery(Model):
    """A mail on its way: gone once it is sent, or once we gave up."""

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
        index=True,
        info=personal(_l("Who gets it"), purpose=_WHY, kept=_KEPT),
    )
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    """When it is due: for a mail that collects what happened, its hour."""
    how: Mapped[str] = mapped_column(
        sa.String(10),
        default=NOW,
        server_default=NOW,
        info=personal(_l("At once or collected"), purpose=_WHY, kept=_KEPT),
    )


class Notice(Model):
    """That a person hears of an event: a line on their page, once."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.Index("ix_notice_written_at", "written_at"),
        sa.Index("ix_notice_person_id_event_id", "person_id", "event_id"),
        sa.Index(
            "ix_notice_unseen",
            "person_id",
            sqlite_where=sa.text("seen_at IS NULL"),
            postgresql_where=sa.text("seen_at IS NULL"),
        ),
    )

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("What the notice is about"), purpose=_HEARD, kept=_HEARD_KEPT),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Who hears of it"), purpose=_HEARD, kept=_HEARD_KEPT),
    )
    topic: Mapped[str] = mapped_column(
        sa.String(20), info=personal(_l("Why you hear of it"), purpose=_HEARD, kept=_HEARD_KEPT)
    )
    written_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Written"), purpose=_HEARD, kept=_HEARD_KEPT)
    )
    seen_at: Mapped[datetime | None] = mapped_column(
        info=personal(_l("When you saw it"), purpose=_HEARD, kept=_HEARD_KEPT)
    )
    """None while it is new to them."""


class Follow(Model):
    """That a person follows something, or no longer follows what they follow by default."""

    __tablename__ = "follow"
    __table_args__ = (sa.Index("ix_follow_subject", "subject", "person_id"),)

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Who follows it"), purpose=_WISHES, kept=_FOLLOWED_KEPT),
    )
    subject: Mapped[str] = mapped_column(
        sa.String(40),
        primary_key=True,
        info=personal(_l("What you follow"), purpose=_WISHES, kept=_FOLLOWED_KEPT),
    )
    """``consultation:3``, ``contribution:12``."""
    stopped: Mapped[bool] = mapped_column(
        info=personal(_l("That you stopped"), purpose=_WISHES, kept=UNTIL_DELETED)
    )
    """They wrote it or commented on it, and do not want to hear of it."""
    since: Mapped[datetime] = mapped_column(
        info=personal(_l("Since"), purpose=_WISHES, kept=_FOLLOWED_KEPT)
    )


class NoticeChoice(Model):
    """How a person wants to hear of one topic. Without a row the topic's own default holds."""

    __tablename__ = "notice_choice"
    __table_args__ = (sa.CheckConstraint(f"how IN {HOWS}", name="how"),)

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Whose wish it is"), purpose=_WISHES, kept=UNTIL_DELETED),
    )
    topic: Mapped[str] = mapped_column(
        sa.String(20),
        primary_key=True,
        info=personal(_l("About what"), purpose=_WISHES, kept=UNTIL_DELETED),
    )
    how: Mapped[str] = mapped_column(
        sa.String(10),
        info=personal(_l("How often"), purpose=_WISHES, kept=UNTIL_DELETED),
    )
