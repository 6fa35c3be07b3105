"""What people write. Proposals, comments and what later packages add join this one table."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED, Person

_WHY = _l("So that people can read it and answer.")
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
        "id kind language state revision support_count comment_count updated_at state_changed_at",
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
    created_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Written"), purpose=_WHY, kept=_KEPT)
    )
    updated_at: Mapped[datetime]
    state_changed_at: Mapped[datetime | None]
    """When it was last hidden, shown again or withdrawn; None while it is as it was posted."""

    author: Mapped[Person | None] = relationship(lazy="raise")


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


class Comment(Contribution):
    """What somebody says about a contribution: for, against, a question or an idea."""

    __tablename__ = "comment"
    __table_args__ = (
        sa.CheckConstraint(f"alignment IN {ALIGNMENTS}", name="alignment"),
        sa.Index("ix_comment_subject_id_id", "subject_id", "id"),
    )
    __impersonal__ = impersonal("What it is about, and for or against.", "id subject_id alignment")
    id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    subject_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id", ondelete="CASCADE"))
    alignment: Mapped[str] = mapped_column(sa.String(20))

    # Two keys lead to contribution; this one makes a comment one.
    __mapper_args__ = {
        "polymorphic_identity": "comment",
        "inherit_condition": id == Contribution.id,  # noqa: A003
    }
