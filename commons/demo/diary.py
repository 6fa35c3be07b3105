"""A diary: what happens when. Written in any order, lived through in the order of time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from commons.base import clock
from commons.base.database import transaction

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Entry:
    moment: datetime
    act: Act
    alone: bool


@dataclass(slots=True)
class Diary:
    """Acts with their moments. Ids and logs come out in the order in which things happened."""

    _entries: list[_Entry] = field(default_factory=list)

    def note(self, moment: datetime, act: Act, *, alone: bool = False) -> None:
        """Let ``act`` happen at ``moment``; ``alone`` for what makes its own transactions."""
        self._entries.append(_Entry(moment, act, alone))

    def live(self) -> None:
        """Let everything happen. Acts in a row are kept together, which is much quicker."""
        self._entries.sort(key=lambda entry: entry.moment)
        for alone, entries in groupby(self._entries, key=lambda entry: entry.alone):
            if alone:
                _happen(entries)
            else:
                transaction(_happen)(entries)


def _happen(entries: Iterable[_Entry]) -> None:
    for entry in entries:
        with clock.at(entry.moment):
            entry.act()
