"""Which language a reader gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.i18n.choice import choose
from commons.i18n.languages import LANGUAGES, SHIPPED, SOURCE, UnknownLanguage, language
from tests.browser_client import Browser

OFFERED = [LANGUAGES[code] for code in ("pl", "en", "uk", "ar", "ps")]
codes = st.sampled_from(["pl", "en", "uk", "ar", "ps", "de", "zh"])


@pytest.mark.parametrize(
    ("remembered", "accepted", "code"),
    [
        (None, [], "pl"),
        ("ar", ["uk"], "ar"),
        ("de", ["uk"], "uk"),
        ("", [], "pl"),
        (None, ["uk-UA", "en"], "uk"),
        (None, ["ar-EG"], "ar"),
        (None, ["PS-af"], "ps"),
        (None, ["EN"], "en"),
        (None, ["en_GB"], "en"),
        (None, ["uk-Cyrl-UA"], "uk"),
        (None, ["de", "fr-CH", "uk"], "uk"),
        (None, ["*"], "pl"),
        (None, ["de", "*"], "pl"),
        (None, ["-", "--", "", "x" * 5000], "pl"),
    ],
)
def test_readers_get_what_they_chose_or_what_their_browser_asks_for(
    remembered: str | None, accepted: list[str], code: str
) -> None:
    assert choose(OFFERED, remembered, accepted).code == code


@given(st.none() | st.text() | codes, st.lists(st.text() | codes), st.lists(codes, unique=True))
def test_whatever_is_asked_for_a_language_that_is_offered_comes_out(
    remembered: str | None, accepted: list[str], offered: list[str]
) -> None:
    chosen = choose([LANGUAGES[code] for code in offered], remembered, accepted)
    assert chosen.code in (offered or [SOURCE.code])


@given(codes, st.lists(st.text() | codes))
def test_what_a_reader_chose_wins(remembered: str, accepted: list[str]) -> None:
    assert choose(list(LANGUAGES.values()), remembered, accepted).code == remembered


@pytest.mark.parametrize("header", ["PL", "pl;q=0.5, ar;q=0.9", "😀", ";;;", "ar-", "q=1", "*;q=x"])
def test_no_header_breaks_a_page(browser: Browser, header: str) -> None:
    browser.language = header
    browser.open("/programme/")
    assert browser.status == 200
    assert browser.page.html is not None
    assert browser.page.html["lang"] in {"pl", "ar"}


def test_five_languages_are_shipped_and_two_of_them_run_from_the_right() -> None:
    assert [each.code for each in SHIPPED] == ["en", "pl", "uk", "ar", "ps"]
    assert [each.code for each in SHIPPED if each.direction == "rtl"] == ["ar", "ps"]


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UnknownLanguage, match="tlh"):
        language("tlh")
