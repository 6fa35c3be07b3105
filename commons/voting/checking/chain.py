"""The chain: what was accepted into the box cannot be taken out later, nor anything slipped in.

Each accepted ballot leaves a *leaf*: a commitment that says nothing of the ballot to whoever does
not have it. Leaves are gathered in batches; of each batch an *anchor* is published, a Merkle root
over its sorted leaves (as in RFC 6962, Certificate Transparency), chained to the anchor before.
Whoever saved an anchor during the vote can see in the published package that it still stands. No
batch is so small, and none is in such an order, that it tells when somebody voted.

A ballot that was changed leaves a second leaf; the first is named as replaced in the next anchor.
Which new leaf takes its place is not told.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SMALLEST_BATCH = 50
"""Leaves under one anchor, unless a whole vote has fewer."""
LARGEST_BATCH = 5_000
"""So that a rush of ballots is anchored in steps that a database takes at once."""
START = "0" * 64
"""What the first anchor names as the one before."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, in UTF-8: the same bytes for the same value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def commitment(config_hash: str, receipt: str, choices: Sequence[Sequence[Any]]) -> str:
    """The leaf of a ballot, as 64 hex digits.

    The receipt's 80 random bits hide the choices until box and receipts are published. The hash of
    the vote's rules binds the leaf to this vote.
    """
    said = ["ballot", config_hash, receipt, [list(choice) for choice in choices]]
    return hashlib.sha256(canonical(said)).hexdigest()


def merkle_root(leaves: Sequence[str]) -> str:
    """The root over leaves in the order given (RFC 6962, section 2.1), as 64 hex digits."""
    if not leaves:
        return hashlib.sha256(b"").hexdigest()
    # Leaves and inner nodes are hashed apart, so that a node cannot be passed off as a leaf.
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest() for leaf in leaves]
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[place] + level[place + 1]).digest()
            for place in range(0, len(level) - 1, 2)
        ]
        # A node without a partner goes up as it is, which gives RFC 6962's tree.
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is published of a batch. Leaves are sorted: no order in time shows."""

    number: int
    """From 1 on."""
    previous: str
    """The digest of the anchor before; ``START`` in the first."""
    leaves: tuple[str, ...]
    replaced: tuple[str, ...]
    """Leaves of this batch or earlier ones whose ballots were changed since."""

    @property
    def root(self) -> str:
        """The Merkle root over the leaves."""
        return merkle_root(self.leaves)

    @property
    def digest(self) -> str:
        """What there is to save: it stands for this anchor and all before it."""
        said = [
            "anchor",
            self.number,
            self.previous,
            len(self.leaves),
            self.root,
            merkle_root(self.replaced),
        ]
        return hashlib.sha256(canonical(said)).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As the package holds it."""
        return {
            "number": self.number,
            "previous": self.previous,
            "leaves": list(self.leaves),
            "replaced": list(self.replaced),
            "digest": self.digest,
        }


def next_anchor(
    before: Anchor | None, leaves: Sequence[str], replaced: Sequence[str] = ()
) -> Anchor:
    """The anchor of a batch, after the one before."""
    return Anchor(
        number=before.number + 1 if before else 1,
        previous=before.digest if before else START,
        leaves=tuple(sorted(leaves)),
        replaced=tuple(sorted(replaced)),
    )


def batch_size(waiting: int, *, closing: bool) -> int:
    """How many of the leaves that wait and stand go under the next anchor now; 0 for none yet.

    So many stay behind that the last batch is no smaller than the others.
    """
    if waiting >= 2 * SMALLEST_BATCH:
        return min(waiting - SMALLEST_BATCH, LARGEST_BATCH)
    return waiting if closing else 0


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: ``number`` of the anchor, and what is wrong with it."""

    number: int
    kind: str
    """``number``, ``previous``, ``digest``, ``order``, ``twice``, ``replaced``, ``small``."""


def breaks(anchors: Sequence[Anchor], digests: Sequence[str]) -> Iterator[Break]:
    """What is wrong with a chain as published, with the digests that it claims."""
    known: set[str] = set()
    replaced: set[str] = set()
    before = START
    small = len(anchors) > 1
    for place, (anchor, digest) in enumerate(zip(anchors, digests, strict=True), start=1):
        if anchor.number != place:
            yield Break(place, "number")
        if anchor.previous != before:
            yield Break(place, "previous")
        if anchor.digest != digest:
            yield Break(place, "digest")
        if list(anchor.leaves) != sorted(anchor.leaves) or (
            list(anchor.replaced) != sorted(anchor.replaced)
        ):
            yield Break(place, "order")
        # One without leaves only names replaced ones, of people who have left or were joined.
        if small and 0 < len(anchor.leaves) < SMALLEST_BATCH:
            yield Break(place, "small")
        if known & set(anchor.leaves) or len(set(anchor.leaves)) != len(anchor.leaves):
            yield Break(place, "twice")
        known.update(anchor.leaves)
        if (
            not known.issuperset(anchor.replaced)
            or replaced & set(anchor.replaced)
            or len(set(anchor.replaced)) != len(anchor.replaced)
        ):
            yield Break(place, "replaced")
        replaced.update(anchor.replaced)
        before = digest


def standing_leaves(anchors: Sequence[Anchor]) -> set[str]:
    """The leaves that must be those of the ballots in the box: all that were not replaced."""
    leaves = {leaf for anchor in anchors for leaf in anchor.leaves}
    return leaves - {leaf for anchor in anchors for leaf in anchor.replaced}
