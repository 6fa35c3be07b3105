"""The ballot paper: what may be marked on it, what can be wrong with a ballot, and receipt codes.

Pure thinking. Whether a ballot keeps to its paper says its kind (``ballots``); the sentences for
each mistake are in ``explaining/mistakes.py``.
"""

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar

MistakeKind = Literal[
    "unknown",
    "duplicate",
    "too_many",
    "too_few",
    "over_budget",
    "no_number",
    "over_each",
    "over_points",
    "no_step",
    "same_place",
    "no_place",
    "odd_marks",
]
Mark = tuple[str, int]
"""An option's code and the points it is given: 1 where people only tick."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a ballot may hold. ``costs`` has every option's code; ``limit`` is what the choices
    may cost together, None where the ballot sets no such limit.
    """

    costs: Mapping[str, int]
    limit: int | None = None
    min_choices: int = 1
    max_choices: int | None = None
    kind: str = "approval"
    """The name of its ``BallotKind``."""
    most_each: int = 1
    """The most that one option can be given, where the kind says so."""
    points: int = 0
    """What there is to give to all options together: points, or money."""
    step: int = 1
    """Money is given in multiples of it."""

    def total(self, choices: Sequence[Mark]) -> int:
        """What these choices cost together; unknown ones cost nothing."""
        return sum(self.costs.get(code, 0) for code, _points in choices)

    @property
    def most_places(self) -> int:
        """How many options can be ranked."""
        return min(self.max_choices or len(self.costs), len(self.costs))


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a ballot, and by how much."""

    kind: MistakeKind
    amount: int = 0
    allowed: int = 0
    option: str = ""
    """The code of the option it is about, where it is about one."""


T = TypeVar("T")


def shuffled(things: Sequence[T], seed: str) -> list[T]:
    """The things in an order that is the same for the same seed, so that none is always first."""
    order = list(things)
    Random(seed).shuffle(order)  # noqa: S311  (fairness of a list, not a secret)
    return order


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32: no I, L, O or U, which people mistake for others."""
_READ_AS = str.maketrans("OIL", "011")
RECEIPT_LENGTH = 16


def new_receipt() -> str:
    """A receipt code: 80 random bits in 16 characters, as the box holds it."""
    number = secrets.randbits(5 * RECEIPT_LENGTH)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(RECEIPT_LENGTH))


def receipt_shown(receipt: str) -> str:
    """The code as people read it: K7QM-2D4X-9HTE-0BCR."""
    return "-".join(receipt[start : start + 4] for start in range(0, len(receipt), 4))


def receipt_typed(text: str) -> str | None:
    """The code that somebody typed, in any case, spacing or script of digits; None for no code."""
    letters = "".join(
        str(unicodedata.digit(ch, ch))
        for ch in unicodedata.normalize("NFKC", text).upper()
        if ch.isalnum()
    ).translate(_READ_AS)
    well_formed = len(letters) == RECEIPT_LENGTH and all(ch in _ALPHABET for ch in letters)
    return letters if well_formed else None
