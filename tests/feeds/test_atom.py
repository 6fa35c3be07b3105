"""Atom feeds, read as a feed reader reads them."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.consultations import actions as consultation_actions
from commons.contributions import actions as contributions
from commons.contributions.models import Contribution
from commons.moderation import actions as moderation
from commons.people.models import Person
from commons.proposals import actions as proposals
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.consultations import START, officer, published, register_silence
from tests.factories.contributions import comment_by, resident
from tests.factories.moderation import a_moderator, hidden
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by
from tests.marks import both_databases

A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Read:
    """A feed as a reader finds it."""

    def __init__(self, browser: Browser, path: str, **headers: str) -> None:
        browser.open(path, headers=headers)
        assert browser.response is not None
        self.response = browser.response
        assert self.response.status_code == 200, browser.text
        assert self.response.content_type == "application/atom+xml; charset=utf-8"
        self.root = ET.fromstring(self.response.get_data())
        assert self.root.tag == f"{A}feed"
        self.entries = self.root.findall(f"{A}entry")

    @property
    def titles(self) -> list[str]:
        return [entry.findtext(f"{A}title") or "" for entry in self.entries]

    @property
    def text(self) -> str:
        return self.response.get_data(as_text=True)


def is_valid(read: Read) -> None:
    """What RFC 4287 demands of a feed and of each entry."""
    for node in [read.root, *read.entries]:
        for name in ("id", "title", "updated"):
            found = node.findall(f"{A}{name}")
            assert len(found) == 1, name
            assert found[0].text
        moment = datetime.fromisoformat(node.findtext(f"{A}updated") or "")
        assert moment.tzinfo is not None
        assert (node.findtext(f"{A}id") or "").startswith("urn:uuid:")
        assert node.get(LANG)
        for link in node.findall(f"{A}link"):
            assert link.get("href", "").startswith("http://127.0.0.1:8000/gdansk/")
    ids = [entry.findtext(f"{A}id") for entry in read.entries]
    assert len(set(ids)) == len(ids)
    assert read.root.find(f"{A}author/{A}name") is not None
    assert {link.get("rel") for link in read.root.findall(f"{A}link")} == {"self", "alternate"}


@both_databases
def test_new_proposals_are_told_newest_first(town: Flask, browser: Browser) -> None:
    ola = resident()
    with clock.at(START):
        proposal_by(ola, title="Benches")
    with clock.at(START + timedelta(hours=1)):
        proposal_by(ola, title="Trees <& more>")
    read = Read(browser, "/feeds/en/proposals.atom")
    assert read.titles == ["Trees <& more>", "Benches"]
    assert read.entries[0].findtext(f"{A}author/{A}name") == "Ola"
    assert read.entries[0].findtext(f"{A}summary") == "It gets too hot in summer."
    assert read.root.findtext(f"{A}title") == "Gdańsk: New proposals"
    is_valid(read)


@pytest.mark.parametrize("name", ["proposals", "consultations", "answers"])
def test_a_city_without_news_has_a_valid_feed(town: Flask, browser: Browser, name: str) -> None:
    read = Read(browser, f"/feeds/pl/{name}.atom")
    assert read.titles == []
    assert read.root.get(LANG) == "pl"
    is_valid(read)


def test_a_feed_speaks_the_language_of_its_address(town: Flask, browser: Browser) -> None:
    browser.language = "pl"
    call_for_proposals(titles={"en": "A greener Oliwa", "ar": "أوليفا أكثر خضرة"})
    arabic = Read(browser, "/feeds/ar/consultations.atom")
    assert arabic.titles == ["أوليفا أكثر خضرة"]
    assert arabic.entries[0].get(LANG) == "ar"
    ukrainian = Read(browser, "/feeds/uk/consultations.atom")
    assert ukrainian.titles == ["A greener Oliwa"]
    assert ukrainian.entries[0].get(LANG) == "en"


def test_a_translation_is_told_where_there_is_one(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(resident())
    contributions.add_translation(proposal.id, "pl", "Drzewa", "Latem jest za gorąco.", "demo")
    assert Read(browser, "/feeds/pl/proposals.atom").titles == ["Drzewa"]
    assert Read(browser, "/feeds/en/proposals.atom").titles == ["Trees for Pomorska Street"]


def answer(proposal: Contribution, decision: str, **texts: str) -> None:
    proposals.answer_proposal(
        officer(), proposal.id, decision=decision, texts={"pl": "Już.", **texts}
    )


def _feeds_about(slug: str) -> list[str]:
    return [
        "/feeds/en/proposals.atom",
        "/feeds/en/answers.atom",
        f"/feeds/en/consultations/{slug}.atom",
    ]


@pytest.mark.parametrize("how", ["hidden", "withdrawn"])
def test_what_is_taken_away_is_in_no_feed(town: Flask, browser: Browser, how: str) -> None:
    ola, phase = resident(), call_for_proposals()
    proposal = proposal_by(ola, phase, title="Something ugly")
    comment_by(resident("Marek"), proposal, "I like it.")
    if how == "hidden":  # what was answered cannot be withdrawn
        answer(proposal, "rejected", en="No, never.")
    told = [p for p in _feeds_about("call-1") if how == "hidden" or "answers" not in p]
    for path in told:
        assert "Something ugly" in Read(browser, path).text
    assert "I like it." in Read(browser, f"/feeds/en/proposals/{proposal.id}.atom").text
    if how == "hidden":
        hidden(a_moderator(), proposal.id)
    else:
        proposals.withdraw_proposal(ola, proposal.id)
    for path in _feeds_about("call-1"):
        assert "Something ugly" not in Read(browser, path).text
        assert "No, never" not in Read(browser, path).text
    browser.open(f"/feeds/en/proposals/{proposal.id}.atom")
    assert browser.status == 404


def test_a_hidden_comment_is_not_told(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(resident())
    comment_by(resident("Marek"), proposal, "Good.")
    bad = comment_by(resident("Zofia"), proposal, "Something ugly")
    hidden(a_moderator("Adam"), bad.id)
    read = Read(browser, f"/feeds/en/proposals/{proposal.id}.atom")
    assert "Something ugly" not in read.text
    assert "Zofia" not in read.text
    assert read.titles == ["Marek comments"]
    is_valid(read)


def test_a_draft_is_in_no_feed(town: Flask, browser: Browser) -> None:
    call_for_proposals(state="draft", titles={"en": "Not yet"})
    assert "Not yet" not in Read(browser, "/feeds/en/consultations.atom").text
    browser.open("/feeds/en/consultations/call-1.atom")
    assert browser.status == 404


def test_a_consultation_tells_what_happens_in_it(town: Flask, browser: Browser) -> None:
    register_silence()
    by = officer()
    one = published(by, START, START + timedelta(days=10))
    with clock.at(START + timedelta(days=1)):
        read = Read(browser, f"/feeds/en/consultations/{one.slug}.atom")
    assert read.titles == ["Open now: Silence", "What shall the old tram depot become?"]
    with clock.at(START + timedelta(days=11)):
        consultation_actions.turn_due_phases()
        consultation_actions.publish_outcome(by, one.phases[0].id)
        consultation_actions.answer_consultation(by, one.id, {"en": "We build it."})
        read = Read(browser, f"/feeds/en/consultations/{one.slug}.atom")
        answers = Read(browser, "/feeds/en/answers.atom")
    assert "The outcome is there: Silence" in read.titles
    assert "You said, we decided: What shall the old tram depot become?" in read.titles
    assert answers.entries[0].findtext(f"{A}summary") == "We build it."
    is_valid(read)
    is_valid(answers)


def test_an_official_answer_says_how_it_was_decided(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(resident())
    answer(proposal, "accepted", en="Yes.", pl="Tak.")
    read = Read(browser, "/feeds/pl/answers.atom")
    assert read.entries[0].findtext(f"{A}summary") == "Tak."
    assert read.entries[0].get(LANG) == "pl"
    english = Read(browser, "/feeds/en/answers.atom")
    assert english.titles == ["Accepted: Trees for Pomorska Street"]


def test_a_name_stays_out_where_its_bearer_wants_it_so(town: Flask, browser: Browser) -> None:
    ola = resident("Ola Kowalska")
    proposal = proposal_by(ola)
    proposal.shown_as = "resident"
    db.session.commit()
    read = Read(browser, "/feeds/en/proposals.atom")
    assert "Kowalska" not in read.text
    assert read.entries[0].findtext(f"{A}author/{A}name") == "A resident"


def test_what_xml_cannot_hold_does_not_break_a_feed(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(resident())
    proposal.title = "Trees\x0b and \x00more\ufffe"
    if db.engine.dialect.name == "sqlite":
        db.session.commit()
        assert Read(browser, "/feeds/en/proposals.atom").titles == ["Trees and more"]


def test_whoever_has_the_newest_is_told_nothing_new(town: Flask, browser: Browser) -> None:
    ola = resident()
    proposal_by(ola)
    first = Read(browser, "/feeds/en/proposals.atom").response
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        browser.open("/feeds/en/proposals.atom", headers=headers)
        assert browser.status == 304
    with clock.at(clock.now() + timedelta(minutes=1)):
        proposal_by(ola, title="Benches")
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        assert "Benches" in Read(browser, "/feeds/en/proposals.atom", **headers).text


def test_a_hidden_text_leaves_also_those_who_ask_by_date(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(resident(), title="Something ugly")
    first = Read(browser, "/feeds/en/proposals.atom").response
    with clock.at(clock.now() + timedelta(minutes=1)):
        hidden(a_moderator(), proposal.id)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert Read(browser, "/feeds/en/proposals.atom", **since).titles == []


def test_a_text_shown_again_is_news(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(resident())
    moderator = a_moderator()
    hidden(moderator, proposal.id)
    without = Read(browser, "/feeds/en/proposals.atom").response
    with clock.at(clock.now() + timedelta(minutes=1)):
        moderation.restore(moderator, proposal.id, statement="It was fine.")
    since = {"If-Modified-Since": without.headers["Last-Modified"]}
    assert len(Read(browser, "/feeds/en/proposals.atom", **since).entries) == 1


def test_a_feed_looks_the_same_to_everybody(town: Flask, browser: Browser) -> None:
    proposal_by(resident())
    before = Read(browser, "/feeds/en/proposals.atom").text
    browser.sign_in("marek@example.org")
    assert Read(browser, "/feeds/en/proposals.atom").text == before


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/xx/proposals.atom",
        "/feeds/ur/calendar.ics",
        "/feeds/en/people.atom",
        "/feeds/en/consultations/nothing.atom",
        "/feeds/en/consultations/nothing.ics",
        "/feeds/en/consultations/<x>.atom",
        "/feeds/en/proposals/999.atom",
    ],
)
def test_what_is_not_there_is_not_found(town: Flask, browser: Browser, path: str) -> None:
    browser.open(path)
    assert browser.status == 404


def _asked(statements: Statements, browser: Browser, path: str) -> int:
    browser.open("/")  # which opens the phases that are due
    statements.clear()
    Read(browser, path)
    return len([each for each in statements if each.startswith(("SELECT", "WITH"))])


@both_databases
def test_a_feed_asks_the_database_little_however_much_there_is(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    ola: Person = resident()
    phase = call_for_proposals()
    made = many_proposals(ola, phase, 3, language="pl")
    paths = [
        "/feeds/en/proposals.atom",
        "/feeds/en/consultations.atom",
        "/feeds/en/answers.atom",
        "/feeds/en/consultations/call-1.atom",
        f"/feeds/en/proposals/{made[0].id}.atom",
    ]
    comment_by(ola, made[0], language="pl")
    answer(made[1], "accepted", en="Yes.")
    few = {path: _asked(statements, browser, path) for path in paths}
    many_proposals(ola, phase, 40, language="pl")
    for number in range(10):
        comment_by(ola, made[0], f"More {number}", language="pl")
        call_for_proposals(titles={"en": f"Call {number}"})
    many = {path: _asked(statements, browser, path) for path in paths}
    assert many == few
    assert max(many.values()) <= 7  # one more for whoever is signed in
    assert len(Read(browser, "/feeds/en/proposals.atom").entries) == 30
