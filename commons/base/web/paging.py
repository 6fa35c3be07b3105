"""Pages of a list by the key of their last row, so that page 500 is as quick as page 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

GREATEST_KEY = 2**31 - 1
"""The greatest key of a row: PostgreSQL's ``integer``."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a longer list, and the key after which the next ones begin."""

    items: Sequence[T]
    next_after: str | None


def page_of(rows: Sequence[T], size: int, key: str = "id") -> Page[T]:
    """Make a page of up to ``size`` rows out of ``size + 1`` that were asked for."""
    items = rows[:size]
    more = len(rows) > size
    return Page(items, str(getattr(items[-1], key)) if more else None)


def number_after(text: str | None) -> int | None:
    """The key in an address, if it is one: anything else is read as the list's beginning."""
    if text and text.isascii() and text.isdigit() and len(text) < 11:
        return min(int(text), GREATEST_KEY)
    return None
