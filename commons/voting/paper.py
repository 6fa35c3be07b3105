"""The ballot paper: what may be chosen, whether a ballot keeps to it, and receipt codes.

Pure thinking. The sentences for each mistake are in ``explain.py``.
"""

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar

MistakeKind = Literal["unknown", "duplicate", "too_many", "too_few", "over_budget"]


@dataclass(frozen=True, slots=True)
class Paper:
    """What a ballot may hold. ``costs`` has every option's code; ``limit`` is what the choices
    may cost together, None where the ballot sets no such limit.
    """

    costs: Mapping[str, int]
    limit: int | None = None
    min_choices: int = 1
    max_choices: int | None = None

    def total(self, choices: Sequence[str]) -> int:
        """What these choices cost together; unknown ones cost nothing."""
        return sum(self.costs.get(code, 0) for code in choices)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a ballot, and by how much."""

    kind: MistakeKind
    amount: int = 0
    allowed: int = 0


def mistakes(paper: Paper, choices: Sequence[str]) -> list[Mistake]:
    """All that is wrong with a ballot; empty for a good one. An empty ballot is a blank one, and
    a good one.
    """
    found: list[Mistake] = []
    if any(code not in paper.costs for code in choices):
        found.append(Mistake("unknown"))
    if len(set(choices)) != len(choices):
        found.append(Mistake("duplicate"))
    if paper.max_choices is not None and len(choices) > paper.max_choices:
        found.append(Mistake("too_many", len(choices) - paper.max_choices, paper.max_choices))
    if 0 < len(choices) < paper.min_choices:
        found.append(Mistake("too_few", paper.min_choices - len(choices), paper.min_choices))
    total = paper.total(choices)
    if paper.limit is not None and total > paper.limit:
        found.append(Mistake("over_budget", total - paper.limit, paper.limit))
    return found


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
