"""What residents see of consultations."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.consultations import actions
from commons.consultations.activities import Result
from commons.consultations.models import Consultation, Phase
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.consultations import DAY, START, Silence, draft, officer, published
from tests.marks import both_databases

POLISH = ("Czym ma być stara zajezdnia?", "Powiedz miastu, czego tam potrzebujesz.", "Wszystko.")


@pytest.fixture
def depot(app: Flask, silence: Silence) -> str:
    """A consultation of two phases, in English and Polish. Its slug."""
    with app.app_context(), city(CITY):
        return published(officer(), START, START + 4 * DAY, START + 8 * DAY, pl=POLISH).slug


def test_the_first_page_leads_straight_into_what_is_open(browser: Browser, depot: str) -> None:
    with clock.at(START + DAY):
        page = browser.open("/")
    card = page.select_one("article")
    assert card is not None
    said = " ".join(card.get_text(" ").split())
    assert "What shall the old tram depot become?" in said
    assert "Silence" in said
    assert "34 silent people" in said
    assert "Closes in 3 days, on 5 November 2026, 10:00" in said
    button = card.select_one("a.button")
    assert button is not None
    assert button["href"].startswith("/gdansk/silence/")
    assert button.get_text() == "Keep silent"


def test_what_closes_first_stands_first(app: Flask, browser: Browser, silence: Silence) -> None:
    with app.app_context(), city(CITY):
        for days in (5, 2, 9):
            published(officer(), START, START + days * DAY, title=f"Open for {days} days")
        published(officer(), START + 3 * DAY, START + 4 * DAY, title="Later")
    with clock.at(START):
        page = browser.open("/")
    titles = [" ".join(title.get_text().split()) for title in page.select("article .card-title")]
    assert titles == ["Open for 2 days", "Open for 5 days", "Open for 9 days", "Later"]


def test_readers_get_their_language_and_else_the_original_marked_as_such(
    app: Flask, depot: str
) -> None:
    with clock.at(START):
        polish, arab = Browser(app, language="pl"), Browser(app, language="ar")
        page = polish.open(f"/consultations/{depot}")
        assert page.select_one("h1").get_text() == POLISH[0]
        assert page.select_one(".words-note") is None
        page = arab.open(f"/consultations/{depot}")
        title = page.select_one("h1")
        assert (title["lang"], title["dir"]) == ("en", "ltr")
        assert page.html["dir"] == "rtl"
        assert page.select_one(".words-note") is not None


@both_databases
def test_a_draft_is_nobodys_business_but_the_offices(
    app: Flask, browser: Browser, silence: Silence
) -> None:
    with app.app_context(), city(CITY):
        slug = draft(officer(), START, START + DAY).slug
    with clock.at(START):
        for address in ("/", "/consultations/", "/consultations/?show=finished"):
            browser.open(address)
            assert "tram depot" not in browser.text
        browser.open(f"/consultations/{slug}")
        assert browser.status == 404
        browser.sign_in("ola@example.org")
        browser.open(f"/consultations/{slug}")
        assert browser.status == 404
        other = Browser(app)
        other.sign_in("desk@example.org", role="officer")
        other.open(f"/consultations/{slug}")
        assert other.status == 200
        assert "Preview" in other.text


@both_databases
def test_what_came_out_is_shown_once_published_with_what_was_not_chosen(
    app: Flask, browser: Browser, silence: Silence, depot: str
) -> None:
    silence.results = [
        Result("A garden", "en", chosen=True, facts={"votes": 1200, "cost": 50_000}),
        Result("A name", "en", chosen=True, facts={"votes": 7, "cost": 0}),
        Result("Ein Parkhaus", "de", chosen=False),
    ]
    with clock.at(START + 5 * DAY):
        browser.open(f"/consultations/{depot}")
        assert "A garden" not in browser.text
        assert "preparing the result" in browser.text
        with app.app_context(), city(CITY):
            first = db.session.scalars(sa.select(Phase.id).order_by(Phase.position)).first()
            actions.publish_outcome(officer(), first)
        page = browser.open(f"/consultations/{depot}")
        chosen, others = page.select("ul.outcome")
        assert "A garden" in chosen.get_text()
        assert "Votes: 1,200" in chosen.get_text()
        assert "50,000" in chosen.get_text()
        assert chosen.get_text().count("Cost:") == 1, "what costs nothing has no cost to tell"
        assert others.select_one("[lang=de]").get_text() == "Ein Parkhaus"
        browser.open("/")
        assert "What came out" in browser.text


def test_the_lists_hold_each_consultation_once(app: Flask, browser: Browser, depot: str) -> None:
    for days, tab in ((-1, "upcoming"), (1, "open"), (4, "open"), (9, "finished")):
        with clock.at(START + days * DAY):
            found = [
                name
                for name in ("open", "upcoming", "finished")
                if browser.open(f"/consultations/?show={name}").select_one("article")
            ]
            assert found == [tab]


@both_databases
def test_a_page_takes_few_statements_however_many_consultations_there_are(
    app: Flask, silence: Silence, statements: Statements
) -> None:
    with app.app_context(), city(CITY):
        by = officer()
        for number in range(60):
            start = START + number * timedelta(hours=1)
            published(by, start, start + 9 * DAY, start + 18 * DAY, pl=POLISH)
        slug = db.session.scalar(sa.select(Consultation.slug).limit(1))
    browser = Browser(app)
    browser.sign_in("ola@example.org")
    with clock.at(START + 10 * DAY):
        browser.open("/")  # turns what is due
        for address in ("/", "/consultations/", f"/consultations/{slug}"):
            statements.clear()
            browser.open(address)
            assert browser.status == 200
            asked = [one for one in statements if one.lstrip().upper().startswith("SELECT")]
            assert len(asked) <= 8, asked


def test_the_list_goes_on_page_after_page_without_losing_any(
    app: Flask, browser: Browser, silence: Silence
) -> None:
    with app.app_context(), city(CITY):
        by = officer()
        for number in range(45):
            published(by, START, START + DAY, title=f"Question {number:02}")
    with clock.at(START):
        address, titles, pages = "/consultations/", [], 0
        while address and pages < 5:
            page = browser.open(address)
            titles += [title.get_text().strip() for title in page.select("article .card-title")]
            following = page.select_one("a[rel=next]")
            address, pages = str(following["href"]) if following else "", pages + 1
    assert titles == [f"Question {number:02}" for number in reversed(range(45))]


@both_databases
@pytest.mark.parametrize(
    "address",
    [
        "/consultations/%00",
        "/consultations/'; DROP TABLE phase",
        "/consultations/" + "x" * 3000,
        "/consultations/..%2f",
        "/consultations/?after=99999999999999999999",
        "/consultations/?after=-1&show=%00",
        "/consultations/?show=draft",
        "/office/consultations/%00",
        "/office/consultations/x/phases/" + "9" * 40,
    ],
)
def test_hostile_addresses_are_answered_calmly(app: Flask, address: str) -> None:
    browser = Browser(app)
    browser.sign_in("desk@example.org", role="officer")
    browser.open(address)
    assert browser.status in {200, 404}
