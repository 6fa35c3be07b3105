"""What can be asked about texts of people: each function one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.base.web.paging import Page, page_of
from commons.contributions.bylines import with_byline
from commons.contributions.models import (
    VISIBLE,
    Comment,
    Contribution,
    Revision,
    Support,
    Translation,
)
from commons.contributions.rules import EDIT_WINDOW
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.models import Person


@dataclass(frozen=True, slots=True)
class ReadableText:
    """A text as a reader gets it: translated where that exists, the original beside it.

    Empty where the text is hidden or withdrawn. ``translator`` is None for an original;
    ``outdated`` says that the translation is of an earlier wording.
    """

    title: str
    body: str
    language: str
    direction: str
    translator: str | None
    outdated: bool
    original_title: str
    original_body: str
    original_language: str
    original_direction: str

    @property
    def translated(self) -> bool:
        """Whether this is not what the author wrote, but a translation of it."""
        return self.translator is not None


def direction_of(language: str) -> str:
    """Which way a language runs, ``ltr`` or ``rtl``; ``auto`` for one we do not know."""
    known = LANGUAGES.get(language)
    return known.direction if known else "auto"


def as_written(contribution: Contribution) -> ReadableText:
    """A text in its own language, whatever its state: for its author and for moderators."""
    return _text(contribution, None, shown=True)


def _text(
    contribution: Contribution, translation: Translation | None, *, shown: bool
) -> ReadableText:
    original, direction = contribution.language, direction_of(contribution.language)
    title, body = (contribution.title, contribution.body) if shown else ("", "")
    if translation is None or not shown:
        return ReadableText(
            title, body, original, direction, None, False, title, body, original, direction
        )
    return ReadableText(
        translation.title or title,
        translation.body,
        translation.language,
        direction_of(translation.language),
        translation.translator,
        translation.revision < contribution.revision,
        title,
        body,
        original,
        direction,
    )


def readable(contributions: Sequence[Contribution], language: str) -> dict[int, ReadableText]:
    """Texts in the reader's language by their ids; in their own where nobody translated them.

    One statement for all of them, none where every text is in that language already.
    """
    foreign = [c.id for c in contributions if c.language != language and c.state == VISIBLE]
    translations: dict[int, Translation] = {}
    if foreign:
        rows = db.session.scalars(
            sa.select(Translation).where(
                Translation.contribution_id.in_(foreign), Translation.language == language
            )
        )
        translations = {row.contribution_id: row for row in rows}
    return {c.id: readable_one(c, translations.get(c.id)) for c in contributions}


def readable_one(contribution: Contribution, translation: Translation | None) -> ReadableText:
    """A text as it is read where its translation is at hand, or there is none. No statement."""
    return _text(contribution, translation, shown=contribution.state == VISIBLE)


@dataclass(frozen=True, slots=True)
class SupportStanding:
    """How a text is supported, and what the reader has to do with that."""

    contribution_id: int
    kind: str
    count: int
    supported: bool
    """By the reader."""
    own: bool
    """The reader wrote it, alone or with others."""
    state: str

    @property
    def can_support(self) -> bool:
        """Whether the reader may add their support, or take it back."""
        return self.state == VISIBLE and not self.own


def standing_of(
    contribution: Contribution, person: Person | None, *, supported: bool, coauthor: bool = False
) -> SupportStanding:
    """How a text that is at hand stands with the reader. No statement."""
    own = coauthor or (person is not None and contribution.author_id == person.id)
    return SupportStanding(
        contribution.id,
        contribution.kind,
        contribution.support_count,
        supported,
        own,
        contribution.state,
    )


def support_standing(contribution_id: int, person: Person) -> SupportStanding:
    """How a text stands with the person: one statement. Raises NotFound."""
    row = db.session.execute(
        sa.select(
            Contribution.kind,
            Contribution.support_count,
            Contribution.author_id,
            Contribution.state,
            Support.person_id,
        )
        .outerjoin(
            Support,
            sa.and_(Support.contribution_id == Contribution.id, Support.person_id == person.id),
        )
        .where(Contribution.id == contribution_id)
    ).first()
    if row is None:
        raise NotFound(_("There is no such text."))
    kind, count, author_id, state, supporter_id = row
    return SupportStanding(
        contribution_id, kind, count, supporter_id is not None, author_id == person.id, state
    )


def contribution_of(contribution_id: int) -> Contribution:
    """A text with its author, whatever its state. Raises NotFound."""
    found = db.session.scalar(
        sa.select(Contribution)
        .where(Contribution.id == contribution_id)
        .options(*with_byline(Contribution))
    )
    if found is None:
        raise NotFound(_("There is no such text."))
    return found


def comment_of(comment_id: int) -> Comment:
    """A comment, whatever its state. Raises NotFound."""
    found = db.session.scalar(sa.select(Comment).where(Comment.id == comment_id))
    if found is None:
        raise NotFound(_("There is no such comment."))
    return found


NEWEST = "newest"
OLDEST = "oldest"


def comments_on(
    subject_id: int, *, order: str = NEWEST, after: int | None = None, size: int = 20
) -> Page[Comment]:
    """A page of the comments on a text with their authors, those beyond the id ``after``."""
    query = (
        sa.select(Comment)
        .where(Comment.subject_id == subject_id)
        .options(*with_byline(Comment))
        .limit(size + 1)
    )
    # By the comment's own id, not the joined table's: the index on (subject_id, id) is in order.
    key = Comment.__table__.c.id
    if order == OLDEST:
        query = query.order_by(key)
        query = query if after is None else query.where(key > after)
    else:
        query = query.order_by(key.desc())
        query = query if after is None else query.where(key < after)
    return page_of(list(db.session.scalars(query)), size)


def said_by(organisation_id: int, before: int | None, *, size: int = 20) -> Page[Contribution]:
    """What an organisation said and is still shown, newest first: one statement."""
    return _listed(
        before, size, Contribution.organisation_id == organisation_id, Contribution.state == VISIBLE
    )


def written_by(person_id: int, before: int | None, *, size: int = 20) -> Page[Contribution]:
    """What a person wrote, whatever its state and as whomever, newest first: one statement."""
    return _listed(before, size, Contribution.author_id == person_id)


def _listed(before: int | None, size: int, *which: sa.ColumnElement[bool]) -> Page[Contribution]:
    query = (
        sa.select(Contribution)
        .where(*which)
        .options(*with_byline(Contribution))
        .order_by(Contribution.id.desc())
        .limit(size + 1)
    )
    if before is not None:
        query = query.where(Contribution.id < before)
    return page_of(list(db.session.scalars(query)), size)


def wordings(
    contribution: Contribution, *, before: int | None = None, size: int = 10
) -> list[Revision]:
    """The wordings of a text, newest first: ``size`` of them and the one before.

    Of a comment those that stood when its edit window closed, and later: what was put right
    before is not shown.
    """
    query = (
        sa.select(Revision)
        .where(Revision.contribution_id == contribution.id)
        .order_by(Revision.number.desc())
        .limit(size + 1)
    )
    if before is not None:
        query = query.where(Revision.number < before)
    if isinstance(contribution, Comment):
        following = Revision.__table__.alias()
        put_right = sa.exists().where(
            following.c.contribution_id == Revision.contribution_id,
            following.c.number == Revision.number + 1,
            following.c.written_at <= contribution.created_at + EDIT_WINDOW,
        )
        query = query.where(~put_right)
    return list(db.session.scalars(query))
