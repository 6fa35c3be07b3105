"""Inviting, accepting and parting, as visitors without JavaScript meet it."""

import re

import pytest
from flask import Flask

from commons.base.database import db
from commons.cities.context import city
from commons.people.models import AS_RESIDENT, Person
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.together import known, write_together
from tests.proposals.pages import BUDGET, asked, person_of


@pytest.fixture
def proposal_id(app: Flask, browser: Browser) -> int:
    """A proposal of the visitor's own, who is signed in as Ola."""
    me = browser.sign_in("ola@example.org", name="Ola Nowak")
    with app.app_context(), city(CITY):
        return proposal_by(person_of(me), call_for_proposals(), district_id=1).id


def of_the_visitor(proposal_id: int) -> tuple[Person, Proposal]:
    proposal = db.session.get_one(Proposal, proposal_id)
    return db.session.get_one(Person, proposal.author_id), proposal


def test_a_link_is_made_passed_on_and_accepted(
    app: Flask, browser: Browser, proposal_id: int
) -> None:
    browser.open(f"/proposals/{proposal_id}")
    browser.open(browser.page.find("a", string="Co-authors")["href"])
    browser.send(form='form[action$="/link"]')
    link = browser.page.select_one("code").get_text()
    assert f"/proposals/{proposal_id}/invitation/" in link
    other = Browser(app)
    other.sign_in("jan@example.org", name="Jan Kowalski")
    path = link.split("/gdansk", 1)[1]
    other.open(path)
    assert "Will you be a co-author?" in other.text
    other.send(button='button[value="yes"]')
    assert "You are a co-author now." in other.page.get_text()
    assert "Co-author: Jan Kowalski" in other.text
    assert "Withdraw your proposal" not in other.text
    assert "Change your proposal" in other.text
    other.open(path)
    assert other.status == 404
    other.open("/proposals/")
    assert "With 1 co-author" in other.text


def test_who_is_not_signed_in_comes_back_to_the_invitation(
    app: Flask, browser: Browser, proposal_id: int
) -> None:
    browser.open(f"/proposals/{proposal_id}/coauthors")
    browser.send(form='form[action$="/link"]')
    path = browser.page.select_one("code").get_text().split("/gdansk", 1)[1]
    guest = Browser(app)
    guest.open(path)
    assert "/sign-in" in guest.url
    guest.sign_in("rita@example.org")
    assert guest.url.endswith(path)


def test_an_invitation_by_name_is_declined_by_the_page(
    app: Flask, browser: Browser, proposal_id: int
) -> None:
    other = Browser(app)
    me = other.sign_in("jan@example.org", name="Jan Kowalski")
    with app.app_context(), city(CITY):
        proposal_by(person_of(me), title="Benches")
    browser.open(f"/proposals/{proposal_id}/coauthors")
    browser.send({"name": "Jan\u200b Kowalski"}, form='form[action$="/invite"]')
    assert "They are invited" in browser.page.get_text()
    assert "Jan Kowalski" in browser.text
    other.open("/notices")
    assert "You are invited to be a co-author" in other.text
    other.open(f"/proposals/{proposal_id}/invitation")
    other.send(button='button[value="no"]')
    assert "You declined" in other.page.get_text()
    browser.open(f"/proposals/{proposal_id}/coauthors")
    assert "Jan Kowalski" not in browser.text


@pytest.mark.parametrize("name", ["Nobody", "<script>alert(1)</script>", "x" * 100_000, "\u202e"])
def test_a_name_that_fits_nobody_gets_a_clear_answer(
    browser: Browser, proposal_id: int, name: str
) -> None:
    browser.open(f"/proposals/{proposal_id}/coauthors")
    browser.send({"name": name}, form='form[action$="/invite"]')
    assert browser.status == 422
    assert re.search("Nobody has written|too long|Please write the name", " ".join(browser.errors))
    assert browser.page.select_one("#name-error") is not None, "it is said where it was typed"
    assert "<script>alert" not in str(browser.page.find("main"))


def test_a_co_author_without_a_name_is_named_nowhere(
    app: Flask, browser: Browser, proposal_id: int
) -> None:
    with app.app_context(), city(CITY):
        leader, proposal = of_the_visitor(proposal_id)
        write_together(leader, proposal, known("Shy Person"), voice=AS_RESIDENT)
    for path in (f"/proposals/{proposal_id}", f"/proposals/{proposal_id}/coauthors"):
        browser.open(path)
        assert "Shy Person" not in browser.page.get_text()
    assert "A resident" in browser.text


def test_strangers_do_not_see_who_is_invited(app: Flask, proposal_id: int) -> None:
    stranger = Browser(app)
    stranger.sign_in("rita@example.org")
    stranger.open(f"/proposals/{proposal_id}/coauthors")
    assert stranger.status == 404
    stranger.open(f"/proposals/{proposal_id}/invitation")
    assert stranger.status == 404
    stranger.post(f"/proposals/{proposal_id}/coauthors/link")
    assert stranger.status == 404


def test_a_proposal_of_ten_takes_no_more_statements(
    app: Flask, browser: Browser, statements: Statements, proposal_id: int
) -> None:
    with app.app_context(), city(CITY):
        leader, proposal = of_the_visitor(proposal_id)
        write_together(leader, proposal, *(resident(f"Guest {number}") for number in range(9)))
    browser.open(f"/proposals/{proposal_id}")  # the first visitor opens the phase
    statements.clear()
    browser.open(f"/proposals/{proposal_id}")
    assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))
    assert "Guest 8" in browser.text
    statements.clear()
    browser.open(f"/proposals/{proposal_id}/coauthors")
    assert len(asked(statements)) <= BUDGET
