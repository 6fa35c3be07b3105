"""Amending and deciding, as visitors without JavaScript meet it."""

import re

import pytest
from flask import Flask

from commons.base.database import db
from commons.cities.context import city
from commons.people.models import AS_RESIDENT, Person
from commons.proposals.actions import edit_proposal
from commons.proposals.amendments import actions
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import comment_by, in_database, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.together import amendment_by, known, write_together
from tests.proposals.pages import BUDGET, asked, hide, person_of


@pytest.fixture
def proposal_id(app: Flask, browser: Browser) -> int:
    """A proposal of the visitor's own, who is signed in as Ola."""
    me = browser.sign_in("ola@example.org", name="Ola Nowak")
    with app.app_context(), city(CITY):
        return proposal_by(
            person_of(me), call_for_proposals(), district_id=1, body="Trees <b>here</b>, please."
        ).id


def of_the_visitor(proposal_id: int) -> tuple[Person, Proposal]:
    proposal = db.session.get_one(Proposal, proposal_id)
    return db.session.get_one(Person, proposal.author_id), proposal


@pytest.fixture
def amender(app: Flask) -> Browser:
    other = Browser(app)
    other.sign_in("jan@example.org", name="Jan Kowalski")
    return other


def test_another_wording_is_proposed_and_accepted(
    browser: Browser, amender: Browser, proposal_id: int
) -> None:
    amender.open(f"/proposals/{proposal_id}")
    amender.open(amender.page.find("a", string="Propose another wording")["href"])
    assert amender.page.select_one("textarea[name=body]").get_text().strip() == (
        "Trees <b>here</b>, please."
    )
    amender.send({"body": "Trees <b>there</b>, please.", "why": "<script>alert(1)</script> Shade."})
    assert "Your amendment is posted" in amender.page.get_text()
    assert [one.get_text() for one in amender.page.select("main del")] == ["<b>here</b>,"]
    assert [one.get_text() for one in amender.page.select("main ins")] == ["<b>there</b>,"]
    assert not amender.page.select("main script")
    address = amender.url
    assert "You decide" not in amender.text

    browser.open("/notices")
    assert "Another wording is proposed" in browser.text
    browser.open(f"/proposals/{proposal_id}")
    browser.open(browser.page.find("a", string=re.compile("1 amendment"))["href"])
    browser.open(browser.page.find("a", string=re.compile("Amendment by Jan Kowalski"))["href"])
    browser.send(form="#accept-form")
    assert "Accepted. Your proposal is worded so from now on." in browser.page.get_text()
    browser.open(f"/proposals/{proposal_id}")
    assert "Trees <b>there</b>, please." in browser.text
    browser.open(f"/proposals/{proposal_id}/history")
    origin = browser.page.find("a", string="An amendment by Jan Kowalski")
    assert address.endswith(origin["href"])
    amender.open("/notices")
    assert "An amendment was accepted" in amender.text


def test_a_decline_needs_a_reason_and_keeps_what_was_typed(
    app: Flask, browser: Browser, amender: Browser, proposal_id: int
) -> None:
    with app.app_context(), city(CITY):
        number = amendment_by(known("Rita"), of_the_visitor(proposal_id)[1]).id
    browser.open(f"/amendments/{number}")
    browser.send({"reason": "\u200b"}, form="#decline-form")
    assert browser.status == 422
    assert browser.errors == ["Please give a reason. It is shown beside the amendment."]
    browser.send({"reason": "x" * 2_000}, form="#decline-form")
    assert browser.status == 422
    assert "x" * 2_000 in browser.page.select_one("textarea[name=reason]").get_text()
    browser.send({"reason": "We want <i>trees</i>."}, form="#decline-form")
    amender.open(f"/amendments/{number}")
    assert "The authors declined it" in amender.text
    assert "We want <i>trees</i>." in amender.text
    assert "It gets too hot in summer, and too cold in winter." in amender.text


def test_the_author_of_a_changed_proposal_sees_both_and_is_told(
    app: Flask, browser: Browser, amender: Browser, proposal_id: int
) -> None:
    amender.open(f"/proposals/{proposal_id}/amendments/new")
    lit = amender.page.select_one(".site-nav a[aria-current]")
    assert lit is not None
    assert lit.get_text() == "Proposals", "one is still among the proposals"
    amender.send({"body": "Bushes, please.", "why": "They grow faster."})
    address = amender.url
    browser.open(address)
    with app.app_context(), city(CITY):
        ola, proposal = of_the_visitor(proposal_id)
        edit_proposal(
            ola, proposal.id, title="Roses", body="Roses, please.", district_id=1, cost=None
        )
    browser.send(form="#accept-form")  # as it was opened, before the change
    assert browser.status == 422
    assert "changed a moment ago" in browser.text
    assert "The proposal has another wording by now" in browser.text
    assert "Roses, please." not in "".join(one.get_text() for one in browser.page.select("ins"))
    assert "Roses," in " ".join(one.get_text() for one in browser.page.select("del"))
    browser.send(form="#accept-form")
    with app.app_context(), city(CITY):
        assert in_database(proposal_id).body == "Bushes, please."


def test_what_was_typed_too_long_is_kept(amender: Browser, proposal_id: int) -> None:
    amender.open(f"/proposals/{proposal_id}/amendments/new")
    amender.send({"title": "T" * 500, "body": "Kept words", "why": ""})
    assert amender.status == 422
    assert len(amender.errors) == 2
    assert "Kept words" in amender.page.select_one("textarea[name=body]").get_text()
    amender.send({"title": "Trees", "revision": "99", "why": "So."})
    assert amender.status == 422
    assert "There is no such wording" in " ".join(amender.errors)


