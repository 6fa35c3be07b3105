"""Every kind of answer: safe, in the reader's language, and telling nobody who asked."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError
from werkzeug.test import Client

from commons.app import create_app, wrap
from commons.base.database import databases
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.logs import without_addresses
from commons.base.settings import Settings
from commons.base.web.security import HEADERS
from commons.cities.migrate import migrate, migrate_down
from commons.i18n.catalogue import gettext, speaking
from commons.i18n.languages import LANGUAGES
from tests.browser_client import Browser
from tests.factories.proposals import call_for_proposals

TITLES = {
    400: "That did not work",
    404: "There is no such page",
    405: "That did not work",
    413: "That is too much at once",
    429: "Too many tries",
    500: "Something broke on our side",
    503: "The city is very busy",
}


@pytest.fixture
def breaking(app: Flask) -> Flask:
    """The app with pages on which everything goes wrong."""

    def break_(how: str) -> str:
        match how:
            case "busy":
                raise OperationalError("SELECT 1", {}, Exception("database is locked"))
            case "broken":
                raise RuntimeError("could not write to ola@example.org from 203.0.113.9")
            case "refused":
                raise Refused("Once is enough.")
            case "not-allowed":
                raise NotAllowed("Only for officers.")
            case "not-found":
                raise NotFound("No such tree.")
            case _:
                abort(int(how))

    app.add_url_rule("/break/<how>", "break", break_)
    return app


def kinds(app: Flask) -> Iterator[tuple[str, str, str]]:
    yield "GET", "/gdansk/", "page"
    yield "GET", "/", "host page"
    yield "GET", "/gdansk", "redirect of the picker"
    yield "GET", "/gdansk/account", "redirect to signing in"
    yield "GET", "/gdansk/nothing", "error"
    yield "GET", "/nothing", "host error"
    yield "POST", "/gdansk/", "wrong method"
    yield "POST", "/gdansk/sign-in", "stale form"
    yield "OPTIONS", "/gdansk/", "options"
    yield "HEAD", "/gdansk/", "head"
    yield "GET", "/gdansk/data/call-1/proposals.csv", "download"
    yield "GET", "/gdansk/programme.json", "json"
    yield "GET", "/healthz", "health"
    yield "GET", "/robots.txt", "robots"
    yield "GET", app.extensions["commons.assets"].url("css/commons.css"), "static file"
    yield "GET", "/gdansk/break/broken", "broken"
    yield "GET", "/gdansk/break/busy", "busy"
    yield "GET", "/gdansk/break/refused", "refused"


def test_every_kind_of_answer_carries_the_safety_headers(breaking: Flask, town: Flask) -> None:
    call_for_proposals()
    client = Client(wrap(breaking, breaking.extensions["commons.settings"]))
    for method, path, kind in kinds(breaking):
        answer = client.open(path, method=method)
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, (kind, name)
        assert answer.headers.getlist("Content-Security-Policy") == [
            HEADERS["Content-Security-Policy"]
        ], kind
        assert "Strict-Transport-Security" not in answer.headers
        answer.close()


def test_https_is_asked_for_again_and_cookies_are_kept_to_it(
    settings: Settings, app: Flask
) -> None:
    secure = replace(settings, secure_cookies=True)
    client = Client(wrap(create_app(secure), secure))
    answer = client.get("/gdansk/sign-in", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_no_script_and_no_style_may_stand_in_a_page(app: Flask, browser: Browser) -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    browser.open("/")
    assert browser.page.select("script:not([src]), style, [style]") == []
    assert not [
        tag for tag in browser.page.find_all(True) if any(a.startswith("on") for a in tag.attrs)
    ]


@pytest.mark.parametrize("code", ["en", "pl", "ar"])
@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("404", 404),
        ("405", 405),
        ("413", 413),
        ("429", 429),
        ("500", 500),
        ("broken", 500),
        ("busy", 503),
        ("400", 400),
        ("418", 418),
        ("503", 503),
    ],
)
def test_errors_are_told_in_the_readers_language(
    breaking: Flask, code: str, how: str, status: int
) -> None:
    visitor = Browser(breaking, language=code)
    page = visitor.open(f"/break/{how}")
    assert visitor.status == status
    with speaking(code):
        title = gettext(TITLES.get(status, TITLES[400]))
    assert page.h1 is not None
    assert title in page.h1.get_text()
    assert page.html is not None
    assert page.html["lang"] == code
    assert page.html["dir"] == LANGUAGES[code].direction
    assert visitor.response is not None
    assert visitor.response.headers["Cache-Control"] == "no-store"
    assert ("Retry-After" in visitor.response.headers) == (status in {429, 503})
    assert page.select_one("nav") is not None  # a way on
    assert "Traceback" not in page.get_text()
    assert "ola@example.org" not in page.get_text()


@pytest.mark.parametrize(
    ("how", "status", "text"),
    [
        ("refused", 409, "Once is enough."),
        ("not-allowed", 403, "Only for officers."),
        ("not-found", 404, "No such tree."),
    ],
)
def test_a_refusal_says_its_own_reason(breaking: Flask, how: str, status: int, text: str) -> None:
    visitor = Browser(breaking)
    visitor.open(f"/break/{how}")
    assert visitor.status == status
    assert text in visitor.text


def test_a_form_that_is_too_large_is_told_so(browser: Browser) -> None:
    browser.open("/sign-in")
    token = str(browser.page.select_one("input[name=csrf_token]")["value"])  # type: ignore[index]
    browser.language = "pl"
    browser.post("/sign-in", {"csrf_token": token, "address": "x" * 2_100_000})
    assert browser.status == 413
    assert browser.page.html is not None
    assert browser.page.html["lang"] == "pl"


def test_too_many_knocks_are_told_to_wait(settings: Settings, app: Flask) -> None:
    limited = create_app(replace(settings, limits=True))
    visitor = Browser(limited, language="ar")
    for _time in range(40):
        visitor.post("/sign-in", {"address": "nobody"})
        if visitor.status == 429:
            break
    assert visitor.status == 429
    assert visitor.response is not None
    assert int(visitor.response.headers["Retry-After"]) > 0
    assert visitor.page.html is not None
    assert visitor.page.html["dir"] == "rtl"
    with limited.app_context():
        databases().engine("gdansk").dispose()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0123456789abcdef", True),
        ("a" * 64, True),
        ("short", False),
        ("a" * 65, False),
        ("bad id with spaces", False),
        ("<script>alert(1)</script>", False),
        ("żółć-żółć", False),
        ("x\tyyyyyyyyyy", False),
    ],
)
def test_a_request_has_an_id_that_is_safe_to_show(browser: Browser, given: str, kept: bool) -> None:
    browser.open("/nothing", headers={"X-Request-Id": given.encode().decode("latin-1")})
    assert browser.response is not None
    found = browser.response.headers["X-Request-Id"]
    assert (found == given) == kept
    assert re.fullmatch(r"[A-Za-z0-9-]{8,64}", found)
    assert found in browser.page.get_text()


@pytest.mark.parametrize("text", ["HEAD", "OPTIONS", "GET"])
def test_pages_are_kept_by_no_shared_cache(browser: Browser, text: str) -> None:
    answer = browser.client.open("/gdansk/", method=text)
    if text != "OPTIONS":
        assert "private" in answer.headers["Cache-Control"]


def test_the_log_says_what_happened_and_not_who_it_was(
    capfd: pytest.CaptureFixture[str], breaking: Flask
) -> None:
    visitor = Browser(breaking)
    visitor.sign_in("ola.kowalska@example.org", name="Ola K.")
    visitor.open("/break/broken", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    visitor.open("/data/?q=ola.kowalska@example.org", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    visitor.post("/sign-in", {"address": "jan@example.org"})
    told = capfd.readouterr().err
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert {"request", "unhandled"} <= {line["event"] for line in lines}
    requests = [line for line in lines if line["event"] == "request"]
    assert all(
        set(line)
        == {
            "event",
            "method",
            "endpoint",
            "status",
            "ms",
            "city",
            "request_id",
            "level",
            "timestamp",
        }
        for line in requests
    )
    assert "RuntimeError" in told
    for private in ("ola.kowalska", "ola@example.org", "jan@example", "Ola K.", "127.0.0.1"):
        assert private not in told, private


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            "Key (address)=(ola@example.org) already exists",
            "Key (address)=((address)) already exists",
        ),
        ("to: <żółć@example.org>,", "to: <(address)>,"),
        ("psycopg at postgresql://h", "psycopg at postgresql://h"),
        ("@decorator", "@decorator"),
    ],
)
def test_addresses_are_taken_out_of_what_libraries_say(text: str, clean: str) -> None:
    assert without_addresses(None, "error", {"event": text, "ms": 3}) == {"event": clean, "ms": 3}


def test_a_wrong_method_is_told_which_are_right(browser: Browser) -> None:
    answer = browser.client.open("/gdansk/", method="DELETE")
    assert answer.status_code == 405
    assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))


def test_a_city_without_tables_still_answers_with_a_page(app: Flask) -> None:
    with app.app_context():
        migrate_down("gdansk", "base")
    visitor = Browser(app, language="ar")
    page = visitor.open("/")
    assert visitor.status == 503
    assert page.html is not None
    assert page.html["dir"] == "rtl"


def test_a_city_that_was_never_set_up_still_answers_with_a_page(app: Flask) -> None:
    with app.app_context():
        migrate_down("gdansk", "base")
        migrate("gdansk")
    visitor = Browser(app)
    page = visitor.open("/")
    assert visitor.status == 500
    assert page.h1 is not None


def test_a_database_that_is_away_is_told_by_a_page(settings: Settings) -> None:
    away = replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    client = Client(wrap(create_app(away), away))
    for path in ("/", "/gdansk/", "/gdansk", "/readyz", "/gdansk/data/?x=1"):
        answer = client.get(path, headers={"Accept-Language": "pl"}, follow_redirects=True)
        assert answer.status_code == 503, path
        assert 'lang="pl"' in answer.text, path
    assert client.get("/healthz").status_code == 200
