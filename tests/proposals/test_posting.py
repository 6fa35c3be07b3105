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
from tests.factories.proposals import call_for_proposals
from tests.marks import both_databases


@both_databases
def test_a_resident_posts_a_proposal_and_reads_it(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        phase_id = call_for_proposals().id
    browser.sign_in(name="Ola")
    browser.open(f"/proposals/new?phase={phase_id}")
    browser.send(
        {
            "title": "Trees for Pomorska Street",
            "body": "It gets hot.\n\nTrees give shade.",
            "district": "1",
            "cost": "12 000",
        }
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
    browser.send({"title": "x" * 130, "body": "", "cost": "2 mln"})
    assert browser.status == 422
    assert len(browser.errors) == 4
    assert browser.page.select_one("#title")["value"] == "x" * 130
    assert browser.page.select_one("#cost")["value"] == "2 mln"
    for field in ("title", "body", "cost", "district"):
        assert browser.page.select_one(f"#{field}")["aria-invalid"] == "true"


def test_what_a_visitor_typed_comes_back_after_signing_in(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        phase_id = call_for_proposals().id
    browser.open(f"/proposals/new?phase={phase_id}")
    typed = {"title": "دراجات", "body": "طرق آمنة للدراجات. " * 20, "language": "ar", "cost": "500"}
    browser.send(typed)
    assert browser.url.startswith("/gdansk/sign-in")
    browser.sign_in()
    assert browser.url == f"/gdansk/proposals/new?phase={phase_id}"
    assert browser.page.select_one("#title")["value"] == "دراجات"
    assert browser.page.select_one("#body").get_text().strip() == typed["body"].strip()
    browser.send()
    assert browser.page.h1.get_text() == "دراجات"
    browser.open(f"/proposals/new?phase={phase_id}")
    assert not browser.page.select_one("#title")["value"]


def test_a_text_too_long_for_a_cookie_stays_on_the_page(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        phase_id = call_for_proposals().id
    browser.open(f"/proposals/new?phase={phase_id}")
    body = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(4_000))
    browser.send({"title": "Long", "body": body})
    assert browser.status == 422
    assert "sign in first" in browser.errors[0]
    assert browser.page.select_one("#body").get_text().strip() == body
    assert browser.page.select_one(f"form[data-keep=proposal-{phase_id}]")


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
    browser.open(f"/proposals/new?phase={phase.id}")
    with clock.at(clock.now() + timedelta(minutes=1)):
        browser.send({"title": "Late", "body": "Too late"})
        assert browser.status == 422
        assert "is over" in browser.errors[0]
        assert browser.page.select_one("#title")["value"] == "Late"
        browser.open(f"/proposals/new?phase={phase.id}")
        assert "The time for proposals is over" in browser.text


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
    browser.open("/proposals/", query_string={"q": values["title"], "after": values["cost"]})
    assert browser.status == 200
    assert not browser.page.select("main script")
