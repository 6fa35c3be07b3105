"""Devices: where one is signed in, ending it, and a device that others use too."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.base.mail import OutboxMail
from commons.cities.context import city
from commons.people import actions, devices, rules
from commons.people.models import SignInSession
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.marks import both_databases

ADDRESS = "ola@example.org"
END_ONE = f"form[action='/{CITY}/account/devices/end']"
END_OTHERS = f"form[action='/{CITY}/account/devices/end-others']"


def sign_in(browser: Browser, *, shared: bool = False, by_link: bool = False) -> None:
    """By the code or the link, ticking the box on a device that others use too."""
    tick = {"shared": "y"} if shared else {}
    if by_link:
        with browser.app.app_context(), city(CITY):
            _code, link = actions.issue_code(ADDRESS)
        browser.open(f"/sign-in/link/{link}")
        browser.send(tick)
        return
    browser.open("/sign-in")
    browser.send({"address": ADDRESS})
    with browser.app.app_context(), city(CITY):
        mail = db.session.scalar(sa.select(OutboxMail).order_by(OutboxMail.id.desc()).limit(1))
        assert mail is not None
        code = mail.subject[:6]
    browser.send({"code": code, **tick})


def is_signed_in(browser: Browser) -> bool:
    browser.open("/account")
    return browser.url.endswith("/account")


def has_cookie_that_lasts(browser: Browser) -> bool:
    cookie = browser.client.get_cookie("commons", path=f"/{CITY}/")
    assert cookie is not None
    return cookie.max_age is not None or cookie.expires is not None


@both_databases
def test_a_person_sees_their_devices_and_ends_one(app: Flask, browser: Browser) -> None:
    other = Browser(app)
    sign_in(other)
    sign_in(browser)
    browser.open("/account")
    rows = [row.get_text() for row in browser.page.select("#devices ~ .facts dt")]
    assert rows == ["This device", "Another device"]
    assert not browser.page.select(END_OTHERS)
    browser.send(form=END_ONE)
    assert "signed out" in str(browser.page.select_one(".flashes"))
    assert not is_signed_in(other)
    assert is_signed_in(browser)
    assert not browser.page.select(END_ONE)


def test_all_others_are_ended_at_once(app: Flask, browser: Browser) -> None:
    others = [Browser(app), Browser(app)]
    for device in (*others, browser):
        sign_in(device)
    stranger = Browser(app)
    stranger.sign_in("rita@example.org")
    browser.open("/account")
    browser.send(form=END_OTHERS)
    assert "2 devices are signed out" in str(browser.page.select_one(".flashes"))
    assert [is_signed_in(device) for device in (*others, browser, stranger)] == [
        False,
        False,
        True,
        True,
    ]


@both_databases
@pytest.mark.parametrize("mark", ["theirs", "", "x", "\x00", "0" * 64, "x" * 10_000])
def test_nobody_ends_anothers_device(app: Flask, browser: Browser, mark: str) -> None:
    stranger = Browser(app)
    stranger.sign_in("rita@example.org")
    with app.app_context(), city(CITY):
        theirs = db.session.scalar(sa.select(SignInSession.token_hash))
    sign_in(browser)
    browser.post("/account/devices/end", {"device": theirs if mark == "theirs" else mark})
    assert browser.status == 200
    assert "already" in str(browser.page.select_one(".flashes"))
    assert is_signed_in(stranger)


def test_the_mark_of_a_device_signs_nobody_in(app: Flask, town: Flask) -> None:
    from commons.people import queries

    _code, link = actions.issue_code(ADDRESS)
    person = actions.check_link(link)
    token = actions.start_session(person)
    (device,) = devices.devices_of(person)
    assert device.here
    assert device.mark != token
    assert queries.person_by_session(device.mark) is None


@pytest.mark.parametrize("by_link", [False, True])
def test_a_shared_device_is_marked_and_its_cookie_ends_with_the_browser(
    browser: Browser, by_link: bool
) -> None:
    sign_in(browser, shared=True, by_link=by_link)
    assert not has_cookie_that_lasts(browser)
    account = browser.page.select_one("a.account")
    assert account is not None
    assert "shared device" in account.get_text()
    browser.send(form=".language-menu form", button="button[value=pl]")
    assert not has_cookie_that_lasts(browser)
    browser.open("/account")
    assert len(browser.page.select(f"form[action='/{CITY}/sign-out']")) == 2


def test_ones_own_device_is_not_marked(browser: Browser) -> None:
    sign_in(browser)
    assert has_cookie_that_lasts(browser)
    assert "shared device" not in str(browser.page)
    browser.open("/account")
    assert "shared device" not in str(browser.page)


def test_after_a_shared_device_the_next_one_may_be_ones_own(browser: Browser) -> None:
    sign_in(browser, shared=True)
    browser.post("/sign-out")
    sign_in(browser)
    assert has_cookie_that_lasts(browser)
    with clock.at(clock.now() + timedelta(days=2)):
        assert is_signed_in(browser)


@both_databases
def test_a_shared_device_signs_out_when_it_is_not_used(app: Flask, browser: Browser) -> None:
    start = clock.now()
    with clock.at(start):
        sign_in(browser, shared=True)
    # Used all the time, it stays signed in for as long as that; by reading as by writing.
    for minute in (20, 45, 70):
        with clock.at(start + timedelta(minutes=minute)):
            assert is_signed_in(browser)
    with clock.at(start + timedelta(minutes=95)):
        browser.open("/account")
        browser.send({"display_name": "Ola"})
        assert browser.status == 200
    with clock.at(start + timedelta(minutes=95) + rules.SHARED_LIFE + timedelta(seconds=1)):
        assert not is_signed_in(browser)


@both_databases
def test_using_a_shared_device_is_written_at_most_once_in_five_minutes(
    app: Flask, browser: Browser, statements: list[str]
) -> None:
    start = clock.now()
    with clock.at(start):
        sign_in(browser, shared=True)

    def written(minute: float) -> int:
        statements.clear()
        with clock.at(start + timedelta(minutes=minute)):
            browser.open("/account")
        return sum(text.startswith("UPDATE") for text in statements)

    assert [written(minute) for minute in (1, 4.9, 5.1, 6, 10, 10.2)] == [0, 0, 1, 0, 0, 1]


def test_ones_own_device_is_never_written_by_reading(
    app: Flask, browser: Browser, statements: list[str]
) -> None:
    sign_in(browser)
    statements.clear()
    with clock.at(clock.now() + timedelta(days=20)):
        browser.open("/account")
    assert not [text for text in statements if not text.startswith(("SELECT", "BEGIN", "PRAGMA"))]


def test_an_ended_shared_device_is_not_brought_back(town: Flask) -> None:
    _code, link = actions.issue_code(ADDRESS)
    person = actions.check_link(link)
    token = actions.start_session(person, shared=True)
    with clock.at(clock.now() + rules.SHARED_LIFE + timedelta(seconds=1)):
        devices.stay(token)
        assert devices.devices_of(person) == []
