"""Posting a proposal, as a visitor without JavaScript does it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.people.models import Person
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.drafts import drafts
from tests.factories.proposals import call_for_proposals
from tests.marks import both_databases
from tests.writing import STEP, post, propose, write


@both_databases
def test_a_resident_posts_a_proposal_and_reads_it(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        phase_id = call_for_proposals().id
    browser.sign_in(name="Ola")
    propose(
        browser,
        phase_id,
        {
            "title": "Trees for Pomorska Street",
            "body": "It gets hot.\n\nTrees give shade.",
            "district": "1",
            "cost": "12 000",
        },
    )
    assert browser.status == 200
    assert re.fullmatch(r"/gdansk/proposals/\d+", browser.url)
    assert browser.page.h1.get_text() == "Trees for Pomorska Street"
    for said in ("Oliwa", "12,000", "Ola", "Trees give shade.", "Not answered yet"):
        assert said in browser.text


def test_what_is_missing_is_said_and_what_was_typed_is_kept(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        phase_id = call_for_proposals(settings={"district_needed": True}).id
    browser.sign_in()
    browser.open(f"/proposals/new?phase={phase_id}")
    for field in ("title", "body"):
        asked = browser.page.select_one(f"#{field}")
        assert asked.get("maxlength") is None, "a text that is pasted is not cut without a word"
    assert browser.page.select_one("#body")["data-count"] == "5000"
    assert browser.page.select_one("#body-count") is not None
    browser.send({"title": "x" * 130, "body": ""}, form=STEP)
    assert browser.status == 422
    assert len(browser.errors) == 2
    assert browser.page.select_one("#title")["value"] == "x" * 130
    browser.send({"title": "Trees", "body": "For shade."}, form=STEP)
    browser.send({"cost": "2 mln"}, form=STEP)
    assert browser.status == 422
    assert len(browser.errors) == 2
    assert browser.page.select_one("#cost")["value"] == "2 mln"
    for field in ("cost", "district"):
        assert browser.page.select_one(f"#{field}")["aria-invalid"] == "true"


def test_what_a_visitor_typed_comes_back_after_signing_in(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        phase_id = call_for_proposals().id
    typed = {"title": "دراجات", "body": "طرق آمنة للدراجات. " * 200, "language": "ar"}
    propose(browser, phase_id, typed)
    assert browser.url.startswith("/gdansk/sign-in")
    browser.sign_in()
    assert browser.url.endswith("/look")
    assert "طرق آمنة" in browser.text
    post(browser)
    assert browser.page.h1.get_text() == "دراجات"
    browser.open(f"/proposals/new?phase={phase_id}")
    assert not browser.page.select_one("#title")["value"]
    assert "unfinished" not in browser.text


def test_the_form_leads_to_what_is_open(app: Flask, browser: Browser) -> None:
    browser.open("/proposals/new")
    assert "No consultation asks for proposals now" in browser.text
    with app.app_context(), city(CITY):
        first = call_for_proposals(titles={"pl": "Zielona Oliwa", "en": "Green Oliwa"})
    browser.open("/proposals/new")
    assert browser.url.endswith(f"?phase={first.id}")
    with app.app_context(), city(CITY):
        call_for_proposals(titles={"pl": "Rowery"})
    browser.open("/proposals/new")
    assert "Green Oliwa" in browser.text
    assert browser.page.select_one("main [lang=pl]").get_text(strip=True) == "Rowery"


@pytest.mark.parametrize("phase", ["99", "0", "-1", "x", "9" * 40, "٣", "1;drop"])
def test_there_is_no_form_for_a_phase_that_is_not(browser: Browser, phase: str) -> None:
    browser.open(f"/proposals/new?phase={phase}")
    assert browser.status == 404
    browser.open(f"/proposals/?phase={phase}")
    assert browser.status == 404


def test_a_closed_call_says_when_it_closed_and_takes_nothing(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        phase = call_for_proposals(opens_in=-timedelta(2), closes_in=timedelta(seconds=30))
    browser.sign_in()
    write(browser, phase.id, {"title": "Late", "body": "Too late"})
    look = browser.url
    with clock.at(clock.now() + timedelta(minutes=1)):
        post(browser)
        assert browser.status == 422
        assert "is over" in browser.errors[0]
        browser.open(f"/proposals/new?phase={phase.id}")
        assert "The time for proposals is over" in browser.text
        browser.open(look.replace("/look", "/words"))
        assert browser.page.select_one("#title")["value"] == "Late"


HOSTILE = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        [
            "\x00",
            "\ud800",
            "'; --",
            "<script>alert(1)</script>",
            "9" * 5000,
            "\u202e" * 50,
            "é" * 5001,
        ]
    ),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=HOSTILE, body=HOSTILE, language=HOSTILE, district=HOSTILE, cost=HOSTILE)
def test_no_form_breaks_the_page(
    app: Flask, browser: Browser, title: str, body: str, language: str, district: str, cost: str
) -> None:
    with app.app_context(), city(CITY):
        if db.session.get(Person, 1) is None:
            call_for_proposals()
            browser.sign_in()
    values = {
        name: value.encode("utf-8", "replace").decode()
        for name, value in {
            "title": title,
            "body": body,
            "language": language,
            "district": district,
            "cost": cost,
        }.items()
    }
    browser.post("/proposals/new?phase=1", values)
    assert browser.status in {200, 422}
    with app.app_context(), city(CITY):
        begun = drafts()
    for draft in begun:
        for step in ("place", "look"):
            browser.post(f"/proposals/drafts/{draft.key}/{step}", values)
            assert browser.status in {200, 422}
            assert not browser.page.select("main script:not([src])")
        browser.post(f"/proposals/drafts/{draft.key}/drop")
    browser.open("/proposals/", query_string={"q": values["title"], "after": values["cost"]})
    assert browser.status == 200
