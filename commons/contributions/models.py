"""What people write. Proposals, comments and what later packages add join this one table."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.cities.models import District
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.helping.rules import ONLINE
from commons.people.models import BY_NAME, UNTIL_DELETED, Person
from commons.people.organisations.models import Organisation

if TYPE_CHECKING:
    from commons.contributions.mentions.models import Mention

_WHY = _l("So that people can read it and answer.")
_CHOSEN = _l("So that your name stands beside it only where you want it to.")
_KEPT = _l("The text stays. That it is yours is forgotten when you delete your account.")

VISIBLE = "visible"
HIDDEN = "hidden"
"""By a moderator, with a reason; the public trace shows it, without the text."""
WITHDRAWN = "withdrawn"
"""By its author."""
STATES = (VISIBLE, HIDDEN, WITHDRAWN)


class Contribution(Model):
    """A text somebody wrote: its words, its language, its state, its newest revision."""

    __tablename__ = "contribution"
    __table_args__: tuple[sa.schema.SchemaItem, ...] = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("support_count >= 0", name="support_count"),
        sa.CheckConstraint("comment_count >= 0", name="comment_count"),
        sa.Index("ix_contribution_state", "state"),
    )
    __impersonal__ = impersonal(
        "State and counts of a text.",
        "id kind language state revision support_count comment_count file_count updated_at "
        "state_changed_at organisation_id official channel",
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    author_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who wrote it"), purpose=_WHY, kept=_KEPT),
    )
    """None once the author's account is deleted, and for imported texts."""
    shown_as: Mapped[str] = mapped_column(
        sa.String(20),
        default=BY_NAME,
        server_default=BY_NAME,
        info=personal(_l("Shown with or without your name"), purpose=_CHOSEN, kept=_KEPT),
    )
    """One of ``SHOWN_AS``. Who may be named is said by ``bylines.byline_of``, and nowhere else."""
    shown_district_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("district.id"),
        info=personal(_l("Shown as a resident of"), purpose=_CHOSEN, kept=UNTIL_DELETED),
    )
    """The author's district as it was when they chose to be shown as a resident of it."""
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    """Said as an organisation: it stays the organisation's, whatever becomes of the author."""
    official: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Said for the city, by an officer: it stays the city's."""
    channel: Mapped[str] = mapped_column(sa.String(20), default=ONLINE, server_default=ONLINE)
    """``assisted`` where a mediator entered it for its author; who, only the audit log says."""
    language: Mapped[str] = mapped_column(sa.String(20))
    """The language it was written in."""
    title: Mapped[str] = mapped_column(
        sa.String(160), default="", info=personal(_l("Title"), purpose=_WHY, kept=_KEPT)
    )
    body: Mapped[str] = mapped_column(sa.Text, info=personal(_l("Text"), purpose=_WHY, kept=_KEPT))
    state: Mapped[str] = mapped_column(sa.String(20), default=VISIBLE)
    revision: Mapped[int] = mapped_column(default=1)
    support_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    """Kept with each support and comment, so that a list need not count."""
    file_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """Pictures and papers on it, hidden ones too: a text without any need not ask for them."""
    created_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Written"), purpose=_WHY, kept=_KEPT)
    )
    updated_at: Mapped[datetime]
    state_changed_at: Mapped[datetime | None]
    """When it was last hidden, shown again or withdrawn; None while it is as it was posted."""

    same_place: ClassVar[tuple[str, ...]] = ()
    """Columns of a kind that say where a text stands: one sent twice is the same only there."""

    author: Mapped[Person | None] = relationship(lazy="raise")
    shown_district: Mapped[District | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class Revision(Model):
    """An earlier or the present wording, as it stood."""

    __tablename__ = "revision"
    __impersonal__ = impersonal("Of which text it is a wording.", "contribution_id number")

    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(
        sa.String(160), info=personal(_l("Title"), purpose=_WHY, kept=_KEPT)
    )
    body: Mapped[str] = mapped_column(sa.Text, info=personal(_l("Text"), purpose=_WHY, kept=_KEPT))
    written_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Written"), purpose=_WHY, kept=_KEPT)
    )


