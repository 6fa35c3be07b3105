"""The calendar, read as a calendar program reads it; and the page that tells of it."""

from datetime import UTC, timedelta

import icalendar
import pytest
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.consultations.models import Phase
from commons.i18n.formats import day_and_time
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.consultations import START, draft, officer, published, register_silence
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.voting import open_vote
from tests.marks import both_databases


def calendar(browser: Browser, path: str = "/feeds/en/calendar.ics") -> icalendar.Calendar:
    browser.open(path)
    assert browser.response is not None
    assert browser.response.content_type == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(browser.response.get_data())


def events(browser: Browser, path: str = "/feeds/en/calendar.ics") -> list[icalendar.Event]:
    return list(calendar(browser, path).walk("VEVENT"))


@pytest.fixture
def depot(town: Flask) -> Phase:
    """The phase of a consultation that is open for ten days."""
    register_silence()
    return published(officer(), START, START + timedelta(days=10)).phases[0]


@both_databases
def test_a_phase_opens_and_closes_in_the_calendar(depot: Phase, browser: Browser) -> None:
    with clock.at(START):
        opens, closes = events(browser)
    assert opens["summary"] == "Opens: Silence. What shall the old tram depot become?"
    assert closes["summary"] == "Closes: Silence. What shall the old tram depot become?"
    assert opens.decoded("dtstart").astimezone(UTC) == depot.opens_at
    assert closes.decoded("dtstart").astimezone(UTC) == depot.closes_at
    assert str(opens["dtstart"].params["TZID"]) == "Europe/Warsaw"
    assert "Tell the city what you need there." in opens["description"]
    assert opens["url"].startswith("http://127.0.0.1:8000/gdansk/consultations/")
    assert opens["uid"] != closes["uid"]


def test_the_last_days_for_paper_are_no_days_to_vote_online(town: Flask, browser: Browser) -> None:
    vote = open_vote(paper_days=3, closes_in=timedelta(days=10), opens_in=timedelta(0))
    phase = db.session.get_one(Phase, vote.phase_id)
    _opens, online, closes = events(browser)
    assert online["summary"].startswith("Closes online, open on paper: Vote.")
    ends = phase.closes_at - timedelta(days=3)
    assert online.decoded("dtstart").astimezone(UTC) == ends.replace(microsecond=0)
    assert closes.decoded("dtstart") - online.decoded("dtstart") == timedelta(days=3)
    browser.open("/consultations/")
    last_day = day_and_time(ends, "Europe/Warsaw")
    assert f"on {last_day}" in browser.text
    with clock.at(phase.closes_at - timedelta(days=2)):
        browser.open("/consultations/")
    assert "Only on paper now, until" in browser.text


def test_it_describes_its_time_zone_and_folds_its_lines(depot: Phase, browser: Browser) -> None:
    with clock.at(START):
        zones = calendar(browser).walk("VTIMEZONE")
        content = browser.response.get_data()
    assert [str(zone["tzid"]) for zone in zones] == ["Europe/Warsaw"]
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_a_date_that_moves_keeps_its_name(depot: Phase, browser: Browser) -> None:
    with clock.at(START):
        before = events(browser)
        tag = browser.response.headers["ETag"]
        phase = db.session.get_one(Phase, depot.id)
        phase.closes_at += timedelta(days=2)
        phase.dates_note = "The hall was flooded."
        db.session.commit()
        after = events(browser)
    assert [each["uid"] for each in after] == [each["uid"] for each in before]
    assert after[1].decoded("dtstart") > before[1].decoded("dtstart")
    assert "The hall was flooded." in after[1]["description"]
    assert browser.response.headers["ETag"] != tag


def test_whoever_has_the_newest_is_told_nothing_new(depot: Phase, browser: Browser) -> None:
    with clock.at(START):
        calendar(browser)
        tag = browser.response.headers["ETag"]
        browser.open("/feeds/en/calendar.ics", headers={"If-None-Match": tag})
    assert browser.status == 304


def test_drafts_and_what_is_long_over_are_not_in_it(town: Flask, browser: Browser) -> None:
    register_silence()
    by = officer()
    draft(by, START, START + timedelta(days=10), title="Not yet")
    published(by, START, START + timedelta(days=1), title="Long ago")
    with clock.at(START + timedelta(days=100)):
        assert events(browser) == []
    with clock.at(START + timedelta(days=2)):
        assert len(events(browser)) == 2


def test_a_consultation_has_a_calendar_of_its_own(town: Flask, browser: Browser) -> None:
    register_silence()
    by = officer()
    one = published(by, START, START + timedelta(days=1), START + timedelta(days=2))
    published(by, START, START + timedelta(days=1), title="Another")
    found = events(browser, f"/feeds/en/consultations/{one.slug}.ics")
    assert len(found) == 4
    assert not any("Another" in each["summary"] for each in found)


def test_it_speaks_the_language_of_its_address(town: Flask, browser: Browser) -> None:
    call_for_proposals(titles={"en": "A greener Oliwa", "ar": "أوليفا أكثر خضرة"})
    found = events(browser, "/feeds/ar/calendar.ics")
    assert "أوليفا أكثر خضرة" in found[0]["summary"]
    assert found[0]["summary"].params["LANGUAGE"] == "ar"


def test_a_city_without_phases_has_a_calendar_all_the_same(town: Flask, browser: Browser) -> None:
    assert calendar(browser)["x-wr-calname"] == "Gdańsk: consultations and votes"


def test_it_asks_the_database_little_however_much_there_is(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    call_for_proposals()

    def asked() -> int:
        browser.open("/")  # which opens the phases that are due
        statements.clear()
        calendar(browser)
        return len([each for each in statements if each.startswith("SELECT")])

    few = asked()
    for number in range(12):
        call_for_proposals(titles={"en": f"Call {number}"})
    assert asked() == few <= 8
    assert len(events(browser)) == 26


# Where one finds all this


def test_a_page_says_how_to_follow_without_an_account(town: Flask, browser: Browser) -> None:
    browser.open("/")
    link = browser.page.select_one("footer a[href$='/follow']")
    assert link is not None
    browser.open("/follow")
    assert "You need no e-mail and no name" in browser.text
    for found in browser.page.select("main a[href*='/feeds/']"):
        browser.open(str(found["href"]))
        assert browser.status == 200


def test_programs_find_the_feeds_of_a_page_by_themselves(town: Flask, browser: Browser) -> None:
    phase = call_for_proposals()
    proposal = proposal_by(resident(), phase)
    browser.open("/consultations/call-1")
    found = browser.page.select("head link[rel=alternate][type='application/atom+xml']")
    assert len(found) == 4
    own = browser.page.select("main a[href*='/feeds/en/consultations/call-1']")
    assert len(own) == 2
    address = f"/gdansk/feeds/en/proposals/{proposal.id}.atom"
    browser.open(f"/proposals/{proposal.id}")
    assert browser.page.select(f"head link[rel=alternate][href='{address}']")
    assert not browser.page.select(f"main a[href='{address}']")
    comment_by(resident("Ben"), proposal)
    browser.open(f"/proposals/{proposal.id}")
    assert browser.page.select(f"main a[href='{address}']")
