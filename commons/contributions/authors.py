"""Who is an author of a text, beside whoever posted it: packages above say who else is."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.models import Contribution

Others = Callable[[Any], "sa.Select[Any]"]
"""Given a contribution's number, or a column that holds it: a query for ids of people."""

_others: list[Others] = []
_named: list[Others] = []
_TEXT = Contribution.__table__


def register(others: Others, *, named: Others) -> None:
    """Say who else is an author of some texts, and who of them is shown under their name."""
    if others not in _others:
        _others.append(others)
        _named.append(named)


def named_authors(contribution_id: Any) -> "list[sa.Select[Any]]":
    """Queries for the ids of the further authors of a text whose name stands beside it."""
    return [named(contribution_id) for named in _named]


def other_authors(contribution_id: Any) -> "list[sa.Select[Any]]":
    """Queries for the ids of the further authors of a text."""
    return [others(contribution_id) for others in _others]


def authors_of(contribution_id: int | None) -> "sa.Select[Any]":
    """A query for the ids of all authors of a text who are still here."""
    first = sa.select(_TEXT.c.author_id.label("id")).where(
        _TEXT.c.id == contribution_id, _TEXT.c.author_id.is_not(None)
    )
    everyone = sa.union(first, *other_authors(contribution_id)).subquery("authors")
    return sa.select(everyone.c.id)


def is_other_author(person_id: int, contribution_id: int) -> bool:
    """Whether somebody is an author of a text that another person posted: one statement."""
    found = [
        query.where(query.selected_columns[0] == person_id).exists()
        for query in other_authors(contribution_id)
    ]
    return bool(found) and bool(db.session.scalar(sa.select(sa.or_(*found))))


def written_by(person_ids: "list[int]") -> "sa.ColumnElement[bool]":
    """That one of these people is an author, as a condition on ``contribution``."""
    others = [
        query.where(query.selected_columns[0].in_(person_ids)).exists()
        for query in other_authors(_TEXT.c.id)
    ]
    return sa.or_(_TEXT.c.author_id.in_(person_ids), *others)
