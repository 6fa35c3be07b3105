"""Text as people type it."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commons.base.text import clean_line, clean_text, shorten, slug_of

texts = st.text()


@given(texts)
@example("e\u200b\u0301")
@example("a\r\n\r\n\r\n\r\nb\u2028c")
@example("\n\t \n\u202e")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(texts)
def test_what_cannot_be_seen_is_gone(text: str) -> None:
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\x00\x07\u200b\ufeff\u202a\u202e\u2066\u2069\u2028\u00ad")
    assert "\r" not in cleaned
    assert "\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()


@given(texts)
def test_a_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń",
        "حي الميناء",
        "می‌خواهم",
        "پښتو‌ژبه",
        "Слава Україні",
        "🏳️‍🌈 👩‍👩‍👧",
        "中文",
        "a\tb",
        "two\n\nparagraphs",
        "\u200fעברית\u200e",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


def test_a_name_cannot_run_backwards() -> None:
    assert clean_line("admin\u202etxt.exe") == "admintxt.exe"


@given(texts, st.integers(1, 60))
def test_a_shortened_text_fits_and_is_the_beginning(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= max(length, 1)
    assert clean_line(text).startswith(short.removesuffix("…"))


def test_texts_are_cut_between_words() -> None:
    assert shorten("Benches and shade along the canal", 20) == "Benches and shade…"
    assert shorten("Benches", 20) == "Benches"
    assert shorten("مقاعد، وظل على طول القناة", 12) == "مقاعد، وظل…"
    assert shorten("Donaudampfschifffahrt", 6) == "Donau…"


@given(texts, st.integers(1, 60))
def test_a_slug_is_fit_for_an_address(text: str, length: int) -> None:
    slug = slug_of(text, fallback="x", length=length)
    assert slug.isascii()
    assert slug.replace("-", "").isalnum()
    assert slug == slug.lower()
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert len(slug) <= length


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Śródmieście", "srodmiescie"),
        ("Łódź – Bałuty", "lodz-baluty"),
        ("Straße", "strasse"),
        ("حي الميناء", "district-3"),
        ("  ", "district-3"),
        ("Plan 2027!", "plan-2027"),
    ],
)
def test_slugs_of_names(text: str, slug: str) -> None:
    assert slug_of(text, fallback="district-3") == slug
