"""The ways of taking part in a consultation. Packages above register theirs in ``features.py``."""

from abc import ABC, abstractmethod
from typing import Any

import sqlalchemy as sa

from commons.base.registry import Registry
from commons.people.models import Person


class Way(ABC):
    """A way of taking part: voting, proposing, commenting."""

    name: str
    apart = True
    """Whether the figures show those who took part in this way apart."""

    @abstractmethod
    def title(self) -> str:
        """What the results call it, in the reader's language: Voted."""

    @abstractmethod
    def people(self, consultation_id: Any) -> "sa.Select[Any]":
        """One column: the ids of those who took part in this way; some may repeat."""


ways: Registry[Way] = Registry("way of taking part")


def took_part(person: Person, consultation_id: Any) -> "sa.ColumnElement[bool]":
    """SQL: whether the person took part in the consultation in any way."""
    found = []
    for way in ways:
        people = way.people(consultation_id).subquery()
        found.append(sa.select(1).select_from(people).where(people.c[0] == person.id).exists())
    return sa.or_(sa.false(), *found)
