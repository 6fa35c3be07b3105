"""The whole way over HTTP: Commons, a real provider, and somebody with an account there."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.people import leaving, purposes
from commons.people.electorate import Electorate
from commons.people.models import EmailAddress, Person, Verification
from commons.people.purposes import Purpose
from commons.people.sso import actions
from commons.people.sso.client import Claims, needed_client
from commons.people.sso.models import SsoIdentity
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.marks import both_databases
from tests.people.sso.citizen import Citizen
from tests.people.sso.go_between import GoBetween
from tests.people.sso.way import come_back, set_out, sign_in


def people(app: Flask) -> list[Person]:
    with app.app_context(), city(CITY):
        return list(db.session.scalars(sa.select(Person).order_by(Person.id)))


def shown(app: Flask) -> list[tuple[str, int]]:
    with app.app_context(), city(CITY):
        rows = db.session.execute(sa.select(Verification.method, Verification.level))
        return [(method, level) for method, level in rows]


@both_databases
def test_somebody_new_comes_in_with_the_city_account_and_lives_here(
    app: Flask, browser: Browser
) -> None:
    sign_in(browser)
    assert browser.url == "/gdansk/account"
    assert "You are signed in as" in browser.page.select_one(".flashes").get_text()
    assert len(people(app)) == 1
    assert shown(app) == [("sso", 3)]


def test_nothing_the_provider_said_is_kept(app: Flask, browser: Browser) -> None:
    sign_in(browser)
    with app.app_context(), city(CITY):
        everything = "".join(
            str(tuple(row))
            for table in SsoIdentity.metadata.sorted_tables
            for row in db.session.execute(sa.select(table))
        )
        assert db.session.scalars(sa.select(EmailAddress)).all() == []
        mark = db.session.scalar(sa.select(SsoIdentity.identity_hash))
    assert mark in everything
    for said in ("'ola'", "Kowalska", "ola@city.example", "residents"):
        assert said not in everything


def test_the_same_account_is_the_same_person_each_time(app: Flask, browser: Browser) -> None:
    sign_in(browser)
    sign_in(Browser(app))
    assert len(people(app)) == 1


def test_two_accounts_are_two_people(app: Flask, browser: Browser) -> None:
    sign_in(browser)
    sign_in(Browser(app), "marek")
    assert len(people(app)) == 2


def test_whoever_was_on_a_page_is_led_back_to_it(browser: Browser) -> None:
    browser.open("/sign-in?next=/proposals/")
    sign_in(browser)
    assert browser.url == "/gdansk/proposals/"


def test_an_account_that_does_not_say_so_signs_in_without_showing_residence(
    app: Flask, browser: Browser
) -> None:
    sign_in(browser, "guest")
    assert "does not say that you live here" in browser.page.select_one(".flashes").get_text()
    assert len(people(app)) == 1
    assert shown(app) == []


def test_the_button_is_there_and_speaks_the_readers_language(browser: Browser) -> None:
    browser.open("/sign-in")
    assert "Sign in with City account" in browser.text
    browser.language = "pl"
    browser.open("/sign-in")
    assert "Konto miejskie" in browser.text


def test_a_shared_device_asks_the_provider_to_look_anew(browser: Browser) -> None:
    assert "prompt=login" in set_out(browser, shared="y")
    assert "prompt" not in set_out(browser)


def test_on_a_shared_device_one_is_signed_out_by_closing_the_browser(browser: Browser) -> None:
    come_back(browser, Citizen("ola").allow(set_out(browser, shared="y")))
    assert "Other people use this device too" in browser.open("/account").get_text()


def test_the_way_carries_pkce_state_and_nonce(browser: Browser) -> None:
    address = set_out(browser)
    for part in ("code_challenge_method=S256", "code_challenge=", "state=", "nonce="):
        assert part in address
    assert "response_type=code" in address


def test_the_way_can_be_begun_in_two_tabs(app: Flask, browser: Browser) -> None:
    first, second = set_out(browser), set_out(browser)
    assert first != second
    come_back(browser, Citizen("ola").allow(first))
    assert len(people(app)) == 1


# Connecting an account one has here already


def test_somebody_signed_in_connects_the_city_account_and_lives_here(
    app: Flask, browser: Browser
) -> None:
    browser.sign_in()
    come_back(browser, Citizen("ola").allow(set_out(browser, "/account/sso")))
    assert browser.url == "/gdansk/account/sso"
    assert "Connected" in browser.text
    assert shown(app) == [("sso", 3)]
    sign_in(Browser(app))
    assert len(people(app)) == 1


def test_whoever_shows_it_for_a_vote_is_led_back_to_the_vote(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = Purpose(Electorate(level=3), "A vote", "en", "/gdansk/proposals/")
    monkeypatch.setattr(purposes, "_finders", [{7: vote}.get])
    browser.sign_in()
    come_back(browser, Citizen("ola").allow(set_out(browser, "/account/sso?phase=7")))
    assert browser.url == "/gdansk/proposals/"


def test_an_account_of_another_person_is_not_taken_over(app: Flask, browser: Browser) -> None:
    sign_in(Browser(app))
    browser.sign_in("marek@example.org")
    come_back(browser, Citizen("ola").allow(set_out(browser, "/account/sso")))
    assert browser.status == 400
    assert "belongs to it already" in browser.text
    with app.app_context(), city(CITY):
        assert len(db.session.scalars(sa.select(SsoIdentity)).all()) == 1
    assert len(shown(app)) == 1


def test_who_has_shown_to_be_both_can_make_one_account_of_the_two(
    app: Flask, browser: Browser
) -> None:
    sign_in(Browser(app))
    kept = browser.sign_in("ola@example.org")
    come_back(browser, Citizen("ola").allow(set_out(browser, "/account/sso")))
    link = browser.page.select_one("main a[href$='/account/join']")
    assert link is not None
    browser.open(str(link["href"]))
    browser.send({"sure": "y"}, form="form[action$='/account/join']")
    assert [person.id for person in people(app)] == [kept.id]
    assert shown(app) == [("sso", 3)]
    again = Browser(app)
    sign_in(again)
    assert len(people(app)) == 1


def test_whoever_signed_in_meanwhile_does_not_get_somebody_elses_account(
    app: Flask, browser: Browser
) -> None:
    address = set_out(browser)
    browser.sign_in("marek@example.org")
    come_back(browser, Citizen("ola").allow(address))
    assert browser.status == 400
    with app.app_context(), city(CITY):
        assert db.session.scalars(sa.select(SsoIdentity)).all() == []


# What the account shows may change


@pytest.mark.parametrize("sso_lines", [["level = 0"]])
def test_an_account_may_only_sign_in(app: Flask, browser: Browser) -> None:
    sign_in(browser)
    assert len(people(app)) == 1
    assert shown(app) == []
    assert "does not say" not in browser.page.select_one(".flashes").get_text()


@pytest.mark.parametrize("sso_lines", [["level = 2", 'district_claim = "groups"']])
def test_a_district_is_known_where_the_account_names_one(app: Flask, browser: Browser) -> None:
    sign_in(browser)
    with app.app_context(), city(CITY):
        person = db.session.scalars(sa.select(Person)).one()
        proof = db.session.scalars(sa.select(Verification)).one()
    assert person.district_id == proof.district_id is not None


@pytest.mark.parametrize(
    "sso_lines", [['residence_claim = "address.locality"', 'residence_values = ["gdańsk"]']]
)
def test_a_claim_may_lie_inside_of_another(app: Flask, browser: Browser) -> None:
    sign_in(browser)
    sign_in(Browser(app), "guest")  # of Sopot
    assert shown(app) == [("sso", 2)]


@pytest.mark.parametrize("sso_lines", [['residence_claim = "lives_in_the_city"']])
def test_the_providers_page_of_claims_is_asked_for_what_the_token_lacks(
    app: Flask, browser: Browser, go_between: GoBetween
) -> None:
    def of_the_city(answer: bytes) -> bytes:
        return json.dumps({**json.loads(answer), "lives_in_the_city": True}).encode()

    go_between.changes["/oauth/userinfo"] = of_the_city
    sign_in(browser)
    assert shown(app) == [("sso", 2)]


def test_whoever_moved_away_no_longer_lives_here(town: Flask) -> None:
    provider = needed_client().provider
    first = actions.arrive(provider, Claims("one", {"groups": ["residents"]}))
    assert first.lives_here
    second = actions.arrive(provider, Claims("one", {"groups": []}))
    assert second.person.id == first.person.id
    assert not second.lives_here
    assert db.session.scalars(sa.select(Verification)).all() == []


# Races, and leaving


@both_databases
def test_two_racing_first_sign_ins_make_one_person(app: Flask) -> None:
    gate, seen = threading.Barrier(6), []

    def come() -> None:
        with app.app_context(), city(CITY):
            provider = needed_client().provider
            gate.wait()
            arrival = actions.arrive(provider, Claims("one", {"groups": ["residents"]}))
            seen.append(arrival.person.id)

    threads = [threading.Thread(target=come) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6
    assert len(set(seen)) == 1
    assert len(people(app)) == 1


@both_databases
def test_of_two_people_who_connect_one_account_at_once_one_gets_it(app: Flask) -> None:
    with app.app_context(), city(CITY):
        both = [actions.new_person() for _each in range(2)]
        db.session.add_all(both)
        db.session.commit()
        ids = [person.id for person in both]
    gate, outcomes = threading.Barrier(2), []

    def connect(person_id: int) -> None:
        with app.app_context(), city(CITY):
            person = db.session.get_one(Person, person_id)
            db.session.rollback()
            gate.wait()
            try:
                actions.connect(person, needed_client().provider, Claims("one", {}))
                outcomes.append("connected")
            except actions.BelongsToAnother as refusal:
                outcomes.append("refused" if refusal.person_id in ids else "led astray")

    threads = [threading.Thread(target=connect, args=(each,)) for each in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["connected", "refused"]


def test_in_another_city_the_same_account_has_another_mark(town: Flask) -> None:
    from flask import g

    provider = needed_client().provider
    here = actions.mark_of(provider, "one")
    g.database = "elsewhere"
    assert actions.mark_of(provider, "one") != here


@both_databases
def test_leaving_takes_the_mark_along(town: Flask) -> None:
    arrival = actions.arrive(needed_client().provider, Claims("one", {}))
    leaving.delete_account(arrival.person)
    assert db.session.scalars(sa.select(SsoIdentity)).all() == []
    assert db.session.scalars(sa.select(Person)).all() == []


def test_whoever_leaves_during_a_vote_comes_back_as_the_same_person(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = needed_client().provider
    person_id = actions.arrive(provider, Claims("one", {})).person.id
    monkeypatch.setattr(leaving, "_still_needed", set)  # as the roll of an open vote says
    leaving.delete_account(db.session.get_one(Person, person_id))
    assert db.session.get_one(Person, person_id).left_at is not None
    again = actions.arrive(provider, Claims("one", {}))
    assert again.person.id == person_id
    assert again.person.left_at is None
    assert again.person.display_name


def test_the_marks_are_shown_to_whom_they_are_about(browser: Browser) -> None:
    sign_in(browser)
    assert "Scrambled mark of your city account" in browser.open("/account/data").get_text()


def test_a_way_that_took_too_long_is_over(browser: Browser) -> None:
    with clock.at(datetime.now(UTC) - timedelta(minutes=20)):
        address = set_out(browser)
    come_back(browser, Citizen("ola").allow(address))
    assert browser.status == 400
    assert "more than 15 minutes" in browser.text
