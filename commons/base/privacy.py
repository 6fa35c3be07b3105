"""What each column says about itself: whether it is about a person, why it is kept, how long.

A column about a person says so where it is defined: ``info=personal(...)``. The other columns of a
table are named, with the reason, in the model's ``__impersonal__``. ``silences`` finds whatever
says nothing; a test fails on the first. The register of processing, the page on which a person
sees what is held about them, and its files are all made of these statements (GDPR, articles 15
and 30).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from commons.base.database import Model

_KEY = "personal"
_TELLING = ("address", "recipient", "token", "phone", "display_name", "person", "actor", "author")
"""Words in a column's name that no table may call impersonal."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What a column tells about a person. All three are texts in the reader's language."""

    what: str
    purpose: str
    kept: str
    """How long, in words."""


@dataclass(frozen=True, slots=True)
class Impersonal:
    """The columns of a table that are about no person, and why not. ``why`` is for the register."""

    why: str
    columns: frozenset[str]


def personal(what: str, *, purpose: str, kept: str) -> dict[Any, Any]:
    """For ``mapped_column(info=...)``: the column is about a person. Give lazy texts."""
    return {_KEY: Personal(what, purpose, kept)}


def impersonal(why: str, columns: str) -> Impersonal:
    """For ``__impersonal__`` of a model: the names of its columns about nobody, with blanks."""
    return Impersonal(why, frozenset(columns.split()))


def said_of(column: "sa.ColumnElement[Any] | sa.Column[Any]") -> Personal | None:
    """What a column says it tells about a person; None for one about nobody."""
    found: Personal | None = getattr(column, "info", {}).get(_KEY)
    return found


def tables() -> Iterator[tuple[sa.Table, Impersonal]]:
    """Every table, by name, with what its model says is about nobody."""
    said = {
        mapper.local_table: mapper.class_.__dict__.get("__impersonal__")
        for mapper in Model.registry.mappers
    }
    for table in sorted(Model.metadata.tables.values(), key=lambda each: each.name):
        yield table, said.get(table) or impersonal("", "")


def points_to_a_person(column: "sa.Column[Any]") -> bool:
    """Whether the column holds the number of a person."""
    return any(key.target_fullname == "person.id" for key in column.foreign_keys)


def silences() -> list[str]:
    """The columns that do not say what they are, or cannot be what they say."""
    wrong = []
    for table, about_nobody in tables():
        names = {column.name for column in table.columns}
        wrong += [
            f"{table.name}.{name}: named in __impersonal__, but there is no such column"
            for name in sorted(about_nobody.columns - names)
        ]
        for column in table.columns:
            mistake = _mistake(column, about_nobody)
            if mistake:
                wrong.append(f"{table.name}.{column.name}: {mistake}")
    return wrong


def _mistake(column: "sa.Column[Any]", about_nobody: Impersonal) -> str:
    said, listed = said_of(column), column.name in about_nobody.columns
    if said is not None and listed:
        return "says both that it is personal and that it is not"
    if said is None and not listed:
        return "does not say whether it is personal"
    if said is not None and not all(map(str, (said.what, said.purpose, said.kept))):
        return "lacks what it is, its purpose or its period"
    if listed and points_to_a_person(column):
        return "points to a person, so it is personal"
    if listed and any(word in column.name for word in _TELLING):
        return "is named like something personal"
    return ""
