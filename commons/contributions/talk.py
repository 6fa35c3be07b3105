"""The talk about a text, as a reader gets it: threads, their order, and what the reader marked.

Each question is one statement, and touches only the rows of its page: a talk of 10,000 comments
is as quick as one of ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.base.errors import NotFound
from commons.base.web.paging import Page
from commons.contributions.bylines import with_byline
from commons.contributions.mentions.models import Mention
from commons.contributions.models import Comment, Support
from commons.contributions.rules import ANSWERS, ANSWERS_FIRST, LARGEST_ID, THREADS
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person

BRIDGING, NEWEST, OLDEST = "bridging", "newest", "oldest"
ORDERS = (BRIDGING, NEWEST, OLDEST)
LARGEST_RANK = 2**63 - 1

_SAID = Comment.metadata.tables["comment"]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment or an answer."""

    comment: Comment
    marked: bool
    """The reader finds it helpful."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with the answers to it, or some of them."""

    first: Said
    answers: Sequence[Said]
    next_after: str | None
    """Where the further answers begin; None where all are here."""

    @property
    def comments(self) -> list[Comment]:
        """All that is here."""
        return [self.first.comment, *(said.comment for said in self.answers)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of threads begins: after the first comment with this rank and id."""

    id: int
    rank: int | None = None
    """None in the orders that ask for the id alone."""

    def __str__(self) -> str:
        return str(self.id) if self.rank is None else f"{self.rank}-{self.id}"


def place_from(text: str | None) -> Place | None:
    """A place as an address holds it; None for anything else, which is the beginning."""
    before, dash, last = (text or "").rpartition("-")
    number, rank = _number(last, LARGEST_ID), _number(before, LARGEST_RANK)
    if number is None or bool(dash) != (rank is not None):
        return None
    return Place(number, rank)


def _number(text: str, largest: int) -> int | None:
    if text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) <= largest:
        return int(text)
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of a talk: a page of it in an order, or a single thread."""

    order: str = BRIDGING
    after: Place | None = None
    thread_id: int | None = None
    """Then ``after`` holds the number of an answer in it."""

    @classmethod
    def of(cls, order: str | None, after: str | None, thread_id: int | None) -> "Wanted":
        """As an address says it. Links to a single comment hold its id alone: newest first."""
        place = place_from(after)
        if order not in ORDERS:
            order = BRIDGING if place is None or place.rank is not None else NEWEST
        return cls(order, place, thread_id)


def wanted_of(subject_id: int, person: Person | None, wanted: Wanted) -> Page[Thread]:
    """What was asked for: one statement. Raises NotFound where there is no such thread."""
    if wanted.thread_id is None:
        return threads_on(subject_id, person, order=wanted.order, after=wanted.after)
    start = wanted.after.id if wanted.after else 0
    return Page([thread_on(subject_id, wanted.thread_id, person, after=start)], None)


def threads_on(
    subject_id: int,
    person: Person | None,
    *,
    order: str = BRIDGING,
    after: Place | None = None,
    size: int = THREADS,
) -> Page[Thread]:
    """A page of the threads on a text, each with its first answers: one statement.

    Hidden and withdrawn comments are among them: they keep their place.
    """
    page = _firsts(subject_id, order, after, size + 1).cte("page")
    answers = sa.select(_SAID.c.id).join(
        page, sa.and_(_SAID.c.thread_id == page.c.id, _SAID.c.position <= ANSWERS_FIRST)
    )
    said = _said(sa.union_all(sa.select(page.c.id), answers), person)
    firsts = [one for one in said if one.comment.thread_id is None]
    if order == BRIDGING:
        firsts.sort(key=lambda one: (one.comment.bridging, one.comment.id), reverse=True)
    else:
        firsts.sort(key=lambda one: one.comment.id, reverse=order == NEWEST)
    shown = firsts[:size]
    more = None
    if len(firsts) > size:
        last = shown[-1].comment
        more = str(Place(last.id, last.bridging if order == BRIDGING else None))
    return Page([_thread(first, said) for first in shown], more)


def _firsts(subject_id: int, order: str, after: Place | None, size: int) -> "sa.Select[int]":
    """The ids of first comments in their order, by an index."""
    key, rank = _SAID.c.id, _SAID.c.bridging
    query = sa.select(key).where(_SAID.c.subject_id == subject_id, _SAID.c.thread_id.is_(None))
    if order == BRIDGING:
        query = query.order_by(rank.desc(), key.desc())
        if after is not None and after.rank is not None:
            query = query.where(sa.tuple_(rank, key) < sa.tuple_(after.rank, after.id))
    elif order == OLDEST:
        query = query.order_by(key)
        query = query if after is None else query.where(key > after.id)
    else:
        query = query.order_by(key.desc())
        query = query if after is None else query.where(key < after.id)
    return query.limit(size)


def _said(ids: "sa.CompoundSelect[int]", person: Person | None) -> list[Said]:
    """What these are, with their authors, and which of them the reader finds helpful."""
    wanted = ids.subquery()
    marked: sa.ColumnElement[bool] = sa.false()
    if person is not None:
        marked = sa.exists().where(
            Support.contribution_id == _SAID.c.id, Support.person_id == person.id
        )
    rows = db.session.execute(
        sa.select(Comment, marked.label("marked"))
        .join(wanted, wanted.c.id == _SAID.c.id)
        .options(*with_byline(Comment), joinedload(Comment.mentions).load_only(Mention.typed))
    ).unique()
    return [Said(comment, bool(marked)) for comment, marked in rows]


def _thread(first: Said, said: Sequence[Said]) -> Thread:
    """A first comment with the first answers to it, of those at hand."""
    answers = sorted(
        (one for one in said if one.comment.thread_id == first.comment.id),
        key=lambda one: one.comment.position or 0,
    )
    more = first.comment.answer_count > ANSWERS_FIRST
    return Thread(first, answers, str(ANSWERS_FIRST) if more else None)


def thread_on(
    subject_id: int, thread_id: int, person: Person | None, *, after: int = 0, size: int = ANSWERS
) -> Thread:
    """One thread, with a page of the answers after the one so numbered: one statement.

    Raises NotFound where the text has no such thread.
    """
    first = sa.select(_SAID.c.id).where(
        _SAID.c.id == thread_id, _SAID.c.subject_id == subject_id, _SAID.c.thread_id.is_(None)
    )
    answers = sa.select(_SAID.c.id).where(
        _SAID.c.thread_id == thread_id,
        _SAID.c.subject_id == subject_id,
        _SAID.c.position > after,
        _SAID.c.position <= min(after + size, LARGEST_ID),
    )
    said = _said(sa.union_all(first, answers), person)
    found = next((one for one in said if one.comment.thread_id is None), None)
    if found is None:
        raise NotFound(_("There is no such comment."))
    more = found.comment.answer_count > after + size
    thread = _thread(found, said)
    return Thread(found, thread.answers, str(after + size) if more else None)
