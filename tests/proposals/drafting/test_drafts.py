"""A draft is kept from its first word, found again by its writer, and by nobody else."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from commons.base import clock
from commons.base.database import db
from commons.people.held import everything_held
from commons.people.leaving import delete_account
from commons.people.models import Person
from commons.proposals.drafting import actions
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.drafts import drafts
from tests.factories.proposals import DAY, call_for_proposals
from tests.marks import both_databases
from tests.writing import STEP, go_on, post, write

BENCHES = {"title": "Benches by the river", "body": "There is nowhere to rest.", "language": "en"}


def test_the_first_word_is_kept_though_the_rest_is_missing(town: Flask, browser: Browser) -> None:
    phase = call_for_proposals()
    browser.open(f"/proposals/new?phase={phase.id}")
    assert drafts() == [], "looking keeps nothing"
    browser.send({"title": "Benches"}, form=STEP)
    assert browser.status == 422
    assert "Please write what should change" in browser.errors[0]
    (draft,) = drafts()
    assert draft.values["title"] == "Benches"
    browser.send({"title": "Benches", "body": "To rest."}, form=STEP)
    assert [one.values["body"] for one in drafts()] == ["To rest."]


def test_a_draft_begun_before_signing_in_is_found_on_another_device(
    town: Flask, browser: Browser, app: Flask
) -> None:
    phase = call_for_proposals()
    write(browser, phase.id, BENCHES)
    post(browser)
    assert "/sign-in" in browser.url
    browser.sign_in("ola@example.org")
    laptop = Browser(app)
    laptop.open(f"/proposals/new?phase={phase.id}")
    assert "unfinished" not in laptop.text
    laptop.sign_in("ola@example.org")
    for page in (f"/proposals/new?phase={phase.id}", "/account", "/"):
        laptop.open(page)
        assert "You have an unfinished proposal" in laptop.text, page
    laptop.open("/proposals/drafts/")
    laptop.open(str(laptop.page.select_one("main a.button")["href"]))  # type: ignore[index]
    laptop.send({"title": "Benches and shade"}, form=STEP)
    go_on(laptop, BENCHES)
    post(laptop)
    assert laptop.page.h1 is not None
    assert laptop.page.h1.get_text() == "Benches and shade"
    laptop.open("/account")
    assert "unfinished" not in laptop.text


def test_nobody_else_opens_a_draft_by_its_address(
    town: Flask, browser: Browser, app: Flask
) -> None:
    write(browser, call_for_proposals().id, BENCHES)
    (draft,) = drafts()
    stranger = Browser(app)
    for signed_in in (False, True):
        if signed_in:
            stranger.sign_in("eve@example.org")
        for step in ("words", "place", "pictures", "look", "both"):
            stranger.open(f"/proposals/drafts/{draft.key}/{step}")
            assert stranger.status == 404, step
        for act in ("words", "place", "look", "both", "drop", "save/words"):
            stranger.post(f"/proposals/drafts/{draft.key}/{act}", {"title": "Mine"})
            assert stranger.status == 404, act
    assert [one.values["title"] for one in drafts()] == ["Benches by the river"]


@both_databases
def test_what_is_sent_twice_is_posted_once(town: Flask, browser: Browser) -> None:
    browser.sign_in()
    write(browser, call_for_proposals().id, BENCHES)
    look = browser.url
    page = browser.page
    post(browser)
    first = browser.url
    browser.page, browser.url = page, look
    post(browser)
    assert browser.url == first
    assert db.session.scalar(sa.select(sa.func.count(Proposal.__table__.c.id))) == 1
    (draft,) = drafts()
    assert draft.values == {}, "nothing of it is held twice"
    browser.open(look)
    assert browser.url == first
    browser.open("/proposals/drafts/")
    assert "There is nothing unfinished" in browser.text


def test_a_draft_is_thrown_away(town: Flask, browser: Browser) -> None:
    write(browser, call_for_proposals().id, BENCHES)
    browser.open("/proposals/drafts/")
    browser.send()
    assert drafts() == []
    assert "There is nothing unfinished" in browser.text


@both_databases
def test_drafts_are_forgotten_when_their_time_is_over(town: Flask, browser: Browser) -> None:
    phase, now = call_for_proposals(), clock.now()
    write(browser, phase.id, BENCHES)  # before signing in
    mine = Browser(town)
    mine.sign_in()
    write(mine, phase.id, BENCHES)
    for days, left in ((13, 2), (15, 1), (59, 1), (61, 0)):
        with clock.at(now + days * DAY):
            actions.forget_old()
        assert len(drafts()) == left, days


def shares_the_device(browser: Browser) -> None:
    """The browser is one that a city's library lends: its session says so."""
    interface = browser.app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)
    with browser.app.test_request_context(environ_overrides={"commons.city": CITY}):
        serializer = interface.get_signing_serializer(browser.app)
    assert serializer is not None
    name = interface.get_cookie_name(browser.app)
    browser.client.set_cookie(name, str(serializer.dumps({"shared": True})), path="/gdansk/")


