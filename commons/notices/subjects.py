"""What notices are about, and what can be followed: a consultation, a text.

A package on a higher floor that has things to follow registers a ``Subject`` in ``features.py``;
notices then name and link them without knowing the package.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.base.events import Event
from commons.base.registry import Registry
from commons.contributions.authors import other_authors
from commons.contributions.bylines import byline_of, with_byline
from commons.contributions.models import VISIBLE, Comment, Contribution
from commons.contributions.places import Place, places_of
from commons.contributions.queries import readable
from commons.i18n.catalogue import current_language

Key = tuple[str, int]
"""A subject's name and the number of one of its things: ``("contribution", 12)``."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a notice is about, in the language being spoken where it exists in it."""

    key: Key
    kind: str
    """``proposal``, ``comment``, ``consultation``."""
    title: str
    language: str
    """Of the title."""
    place: Place
    visible: bool
    """Nothing is told of what is hidden or withdrawn by now."""
    created_at: datetime
    by: str = ""
    """Who it is by, within a sentence, as they chose to be shown."""
    more: Any = None
    """What only the notices of its own package know: a consultation's phases."""


Things = Mapping[Key, Thing]


class Subject(ABC):
    """One sort of things that can be followed and written about."""

    name: str

    @abstractmethod
    def find(self, numbers: Collection[int]) -> Iterable[Thing]:
        """The things of those numbers that there are: a few statements for all of them."""

    @abstractmethod
    def events_about(self, number: int) -> "sa.ColumnElement[bool]":
        """Which events are about one of them."""

    def can_be_followed(self, thing: Thing) -> bool:
        """Whether one can follow this one."""
        return thing.visible

    def followers_by_default(self, number: int) -> "Sequence[sa.Select[Any]]":  # noqa: ARG002
        """Queries for the ids of those who follow one of them without pressing a button."""
        return ()


subjects: Registry[Subject] = Registry("subject of notices")


def things(keys: Iterable[Key]) -> dict[Key, Thing]:
    """Things of any sort: a few statements for each sort."""
    by_name: dict[str, set[int]] = {}
    for name, number in keys:
        by_name.setdefault(name, set()).add(number)
    return {
        thing.key: thing
        for name, numbers in by_name.items()
        if name in subjects
        for thing in subjects.get(name).find(numbers)
    }


CONTRIBUTION = "contribution"


class ContributionSubject(Subject):
    """What people write. Who wrote or commented on something follows it by default."""

    name = CONTRIBUTION

    def find(self, numbers: Collection[int]) -> Iterable[Thing]:
        """Texts with their authors, in the reader's language: three statements."""
        if not numbers:
            return []
        found = db.session.scalars(
            sa.select(Contribution)
            .where(Contribution.id.in_(sorted(numbers)))
            .options(*with_byline(Contribution))
        ).all()
        texts = readable(found, current_language().code)
        places = places_of((one.id, one.kind) for one in found)
        return [
            Thing(
                key=(self.name, one.id),
                kind=one.kind,
                title=texts[one.id].title,
                language=texts[one.id].language,
                place=places[one.id],
                visible=one.state == VISIBLE,
                created_at=one.created_at,
                by=byline_of(one).within,
            )
            for one in found
        ]

    def events_about(self, number: int) -> "sa.ColumnElement[bool]":
        """Those about the text itself, and about the comments on it."""
        comments = sa.select(Comment.__table__.c.id).where(Comment.subject_id == number)
        return sa.or_(Event.contribution_id == number, Event.contribution_id.in_(comments))

    def can_be_followed(self, thing: Thing) -> bool:
        """A comment is followed with what it is about."""
        return thing.visible and thing.kind != "comment"

    def followers_by_default(self, number: int) -> "Sequence[sa.Select[Any]]":
        """Its authors, and whoever commented on it."""
        text, comment = Contribution.__table__, Comment.__table__
        author = sa.select(text.c.author_id).where(text.c.id == number)
        commenters = (
            sa.select(text.c.author_id)
            .join(comment, comment.c.id == text.c.id)
            .where(comment.c.subject_id == number, text.c.state == VISIBLE)
        )
        posted = [one.where(text.c.author_id.is_not(None)) for one in (author, commenters)]
        return [*posted, *other_authors(number)]
