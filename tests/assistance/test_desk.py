"""A mediator acts for the holder of a card: proposals, comments, ballots, and nothing else."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.contributions.models import Comment
from commons.people.cards import actions as cards
from commons.people.helping.models import Helping
from commons.people.models import Person
from commons.proposals.models import Proposal
from commons.voting import actions as voting
from commons.voting import queries as votes
from commons.voting.models import RollEntry
from tests.browser_client import Browser
from tests.factories.cards import a_card
from tests.factories.proposals import call_for_proposals
from tests.factories.voting import open_vote
from tests.writing import STEP, propose


@pytest.fixture
def mediator(app: Flask, town: Flask) -> Browser:
    """A mediator at a stall."""
    browser = Browser(app)
    browser.sign_in("mediator@example.org", role="mediator", name="Marta the mediator")
    return browser


def helping(browser: Browser, code: str) -> None:
    """Begin to help the holder of this card."""
    browser.open("/assist")
    browser.send({"code": code})
    db.session.rollback()


def strip_of(browser: Browser) -> str:
    """What the strip says that every page shows while somebody is helped."""
    found = browser.page.select_one(".acting-strip")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_what_a_mediator_enters_is_the_holders_and_says_that_it_was_entered_with_help(
    mediator: Browser,
) -> None:
    phase = call_for_proposals()
    number, code = a_card()
    helping(mediator, code)
    assert f"You are now helping the holder of card {number}." in strip_of(mediator)
    propose(
        mediator,
        phase.id,
        {"title": "A bench at the stop", "body": "For waiting.", "language": "en"},
    )
    proposal = db.session.scalars(sa.select(Proposal)).one()
    holder = cards.holder_of(code)
    assert (proposal.author_id, proposal.channel) == (holder.id, "assisted")
    assert "Entered with a mediator's help" in mediator.text
    assert "Marta" not in mediator.text
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.act == "enter_for_somebody")
    ).one()
    marta = db.session.scalars(
        sa.select(Person).where(Person.display_name == "Marta the mediator")
    ).one()
    assert (entry.actor_id, entry.subject) == (marta.id, f"proposal {proposal.id}")
    db.session.rollback()
    mediator.send({"body": "A good idea.", "alignment": "for"}, form="form[action$='/comments']")
    said = db.session.scalars(sa.select(Comment)).one()
    assert (said.author_id, said.channel) == (holder.id, "assisted")
    db.session.rollback()
    mediator.send(form="form[action$='/assist/finish']")
    assert strip_of(mediator) == ""
    mediator.open("/account")
    assert "Marta the mediator" in str(mediator.page)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Helping)) == 0


def test_a_ballot_goes_into_the_box_as_assisted_and_no_log_names_the_mediator(
    mediator: Browser,
) -> None:
    vote = open_vote()
    _number, code = a_card()
    helping(mediator, code)
    mediator.open(f"/votes/{vote.phase_id}/ballot")
    before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))
    db.session.rollback()
    mediator.send({"option": ["2"]})
    mediator.send({})
    assert "The ballot is in the box" in mediator.text
    code_shown = mediator.page.select_one(".receipt-code")
    assert code_shown is not None
    holder = cards.holder_of(code)
    own = votes.own_ballot(holder, vote.phase_id)
    assert own is not None
    assert own.choices == [("2", 1)]
    assert db.session.scalars(sa.select(RollEntry.channel)).all() == ["assisted"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == before


def test_an_earlier_ballot_is_not_shown_to_a_mediator_but_can_be_replaced(
    mediator: Browser,
) -> None:
    vote = open_vote()
    _number, code = a_card()
    holder = cards.holder_of(code)
    receipt = voting.cast_ballot(holder, vote.phase_id, ["3"], declared=True)
    helping(mediator, code)
    mediator.open(f"/votes/{vote.phase_id}/ballot")
    assert mediator.page.select("input[name=option]")
    assert mediator.page.select("input[name=option][checked]") == []
    mediator.open(f"/votes/{vote.phase_id}/ballot/receipt")
    assert receipt[:4] not in str(mediator.page)
    mediator.open(f"/votes/{vote.phase_id}/ballot")
    mediator.send({"option": ["1"]})
    mediator.send({})
    own = votes.own_ballot(holder, vote.phase_id)
    assert own is not None
    assert own.choices == [("1", 1)]


def test_account_data_deletion_and_power_stay_with_the_person(
    mediator: Browser, app: Flask
) -> None:
    _number, code = a_card()
    helping(mediator, code)
    for page in ("/account", "/account/data", "/account/delete", "/account/cards", "/assist"):
        mediator.open(page)
        assert mediator.status == 403, page
        assert "not by a mediator" in mediator.text
    mediator.open("/")
    assert mediator.page.select_one("a.account") is None


def test_a_mediator_cannot_withdraw_what_the_person_wrote(mediator: Browser) -> None:
    phase = call_for_proposals()
    _number, code = a_card()
    helping(mediator, code)
    propose(
        mediator,
        phase.id,
        {"title": "A bench at the stop", "body": "For waiting.", "language": "en"},
    )
    proposal = mediator.url
    mediator.post(f"{proposal}/withdraw")
    assert mediator.status == 403
    assert db.session.scalars(sa.select(Proposal.state)).all() == ["visible"]


def test_a_card_of_somebody_with_a_role_gives_a_mediator_no_power(
    mediator: Browser, app: Flask
) -> None:
    _number, code = a_card()
    officer = Browser(app)
    officer.sign_in("officer@example.org", role="officer")
    officer.open("/account/cards")
    officer.send({"code": code})
    helping(mediator, code)
    mediator.open("/office/")
    assert mediator.status == 403


def test_helping_ends_after_fifteen_minutes_and_nothing_is_done_as_the_mediator(
    mediator: Browser,
) -> None:
    phase = call_for_proposals()
    _number, code = a_card()
    start = clock.now()
    helping(mediator, code)
    with clock.at(start + timedelta(minutes=10)):
        mediator.open(f"/proposals/new?phase={phase.id}")
        assert strip_of(mediator)
    with clock.at(start + timedelta(minutes=24)):  # it was used in between
        mediator.open(f"/proposals/new?phase={phase.id}")
        assert strip_of(mediator)
    with clock.at(start + timedelta(minutes=40)):
        mediator.send({"title": "A bench at the stop", "body": "For waiting."}, form=STEP)
        assert mediator.url.endswith("/assist")
        assert "helping has ended" in str(mediator.page)
    assert db.session.scalars(sa.select(Proposal)).all() == []


def test_a_wrong_code_says_why_and_a_scanned_address_does(mediator: Browser) -> None:
    _number, code = a_card()
    helping(mediator, code[:-1])
    assert mediator.status == 422
    assert "16 letters and digits" in " ".join(mediator.errors)
    helping(mediator, f"https://example.org/gdansk/sign-in/card#{code}")
    assert strip_of(mediator)


def test_nobody_helps_their_own_card(mediator: Browser) -> None:
    _number, code = a_card()
    mediator.open("/account/cards")
    mediator.send({"code": code})
    helping(mediator, code)
    assert "your own card" in " ".join(mediator.errors)


def test_a_resident_finds_no_desk(app: Flask, town: Flask) -> None:
    browser = Browser(app)
    browser.sign_in("ola@example.org")
    browser.open("/assist")
    assert browser.status == 403
