"""While somebody writes a title, what is there already shows up."""

from flask import Flask

from commons.contributions.actions import add_translation
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, proposal_by


def test_proposals_alike_are_offered_in_the_readers_language(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    benches = proposal_by(
        resident("Ola"), call_for_proposals(), "Więcej ławek przy Motławie", language="pl"
    )
    add_translation(benches.id, "en", "More benches by the Motława", "For old people.", "Hanna")
    browser.sign_in()
    statements.clear()
    browser.open("/proposals/alike?title=Benches by the Motlawa")
    assert browser.text.count("More benches by the Motława") == 1
    assert browser.page.select_one(f'a[href$="/proposals/{benches.id}"]') is not None
    assert len([each for each in statements if each.startswith("SELECT")]) <= 8


def test_nothing_is_offered_where_nothing_is_alike(town: Flask, browser: Browser) -> None:
    proposal_by(resident("Ola"), call_for_proposals(), "Trees for Pomorska Street")
    for title in ("", "!", "A swimming pool", "x" * 5_000):
        browser.open(f"/proposals/alike?title={title}")
        assert browser.status == 200
        assert browser.page.select("li") == []


def test_the_form_asks_while_one_writes(town: Flask, browser: Browser) -> None:
    browser.open(f"/proposals/new?phase={call_for_proposals().id}")
    title = browser.page.select_one("#title")
    assert title is not None
    assert str(title["hx-get"]).endswith("/proposals/alike")
    assert browser.page.select_one("#alike[aria-live=polite]") is not None
