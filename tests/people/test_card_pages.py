"""The pages of access cards: coming in, making cards, printing them once, ending a lost one."""

import base64
import csv
import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import db
from commons.cities.context import city
from commons.people.cards import actions, rules
from commons.people.cards.models import AccessCard, CardBatch
from commons.people.models import Person, SignInSession
from commons.people.permissions import MEDIATOR, OFFICER
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.cards import a_batch, a_card

CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b")


@pytest.fixture
def card(app: Flask) -> tuple[str, str]:
    """The number and the code of a card."""
    with app.app_context(), city(CITY):
        return a_card()


def come_in(browser: Browser, code: str, **values: str) -> None:
    browser.open("/sign-in")
    link = browser.page.select_one("main a[href$='/sign-in/card']")
    assert link is not None
    assert "I have a card" in link.get_text() or browser.language != "en"
    browser.open(str(link["href"]))
    browser.send({"code": code, **values})


def test_a_card_is_a_way_in_and_the_name_can_be_chosen_at_once(
    browser: Browser, card: tuple[str, str]
) -> None:
    come_in(browser, card[1].lower().replace("-", " "))
    assert browser.url == "/gdansk/account"
    assert "You are signed in as" in str(browser.page)
    assert browser.page.find("input", {"name": "display_name"})
    assert "none" in browser.text, "no e-mail address"
    again = Browser(browser.app)
    come_in(again, card[1])
    assert again.url == "/gdansk/"


def test_whoever_was_on_the_way_somewhere_is_led_back_there(
    browser: Browser, card: tuple[str, str]
) -> None:
    browser.open("/account/data")
    browser.open("/sign-in/card")
    browser.send({"code": card[1]})
    assert browser.url == "/gdansk/account/data"


def test_a_typing_error_keeps_what_was_typed_and_names_the_group(
    browser: Browser, card: tuple[str, str]
) -> None:
    code = card[1]
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    come_in(browser, wrong)
    assert browser.status == 422
    assert f"in the group {wrong[-4:]}" in browser.errors[0]
    field = browser.page.find("input", {"name": "code"})
    assert field is not None
    assert field["value"] == wrong  # type: ignore[index]
    browser.send({"code": code})
    assert "You are signed in as" in str(browser.page)


@pytest.mark.parametrize("typed", ["", " - ", "\u202e" * 20, "x" * 10_000, "'; --", "\x00"])
def test_whatever_is_typed_gets_an_answer_that_helps(browser: Browser, typed: str) -> None:
    come_in(browser, typed)
    assert browser.status == 422
    assert browser.errors


def test_a_shared_device_signs_out_by_itself(browser: Browser, card: tuple[str, str]) -> None:
    come_in(browser, card[1], shared="y")
    with browser.app.app_context(), city(CITY):
        assert db.session.scalars(sa.select(SignInSession.shared)).all() == [True]
    assert "Other people use this device too" in browser.text


def test_the_reason_is_given_in_the_readers_direction_and_no_code_is_in_an_address(
    browser: Browser, card: tuple[str, str]
) -> None:
    browser.language = "ps"
    browser.open("/sign-in/card")
    browser.send({"code": card[1][:-1]})
    html = browser.page.find("html")
    assert html is not None
    assert html["dir"] == "rtl"  # type: ignore[index]
    field = browser.page.find("input", {"name": "code"})
    assert field is not None
    assert field["dir"] == "ltr"  # type: ignore[index]
    assert "?" not in browser.url


def test_ones_own_cards_are_listed_and_one_can_be_added(
    app: Flask, browser: Browser, card: tuple[str, str]
) -> None:
    browser.sign_in()
    browser.open("/account/cards")
    browser.send({"code": card[1]})
    assert browser.status == 200
    assert card[0] in browser.text
    other = Browser(app)
    other.sign_in("jan@example.org")
    other.open("/account/cards")
    other.send({"code": card[1]})
    assert other.status == 422
    assert "belongs to it already" in other.errors[0]
    assert other.page.select("main a[href$='/account/join']"), "both may be one human's"


# --------------------------------------------------------------------------- the office


def make(browser: Browser, **values: object) -> None:
    browser.open("/cards/new")
    browser.send({"place": "Main library", "count": "3", "languages": ["pl", "ps"], **values})


def test_the_sheet_shows_the_codes_once_and_they_work(app: Flask, browser: Browser) -> None:
    browser.sign_in(role=MEDIATOR)
    make(browser, place="School <1>", count="۱۲")
    assert browser.status == 200
    assert browser.response is not None
    assert browser.response.headers["Cache-Control"] == "no-store"
    cards = browser.page.select(".access-card")
    assert len(cards) == 12
    codes = [CODE.findall(card.get_text())[0] for card in cards]
    assert len(set(codes)) == 12
    assert len(browser.page.select(".access-card svg path")) == 24
    languages = [text["lang"] for text in cards[0].select(".access-card-texts p")]
    assert languages == ["pl", "ps"]
    assert cards[0].select(".access-card-texts p[lang=ps]")[0]["dir"] == "rtl"
    assert "K1-0001" in cards[0].get_text()
    for path in ("/cards/", "/cards/1", "/cards/1?after=4", "/audit"):
        browser.open(path)
        assert not CODE.findall(str(browser.page))
    visitor = Browser(app)
    come_in(visitor, codes[7])
    assert "You are signed in as" in str(visitor.page)


