"""The ballot paper, receipt codes, what an officer types: pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.voting.ballots.marks import marks_of, mistakes
from commons.voting.paper import (
    Paper,
    new_receipt,
    receipt_shown,
    receipt_typed,
    shuffled,
)
from commons.voting.whole_numbers import whole_number
from commons.voting.wishes import (
    HandOption,
    OptionLineError,
    Wishes,
    options_as_typed,
    options_typed,
)

LANGUAGES = ["pl", "en", "uk"]
codes = st.lists(st.sampled_from("abcdefgh"), max_size=10)


@given(codes, st.integers(0, 40), st.integers(1, 8))
def test_a_ballot_without_mistakes_keeps_to_every_limit(
    choices: list[str], limit: int, most: int
) -> None:
    paper = Paper(
        {code: 1 + place for place, code in enumerate("abcdef")}, limit, 1, most, kind="knapsack"
    )
    wrong = {mistake.kind for mistake in mistakes(paper, choices)}
    assert ("unknown" in wrong) == (not set(choices) <= set("abcdef"))
    assert ("duplicate" in wrong) == (len(set(choices)) < len(choices))
    assert ("too_many" in wrong) == (len(choices) > most)
    assert ("over_budget" in wrong) == (paper.total(marks_of(choices)) > limit)


def test_a_blank_ballot_is_good_even_where_a_least_number_is_set() -> None:
    paper = Paper({"a": 1, "b": 1}, min_choices=2)
    assert mistakes(paper, []) == []
    assert [(m.kind, m.amount) for m in mistakes(paper, ["a"])] == [("too_few", 1)]


def test_a_mistake_says_by_how_much() -> None:
    paper = Paper({"a": 60, "b": 70}, limit=100, max_choices=1, kind="knapsack")
    assert [(m.kind, m.amount, m.allowed) for m in mistakes(paper, ["a", "b"])] == [
        ("too_many", 1, 1),
        ("over_budget", 30, 100),
    ]


def test_receipt_codes_are_random_and_without_letters_that_look_alike() -> None:
    receipts = {new_receipt() for _ in range(2_000)}
    assert len(receipts) == 2_000
    assert set("".join(receipts)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@given(st.integers(0, 2**80 - 1))
def test_a_receipt_is_read_however_it_is_typed(seed: int) -> None:
    receipt = new_receipt()
    shown = receipt_shown(receipt)
    assert len(shown) == 19
    mistaken = shown.replace("1", "l" if seed % 2 else "I").replace("0", "o").lower()
    for typed in (shown, shown.lower(), shown.replace("-", " "), f"  {receipt}\n", mistaken):
        assert receipt_typed(typed) == receipt
    arabic = shown.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert receipt_typed(arabic) == receipt


@given(st.text(max_size=40))
def test_anything_else_is_no_receipt(text: str) -> None:
    found = receipt_typed(text)
    assert found is None or len(found) == 16


@given(st.lists(st.integers(), unique=True), st.text())
def test_the_order_is_the_same_for_the_same_voter_and_loses_nothing(
    things: list[int], seed: str
) -> None:
    assert shuffled(things, seed) == shuffled(things, seed)
    assert sorted(shuffled(things, seed)) == sorted(things)


def test_nothing_stands_first_for_everybody() -> None:
    firsts = [shuffled(range(5), f"voter {number}")[0] for number in range(500)]
    assert all(firsts.count(thing) > 50 for thing in range(5))


def test_options_are_read_as_an_officer_types_them() -> None:
    text = "Ławki ; 25 000\nuk: Лавки\nen: Benches; green ones\n\nKuchnia; dla wszystkich ;50.000"
    assert options_typed(text, LANGUAGES) == (
        HandOption("Ławki", 25_000, {"uk": "Лавки", "en": "Benches; green ones"}),
        HandOption("Kuchnia; dla wszystkich", 50_000, {}),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Benches", 1),
        ("Benches ; 5\nKitchen ; a lot", 2),
        ("; 5", 1),
        ("uk: Лавки", 1),
        ("Benches ; 12.50", 1),
        ("Benches ; -5", 1),
        ("Benches ; " + "9" * 16, 1),
    ],
)
def test_a_line_that_is_no_option_is_named(text: str, line: int) -> None:
    with pytest.raises(OptionLineError) as error:
        options_typed(text, LANGUAGES)
    assert error.value.line == line


titles = (
    st.text("abc ;:żУ", min_size=1)
    .map(str.strip)
    .filter(lambda title: title and ":" not in title)
    .map(lambda title: " ".join(title.split()))
)


@given(st.lists(st.builds(HandOption, titles, st.integers(0, 10**15 - 1))))
def test_what_is_shown_for_editing_is_read_back(options: list[HandOption]) -> None:
    assert options_typed(options_as_typed(options), LANGUAGES) == tuple(options)
    wishes = Wishes(budget=7, options=tuple(options))
    assert Wishes.from_settings(wishes.to_settings()) == wishes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("250000", 250_000),
        ("250 000", 250_000),
        ("1,234,567", 1_234_567),
        ("٢٥٠", 250),
        ("٤٠٬٠٠٠", 40_000),
        ("1.5", None),
        ("12,50", None),
        ("", None),
        ("-1", None),
        ("1e5", None),
        ("²", None),
    ],
)
def test_whole_numbers_are_read_as_people_write_them(text: str, number: int | None) -> None:
    assert whole_number(text) == number
