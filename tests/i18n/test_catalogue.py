"""The interface's texts: translated where they are, and readable where they are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commons.i18n import catalogue
from commons.i18n.catalogue import (
    catalogue_gettext,
    gettext,
    lazy_gettext,
    ngettext,
    pgettext,
    set_language,
    speaking,
)
from commons.i18n.languages import LANGUAGES, SHIPPED, UnknownLanguage

HEADER = r"""msgid ""
msgstr ""
"Language: pl\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<10 || n%100>=20) ? 1 : 2);\n"
"""


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small Polish catalogue, with a good deal wrong in it."""
    (tmp_path / "pl.po").write_text(
        HEADER
        + """
msgid "Close"
msgstr "Zamknij"

msgctxt "near"
msgid "Close"
msgstr "Blisko"

msgid "Closes on %(date)s"
msgstr "Do %(date)s"

msgid "Opens on %(date)s"
msgstr "Od %(data)s"

msgid "Ends on %(date)s"
msgstr "Koniec %(date)"

msgid "Half of %(people)s, 50%%"
msgstr "Połowa %(people)s, 50%"

msgid "100%"
msgstr "100% wszystkich"

msgid "Not yet"
msgstr ""

#, fuzzy
msgid "Perhaps"
msgstr "Może"

msgid "%(num)s comment"
msgid_plural "%(num)s comments"
msgstr[0] "%(num)s komentarz"
msgstr[1] "%(num)s komentarze"
msgstr[2] "%(num)s komentarzy"

msgid "%(num)s vote"
msgid_plural "%(num)s votes"
msgstr[0] "głos"
msgstr[1] "%(liczba)s głosy"
msgstr[2] "%(num)s głosów"
""",
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogue, "CATALOGUES", tmp_path)
    catalogue.catalogue.cache_clear()
    yield
    catalogue.catalogue.cache_clear()


@pytest.mark.usefixtures("words")
def test_texts_come_in_the_language_spoken() -> None:
    with speaking("pl"):
        assert gettext("Close") == "Zamknij"
        assert pgettext("near", "Close") == "Blisko"
        assert gettext("Closes on %(date)s", date="14.06") == "Do 14.06"
    assert gettext("Close") == "Close"


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 komentarzy"),
        (1, "1 komentarz"),
        (2, "2 komentarze"),
        (5, "5 komentarzy"),
        (12, "12 komentarzy"),
        (22, "22 komentarze"),
        (112, "112 komentarzy"),
    ],
)
def test_numbers_choose_their_form(number: int, text: str) -> None:
    with speaking("pl"):
        assert ngettext("%(num)s comment", "%(num)s comments", number) == text


@pytest.mark.usefixtures("words")
def test_what_is_not_translated_or_not_sure_stands_in_the_source_language() -> None:
    with speaking("pl"):
        assert gettext("Not yet") == "Not yet"
        assert gettext("Perhaps") == "Perhaps"
        assert gettext("Never heard of") == "Never heard of"


@pytest.mark.usefixtures("words")
def test_a_translators_slip_never_breaks_a_page() -> None:
    with speaking("pl"):
        assert gettext("Opens on %(date)s", date="14.06") == "Opens on 14.06"
        assert gettext("Ends on %(date)s", date="14.06") == "Ends on 14.06"
        assert gettext("Half of %(people)s, 50%%", people=4) == "Half of 4, 50%"
        assert ngettext("%(num)s vote", "%(num)s votes", 2) == "2 votes"
        assert gettext("100%") == "100% wszystkich"


@pytest.mark.usefixtures("words")
def test_no_text_is_no_text_and_not_the_catalogues_own_head() -> None:
    with speaking("pl"):
        assert gettext("") == ""
        assert catalogue_gettext("") == ""


@pytest.mark.usefixtures("words")
def test_a_language_without_a_catalogue_speaks_the_source() -> None:
    with speaking("uk"):
        assert gettext("Close") == "Close"
        assert ngettext("%(num)s comment", "%(num)s comments", 1) == "1 comment"


@pytest.mark.usefixtures("words")
def test_a_lazy_text_is_translated_when_it_is_shown() -> None:
    label = lazy_gettext("Close")
    assert str(label) == "Close"
    with speaking("pl"):
        assert str(label) == "Zamknij"
        assert len(label) == len("Zamknij")
    date = lazy_gettext("Closes on %(date)s")
    with speaking("pl"):
        assert date % {"date": "14.06"} == "Do 14.06"


def test_a_lazy_text_is_escaped_in_html() -> None:
    label = lazy_gettext("<b>")
    assert label.__html__() == "&lt;b&gt;"  # type: ignore[attr-defined]


def test_speaking_ends_with_its_block_even_when_something_fails() -> None:
    set_language(LANGUAGES["uk"])
    try:
        with pytest.raises(RuntimeError), speaking("ar"):
            _fail_from_the_right()
        assert catalogue.current_language().code == "uk"
        with pytest.raises(UnknownLanguage), speaking("tlh"):
            pass
        assert catalogue.current_language().code == "uk"
    finally:
        set_language(LANGUAGES["en"])


@pytest.mark.parametrize("code", [each.code for each in SHIPPED])
def test_the_shipped_catalogues_can_be_read(code: str) -> None:
    assert catalogue.catalogue(code).gettext("") is not None
    with speaking(code):
        assert gettext("There is no such page")


def _fail_from_the_right() -> None:
    assert catalogue.current_language().direction == "rtl"
    raise RuntimeError


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (0, "لا أحد يدعم هذا بعد"),
        (1, "شخص واحد يدعم هذا"),
        (2, "شخصان يدعمان هذا"),
        (7, "7 أشخاص يدعمون هذا"),
        (40, "40 شخصًا يدعمون هذا"),
        (100, "100 شخص يدعمون هذا"),
        (111, "111 شخصًا يدعمون هذا"),
    ],
)
def test_arabic_counts_people_as_arabic_does(people: int, words: str) -> None:
    with speaking("ar"):
        said = ngettext("%(num)s person supports this", "%(num)s people support this", people)
    assert said == words
