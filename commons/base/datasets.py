"""What is published as open data: each column declared once, with meaning, type and privacy.

Header, dictionary and guard all come from that declaration, so that nothing can leave earlier
or under another name than it says.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from commons.base.registry import Registry

Value = str | int | float | bool | datetime | None


class Stage(IntEnum):
    """How far the thing has come that a dataset tells of."""

    RUNNING = 1
    CLOSED = 2
    PUBLISHED = 3


class Privacy(StrEnum):
    """What a column gives away about people."""

    PUBLIC = "public"
    """Public on the site as well."""
    PSEUDONYM = "pseudonym"
    """Tells rows of one person apart inside one file, and nothing more."""


class Kind(StrEnum):
    """The type of a column's values."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    TRUTH = "boolean"
    MOMENT = "datetime"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: an English snake_case name, with slashes for nesting (``district/name``)."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    privacy: Privacy = Privacy.PUBLIC
    earliest: Stage = Stage.RUNNING
    """Before this stage the column is not in the file at all."""


class Dataset(ABC):
    """A thing to download. One class in one file, registered in ``features.py``."""

    name: str
    meaning: str
    columns: Sequence[Column]
    about: str = ""
    """Datasets about the same thing have come equally far, which is asked once for all of them."""

    @abstractmethod
    def stage(self, consultation_id: int) -> Stage | None:
        """How far the consultation has come for this dataset; None where it has none of it."""

    @abstractmethod
    def rows(self, consultation_id: int) -> Iterable[Mapping[str, Value]]:
        """The rows, one at a time, by column name."""

    def columns_at(self, stage: Stage) -> list[Column]:
        """The columns that may leave at this stage."""
        return [column for column in self.columns if column.earliest <= stage]


datasets: Registry[Dataset] = Registry("dataset")