def test_a_visitor_signs_in_before_amending(app: Flask, proposal_id: int) -> None:
    guest = Browser(app)
    guest.open(f"/proposals/{proposal_id}/amendments/new")
    assert "/sign-in" in guest.url


def test_a_hidden_proposal_takes_its_amendments_with_it(
    app: Flask, browser: Browser, proposal_id: int
) -> None:
    with app.app_context(), city(CITY):
        _ola, proposal = of_the_visitor(proposal_id)
        amendment = amendment_by(resident("Jan"), proposal, body="Secret words of the proposal")
        moderator = resident("Marek", role="moderator")
        hide(proposal, moderator)
    number = amendment.id
    guest = Browser(app)
    for path, status in {
        f"/amendments/{number}": 200,
        f"/proposals/{proposal_id}/amendments/": 200,
        f"/contributions/{number}/history": 404,
        f"/contributions/{number}/comments": 404,
        f"/contributions/{number}/report": 404,
        f"/api/v1/proposals/{proposal_id}/amendments": 200,
    }.items():
        guest.open(path)
        assert guest.status == status, path
        assert guest.response is not None
        assert "Secret words" not in guest.response.get_data(as_text=True), path
        assert "Trees for Pomorska" not in guest.response.get_data(as_text=True), path


def test_a_hidden_amendment_leaves_its_trace_and_is_read_by_its_author_alone(
    app: Flask, browser: Browser, amender: Browser, proposal_id: int
) -> None:
    amender.open(f"/proposals/{proposal_id}/amendments/new")
    amender.send({"body": "Rude words", "why": "Rude reason"})
    number = int(amender.url.rsplit("/", 1)[1])
    with app.app_context(), city(CITY):
        hide(in_database(number), resident("Marek", role="moderator"))
    for path in (f"/amendments/{number}", f"/proposals/{proposal_id}/amendments/"):
        browser.open(path)
        assert "Rude" not in browser.text
        assert "A moderator hid this amendment" in browser.text
    amender.open(f"/amendments/{number}")
    assert "Rude" in amender.text
    assert "Ask for another look" in amender.text
    amender.open(f"/proposals/{proposal_id}/amendments/")
    assert "Rude" not in amender.text


def test_an_unnamed_amender_is_named_nowhere(
    app: Flask, browser: Browser, proposal_id: int
) -> None:
    with app.app_context(), city(CITY):
        ola, proposal = of_the_visitor(proposal_id)
        amendment = amendment_by(known("Shy Person"), proposal, voice=AS_RESIDENT)
        actions.accept(ola, amendment.id, seen=1)
    for path in (
        f"/amendments/{amendment.id}",
        f"/proposals/{proposal_id}/amendments/",
        f"/proposals/{proposal_id}/history",
        "/notices",
    ):
        browser.open(path)
        assert browser.response is not None
        assert "Shy Person" not in browser.response.get_data(as_text=True)
    assert "Another wording is proposed" in browser.text


def test_an_amendment_is_talked_about_on_its_page(
    app: Flask, amender: Browser, proposal_id: int
) -> None:
    with app.app_context(), city(CITY):
        amendment = amendment_by(resident("Rita"), of_the_visitor(proposal_id)[1])
    amender.open(f"/amendments/{amendment.id}")
    amender.send({"body": "I like it.", "alignment": "for"}, form="#comment-form")
    assert f"/amendments/{amendment.id}" in amender.url
    assert "I like it." in amender.text
    amender.send(form="form.support:not(.helpful)")
    assert f"/amendments/{amendment.id}" in amender.url
    assert "1 person supports this" in amender.text or "1" in amender.text
    with app.app_context(), city(CITY):
        assert in_database(amendment.id).support_count == 1


@pytest.mark.parametrize("count", [1, 60])
def test_many_amendments_and_comments_stay_within_the_budget(
    app: Flask, browser: Browser, statements: Statements, proposal_id: int, count: int
) -> None:
    with app.app_context(), city(CITY):
        ola, proposal = of_the_visitor(proposal_id)
        write_together(ola, proposal, resident("Guest"))
        for number in range(count):
            person = resident(f"Amender {number}")
            amendment = amendment_by(person, proposal, body=f"Words {number}")
        comment_by(ola, amendment, "Talk", language="uk")
        hide(comment_by(person, amendment, "Rude"), resident("Marek", role="moderator"))
        edit_proposal(ola, proposal_id, title="New", body="New", district_id=1, cost=None)
    browser.open("/")  # the first visitor opens the phase
    for path in (
        f"/amendments/{amendment.id}",
        f"/proposals/{proposal_id}/amendments/",
        f"/proposals/{proposal_id}",
        f"/api/v1/proposals/{proposal_id}/amendments",
    ):
        statements.clear()
        browser.open(path)
        assert browser.status == 200
        assert len(asked(statements)) <= BUDGET, path + "\n\n".join(asked(statements))
    browser.open(f"/proposals/{proposal_id}/amendments/")
    if count > 20:
        seen = 0
        while True:
            seen += len(browser.page.select("article.card"))
            further = browser.page.select_one("a[rel=next]")
            if further is None:
                break
            browser.open(further["href"])
        assert seen == count
