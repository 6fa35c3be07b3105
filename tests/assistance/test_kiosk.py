"""A shared tablet: starts clean, ends by itself, leaves nothing behind."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.people.models import SignInSession
from tests.browser_client import Browser
from tests.factories.cards import a_card
from tests.factories.proposals import call_for_proposals
from tests.factories.voting import open_vote


@pytest.fixture
def tablet(app: Flask, town: Flask) -> Browser:
    """A tablet that a mediator turned into a kiosk."""
    browser = Browser(app)
    browser.sign_in("mediator@example.org", role="mediator")
    browser.open("/kiosk/set-up")
    browser.send()
    db.session.rollback()
    return browser


def begin(tablet: Browser, language: str = "en") -> None:
    """Begin a visit."""
    tablet.open("/kiosk")
    tablet.send({"language": language})


def devices() -> int:
    """How many devices somebody is signed in on."""
    in_force = SignInSession.expires_at > clock.now()
    count = db.session.scalar(sa.select(sa.func.count()).where(in_force)) or 0
    db.session.rollback()
    return count


def test_turning_a_tablet_into_a_kiosk_signs_the_mediator_out(tablet: Browser) -> None:
    assert devices() == 0
    assert [b["lang"] for b in tablet.page.select("main button[name=language]")] == [
        "pl",
        "en",
        "uk",
        "ar",
        "ps",
    ]


def test_every_address_leads_to_the_choice_of_language_first(tablet: Browser) -> None:
    for page in ("/", "/proposals/", "/account", "/sign-in"):
        tablet.open(page)
        assert tablet.url.endswith("/kiosk"), page


def test_a_visitor_chooses_a_language_and_votes_with_a_card(tablet: Browser) -> None:
    vote = open_vote()
    _number, code = a_card()
    begin(tablet)
    tablet.open("/kiosk/vote")
    tablet.send({"code": code})
    assert tablet.url.endswith(f"/votes/{vote.phase_id}/ballot")
    tablet.send({"option": ["1"]})
    tablet.send()
    assert "Your ballot is in the box" in tablet.text
    assert devices() == 1
    tablet.send(form="form[action$='/kiosk/finish']")
    assert devices() == 0
    assert tablet.response is not None
    assert tablet.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    tablet.open(f"/votes/{vote.phase_id}/ballot/receipt")
    assert tablet.url.endswith("/kiosk")


def test_with_several_votes_a_card_leads_to_all_that_is_open(tablet: Browser) -> None:
    votes = [open_vote().phase_id, open_vote().phase_id]
    _number, code = a_card()
    begin(tablet)
    tablet.open("/kiosk/vote")
    assert not tablet.page.select("input[name=shared]"), "a kiosk is always shared"
    tablet.send({"code": code})
    for again in (False, True):
        if again:  # signed in already, nobody is asked for a card
            tablet.open("/kiosk/vote")
        for vote in votes:
            assert tablet.page.select_one(f"main a[href*='/votes/{vote}']"), tablet.url


def test_a_visit_ends_two_minutes_after_the_last_thing_done(tablet: Browser) -> None:
    _number, code = a_card()
    begin(tablet)
    tablet.open("/sign-in/card")
    tablet.send({"code": code})
    now = clock.now()
    for minutes in (1.5, 3, 4.5):
        with clock.at(now + timedelta(minutes=minutes)):
            tablet.open("/account")
            assert tablet.status == 200
            assert tablet.url.endswith("/account")
    with clock.at(now + timedelta(minutes=6.6)):
        tablet.open("/account")
        assert "/kiosk" in tablet.url
        assert "The last visit has ended" in str(tablet.page)
        assert devices() == 0


def test_the_server_ends_the_session_even_where_the_browser_keeps_its_cookie(
    tablet: Browser,
) -> None:
    _number, code = a_card()
    begin(tablet)
    tablet.open("/sign-in/card")
    tablet.send({"code": code})
    ends = db.session.scalars(sa.select(SignInSession.expires_at)).one()
    assert ends <= clock.now() + timedelta(minutes=2)


def test_without_javascript_one_is_asked_for_more_time_which_shows_nobody_is_there(
    tablet: Browser,
) -> None:
    begin(tablet)
    now = clock.now()
    tablet.open("/proposals/")
    refresh = tablet.page.select_one("noscript meta[http-equiv=refresh]")
    assert refresh is not None
    assert str(refresh["content"]).startswith("95;url=")
    with clock.at(now + timedelta(seconds=95)):
        tablet.open(str(refresh["content"]).partition("url=")[2])
        more = tablet.page.select_one("main a.button")
        assert more is not None
        assert str(more["href"]).endswith("/proposals/")
    with clock.at(now + timedelta(seconds=130)):  # looking at the question was no sign of life
        tablet.open(str(more["href"]))
        assert "/kiosk" in tablet.url


def test_no_page_is_kept_and_no_form_offers_what_was_typed_before(tablet: Browser) -> None:
    phase = call_for_proposals()
    begin(tablet)
    tablet.open(f"/proposals/new?phase={phase.id}")
    assert tablet.response is not None
    assert tablet.response.headers["Cache-Control"] == "no-store"
    fields = tablet.page.select("form, input, textarea")
    assert fields
    assert [field for field in fields if field.get("autocomplete") != "off"] == []


def test_what_a_visitor_typed_before_signing_in_is_gone_with_the_visit(tablet: Browser) -> None:
    phase = call_for_proposals()
    begin(tablet)
    tablet.open(f"/proposals/new?phase={phase.id}")
    tablet.send({"title": "A secret wish", "body": "Of mine."}, form="main form[data-draft]")
    tablet.send(form="form[action$='/kiosk/finish']")
    begin(tablet)
    tablet.open(f"/proposals/new?phase={phase.id}")
    assert "A secret wish" not in str(tablet.page)
    tablet.open("/proposals/drafts/")
    assert "There is nothing unfinished" in tablet.text


def test_only_a_mediator_who_signs_in_again_turns_the_kiosk_off(tablet: Browser) -> None:
    _number, code = a_card()
    begin(tablet)
    tablet.open("/sign-in/card")
    tablet.send({"code": code})
    tablet.post("/kiosk/off")
    assert tablet.status == 403
    tablet.send(form="form[action$='/kiosk/finish']")
    begin(tablet)
    tablet.sign_in("mediator@example.org")
    tablet.send(form="form[action$='/kiosk/off']")
    tablet.open("/proposals/")
    assert tablet.url.endswith("/proposals/")


def test_a_cookie_made_up_by_hand_is_no_kiosk(app: Flask, town: Flask) -> None:
    browser = Browser(app)
    browser.client.set_cookie("commons_kiosk", "kiosk", path="/gdansk/")
    browser.open("/proposals/")
    assert browser.url.endswith("/proposals/")
