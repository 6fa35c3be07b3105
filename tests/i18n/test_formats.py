"""Dates, numbers and money in all five languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.i18n import formats
from commons.i18n.catalogue import speaking
from commons.i18n.languages import LANGUAGES, SHIPPED

MOMENT = datetime(2026, 6, 14, 22, 30, tzinfo=UTC)
NBSP = "\u00a0"
every_language = pytest.mark.parametrize("code", [each.code for each in SHIPPED])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "June 15, 2026"),
        ("pl", "15 czerwca 2026"),
        ("uk", "15 червня 2026"),
        ("ar", "15 يونيو 2026"),
    ],
)
def test_a_day_in_words_is_that_of_the_citys_clocks(code: str, words: str) -> None:
    with speaking(code):
        assert formats.day(MOMENT, "Europe/Warsaw").startswith(words)
        assert formats.day(date(2026, 6, 15)) == formats.day(MOMENT, "Europe/Warsaw")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "15 June 2026, 00:30"),
        ("pl", "15 czerwca 2026, 00:30"),
        ("uk", "15 червня 2026, 00:30"),
        ("ar", "15 يونيو 2026، 00:30"),
    ],
)
def test_a_moment_says_day_and_hour(code: str, words: str) -> None:
    with speaking(code):
        assert formats.day_and_time(MOMENT, "Europe/Warsaw") == words


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "1,234,567.5"),
        ("pl", f"1{NBSP}234{NBSP}567,5"),
        ("uk", f"1{NBSP}234{NBSP}567,5"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(code: str, written: str) -> None:
    with speaking(code):
        assert formats.number(1_234_567.5) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "PLN40,000"),
        ("pl", f"40{NBSP}000{NBSP}zł"),
        ("uk", f"40{NBSP}000{NBSP}PLN"),
    ],
)
def test_whole_amounts_have_no_cents(code: str, written: str) -> None:
    with speaking(code):
        assert formats.money(40_000, "PLN").replace(f"PLN{NBSP}", "PLN") == written


def test_amounts_with_cents_keep_them() -> None:
    with speaking("pl"):
        assert formats.money(12.5, "PLN") == f"12,50{NBSP}zł"


@pytest.mark.parametrize(("code", "ends"), [("ar", True), ("ps", True), ("pl", False)])
def test_an_amount_stays_whole_before_figures_in_a_text_that_runs_to_the_left(
    code: str, ends: bool
) -> None:
    with speaking(code):
        assert formats.money(92_000, "PLN").endswith("\u200f") is ends


def test_shares_are_whole_percents() -> None:
    with speaking("en"):
        assert formats.percent(0.125) in {"12%", "13%"}
    with speaking("pl"):
        assert formats.percent(0.5) == "50%"


@pytest.mark.parametrize(
    ("code", "near", "gone"),
    [
        ("en", "in 3 days", "3 days ago"),
        ("pl", "za 3 dni", "3 dni temu"),
        ("uk", "через 3 дні", "3 дні тому"),
    ],
)
def test_distances_say_their_direction(code: str, near: str, gone: str) -> None:
    with speaking(code):
        assert formats.distance(timedelta(days=3)) == near
        assert formats.distance(-timedelta(days=3)) == gone


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "a, b, and c"),
        ("pl", "a, b i c"),
        ("uk", "a, b і c"),
    ],
)
def test_words_are_joined_as_the_language_joins_them(code: str, words: str) -> None:
    with speaking(code):
        assert formats.listing(["a", "b", "c"]) == words


@every_language
def test_every_language_writes_everything(code: str) -> None:
    with speaking(code):
        written = [
            formats.day(MOMENT, "Asia/Kabul"),
            formats.day_and_time(MOMENT, "Asia/Kabul"),
            formats.number(0),
            formats.number(2.25, digits=1),
            formats.percent(1),
            formats.money(0, "AFN"),
            formats.money(1.05, "AFN"),
            formats.listing([]),
            formats.distance(timedelta(0)),
            formats.listing(["a"]),
        ]
    assert all(isinstance(each, str) for each in written)
    assert "2026" in written[0] or "1405" in written[0]


@every_language
@given(amount=st.integers(0, 10**12))
def test_no_digit_of_an_amount_is_lost(code: str, amount: int) -> None:
    with speaking(code):
        for written in (formats.number(amount), formats.money(amount, "PLN")):
            digits = "".join(str(int(ch)) for ch in written if ch.isdigit())
            assert digits == str(amount)


@every_language
def test_every_language_knows_its_own_plural_forms(code: str) -> None:
    from babel import Locale

    assert LANGUAGES[code].own_name
    assert Locale.parse(code).plural_form(1) == "one"
