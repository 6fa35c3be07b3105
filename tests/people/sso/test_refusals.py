"""What can go wrong on the way to the provider and back: nobody is signed in, and why is said."""

import base64
import json
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
import requests
import sqlalchemy as sa
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from commons.base import clock
from commons.base.database import db
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.people.models import Person
from commons.people.sso.client import Client
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.people.sso.citizen import BACK, Citizen
from tests.people.sso.go_between import GoBetween
from tests.people.sso.provider_process import CLIENT, OTHER_CLIENT, OTHER_SECRET, SECRET
from tests.people.sso.way import come_back, set_out, sign_in

TOKEN = "/oauth/token"


@pytest.fixture(autouse=True)
def nobody_came_in(app: Flask) -> object:
    """Whatever happens in this file, it lets nobody in."""
    yield
    with app.app_context(), city(CITY):
        assert db.session.scalars(sa.select(Person)).all() == []


def with_values(address: str, **values: str | None) -> str:
    parts = urlsplit(address)
    query = {**dict(parse_qsl(parts.query)), **values}
    given = {name: value for name, value in query.items() if value is not None}
    return urlunsplit(parts._replace(query=urlencode(given)))


def value_in(address: str, name: str) -> str:
    return dict(parse_qsl(urlsplit(address).query))[name]


def id_token_becomes(change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    def changed(answer: bytes) -> bytes:
        token = json.loads(answer)
        if "id_token" in token:
            token["id_token"] = change(token["id_token"])
        return json.dumps(token).encode()

    return changed


def claims_in(token: str) -> dict[str, object]:
    part = token.split(".")[1]
    claims: dict[str, object] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def refused(browser: Browser, words: str, status: int = 400) -> None:
    assert browser.status == status, browser.text
    assert words in browser.text
    assert browser.page.select_one("main a[href$='/sign-in/sso']") is not None
    assert browser.page.select_one("main a[href$='/sign-in/card']") is not None
    assert browser.open("/account") is not None
    assert browser.url == "/gdansk/sign-in"


NOT_SURE = "could not be sure"


def test_whoever_says_no_at_the_provider_is_told_what_else_there_is(browser: Browser) -> None:
    come_back(browser, Citizen("adam").decline(set_out(browser)))
    refused(browser, "said no")


def test_an_error_of_the_provider_is_told_without_its_words(browser: Browser) -> None:
    state = value_in(set_out(browser), "state")
    come_back(browser, f"/sign-in/sso/back?state={state}&error=<b>server</b>_error")
    refused(browser, "could not sign you in", 502)
    assert "<b>server" not in str(browser.page)


@pytest.mark.parametrize("query", ["", "?state=&code=x", "?state=made-up&code=x", "?code=x"])
def test_an_answer_nobody_asked_for_is_refused(browser: Browser, query: str) -> None:
    come_back(browser, f"/sign-in/sso/back{query}")
    refused(browser, "not begun in this browser")


def test_an_answer_that_another_browser_asked_for_is_refused(app: Flask, browser: Browser) -> None:
    answer = Citizen("ola").allow(set_out(Browser(app)))
    set_out(browser)
    come_back(browser, answer)
    refused(browser, "not begun in this browser")


def test_an_answer_to_another_city_is_refused(app: Flask, browser: Browser) -> None:
    with app.app_context():
        create_city("sopot", name="Sopot", languages=["pl", "en"])
    app.extensions["commons.sso"]["sopot"] = app.extensions["commons.sso"][CITY]
    answer = Citizen("ola").allow(set_out(browser))
    there = Browser(app, "sopot")
    there.client = browser.client
    there.open("/")
    come_back(there, answer.replace("/gdansk/", "/sopot/"))
    assert there.status == 400
    assert "not begun in this browser" in there.text


def test_a_code_is_worth_nothing_on_another_way(browser: Browser) -> None:
    stolen = value_in(Citizen("ola").allow(set_out(browser)), "code")
    own = Citizen("marek").allow(set_out(browser))
    come_back(browser, with_values(own, code=stolen))
    refused(browser, NOT_SURE)


def test_an_answer_without_a_code_is_refused(browser: Browser) -> None:
    come_back(browser, with_values(Citizen("ola").allow(set_out(browser)), code=None))
    refused(browser, NOT_SURE)


def test_an_answer_in_the_name_of_another_provider_is_refused(browser: Browser) -> None:
    answer = Citizen("ola").allow(set_out(browser))
    come_back(browser, with_values(answer, iss="https://evil.example"))
    refused(browser, NOT_SURE)


def test_a_token_for_another_way_is_refused(browser: Browser) -> None:
    """Signed by the provider, for us, but not for this way: its nonce is another."""
    answer = Citizen("ola").allow(with_values(set_out(browser), nonce="n" * 43))
    come_back(browser, answer)
    refused(browser, NOT_SURE)


def test_a_token_for_another_site_is_refused(browser: Browser, go_between: GoBetween) -> None:
    """Signed by the provider, with our nonce, but for the library."""
    way = set_out(browser)
    at_library = Citizen("ola").allow(
        with_values(way, client_id=OTHER_CLIENT, code_challenge=None, code_challenge_method=None)
    )
    answer = requests.post(
        go_between.issuer + TOKEN,
        {
            "grant_type": "authorization_code",
            "code": value_in(at_library, "code"),
            "redirect_uri": BACK,
        },
        auth=(OTHER_CLIENT, OTHER_SECRET),
        timeout=10,
    ).json()
    assert claims_in(answer["id_token"])["aud"] == [OTHER_CLIENT]
    # The access token goes along, so that nothing but the audience is wrong.
    go_between.changes[TOKEN] = lambda _own: json.dumps(answer).encode()
    come_back(browser, Citizen("ola").allow(with_values(way, nonce="x" * 43)))
    refused(browser, NOT_SURE)


def _with_other_claims(token: str) -> str:
    header, _claims, signature = token.split(".")
    claims = json.dumps({**claims_in(token), "sub": "somebody else"}).encode()
    return f"{header}.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.{signature}"


def _unsigned(token: str) -> str:
    header = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return f"{header}.{token.split('.')[1]}."


def _signed_with_the_shared_secret(token: str) -> str:
    return jwt.encode({"alg": "HS256"}, claims_in(token), OctKey.import_key(SECRET))


def _signed_by_somebody(token: str) -> str:
    return jwt.encode({"alg": "RS256"}, claims_in(token), RSAKey.generate_key(2048))


@pytest.mark.parametrize(
    "change",
    [
        _with_other_claims,
        _unsigned,
        _signed_with_the_shared_secret,
        _signed_by_somebody,
        lambda _token: "no token at all",
        lambda _token: "",
    ],
    ids=["tampered", "unsigned", "shared secret", "another's key", "nonsense", "empty"],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(
    browser: Browser, go_between: GoBetween, change: Callable[[str], str]
) -> None:
    go_between.changes[TOKEN] = id_token_becomes(change)
    sign_in(browser)
    refused(browser, NOT_SURE)


def test_an_answer_without_a_token_is_refused(browser: Browser, go_between: GoBetween) -> None:
    go_between.changes[TOKEN] = lambda _answer: b'{"access_token": "a", "token_type": "Bearer"}'
    sign_in(browser)
    refused(browser, NOT_SURE)


def test_a_token_that_has_run_out_is_refused(app: Flask, browser: Browser) -> None:
    with clock.at(datetime.now(UTC) + timedelta(hours=2)):
        sign_in(browser)
    refused(browser, NOT_SURE)


def test_claims_of_somebody_else_are_not_taken(
    app: Flask, browser: Browser, go_between: GoBetween
) -> None:
    go_between.changes["/oauth/userinfo"] = lambda _answer: b'{"sub": "x", "of_the_city": true}'
    app.extensions["commons.sso"][CITY] = Client(_changed(app, residence_claim="of_the_city"))
    sign_in(browser)
    refused(browser, NOT_SURE)


def _changed(app: Flask, **changes: object) -> object:
    from dataclasses import replace

    return replace(app.extensions["commons.sso"][CITY].provider, **changes)


# The provider is not there, or is no provider


def test_a_provider_that_is_down_is_said_before_setting_out(
    browser: Browser, go_between: GoBetween
) -> None:
    go_between.end()
    browser.open("/sign-in/sso")
    browser.send()
    refused(browser, "does not answer just now", 502)


def test_a_provider_that_goes_down_on_the_way_is_said(
    browser: Browser, go_between: GoBetween
) -> None:
    answer = Citizen("ola").allow(set_out(browser))
    go_between.end()
    come_back(browser, answer)
    refused(browser, "does not answer just now", 502)


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"issuer": "https://evil.example"}',
        b"\xff\xfe",
        b" " * 400_000,
    ],
    ids=["a page", "a list", "nothing", "another", "no text", "without end"],
)
def test_what_is_no_provider_is_not_gone_to(
    browser: Browser, go_between: GoBetween, answer: bytes
) -> None:
    go_between.changes["/.well-known/openid-configuration"] = lambda _own: answer
    browser.open("/sign-in/sso")
    browser.send()
    refused(browser, "does not answer just now", 502)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_secrets_are_not_sent_where_others_can_read_them(
    browser: Browser, go_between: GoBetween, name: str
) -> None:
    def elsewhere(own: bytes) -> bytes:
        return json.dumps({**json.loads(own), name: "http://provider.example/x"}).encode()

    go_between.changes["/.well-known/openid-configuration"] = elsewhere
    browser.open("/sign-in/sso")
    browser.send()
    refused(browser, "does not answer just now", 502)


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'"text"'])
def test_a_token_page_that_talks_nonsense_is_said(
    browser: Browser, go_between: GoBetween, answer: bytes
) -> None:
    go_between.changes[TOKEN] = lambda _own: answer
    sign_in(browser)
    assert browser.status in {400, 502}
    refused(browser, "", browser.status)


