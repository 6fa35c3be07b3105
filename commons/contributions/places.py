"""Where a contribution is read: the page that shows it, whatever package that page belongs to.

Packages on higher floors say where their kind is shown, in ``features.py``; links to any
contribution (in the moderators' queue, in a mail) then need not know them. A comment is shown on
the page of what it is about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa
from flask import url_for

from commons.base.database import db
from commons.base.web.links import city_address
from commons.contributions.models import Comment, Contribution
from commons.contributions.rules import ANSWERS

_pages: dict[str, tuple[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the city, and the spot on it."""

    endpoint: str
    values: Mapping[str, int | str] = field(default_factory=dict)
    anchor: str | None = None

    @property
    def url(self) -> str:
        """The address for a link on a page."""
        return url_for(self.endpoint, _anchor=self.anchor, **self.values)  # type: ignore[arg-type]

    @property
    def whole_address(self) -> str:
        """The address with its host, for a mail."""
        return city_address(self.endpoint, anchor=self.anchor, **self.values)


def register(kind: str, endpoint: str, argument: str) -> None:
    """Say which page shows a kind: its endpoint, and the argument that takes the id."""
    _pages[kind] = (endpoint, argument)


def place_of(contribution_id: int, kind: str) -> Place:
    """Where a contribution is read; the front page for a kind that has no page."""
    return places_of([(contribution_id, kind)])[contribution_id]


def places_of(contributions: Iterable[tuple[int, str]]) -> dict[int, Place]:
    """Where contributions, given by id and kind, are read. At most one statement."""
    given = dict(contributions)
    comments = [number for number, kind in given.items() if kind == "comment"]
    subjects: dict[int, _Where] = {}
    if comments:
        subject = sa.orm.aliased(Contribution)
        rows = db.session.execute(
            sa.select(Comment.id, subject.id, subject.kind, Comment.thread_id, Comment.position)
            .join(subject, subject.id == Comment.subject_id)
            .where(Comment.id.in_(comments))
        )
        subjects = {row[0]: _Where(*row[1:]) for row in rows}
    return {number: _place(number, kind, subjects.get(number)) for number, kind in given.items()}


class _Where(NamedTuple):
    subject_id: int
    kind: str
    thread_id: int | None
    position: int | None


def _place(number: int, kind: str, subject: _Where | None) -> Place:
    anchor, more = None, {}
    if subject is not None:
        # The comments begin after that id, newest first: with this one, however many came since.
        anchor, more = f"comment-{number}", {"after": number + 1}
        if subject.thread_id is not None:
            more = _in_thread(subject.thread_id, subject.position or 1)
        number, kind = subject.subject_id, subject.kind
    if kind not in _pages:
        return Place("consultations.home")
    endpoint, argument = _pages[kind]
    return Place(endpoint, {argument: number, **more}, anchor)


def _in_thread(thread_id: int, position: int) -> dict[str, int]:
    """The page of a thread that shows the answer with this number."""
    before = (position - 1) // ANSWERS * ANSWERS
    return {"thread": thread_id, **({"after": before} if before else {})}
