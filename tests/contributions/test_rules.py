"""How wordings are compared."""

import time

from hypothesis import given
from hypothesis import strategies as st

from commons.contributions.rules import Piece, word_difference

words = st.lists(st.sampled_from(["a", "tree", "drzewo", "\n", " ", "شجرة", "树木", ",", "."])).map(
    "".join
)


@given(words | st.text(), words | st.text())
def test_the_pieces_of_a_difference_give_both_wordings_back(before: str, after: str) -> None:
    pieces = word_difference(before, after)
    assert "".join(p.text for p in pieces if p.change != "ins") == before
    assert "".join(p.text for p in pieces if p.change != "del") == after
    assert all(p.text for p in pieces)


@given(st.text())
def test_a_wording_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.change == "same" for piece in word_difference(text, text))


def test_only_the_word_that_changed_is_marked() -> None:
    assert word_difference("Plant ten trees here", "Plant twenty trees here") == [
        Piece("same", "Plant "),
        Piece("del", "ten"),
        Piece("ins", "twenty"),
        Piece("same", " trees here"),
    ]


def test_neighbouring_words_that_changed_are_marked_as_one() -> None:
    assert word_difference("a small park now", "a large garden now") == [
        Piece("same", "a "),
        Piece("del", "small park"),
        Piece("ins", "large garden"),
        Piece("same", " now"),
    ]


def test_long_hostile_texts_are_compared_at_once() -> None:
    began = time.perf_counter()
    for before, after in (("a b " * 1250, "b a " * 1250), ("a " * 2500, "a " * 2499 + "b ")):
        word_difference(before, after)
    assert time.perf_counter() - began < 2
