"""What somebody shows that they live here for: a vote they want to take part in, most often.

Votes and consultations are on higher floors. In ``features.py`` they say how to find what a phase
asks; the page on which one shows it then chooses among the ways, and leads back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from commons.people.electorate import Electorate


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is asked of whoever wants to take part, and where they go on once they have shown it."""

    electorate: Electorate
    title: str
    language: str
    """Of the title."""
    back: str
    """A path within this city."""


Finder = Callable[[int], Purpose | None]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a way to find what a phase asks. The same one is added once."""
    if finder not in _finders:
        _finders.append(finder)


def purpose_of(phase_id: int | None) -> Purpose | None:
    """What a phase asks; None for a phase that does not exist, or where none was named."""
    if phase_id is None:
        return None
    for find in _finders:
        found = find(phase_id)
        if found is not None:
            return found
    return None
