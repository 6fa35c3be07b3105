"""Reading what tired hands type from a sheet of paper, and comparing what two of them typed.

Pure thinking.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commons.i18n.catalogue import gettext as _
from commons.people.cards import rules as card_rules
from commons.voting.ballots.marks import mistakes
from commons.voting.explaining.mistakes import mistake_sentences
from commons.voting.paper import Mark, Paper
from commons.voting.sheets.reading import RowError, read_marks

ROWS = 10
"""Sheets on one page of the entry."""
MOST_SHEETS = 500
"""Sheets in one batch."""
REASON_LENGTH = 300
"""Characters of why a batch is taken away."""

_NUMBER = re.compile(r"K?\s*(\d{1,9})\s*[-/. ]\s*(\d{1,4})")
_CROSS = {"X", "Х", "Χ", "×", "✗", "✕"}


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet as somebody read it. ``spoiled``: it cannot be counted, whatever it says."""

    card: str
    """The card's number; empty only on a spoiled sheet."""
    choices: tuple[Mark, ...]
    spoiled: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a row of the page, as it was typed."""

    card: str
    choices: str

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.card.strip() and not self.choices.strip()


def _plain(text: str) -> str:
    digits = (unicodedata.decimal(ch, None) for ch in text)
    plain = (
        ch if digit is None else str(int(digit)) for ch, digit in zip(text, digits, strict=True)
    )
    dashes = ("-" if unicodedata.category(ch) == "Pd" else ch for ch in plain)
    return unicodedata.normalize("NFKC", "".join(dashes)).upper().strip()


def read_card(text: str) -> str:
    """A card's number as typed, in its normal spelling, or else a code in its own.

    ``k3 42``, ``3-42`` and ``K3-0042`` are the same number. Raises RowError, or Mistyped for what
    looks like a code and is none.
    """
    plain = _plain(text)
    found = _NUMBER.fullmatch(plain)
    if found:
        return card_rules.number_of(int(found[1]), int(found[2]))
    if sum(ch.isalnum() for ch in plain) >= card_rules.LENGTH - 2:
        return card_rules.read_code(text.rpartition("#")[2])
    raise RowError(_("Write the card's number as it stands on the sheet, such as K3-0042."))


def is_number(card: str) -> bool:
    """Whether it is a card's number rather than its code."""
    return "-" in card


def read_choices(text: str, codes: Sequence[str], paper: Paper) -> tuple[Mark, ...] | None:
    """The marks that were typed, as ``reading`` explains; None for an ``x``.

    ``codes`` are in the order in which the paper numbers them. Raises RowError saying what is
    wrong.
    """
    plain = _plain(text)
    if plain in _CROSS:
        return None
    choices = tuple(read_marks(plain, codes, paper))
    found = mistakes(paper, choices)
    if found:
        said = " ".join(mistake_sentences(paper, found))
        raise RowError(_("%(mistake)s If the sheet says so, write x.", mistake=said))
    return choices


@dataclass(frozen=True, slots=True)
class Difference:
    """A sheet that two people read differently, or that only one of them has."""

    first_at: int | None
    second_at: int | None
    first: Row | None
    second: Row | None

    @property
    def key(self) -> str:
        """By which it is named on the page."""
        return f"{self.first_at or ''}:{self.second_at or ''}"


def compare(first: Mapping[int, Row], second: Mapping[int, Row]) -> list[Difference]:
    """Where two entries of a batch, by position, differ. In the order of the pile.

    A sheet that both have at different places is no difference. Sheets of the same card belong
    together, then those at the same place.
    """
    ones = {at: row for at, row in first.items() if second.get(at) != row}
    others = {at: row for at, row in second.items() if first.get(at) != row}
    for at, row in list(ones.items()):
        twin = next((place for place, other in others.items() if other == row), None)
        if twin is not None:
            del ones[at], others[twin]
    found: list[Difference] = []
    for at, row in list(ones.items()):
        twin = next((p for p, other in others.items() if row.card and other.card == row.card), None)
        if twin is None and at in others and not _has_partner(others[at], ones):
            twin = at
        if twin is not None:
            found.append(Difference(at, twin, row, others.pop(twin)))
            del ones[at]
    found += [Difference(at, None, row, None) for at, row in ones.items()]
    found += [Difference(None, at, None, row) for at, row in others.items()]
    return sorted(found, key=lambda one: (one.first_at or one.second_at or 0, one.key))


def _has_partner(row: Row, rows: Mapping[int, Row]) -> bool:
    return bool(row.card) and any(other.card == row.card for other in rows.values())