class Translation(Model):
    """A revision in another language, and who or what translated it."""

    __tablename__ = "translation"
    __impersonal__ = impersonal(
        "Of which text, into which language, when.",
        "contribution_id language revision translated_at",
    )

    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    revision: Mapped[int]
    """The revision it was made of: an older one is shown as outdated."""
    title: Mapped[str] = mapped_column(
        sa.String(160), info=personal(_l("Title"), purpose=_WHY, kept=_KEPT)
    )
    body: Mapped[str] = mapped_column(sa.Text, info=personal(_l("Text"), purpose=_WHY, kept=_KEPT))
    translator: Mapped[str] = mapped_column(
        sa.String(100),
        info=personal(
            _l("Who translated it"),
            purpose=_l("So that readers know who or what translated a text."),
            kept=_l("As long as the text."),
        ),
    )
    translated_at: Mapped[datetime]


_COUNTED = _l("To count the support of each person once.")


class Support(Model):
    """That a person supports a contribution: once, says the key."""

    __tablename__ = "support"

    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("What you support"), purpose=_COUNTED, kept=UNTIL_DELETED),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=personal(_l("Who supports it"), purpose=_COUNTED, kept=UNTIL_DELETED),
    )


ALIGNMENTS = ("for", "against", "question", "idea")
_FIRST = sa.text("thread_id IS NULL")


class Comment(Contribution):
    """What somebody says about a contribution: for, against, a question or an idea.

    Or an answer to that, in its thread. Marks of helpfulness are supports of a comment.
    """

    __tablename__ = "comment"
    __table_args__ = (
        sa.CheckConstraint(f"alignment IN {ALIGNMENTS}", name="alignment"),
        sa.Index("ix_comment_subject_id_id", "subject_id", "id"),
        sa.Index(
            "ix_comment_first", "subject_id", "id", sqlite_where=_FIRST, postgresql_where=_FIRST
        ),
        sa.Index(
            "ix_comment_bridging",
            "subject_id",
            "bridging",
            "id",
            sqlite_where=_FIRST,
            postgresql_where=_FIRST,
        ),
        # Answers are numbered in their thread; the database refuses two with one number.
        sa.Index("ix_comment_position", "thread_id", "position", unique=True),
    )
    __impersonal__ = impersonal(
        "What it is about and answers, for or against, and counts.",
        "id subject_id alignment thread_id position answer_count helpful_for helpful_other "
        "bridging city_answers",
    )
    same_place = ("subject_id", "thread_id")
    id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    subject_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id", ondelete="CASCADE"))
    """What the whole talk is about, for answers too."""
    alignment: Mapped[str] = mapped_column(sa.String(20))
    """An answer has that of its thread's first comment."""
    thread_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"))
    """The first comment of the thread this answers in; None for a first comment."""
    position: Mapped[int | None]
    """Of an answer in its thread, from 1."""
    answer_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """Answers in its thread, whatever their state: the position of the last one."""
    helpful_for: Mapped[int] = mapped_column(default=0, server_default="0")
    """Marks by people who support what it is about."""
    helpful_other: Mapped[int] = mapped_column(default=0, server_default="0")
    """Marks by people who do not."""
    bridging: Mapped[int] = mapped_column(sa.BigInteger, default=1, server_default="1")
    """What it is ranked by: see ``rules.bridging``."""
    city_answers: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of a first comment: visible answers in its thread that were said for the city."""

    mentions: Mapped[list["Mention"]] = relationship(viewonly=True, lazy="raise")

    # Two keys lead to contribution; this one makes a comment one.
    __mapper_args__ = {
        "polymorphic_identity": "comment",
        "inherit_condition": id == Contribution.id,  # noqa: A003
    }
