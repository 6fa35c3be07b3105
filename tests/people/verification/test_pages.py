"""The pages: for people, for those who vouch, for the office and the desk."""

import io
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask

from commons.base.database import db
from commons.people.verification import census_office, census_rules, letter, vouching
from commons.people.verification.models import CensusList, LetterRequest
from tests.browser_client import Browser
from tests.factories.contributions import resident
from tests.factories.verification import (
    HOME,
    levels,
    neighbour,
    offer_all,
    shown,
    vote_to_enter,
)

OLA = {"surname_initial": "Ł", "birth_date": "31.12.1990", "house_number": "12a"}


def href(browser: Browser, selector: str) -> str:
    found = browser.page.select_one(selector)
    assert found is not None, browser.text
    return str(found["href"])


def test_a_visitor_reads_about_all_ways_before_signing_in(town: Flask, browser: Browser) -> None:
    offer_all()
    browser.open("/verify")
    for title in ("Your own word", "A letter to your home", "People who know you", "access card"):
        assert title in browser.text
    browser.open("/verify/desk")
    assert "/sign-in" in browser.url


def test_the_ways_are_chosen_by_what_the_vote_asks(town: Flask, browser: Browser) -> None:
    offer_all()
    strict, easy = vote_to_enter(level=3), vote_to_enter(level=1)
    browser.sign_in()
    browser.open(f"/verify?phase={strict}")
    helping = browser.page.select("main h2 + ul h3")
    titles = [" ".join(one.get_text().split()) for one in helping]
    assert titles == ["At a desk of the city", "The city's list"]
    browser.open(f"/verify?phase={easy}")
    assert "Your own word" in browser.page.select_one("main h2 ~ ul").get_text()  # type: ignore[union-attr]
    browser.open("/verify?phase=99999")
    assert browser.status == 200


def test_what_the_city_does_not_offer_is_not_offered(town: Flask, browser: Browser) -> None:
    browser.sign_in("officer@example.org", role="officer")
    browser.open("/office/verification")
    browser.send({"ways": ["desk"]}, form="main form:has([name=ways])")
    assert "Saved" in browser.page.get_text()
    other = Browser(town)
    other.sign_in("ola@example.org")
    other.open("/verify")
    assert "At a desk of the city" in other.text
    assert "People who know you" not in other.text
    other.open("/verify/vouching")
    other.send()
    assert (other.status, "does not offer this way" in other.text) == (422, True)


def test_letters_are_printed_once_and_anew(town: Flask, browser: Browser) -> None:
    offer_all()
    letter.ask_for_letter(resident(), **HOME, district_id=None)
    browser.sign_in("officer@example.org", role="officer")
    browser.open("/office/verification")
    browser.send(form="main form[action$=letters]")
    assert browser.response is not None
    assert browser.response.headers["Cache-Control"] == "no-store"
    (code,) = [one.get_text() for one in browser.page.select(".letter-code strong")]
    assert len(browser.page.select(".letter svg")) == 1
    file = unquote(href(browser, "main a[download]"))
    assert code in file
    assert HOME["street"] in file
    browser.open("/office/verification")
    assert "No letter waits" in browser.text
    browser.send(form="main details form[action$=letters]")
    assert browser.page.select(".letter-code strong")[0].get_text() != code
    browser.post("/office/verification/letters", {"printed_at": "yesterday"})
    assert browser.status == 404
    db.session.rollback()
    assert db.session.query(LetterRequest).one().printed_at is not None


def test_a_desk_finds_the_person_then_confirms(town: Flask, browser: Browser) -> None:
    person = browser.sign_in("ola@example.org", name="Ola of Oliwa")
    browser.open("/verify/desk")
    browser.send()
    code = browser.page.select_one("main code").get_text()  # type: ignore[union-attr]
    desk = Browser(town)
    desk.sign_in("mediator@example.org", role="mediator")
    desk.open("/office/desk")
    desk.send({"code": "12"})
    assert desk.errors
    desk.send({"code": code})
    assert "Ola of Oliwa" in desk.text
    desk.send({"age": "17 years"})
    assert desk.status == 422
    assert "Ola of Oliwa" in desk.text
    desk.send({"sure": "y", "age": "16"})
    assert desk.status == 200, desk.errors
    assert levels(person) == {"desk": 3}
    desk.open("/office/verification")
    assert desk.status == 403


