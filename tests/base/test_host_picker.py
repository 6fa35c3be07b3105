"""Which city an address speaks of."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client, create_environ

from commons.app import wrap
from commons.base.web.host import HOST_PREFIX, RESERVED, CityPicker
from tests.browser_client import Browser

HOSTS = {"gdansk.example": "gdansk", "lost.example": "atlantis"}
CITIES = {"gdansk", "kandahar"}


def pick(path: str, host: str = "commons.example", script: str = "", query: str = "") -> Any:
    """What the app behind the picker is given, or the answer's status and headers."""
    seen: dict[str, Any] = {}

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        seen.update(
            city=environ["commons.city"], path=environ["PATH_INFO"], script=environ["SCRIPT_NAME"]
        )
        start("200 OK", [])
        return [b""]

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        seen.update(status=status, headers=dict(headers))

    environ = create_environ("/", query_string=query)
    environ.update(PATH_INFO=path, HTTP_HOST=host, SCRIPT_NAME=script)
    list(CityPicker(app, HOSTS, CITIES.__contains__)(environ, start))  # type: ignore[arg-type]
    return seen


def where(path: str, **kwargs: Any) -> tuple[str, str, str]:
    seen = pick(path, **kwargs)
    return seen["city"], seen["script"], seen["path"]


@pytest.mark.parametrize(
    ("path", "host", "found"),
    [
        ("/gdansk/", "x.example", ("gdansk", "/gdansk", "/")),
        ("/gdansk/data/", "x.example", ("gdansk", "/gdansk", "/data/")),
        ("/gdansk/gdansk/", "x.example", ("gdansk", "/gdansk", "/gdansk/")),
        ("/gdansk/-host/", "x.example", ("gdansk", "/gdansk", f"{HOST_PREFIX}/-host/")),
        ("/", "x.example", ("", "", f"{HOST_PREFIX}/")),
        ("", "x.example", ("", "", f"{HOST_PREFIX}/")),
        ("/atlantis/", "x.example", ("", "", f"{HOST_PREFIX}/atlantis/")),
        ("/GDANSK/", "x.example", ("", "", f"{HOST_PREFIX}/GDANSK/")),
        ("//gdansk/", "x.example", ("", "", f"{HOST_PREFIX}//gdansk/")),
        ("/healthz", "x.example", ("", "", f"{HOST_PREFIX}/healthz")),
        ("/data/", "gdansk.example", ("gdansk", "", "/data/")),
        ("/data/", "GDANSK.example:8443", ("gdansk", "", "/data/")),
        ("/data/", "gdansk.example.", ("gdansk", "", "/data/")),
        ("/kandahar/", "gdansk.example", ("gdansk", "", "/kandahar/")),
        ("/healthz", "gdansk.example", ("", "", f"{HOST_PREFIX}/healthz")),
        ("/api/v1/", "gdansk.example", ("gdansk", "", "/api/v1/")),
        ("/api/v1/", "x.example", ("", "", f"{HOST_PREFIX}/api/v1/")),
        ("/data/", "gdansk.example.evil.org", ("", "", f"{HOST_PREFIX}/data/")),
        ("/data/", "lost.example", ("", "", f"{HOST_PREFIX}/data/")),
        ("/data/", "[::1]:8000", ("", "", f"{HOST_PREFIX}/data/")),
        ("/data/", "", ("", "", f"{HOST_PREFIX}/data/")),
    ],
)
def test_hosts_and_first_segments_lead_to_cities(
    path: str, host: str, found: tuple[str, str, str]
) -> None:
    assert where(path, host=host) == found


def test_the_prefix_of_a_proxy_stays_in_front() -> None:
    assert where("/gdansk/data/", script="/commons") == ("gdansk", "/commons/gdansk", "/data/")
    answer = pick("/gdansk", script="/commons", query="a=1")
    assert answer["status"].startswith("308")
    assert answer["headers"]["Location"] == "/commons/gdansk/?a=1"
    assert answer["headers"]["X-Content-Type-Options"] == "nosniff"


@given(st.text(), st.text(st.characters(codec="latin-1")))
@example("/../gdansk/", "gdansk.example")
@example("/gdansk", "x")
def test_only_a_city_that_is_there_is_ever_picked(path: str, host: str) -> None:
    seen = pick(path, host=host)
    assert seen.get("city", "") in {"", "gdansk", "kandahar"}
    if seen["status"].startswith("200") and not seen["city"]:
        assert seen["path"].startswith(HOST_PREFIX)


def test_no_reserved_word_is_read_as_a_city() -> None:
    for word in RESERVED:
        assert where(f"/{word}/x")[0] == ""


