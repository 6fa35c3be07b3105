"""How strata lie in the box of an open vote: encrypted with a key made of the vote's own.

Of few people who came one way, or from one district, the roll says who they are; a copy of the
database must not say which ballots are theirs. The key lies outside the database and its backups
and is destroyed when the vote is counted.
"""

import hashlib
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from commons.voting import keys
from commons.voting.channels import CHANNELS
from commons.voting.strata.rules import Stratum

_SHAPE = struct.Struct(">BBi")
"""Always the same length, so that it tells nothing either."""


class Cloak:
    """Hides and shows the strata of one vote's ballots. Raises ``keys.KeyLost`` without its key."""

    def __init__(self, vote_id: int) -> None:
        self._cipher = AESGCM(keys.derived(vote_id, "strata"))

    def hide(self, receipt: str, stratum: Stratum) -> str:
        """What to store of a stratum beside the ballot with this receipt code."""
        plain = _SHAPE.pack(
            CHANNELS.index(stratum.channel), stratum.level, stratum.district_id or 0
        )
        return self._cipher.encrypt(_nonce(receipt), plain, None).hex()

    def show(self, receipt: str, hidden: str) -> Stratum | None:
        """The stratum that was stored; None where somebody has changed it."""
        try:
            plain = self._cipher.decrypt(_nonce(receipt), bytes.fromhex(hidden), None)
        except (InvalidTag, ValueError):
            return None
        channel, level, district = _SHAPE.unpack(plain)
        return Stratum(CHANNELS[channel], level, district or None)


def _nonce(receipt: str) -> bytes:
    # Each receipt code is used once, so no nonce comes twice under one key.
    return hashlib.sha256(receipt.encode()).digest()[:12]