def test_vouching_goes_from_code_to_person_to_a_tick(town: Flask, browser: Browser) -> None:
    offer_all()
    ola = resident("Ola of Oliwa")
    code = vouching.ask_others(ola)
    shown(browser.sign_in("marek@example.org"), "letter", 2)
    browser.open("/vouch")
    browser.send({"code": code[:-1]})
    assert browser.errors
    browser.send({"code": code})
    assert "Ola of Oliwa" in browser.text
    browser.send()
    assert "if you know that they live here" in browser.errors[0]
    browser.send({"sure": "y"})
    assert "You have vouched for Ola of Oliwa" in browser.page.get_text()
    vouching.vouch(neighbour("Zofia"), code)
    assert levels(ola) == {"vouching": 2}


def test_who_may_not_vouch_is_told_why(town: Flask, browser: Browser) -> None:
    code = vouching.ask_others(resident("Ola"))
    browser.sign_in("marek@example.org")
    browser.open("/vouch")
    browser.send({"code": code})
    browser.send({"sure": "y"})
    assert browser.status == 422
    assert "must have shown yourself" in browser.errors[0]


def test_the_citys_list_from_recipe_to_a_resident(town: Flask, browser: Browser) -> None:
    browser.sign_in("officer@example.org", role="officer")
    browser.open("/office/verification/list")
    browser.send({"fields": ["surname", "house_number"], "ages": "young"})
    assert len(browser.errors) == 2
    browser.send({"fields": list(OLA), "ages": "16, 18"})
    assert "Download the recipe" in browser.text
    db.session.rollback()
    made = db.session.query(CensusList).one()
    values, salt = census_rules.normal_values(made.fields, OLA), made.salt
    line = f"{census_rules.scrambled(values, salt)};Oliwa;18"
    db.session.rollback()
    browser.open("/office/verification/list/recipe.json")
    assert browser.response is not None
    assert salt in browser.response.get_data(as_text=True)
    upload(browser, "surname;birth date\nŁukaszewicz;1990-12-31\n")
    assert browser.status == 422, browser.text
    assert "Never upload the list itself" in browser.text
    upload(browser, line)
    assert "1 line is new" in browser.page.get_text()

    other = Browser(town)
    person = other.sign_in("ola@example.org")
    other.open("/verify/by/census")
    other.send({**OLA, "house_number": "13"})
    assert "not on the city's list" in other.errors[0]
    assert "Other ways" in other.text
    other.send(OLA)
    assert "It is shown that you live here" in other.page.get_text()
    assert levels(person) == {"census": 3}

    browser.open("/office/verification/list")
    browser.send(form="main form[action$=anew]")
    assert browser.errors
    browser.send({"sure": "y"}, form="main form[action$=anew]")
    assert "1 person must show again" in browser.page.get_text()
    assert levels(person) == {}


def upload(browser: Browser, text: str) -> None:
    """Choose a file and send it, as a browser does."""
    browser.open("/office/verification/list")
    form = "main form[enctype]"
    token = browser.page.select_one(f"{form} [name=csrf_token]")
    assert token is not None
    data: dict[str, Any] = {
        "csrf_token": token["value"],
        "file": (io.BytesIO(text.encode()), "scrambled.txt"),
    }
    browser._ask("POST", "/office/verification/list", data=data)


@pytest.mark.parametrize("junk", ["\x00", "'; DROP TABLE person", "ß" * 400, "١٢٣", "💡", ""])
def test_no_input_breaks_a_page(town: Flask, browser: Browser, junk: str) -> None:
    officer = offer_all()
    census_office.make_recipe(officer, ["reference"], [])
    browser.sign_in("officer@example.org", role="officer")
    for path, fields in (
        ("/verify/by/card", ["code"]),
        ("/verify/by/census", ["reference"]),
        ("/verify/by/nothing", ["code"]),
        ("/verify/letter", ["code"]),
        ("/verify/letter", ["street", "place", "name", "district"]),
        ("/vouch", ["code"]),
        ("/vouch/for", ["code", "sure", "speaker"]),
        ("/office/desk", ["code"]),
        ("/office/desk/confirm", ["code", "district", "age", "sure"]),
        ("/office/verification", ["ways"]),
        ("/office/verification/list", ["file"]),
        ("/account/join", ["sure"]),
    ):
        browser.open("/verify/letter")
        browser.post(path, dict.fromkeys(fields, junk))
        assert browser.status in {200, 404, 422}, (path, browser.status)


def test_the_card_page_keeps_what_was_typed(town: Flask, browser: Browser) -> None:
    browser.sign_in()
    browser.open("/verify/by/card")
    browser.send({"code": "ABCD-EFGH"})
    assert browser.status == 422
    assert "ABCD-EFGH" in str(browser.page)
    assert "Other ways" in browser.text