segments = st.lists(
    st.sampled_from(
        [
            "gdansk",
            "..",
            ".",
            "",
            "evil.com",
            "%2e%2e",
            "data",
            "consultations",
            "-host",
            "static",
            "proposals",
            "votes",
            "99999999999999999999",
            "\\",
            "مدينة",
            "%00",
        ]
    )
    | st.text(max_size=6),
    max_size=5,
)


@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(segments, st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "DELETE", "TRACE"]))
@example(["", "evil.com"], "GET")
@example(["gdansk", "", "evil.com"], "GET")
@example(["gdansk", "", "data", ""], "GET")
@example(["gdansk"], "GET")
@example(["static", "..", "..", "secret.key"], "GET")
@example(["gdansk", "proposals", "99999999999999999999"], "GET")
@example(["gdansk", "votes", "99999999999999999999"], "GET")
def test_no_address_breaks_the_app_or_leads_away(app: Flask, parts: list[str], method: str) -> None:
    client = Client(wrap(app, app.extensions["commons.settings"]))
    path = "/" + "/".join(parts)
    # As a server hands it over: the client would take what follows two slashes for a host.
    sent = unquote_to_bytes(quote(path, safe="/%", errors="replace")).decode("latin-1")
    response = client.open(
        "/", base_url="http://localhost", method=method, environ_overrides={"PATH_INFO": sent}
    )
    assert response.status_code < 500, path
    location = response.headers.get("Location", "/")
    assert location.startswith(("/", "http://localhost/"))
    assert not location.startswith(("//", "/\\"))


def test_every_numbered_address_takes_the_largest_numbers(app: Flask, browser: Browser) -> None:
    browser.sign_in("boss@example.org", role="administrator")
    huge = str(10**25)
    asked = 0
    for each in app.url_map.iter_rules():
        if "<int" not in each.rule or each.rule.startswith(HOST_PREFIX):
            continue
        path = each.rule
        for part in each.arguments:
            for kind in ("int:", ""):
                path = path.replace(f"<{kind}{part}>", huge)
        for number in (huge, str(2**63), str(2**31), "0"):
            browser.open(path.replace(huge, number))
            assert browser.status < 500, (path, number)
            asked += 1
    assert asked > 20


def test_a_host_whose_city_is_not_there_yet_shows_the_installation(app: Flask) -> None:
    settings_ = replace(app.extensions["commons.settings"], hosts=HOSTS)
    client = Client(wrap(app, settings_))
    answer = client.get("/", base_url="http://lost.example")
    assert answer.status_code == 200
    assert "/gdansk/" in answer.text
    assert client.get("/data/", base_url="http://lost.example").status_code == 404


def test_a_city_on_its_own_host_has_its_cookies_and_links_at_the_root(app: Flask) -> None:
    settings_ = replace(app.extensions["commons.settings"], hosts=HOSTS)
    client = Client(wrap(app, settings_))
    answer = client.get("/sign-in", base_url="http://gdansk.example")
    assert answer.status_code == 200
    assert 'action="/sign-in' in answer.text
    assert "Path=/;" in f"{answer.headers['Set-Cookie']};"


def test_behind_a_prefix_links_cookies_and_static_files_carry_it(app: Flask) -> None:
    client = Client(wrap(app, app.extensions["commons.settings"]))
    answer = client.get("/gdansk/sign-in", environ_overrides={"SCRIPT_NAME": "/commons"})
    assert answer.status_code == 200
    assert 'href="/commons/static/css/commons.' in answer.text
    assert 'action="/commons/gdansk/sign-in' in answer.text
    assert "Path=/commons/gdansk/" in answer.headers["Set-Cookie"]
    listing = client.get("/", environ_overrides={"SCRIPT_NAME": "/commons"})
    assert 'href="/commons/gdansk/"' in listing.text


def test_behind_a_prefix_every_page_leads_back_under_it(app: Flask) -> None:
    client = Client(wrap(app, app.extensions["commons.settings"]))
    for path in ("/", "/no-such-page", "/gdansk/", "/gdansk/no-such-page"):
        answer = client.get(path, base_url="http://localhost/decide/")
        addresses = re.findall(r'(?:href|src|action|data-home)="(/[^"]*)"', answer.text)
        assert addresses, path
        assert [each for each in addresses if not each.startswith("/decide/")] == [], path
    listed = client.get("/", base_url="http://localhost/decide/").text
    assert 'href="/decide/gdansk/"' in listed
    assert 'data-home="/decide/"' in listed
