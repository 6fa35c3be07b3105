"""Passkeys, held against a device in software that answers as the standard says, or cheats."""

import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from webauthn.helpers import base64url_to_bytes

from commons.base import clock
from commons.base.database import db
from commons.base.errors import Refused
from commons.base.settings import Settings
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.people import leaving
from commons.people.held import everything_held
from commons.people.models import Person
from commons.people.passkeys import actions
from commons.people.passkeys.models import Passkey, PasskeyChallenge
from commons.people.passkeys.queries import passkeys_of
from commons.people.passkeys.site import Site, passkey_site
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.moderation import a_person
from tests.factories.passkeys import PRESENT, VERIFIED, Device
from tests.marks import both_databases

SITE = Site("localhost", "http://localhost")


def add(person: Person, device: Device, name: str = "My telephone") -> Passkey:
    options, challenge = actions.begin_adding(person, SITE)
    answer = device.make(options)
    handle = json.loads(options)["user"]["id"]
    return actions.finish_adding(person, SITE, challenge, answer, name=name, handle=handle)


def sign_in(device: Device) -> Person:
    options, challenge = actions.begin_signing_in(SITE)
    return actions.sign_in(SITE, challenge, device.show(options))


def bent(answer: str, part: str, value: object) -> str:
    """An answer with one part of it replaced."""
    whole = json.loads(answer)
    (whole["response"] if part in whole["response"] else whole)[part] = value
    return json.dumps(whole)


@both_databases
def test_a_passkey_is_added_and_lets_its_person_in(town: Flask) -> None:
    person, device = a_person("Ola"), Device()
    passkey = add(person, device)
    assert (passkey.name, passkey.host) == ("My telephone", "localhost")
    for _time in range(2):
        assert sign_in(device).id == person.id
    db.session.expire_all()
    [passkey] = passkeys_of(person.id)
    assert passkey.sign_count == 3
    assert passkey.last_used_on is not None
    assert db.session.scalars(sa.select(PasskeyChallenge)).all() == [], "each question once"


def test_a_person_can_have_several_and_all_call_them_the_same(town: Flask) -> None:
    person, phone, laptop = a_person("Ola"), Device(), Device(counts=False)
    add(person, phone)
    options, challenge = actions.begin_adding(person, SITE)
    known = [each["id"] for each in json.loads(options)["excludeCredentials"]]
    assert known == [passkey.credential for passkey in passkeys_of(person.id)]
    answer = laptop.make(options)
    actions.finish_adding(person, SITE, challenge, answer, name="", handle=laptop.handle)
    assert phone.handle == laptop.handle
    assert len(base64url_to_bytes(phone.handle)) == 32, "drawn at random: no number of the person"
    for device in (phone, laptop, laptop):
        assert sign_in(device).id == person.id
    assert passkeys_of(person.id)[1].name == "Passkey"


def test_an_answer_counts_once(town: Flask) -> None:
    person, device = a_person("Ola"), Device()
    options, challenge = actions.begin_adding(person, SITE)
    answer = device.make(options)
    actions.finish_adding(person, SITE, challenge, answer, name="", handle=device.handle)
    with pytest.raises(Refused, match="sent twice"):
        actions.finish_adding(person, SITE, challenge, answer, name="", handle=device.handle)
    options, challenge = actions.begin_signing_in(SITE)
    answer = device.show(options)
    actions.sign_in(SITE, challenge, answer)
    with pytest.raises(Refused, match="sent twice"):
        actions.sign_in(SITE, challenge, answer)


@both_databases
def test_one_answer_sent_by_several_at_once_lets_one_in(app: Flask) -> None:
    with app.app_context(), city(CITY):
        device = Device()
        add(a_person("Ola"), device)
        options, challenge = actions.begin_signing_in(SITE)
        answer = device.show(options)
    start, told = threading.Barrier(4), []

    def come_in() -> None:
        with app.app_context(), city(CITY):
            start.wait()
            try:
                actions.sign_in(SITE, challenge, answer)
            except Refused:
                told.append("refused")
            else:
                told.append("in")

    threads = [threading.Thread(target=come_in) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["in", "refused", "refused", "refused"]


def test_a_question_is_soon_worthless_and_forgotten(town: Flask) -> None:
    person, device = a_person("Ola"), Device()
    add(person, device)
    now = clock.now()
    options, challenge = actions.begin_signing_in(SITE)
    with clock.at(now + actions.CHALLENGE_LIFE + timedelta(seconds=1)):
        with pytest.raises(Refused, match="too long"):
            actions.sign_in(SITE, challenge, device.show(options))
        actions.begin_signing_in(SITE)
    with clock.at(now + timedelta(minutes=20)):
        town.extensions["commons.jobs"].make_round()
        assert db.session.scalars(sa.select(PasskeyChallenge)).all() == []


def test_the_question_of_one_person_or_purpose_is_not_anothers(town: Flask) -> None:
    ola, jan, device = a_person("Ola"), a_person("Jan"), Device()
    options, challenge = actions.begin_adding(ola, SITE)
    answer = device.make(options)
    with pytest.raises(Refused):
        actions.finish_adding(jan, SITE, challenge, answer, name="", handle=device.handle)
    add(ola, device)
    options, challenge = actions.begin_adding(ola, SITE)
    with pytest.raises(Refused):
        actions.sign_in(SITE, challenge, device.show(options))


def test_a_passkey_that_counts_backwards_was_copied(town: Flask) -> None:
    person, device = a_person("Ola"), Device()
    add(person, device)
    copy = replace(device)
    sign_in(device)
    with pytest.raises(Refused, match="two copies"):
        sign_in(copy)
    assert sign_in(device).id == person.id


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "http://evil.example"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"handle": "c29tZWJvZHkgZWxzZQ"},
    ],
)
def test_a_device_that_answers_for_another_page_or_unasked_lets_nobody_in(
    town: Flask, change: dict[str, object]
) -> None:
    device = Device()
    add(a_person("Ola"), device)
    for name, value in change.items():
        setattr(device, name, value)
    with pytest.raises(Refused, match="as a passkey should"):
        sign_in(device)


