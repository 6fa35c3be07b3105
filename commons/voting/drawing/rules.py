"""A draw that nobody can steer and anyone can do again: commit, then reveal. Pure thinking.

1. When the vote opens, a secret seed is made. Its SHA-256 hash, the *commitment*, is frozen with
   the rules of the vote and published; so is the *source*, which says what public numbers will be
   used: "the six numbers of the lottery of 6 June, in ascending order".
2. While the vote is open, an officer enters the public *value*, once. Everybody can see whether it
   is the one of the source. The seed is still secret.
3. When the vote closes, the seed is revealed. The *lot* is the SHA-256 hash of the seed, a line
   feed and the value, in hexadecimal digits. Options that stand equal go by the SHA-256 hash of the
   lot, a line feed and their code, the lowest first (``rules.election.in_lot_order``).

The city cannot choose the seed once the numbers are known, since it is bound by the commitment; nor
can whoever draws the numbers choose them, since the seed is secret. Where nobody entered a value in
time, the digest of the last anchor takes its place: it hangs on every ballot of the vote.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commons.voting.rules import knows_setting

LONGEST_VALUE = 200
_HEX_OF_SEED = 64


def commitment_of(seed: str) -> str:
    """What is published of a seed before it is revealed: ``printf SEED | sha256sum``."""
    return hashlib.sha256(seed.encode()).hexdigest()


def lot_of(seed: str, value: str) -> str:
    """The lot: ``printf 'SEED\\nVALUE' | sha256sum``."""
    return hashlib.sha256(f"{seed}\n{value}".encode()).hexdigest()


def plain_value(typed: str) -> str:
    """A public value as it is used: numbers and words with one blank between them.

    Signs, gaps and scripts of digits do not count, so that there is one way only to write it, and
    nothing to choose. Empty where nothing is left.
    """
    known = unicodedata.normalize("NFKC", typed).upper()
    letters = [str(unicodedata.digit(sign, sign)) if sign.isalnum() else " " for sign in known]
    return " ".join("".join(letters).split())[:LONGEST_VALUE]


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw that was made."""

    source: str
    commitment: str
    seed: str
    value: str
    """The public value, or the digest of the last anchor."""
    announced: bool
    """Whether it is a public value, as announced."""

    @property
    def lot(self) -> str:
        """What the rules are given as their ``lot``."""
        return lot_of(self.seed, self.value)

    @property
    def holds(self) -> bool:
        """Whether the seed is the one that was committed to."""
        return len(self.seed) == _HEX_OF_SEED and commitment_of(self.seed) == self.commitment

    def to_json(self) -> dict[str, Any]:
        """What is stored and published of it."""
        return {
            "source": self.source,
            "commitment": self.commitment,
            "seed": self.seed,
            "value": self.value,
            "announced": self.announced,
            "lot": self.lot,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Draw":
        """The draw that ``to_json`` wrote down."""
        return cls(
            stored["source"],
            stored["commitment"],
            stored["seed"],
            stored["value"],
            bool(stored["announced"]),
        )


def settings_with(rule: str, settings: Mapping[str, Any], draw: Draw | None) -> dict[str, Any]:
    """A rule's settings with the lot, where the rule draws lots at all."""
    lot = {"lot": draw.lot} if draw and knows_setting(rule, "lot") else {}
    return dict(settings) | lot