def test_a_provider_that_is_silent_does_not_hold_anybody_for_long(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commons.people.sso import wire

    monkeypatch.setattr(wire, "READ_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
        app.extensions["commons.sso"][CITY] = Client(_changed(app, issuer=issuer))
        browser.open("/sign-in/sso")
        browser.send()
        refused(browser, "does not answer just now", 502)


def test_a_provider_that_drips_does_not_hold_anybody_for_long(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commons.people.sso import wire

    monkeypatch.setattr(wire, "ALL_SECONDS", 0.5)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line, _address = server.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
                while not over.wait(0.1):
                    try:
                        line.sendall(b" ")
                    except OSError:
                        return

        dripping = threading.Thread(target=drip)
        dripping.start()
        issuer = f"http://127.0.0.1:{server.getsockname()[1]}"
        app.extensions["commons.sso"][CITY] = Client(_changed(app, issuer=issuer))
        begun = datetime.now(UTC)
        browser.open("/sign-in/sso")
        browser.send()
        over.set()
        dripping.join()
    refused(browser, "does not answer just now", 502)
    assert datetime.now(UTC) - begun < timedelta(seconds=5)


def test_the_provider_knows_us_by_this_name(browser: Browser) -> None:
    assert value_in(set_out(browser), "client_id") == CLIENT