def test_on_a_shared_device_a_visitors_draft_is_forgotten_the_next_day(
    town: Flask, browser: Browser
) -> None:
    shares_the_device(browser)
    browser.open(f"/proposals/new?phase={call_for_proposals().id}")
    form = browser.page.select_one(STEP)
    assert form is not None
    assert form.has_attr("data-draft-shared"), "its script keeps nothing on the device"
    browser.send({"title": "Benches", "body": "To rest."}, form=STEP)
    (draft,) = drafts()
    assert draft.kept_until - draft.updated_at == timedelta(days=1)


def test_an_own_device_may_keep_what_is_typed(town: Flask, browser: Browser) -> None:
    browser.open(f"/proposals/new?phase={call_for_proposals().id}")
    form = browser.page.select_one(STEP)
    assert form is not None
    assert not form.has_attr("data-draft-shared")
    assert str(form["data-draft-id"]).startswith("proposal-new-")


def test_ones_own_data_holds_drafts_and_deletion_forgets_them(
    town: Flask, browser: Browser
) -> None:
    person = browser.sign_in()
    write(browser, call_for_proposals().id, BENCHES)
    me = db.session.get_one(Person, person.id)
    (group,) = [one for one in everything_held(me) if one.name == "drafts"]
    assert any("nowhere to rest" in str(fact.value) for fact in group.records[0])
    db.session.rollback()
    delete_account(me)
    assert drafts() == []


def test_the_last_page_stays_within_eight_statements(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    browser.sign_in()
    write(browser, call_for_proposals().id, {**BENCHES, "district": "1"})
    for step in ("look", "place", "words"):
        statements.clear()
        browser.open(browser.url.rpartition("/")[0] + f"/{step}")
        selects = [each for each in statements if each.startswith("SELECT")]
        assert len(selects) <= 8, (step, selects)


def test_the_language_is_told_by_the_words_and_can_be_put_right(
    town: Flask, browser: Browser
) -> None:
    browser.sign_in()
    phase = call_for_proposals()
    arabic = {"title": "مقاعد أكثر قرب النهر", "body": "نريد مقاعد لكبار السن قرب النهر."}
    write(browser, phase.id, arabic)
    chosen = browser.page.select_one("#language option[selected]")
    assert chosen is not None
    assert chosen["value"] == "ar"
    assert "It seems to be in العربية" in browser.text
    look = browser.page.select_one(".draft-look")
    assert look is not None
    assert (look["lang"], look["dir"]) == ("ar", "rtl")
    post(browser, {"language": "ps"})
    assert db.session.scalar(sa.select(Proposal.language)) == "ps"


def test_where_nothing_tells_the_language_it_is_asked(town: Flask, browser: Browser) -> None:
    write(browser, call_for_proposals().id, {"title": "5+", "body": "12 000"})
    assert "Please choose" in browser.text
    assert "It seems to be in" not in browser.text


def test_the_last_page_shows_it_as_it_will_be_read(town: Flask, browser: Browser) -> None:
    marked = {**BENCHES, "body": "**Benches**, please:\n\n- here\n- there", "cost": "2 000"}
    write(browser, call_for_proposals().id, marked)
    look = browser.page.select_one(".draft-look")
    assert look is not None
    assert look.strong is not None
    assert [item.get_text() for item in look.select("li")] == ["here", "there"]
    assert "PLN\xa02,000" in browser.page.get_text()


def test_what_is_missing_is_said_on_the_last_page_with_the_way_to_it(
    town: Flask, browser: Browser
) -> None:
    browser.sign_in()
    phase = call_for_proposals(settings={"district_needed": True})
    browser.open(f"/proposals/new?phase={phase.id}")
    browser.send({"title": "Benches", "body": "To rest."}, form=STEP)
    browser.open(browser.url.replace("/place", "/look"))
    post(browser)
    assert browser.status == 422
    assert "Please choose the district" in browser.errors[0]
    link = browser.page.select_one(".error-summary a")
    assert link is not None
    assert str(link["href"]).endswith("/place#district")


def test_a_call_that_has_closed_leaves_the_text_to_be_read(town: Flask, browser: Browser) -> None:
    write(browser, call_for_proposals(closes_in=DAY).id, BENCHES)
    with clock.at(clock.now() + 2 * DAY):
        browser.open("/proposals/drafts/")
        assert "You can still copy your text" in browser.text
        browser.open(str(browser.page.select_one("main a.button")["href"]))  # type: ignore[index]
        assert "There is nowhere to rest." in str(browser.page)