def test_another_key_cannot_speak_for_a_passkey(town: Flask) -> None:
    device = Device()
    add(a_person("Ola"), device)
    with pytest.raises(Refused, match="as a passkey should"):
        sign_in(
            Device(credential=device.credential, host="localhost", handle=device.handle, used=9)
        )
    with pytest.raises(Refused, match="not known"):
        sign_in(Device(host="localhost", handle=device.handle))


@pytest.mark.parametrize("change", [{"origin": "http://evil.example"}, {"flags": PRESENT}])
def test_a_passkey_made_elsewhere_or_without_unlocking_is_not_kept(
    town: Flask, change: dict[str, object]
) -> None:
    person = a_person("Ola")
    with pytest.raises(Refused, match="as a passkey should"):
        add(person, Device(**change))  # type: ignore[arg-type]
    assert passkeys_of(person.id) == []


def test_one_passkey_belongs_to_one_person(town: Flask) -> None:
    device = Device()
    add(a_person("Ola"), device)
    with pytest.raises(Refused, match="in use already"):
        add(a_person("Jan"), device)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{",
        "[]",
        "null",
        '{"id": 1}',
        '{"id": "a"}',
        "[" * 10_000,
        "x" * 30_000,
        '{"id": "\x00"}',
    ],
)
def test_no_answer_breaks_anything(town: Flask, answer: str) -> None:
    person = a_person("Ola")
    _options, challenge = actions.begin_signing_in(SITE)
    with pytest.raises(Refused):
        actions.sign_in(SITE, challenge, answer)
    _options, challenge = actions.begin_adding(person, SITE)
    with pytest.raises(Refused):
        actions.finish_adding(person, SITE, challenge, answer, name="", handle="")


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "rawId"])
@pytest.mark.parametrize("value", ["", "AAAA", "ß", 7, None, [], {}])
def test_no_part_of_an_answer_breaks_anything(town: Flask, part: str, value: object) -> None:
    device = Device()
    add(a_person("Ola"), device)
    options, challenge = actions.begin_signing_in(SITE)
    with pytest.raises(Refused):
        actions.sign_in(SITE, challenge, bent(device.show(options), part, value))


def test_the_passkey_of_another_city_is_not_known_here(app: Flask) -> None:
    device = Device()
    with app.app_context():
        create_city(
            "lviv", name="Lviv", languages=["uk"], accent="blue", currency="UAH", districts=[]
        )
        with city("lviv"):
            add(a_person("Ola"), device)
        with city(CITY), pytest.raises(Refused, match="not known in Gdańsk"):
            sign_in(device)


@both_databases
def test_what_is_held_is_shown_and_goes_with_the_account(town: Flask) -> None:
    person, device = a_person("Ola"), Device()
    add(person, device)
    actions.begin_adding(person, SITE)
    assert "passkeys" in {group.name for group in everything_held(person)}
    leaving.delete_account(person)
    for model in (Passkey, PasskeyChallenge):
        assert db.session.scalars(sa.select(model)).all() == []
    with pytest.raises(Refused, match="not known"):
        sign_in(device)


