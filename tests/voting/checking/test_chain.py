"""Nothing can be taken out of the chain, slipped in, or put in another order unseen."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.voting.checking.chain import (
    SMALLEST_BATCH,
    START,
    Anchor,
    batch_size,
    breaks,
    commitment,
    merkle_root,
    next_anchor,
    standing_leaves,
)


def leaf(number: int) -> str:
    return commitment("c" * 64, f"RECEIPT{number:09d}", [["1", 1]])


def chain(*sizes: int, replaced: int = 0) -> list[Anchor]:
    anchors: list[Anchor] = []
    number = 0
    for size in sizes:
        leaves = [leaf(number + place) for place in range(size)]
        gone = [leaf(place) for place in range(replaced)] if size == sizes[-1] else []
        anchors.append(next_anchor(anchors[-1] if anchors else None, leaves, gone))
        number += size
    return anchors


def kinds(anchors: list[Anchor], digests: list[str] | None = None) -> set[str]:
    claimed = digests or [anchor.digest for anchor in anchors]
    return {found.kind for found in breaks(anchors, claimed)}


def test_the_root_is_that_of_certificate_transparency() -> None:
    # RFC 6962, 2.1: by hand for three leaves, the last one without a partner.
    a, b, c = (hashlib.sha256(b"\x00" + bytes([n])).digest() for n in (1, 2, 3))
    ab = hashlib.sha256(b"\x01" + a + b).digest()
    assert merkle_root(["01", "02", "03"]) == hashlib.sha256(b"\x01" + ab + c).hexdigest()
    assert merkle_root([]) == hashlib.sha256(b"").hexdigest()


def test_a_leaf_depends_on_vote_receipt_and_every_choice() -> None:
    one = commitment("a" * 64, "R1", [["1", 1], ["2", 1]])
    assert one != commitment("b" * 64, "R1", [["1", 1], ["2", 1]])
    assert one != commitment("a" * 64, "R2", [["1", 1], ["2", 1]])
    assert one != commitment("a" * 64, "R1", [["1", 1]])
    assert one != commitment("a" * 64, "R1", [["1", 1], ["2", 2]])


def test_a_whole_chain_holds() -> None:
    anchors = chain(50, 60, 70, replaced=3)
    assert kinds(anchors) == set()
    assert anchors[0].previous == START
    assert len(standing_leaves(anchors)) == 177


def test_a_small_vote_has_one_small_batch() -> None:
    assert kinds(chain(7)) == set()
    assert kinds(chain(50, 7)) == {"small"}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_leaf_taken_out_or_slipped_in_breaks_the_chain(place: int) -> None:
    for leaves in (lambda old: old[1:], lambda old: tuple(sorted((*old, leaf(9999))))):
        anchors = chain(51, 52, 53)
        digests = [anchor.digest for anchor in anchors]
        anchors[place] = replace(anchors[place], leaves=leaves(anchors[place].leaves))
        assert "digest" in kinds(anchors, digests)


def test_a_rewritten_end_no_longer_follows_from_a_saved_anchor() -> None:
    saved = chain(50, 50, 50)
    forged = [saved[0], next_anchor(saved[0], [leaf(5000 + n) for n in range(50)])]
    forged.append(next_anchor(forged[1], saved[2].leaves))
    assert kinds(forged) == set()
    assert forged[2].digest != saved[2].digest


def test_an_anchor_left_out_or_put_elsewhere_is_seen() -> None:
    anchors = chain(50, 50, 50)
    assert {"number", "previous"} <= kinds([anchors[0], anchors[2]])
    assert {"number", "previous"} <= kinds([anchors[1], anchors[0], anchors[2]])


def test_a_ballot_counted_twice_or_replaced_out_of_nothing_is_seen() -> None:
    first = next_anchor(None, [leaf(n) for n in range(50)])
    again = next_anchor(first, [leaf(n) for n in range(1, 51)])
    assert kinds([first, again]) == {"twice"}
    stray = next_anchor(first, [leaf(n) for n in range(50, 100)], [leaf(777)])
    assert kinds([first, stray]) == {"replaced"}
    once = next_anchor(first, [leaf(n) for n in range(50, 100)], [leaf(3)])
    twice = next_anchor(once, [leaf(n) for n in range(100, 150)], [leaf(3)])
    assert kinds([first, once, twice]) == {"replaced"}


@given(st.lists(st.integers(0, 180), max_size=30))
def test_no_batch_of_a_larger_vote_is_small(arrivals: list[int]) -> None:
    waiting, sizes = 0, []
    for more in arrivals:
        waiting += more
        while size := batch_size(waiting, closing=False):
            sizes.append(size)
            waiting -= size
    while size := batch_size(waiting, closing=True):
        sizes.append(size)
        waiting -= size
    assert waiting == 0
    assert sum(sizes) == sum(arrivals)
    assert len(sizes) <= 1 or min(sizes) >= SMALLEST_BATCH
