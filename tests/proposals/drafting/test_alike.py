"""On the last page: support another proposal instead, or say why this one is different."""

import sqlalchemy as sa
from flask import Flask

from commons.base.database import db
from commons.contributions.actions import add_translation
from commons.contributions.models import Support
from commons.people.held import everything_held
from commons.people.models import Person
from commons.proposals.drafting.models import Difference
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import resident
from tests.factories.drafts import drafts
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.marks import both_databases
from tests.writing import post, propose, write

BENCHES = {"title": "More benches by the Motlawa", "body": "To rest.", "language": "en"}


def benches_in_polish() -> Proposal:
    """A proposal in Polish, with an English translation."""
    phase = call_for_proposals()
    found = proposal_by(resident("Ola"), phase, "Więcej ławek przy Motławie", language="pl")
    add_translation(found.id, "en", "More benches by the Motława", "For old people.", "Hanna")
    return found


def test_one_alike_in_another_language_is_offered_and_supported_with_one_tap(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    other = benches_in_polish()
    person = browser.sign_in("jan@example.org")
    write(browser, other.phase_id or 0, BENCHES)
    statements.clear()
    browser.open(browser.url)
    assert len([each for each in statements if each.startswith("SELECT")]) <= 8
    assert "More benches by the Motława" in browser.text
    browser.send(form=f"form[action$='/support/{other.id}']")
    assert "You support it" in browser.text
    assert db.session.scalars(sa.select(Support.person_id)).all() == [person.id]
    db.session.rollback()
    browser.send(form="form[action$='/drop']")
    assert browser.url.endswith(f"/proposals/{other.id}")
    assert drafts() == []


def test_the_draft_is_kept_when_its_writer_wants_so(town: Flask, browser: Browser) -> None:
    other = benches_in_polish()
    write(browser, other.phase_id or 0, BENCHES)
    browser.send(form=f"form[action$='/support/{other.id}']")
    assert "/sign-in" in browser.url
    browser.sign_in("jan@example.org")
    assert browser.url.endswith("/look")
    browser.send(form=f"form[action$='/support/{other.id}']")
    kept = browser.page.select_one("main a.button")
    assert kept is not None
    browser.open(str(kept["href"]))
    assert browser.url.endswith(f"/proposals/{other.id}")
    browser.open("/proposals/drafts/")
    assert "More benches by the Motlawa" in browser.text


@both_databases
def test_why_it_is_another_one_stands_on_the_proposal(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    other = benches_in_polish()
    browser.sign_in("jan@example.org")
    write(browser, other.phase_id or 0, BENCHES)
    form = f"form[action$='/different/{other.id}']"
    browser.send({"reason": "Mine are <b>for children</b>."}, form=form)
    assert "Mine are <b>for children</b>." in browser.text
    post(browser)
    statements.clear()
    browser.open(browser.url)
    assert len([each for each in statements if each.startswith("SELECT")]) <= 8
    assert "There is one like it: More benches by the Motława" in browser.text
    assert "Mine are <b>for children</b>." in browser.text
    db.session.rollback()
    me = db.session.scalars(sa.select(Person).where(Person.display_name != "Ola")).one()
    (group,) = [one for one in everything_held(me) if one.name == "differences"]
    assert len(group.records) == 1


def test_a_difference_can_be_taken_back_and_a_long_one_is_refused_and_not_lost(
    town: Flask, browser: Browser
) -> None:
    other = benches_in_polish()
    browser.sign_in("jan@example.org")
    write(browser, other.phase_id or 0, BENCHES)
    form = f"form[action$='/different/{other.id}']"
    browser.send({"reason": " "}, form=form)
    assert browser.status == 422
    assert browser.page.select_one(f"#reason-{other.id}-error") is not None
    assert browser.page.select_one(f".error-summary a[href='#reason-{other.id}']") is not None
    browser.send({"reason": "Another place."}, form=form)
    browser.send({"reason": "x" * 501}, form=form)
    assert browser.status == 422
    assert "shorten it to 500" in browser.errors[0]
    assert "x" * 501 in browser.text
    browser.open(browser.url.partition("/different/")[0] + "/look")
    assert "Another place." in browser.text
    browser.send({"reason": " "}, form=form)
    assert "It is taken back" in browser.page.get_text()
    post(browser)
    assert db.session.scalars(sa.select(Difference)).all() == []


def test_a_difference_that_comes_after_posting_is_not_said_to_be_saved(
    town: Flask, browser: Browser
) -> None:
    other = benches_in_polish()
    browser.sign_in("jan@example.org")
    write(browser, other.phase_id or 0, BENCHES)
    last_page, url = browser.page, browser.url
    post(browser)
    browser.page, browser.url = last_page, url
    browser.send({"reason": "Another place."}, form=f"form[action$='/different/{other.id}']")
    assert "posted already" in browser.page.get_text()
    assert "Saved." not in browser.page.get_text()
    assert drafts()[0].values == {}


def test_ones_own_proposals_are_not_offered(town: Flask, browser: Browser) -> None:
    browser.sign_in()
    phase = call_for_proposals()
    propose(browser, phase.id, BENCHES)
    write(browser, phase.id, {**BENCHES, "body": "To rest again."})
    assert "Is it one of these?" not in browser.text