def test_the_file_for_the_printer_holds_the_same_codes_behind_the_number_sign(
    browser: Browser,
) -> None:
    browser.sign_in(role=OFFICER)
    make(browser)
    link = browser.page.select_one("a[download]")
    assert link is not None
    kind, _comma, encoded = str(link["href"]).partition(",")
    assert kind == "data:text/csv;base64"
    rows = list(csv.DictReader(io.StringIO(base64.b64decode(encoded).decode())))
    shown = [CODE.findall(card.get_text())[0] for card in browser.page.select(".access-card")]
    assert [row["code"] for row in rows] == shown
    for row in rows:
        path, _sign, behind = row["address"].partition("#")
        assert path.endswith("/gdansk/sign-in/card")
        assert behind == row["code"]
        assert rules.read_code(row["address"]) == row["code"].replace("-", "")


def test_a_page_loaded_again_makes_no_second_batch(app: Flask, browser: Browser) -> None:
    browser.sign_in(role=OFFICER)
    browser.open("/cards/new")
    form = browser.page
    browser.send({"place": "Library", "count": "2", "languages": ["pl"]})
    browser.page = form
    browser.send({"place": "Library", "count": "2", "languages": ["pl"]})
    assert browser.status == 422
    assert "made already" in browser.errors[0]
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CardBatch)) == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"place": "\u200b"}, "name the place"),
        ({"count": "0"}, "from 1 to 500"),
        ({"count": "501"}, "from 1 to 500"),
        ({"count": "many"}, "from 1 to 500"),
        ({"count": "9" * 400}, "from 1 to 500"),
        ({"level": "7"}, "choose one of the answers"),
        ({"district": "99999999999"}, "choose one of the answers"),
        ({"last_day": "2001-01-01"}, "day is over"),
        ({"last_day": "soon"}, "Give a day"),
        ({"last_day": "9999-12-31"}, "ten years"),
        ({"languages": []}, "at least one language"),
        ({"languages": ["tlh"]}, "at least one language"),
        ({"languages": ["pl", "en", "uk", "ar"]}, "room for 3"),
    ],
)
def test_a_form_that_cannot_be_says_how_to_mend_it_and_keeps_what_was_typed(
    app: Flask, browser: Browser, values: dict[str, object], message: str
) -> None:
    browser.sign_in(role=OFFICER)
    make(browser, **values)
    assert browser.status == 422
    assert message in " ".join(browser.errors)
    if "place" not in values:
        place = browser.page.find("input", {"name": "place"})
        assert place is not None
        assert place["value"] == "Main library"  # type: ignore[index]
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CardBatch)) == 0


def test_a_batch_is_said_to_be_printed_or_ended(app: Flask, browser: Browser) -> None:
    browser.sign_in(role=OFFICER)
    make(browser)
    browser.send(form="main form[action$='/printed']")
    assert "can be handed out" in str(browser.page)
    browser.open("/cards/1/end")
    browser.send({"reason": ""})
    assert browser.status == 422
    browser.send({"reason": "the box is lost"})
    assert "3 cards have ended" in str(browser.page)
    assert browser.text.count("the box is lost") == 3
    browser.open("/cards/77")
    assert browser.status == 404


def test_a_lost_card_is_replaced_at_the_desk(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        _batch, [(lost, old), (_number, new)] = a_batch(count=2)
        person = actions.holder_of(old)
    holder = Browser(app)
    come_in(holder, old)
    browser.sign_in(role=MEDIATOR)
    browser.open(f"/cards/end?number={lost}")
    browser.send({"reason": "lost", "code": new[:-1]})
    assert browser.status == 422
    assert "You typed 15" in browser.errors[0]
    browser.send({"code": new})
    assert "has the card K1-0002 now" in str(browser.page)
    holder.open("/account")
    assert holder.url == "/gdansk/sign-in", "signed out everywhere"
    come_in(holder, old)
    assert "reported lost" in holder.errors[0]
    come_in(holder, new)
    with app.app_context(), city(CITY):
        card = db.session.scalar(sa.select(AccessCard).where(AccessCard.number == "K1-0002"))
        assert card is not None
        assert card.person_id == person.id
        assert db.session.get(Person, person.id) is not None


@pytest.mark.parametrize("number", ["", "K9-9999", "x" * 5000, "\x00", "'"])
def test_an_unknown_number_is_told(browser: Browser, number: str) -> None:
    browser.sign_in(role=OFFICER)
    browser.open("/cards/end")
    browser.send({"number": number, "reason": "lost"})
    assert browser.status == 422
    assert "K3-0042" in browser.errors[0]
