"""Whatever is sent gets a clear answer, and what was typed is kept."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.app import create_app
from commons.base import clock
from commons.base.database import db
from commons.base.settings import Settings
from commons.proposals.drafting.rules import MOST_DRAFTS, PACE
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.factories.drafts import drafts
from tests.factories.proposals import call_for_proposals
from tests.marks import both_databases
from tests.writing import STEP, post, propose, write


@pytest.fixture
def phase_id(town: Flask) -> int:
    """An open call."""
    return call_for_proposals().id


@pytest.mark.parametrize(
    ("letter", "length", "kept"),
    [("x", 1_500, True), ("x", 1_048_576, False), ("ą", 300_000, False)],
)
def test_a_title_that_is_much_too_long_stays_where_it_was_typed(
    phase_id: int, browser: Browser, letter: str, length: int, kept: bool
) -> None:
    browser.open(f"/proposals/new?phase={phase_id}")
    browser.send({"title": letter * length, "body": "To rest."}, form=STEP)
    assert browser.status == 422
    assert f"too long: {length} characters" in browser.errors[0]
    title = browser.page.select_one("#title")
    assert title is not None
    assert title["value"] == letter * length
    assert bool(drafts()) == kept
    browser.send({"title": "Benches"}, form=STEP)
    assert browser.url.endswith("/place")
    assert drafts()[0].values["body"] == "To rest."


def test_a_title_of_more_than_a_page_may_hold_is_refused_in_words(
    phase_id: int, browser: Browser
) -> None:
    browser.open(f"/proposals/new?phase={phase_id}")
    browser.send({"title": "x" * 2_100_000, "body": "To rest."}, form=STEP)
    assert browser.status == 413
    assert "larger than we accept" in browser.text
    assert "Go back in your browser: what you typed is still there." in browser.text


def test_ten_thousand_line_breaks_are_one_empty_line(phase_id: int, browser: Browser) -> None:
    write(browser, phase_id, {"title": "Benches", "body": "Here." + "\n" * 10_000 + "There."})
    assert drafts()[0].values["body"] == "Here.\n\nThere."


def test_ten_thousand_lines_are_told_to_be_shorter(phase_id: int, browser: Browser) -> None:
    body = "\n".join(["a"] * 10_000)
    browser.open(f"/proposals/new?phase={phase_id}")
    browser.send({"title": "Benches", "body": body}, form=STEP)
    assert browser.status == 422
    assert "too long: 19999 characters" in browser.errors[0]
    assert drafts()[0].values["body"] == body


def test_what_cannot_be_seen_is_taken_out_and_the_joiners_of_arabic_stay(
    phase_id: int, browser: Browser
) -> None:
    persian = "نیمکت\u200cهای بیشتر"
    write(
        browser,
        phase_id,
        {"title": "\u202eBen\u200bches\u2066\ufeff", "body": f"\u202d{persian}\u2069\x00"},
    )
    (draft,) = drafts()
    assert draft.values["title"] == "Benches"
    assert draft.values["body"] == persian


@pytest.mark.parametrize("text", ["\u200b\u202e\ufeff", " \n\t ", "\x00"])
def test_words_of_which_nothing_can_be_seen_are_none(
    phase_id: int, browser: Browser, text: str
) -> None:
    browser.open(f"/proposals/new?phase={phase_id}")
    browser.send({"title": text, "body": text}, form=STEP)
    assert browser.status == 422
    assert len(browser.errors) == 2


SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*1000003}}'


def test_html_and_script_in_every_field_are_words(phase_id: int, browser: Browser) -> None:
    browser.sign_in()
    fields = ("title", "body", "district", "theme", "cost", "latitude", "longitude")
    values = dict.fromkeys((*fields, "language", "voice", "draft", "version", "tab"), SCRIPT)
    browser.post(f"/proposals/new?phase={phase_id}", values)
    for step in ("words", "place", "look"):
        browser.post(f"/proposals/drafts/{drafts()[0].key}/{step}", values)
        assert browser.status in {200, 422}, step
        assert not browser.page.select("main script:not([src]), img[onerror]")
        assert "7000021" not in browser.text
    browser.open("/proposals/drafts/")
    assert not browser.page.select("main script, img[onerror]")
    assert SCRIPT in browser.text


def test_a_thousand_proposals_of_one_person_within_an_hour_are_not_taken(
    phase_id: int, browser: Browser
) -> None:
    browser.sign_in()
    now = clock.now()
    for number in range(PACE):
        with clock.at(now.replace(microsecond=number)):
            write(
                browser, phase_id, {"title": f"Bench number {number} {'x' * number}", "body": "?"}
            )
            post(browser)
    propose(browser, phase_id, {"title": "One bench too many", "body": "To rest."})
    assert browser.status == 422
    assert "Please wait a while" in browser.errors[0]
    assert db.session.scalar(sa.select(sa.func.count(Proposal.id))) == PACE
    assert drafts()[-1].values["title"] == "One bench too many"


@both_databases
def test_one_more_than_each_may_post_is_refused_and_kept(town: Flask, browser: Browser) -> None:
    phase = call_for_proposals(settings={"most_each": 1})
    browser.sign_in()
    propose(browser, phase.id, {"title": "Benches", "body": "To rest."})
    propose(browser, phase.id, {"title": "Shade", "body": "In summer."})
    assert browser.status == 422
    assert "Each person can post 1 here" in browser.errors[0]
    assert "In summer." in browser.text
    assert drafts()[-1].values["title"] == "Shade"


def test_drafts_without_end_are_not_taken_and_the_words_stay(
    phase_id: int, browser: Browser
) -> None:
    for number in range(MOST_DRAFTS + 1):
        browser.open(f"/proposals/new?phase={phase_id}")
        browser.send({"title": f"Bench {number}", "body": "To rest."}, form=STEP)
    assert browser.status == 422
    assert "unfinished proposals" in browser.errors[0]
    assert "To rest." in str(browser.page)
    assert len(drafts()) == MOST_DRAFTS


def test_whoever_knocks_too_often_is_asked_to_wait(phase_id: int, settings: Settings) -> None:
    browser = Browser(create_app(replace(settings, limits=True)))
    browser.open(f"/proposals/new?phase={phase_id}")
    page = browser.page
    for _knock in range(61):
        browser.page = page
        browser.post(f"/proposals/new?phase={phase_id}", {"title": "Benches"})
    assert browser.status == 429
    assert "Please wait some minutes" in browser.text


@pytest.mark.parametrize("key", ["x", "0" * 31, "0" * 33, "G" * 32, "../etc", "%00" * 32])
def test_no_key_that_cannot_be_one_begins_a_draft(
    phase_id: int, browser: Browser, key: str
) -> None:
    browser.post(
        f"/proposals/drafts/{key}/save/words?phase={phase_id}", {"title": "x", "body": "y"}
    )
    assert browser.status in {400, 404}
    assert drafts() == []
    browser.post(f"/proposals/new?phase={phase_id}", {"title": "x", "body": "y", "draft": key})
    assert [len(draft.key) for draft in drafts()] == [32]


def test_saving_to_a_call_that_is_not_there_begins_nothing(town: Flask, browser: Browser) -> None:
    browser.post(f"/proposals/drafts/{'0' * 32}/save/words?phase=99", {"title": "x"})
    assert browser.status == 404
    assert drafts() == []


@both_databases
@pytest.mark.parametrize("number", ["9" * 40, "0", "-1", "x"])
def test_a_draft_begun_in_a_call_that_cannot_be_is_not_found(
    town: Flask, browser: Browser, number: str
) -> None:
    browser.post(f"/proposals/drafts/{'a' * 32}/save/words?phase={number}", {"title": "Benches"})
    assert browser.status == 404


@both_databases
def test_a_key_that_no_draft_can_have_is_not_found(town: Flask, browser: Browser) -> None:
    phase_id = call_for_proposals().id
    browser.sign_in()
    write(browser, phase_id, {"title": "Benches", "body": "To rest."})
    here = browser.url.removesuffix("look")
    browser.post(f"{here}both", {"chosen": "\x00" * 32})
    assert browser.status == 404
    for page in ("words", "place", "pictures", "look", "both"):
        browser.open(f"/proposals/drafts/{'%00' * 32}/{page}")
        assert browser.status == 404, page
    for act in ("words", "drop", "both", f"save/words?phase={phase_id}"):
        browser.post(f"/proposals/drafts/{'%00' * 32}/{act}", {"title": "Benches"})
        assert browser.status == 404, act


@both_databases
@pytest.mark.parametrize(
    ("step", "field"), [("words", "tab"), ("place", "district"), ("place", "theme")]
)
def test_a_zero_byte_where_nobody_types_is_taken_out(
    town: Flask, browser: Browser, step: str, field: str
) -> None:
    phase_id = call_for_proposals().id
    browser.sign_in()
    write(browser, phase_id, {"title": "Benches", "body": "To rest."})
    here = browser.url.removesuffix("look")
    values = {"title": "Shade", "cost": "7", "version": "99", field: "\x001"}
    browser.post(f"{here}save/{step}", values)
    assert browser.status == 200
    assert drafts()[0].values["title" if step == "words" else "cost"] in {"Shade", "7"}
    browser.open(f"{here}look")
    assert browser.status == 200