def test_a_person_can_have_so_many_passkeys_and_no_more(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_PASSKEYS", 1)
    person = a_person("Ola")
    add(person, Device())
    with pytest.raises(Refused, match="Remove one"):
        actions.begin_adding(person, SITE)


# --------------------------------------------------------------------------- where they work


@pytest.mark.parametrize(
    ("public", "hosts", "asked", "expected"),
    [
        ("https://city.example", {}, "https://city.example", "city.example"),
        ("https://city.example", {}, "http://city.example", None),
        ("https://city.example", {}, "https://evil.example", None),
        ("https://city.example", {}, "https://localhost", None),
        ("https://city.example", {"own.example": CITY}, "https://own.example", "own.example"),
        ("https://city.example", {"own.example": "lviv"}, "https://own.example", None),
        ("http://127.0.0.1:8000", {}, "http://localhost:8000", "localhost"),
        ("http://127.0.0.1:8000", {}, "http://127.0.0.1:8000", None),
        ("https://192.0.2.1", {}, "https://192.0.2.1", None),
    ],
)
def test_passkeys_work_at_the_addresses_that_the_operator_named(
    app: Flask,
    settings: Settings,
    public: str,
    hosts: dict[str, str],
    asked: str,
    expected: str | None,
) -> None:
    app.extensions["commons.settings"] = replace(settings, public_url=public, hosts=hosts)
    with app.test_request_context("/", base_url=asked), city(CITY):
        site = passkey_site()
    assert (site.host if site else None) == expected
    assert site is None or site.origin == asked


# --------------------------------------------------------------------------- the pages


def ask(browser: Browser, path: str) -> str:
    """What the script on the page fetches."""
    token = browser.page.select_one("form[data-passkey] input[name=csrf_token]")
    assert token is not None
    response = browser.client.post(f"/gdansk{path}", data={"csrf_token": token["value"]})
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.mimetype == "application/json"
    return response.get_data(as_text=True)


FORM = "form[data-passkey]"


def add_on_the_page(browser: Browser, device: Device, name: str = "") -> None:
    browser.open("/account/passkeys")
    answer = device.make(ask(browser, "/account/passkeys/options"))
    browser.send({"answer": answer, "name": name}, form=FORM)


def come_in(browser: Browser, device: Device, **values: str) -> None:
    browser.open("/sign-in")
    answer = device.show(ask(browser, "/sign-in/passkey/options"))
    browser.send({"answer": answer, **values}, form=FORM)


def test_a_passkey_is_added_on_ones_page_and_used_on_the_sign_in_page(
    app: Flask, browser: Browser
) -> None:
    device, phone = Device(), Browser(app)
    browser.sign_in(name="Kasia")
    add_on_the_page(browser, device, "<b>Phone</b>")
    assert "The passkey is added" in str(browser.page)
    assert "<b>Phone</b>" in browser.text
    come_in(phone, device)
    assert "You are signed in as Kasia" in str(phone.page)
    browser.open("/account/passkeys")
    browser.send(form="form[action$='/remove']")
    assert "is removed" in str(browser.page)
    other = Browser(app)
    come_in(other, device)
    assert other.url == "/gdansk/sign-in"
    assert "not known" in str(other.page)


def test_a_passkey_on_a_shared_device_signs_out_by_itself(app: Flask, browser: Browser) -> None:
    device, tablet = Device(), Browser(app)
    browser.sign_in()
    add_on_the_page(browser, device)
    come_in(tablet, device, shared="y")
    tablet.open("/account")
    assert "Other people use this device too" in tablet.text


def test_an_answer_without_question_in_this_session_counts_for_nothing(
    app: Flask, browser: Browser
) -> None:
    device = Device()
    browser.sign_in()
    add_on_the_page(browser, device)
    asker, thief = Browser(app), Browser(app)
    asker.open("/sign-in")
    answer = device.show(ask(asker, "/sign-in/passkey/options"))
    thief.open("/sign-in")
    thief.send({"answer": answer}, form=FORM)
    assert thief.url == "/gdansk/sign-in"
    assert "Please try again" in str(thief.page)
    asker.send({"answer": answer}, form=FORM)
    assert "You are signed in as" in str(asker.page)


def test_nobody_removes_the_passkey_of_another(app: Flask, browser: Browser) -> None:
    browser.sign_in()
    add_on_the_page(browser, Device())
    other = Browser(app)
    other.sign_in("jan@example.org")
    other.open("/account/passkeys")
    other.post("/account/passkeys/1/remove")
    assert "removed already" in str(other.page)
    browser.open("/account/passkeys")
    assert browser.page.select("form[action$='/1/remove']")


def test_where_passkeys_cannot_work_they_are_not_offered(
    app: Flask, settings: Settings, browser: Browser
) -> None:
    app.extensions["commons.settings"] = replace(settings, public_url="https://city.example")
    browser.open("/sign-in")
    assert browser.page.select(FORM) == []
    browser.sign_in()
    browser.open("/account/passkeys")
    assert browser.page.select(FORM) == []
    assert "do not work at this address" in browser.text
    browser.post("/account/passkeys/options")
    assert browser.status == 422
    browser.post("/account/passkeys", {"answer": "{}"})
    assert "do not work at this address" in str(browser.page)


def test_without_script_the_form_is_hidden_and_the_page_says_why(browser: Browser) -> None:
    browser.open("/sign-in")
    assert browser.page.select(f"{FORM}[hidden]")
    browser.sign_in()
    browser.open("/account/passkeys")
    assert browser.page.select(f"{FORM}[hidden]")
    assert "JavaScript is switched off" in browser.text
