"""Everything the city holds about one person, whatever package holds it.

A package that keeps something about people registers a ``Holder`` in ``features.py``: it says what
it holds, forgets it when the person leaves, and says for whom something must stay a while. What is
held, why and how long is never written twice: a ``Fact`` takes it from its column.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from commons.base.privacy import Personal, said_of
from commons.base.registry import Registry
from commons.people.models import Person

Value = str | int | datetime | date | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What one column holds about the person; ``shown`` is the same in the reader's words."""

    column: str
    """``table.column``."""
    about: Personal
    value: Value
    shown: str | None = None
    language: str | None = None
    """Of what people wrote."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that are held about a person: one record for each of them."""

    name: str
    title: str
    records: Sequence[Sequence[Fact]]

    @property
    def reasons(self) -> list[tuple[list[str], str, str]]:
        """What is held, why, and how long: each reason once, with all it holds for."""
        found: dict[tuple[str, str], list[str]] = {}
        for record in self.records:
            for fact in record:
                names = found.setdefault((str(fact.about.purpose), str(fact.about.kept)), [])
                if str(fact.about.what) not in names:
                    names.append(str(fact.about.what))
        return [(names, purpose, kept) for (purpose, kept), names in found.items()]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to choose when two accounts are joined."""

    name: str
    text: str
    choices: Sequence[tuple[str, str]]
    """Value and label of each answer."""


@dataclass
class Holder(ABC):
    """A package that holds something about people. A subclass overrides what applies to it."""

    name: str = field(init=False)

    @abstractmethod
    def held(self, person: Person) -> Iterator[Group]:
        """What is held about the person. Groups without records are left out of the page."""

    @abstractmethod
    def forget(self, person_id: int) -> None:
        """Remove what is about the person, and what leads from public texts to them."""

    def needed(self) -> "sa.Select[Any] | None":
        """Ids of those whose bare row must stay a while after they left; None for nobody."""
        return None

    def hold_for_join(self, kept_id: int, gone_id: int) -> None:  # noqa: B027  (few need it)
        """Hold what must not change while two accounts are joined, before the people are held."""

    def join_questions(self, kept: Person, gone: Person) -> "Sequence[Question]":  # noqa: ARG002
        """What must be asked before two accounts of one human are joined."""
        return ()

    def join(  # noqa: B027  (few need it)
        self, kept_id: int, gone_id: int, answers: Mapping[str, str]
    ) -> None:
        """Settle what cannot simply become the kept account's, before all rows move to it.

        Rows that point to the person move by themselves; where the kept account has the same one
        already, theirs stays. Raises Refused where the two cannot be joined.
        """


holders: Registry[Holder] = Registry("holder of personal data")


def fact(
    column: "InstrumentedAttribute[object]",
    value: Value,
    shown: str | None = None,
    *,
    language: str | None = None,
) -> Fact:
    """What a column holds. Raises ValueError for one that says it is about nobody."""
    stored = column.property.columns[0]
    about = said_of(stored)
    if about is None:
        raise ValueError(f"{column} says that it is about nobody")
    return Fact(f"{stored.table.name}.{stored.name}", about, value, shown, language)


def everything_held(person: Person) -> list[Group]:
    """All that is held about a person, by kind: a statement or two for each kind."""
    groups = [group for holder in holders for group in holder.held(person)]
    return [group for group in groups if group.records]
