"""How the API's answers travel: headers, caches, other origins, problems, its own description."""

import dataclasses
from typing import Any

import pytest
from flask import Flask
from limits import parse

from commons.api.endpoints import ENDPOINTS
from commons.app import create_app
from commons.base.settings import Settings
from commons.base.web.limits import API_LIMIT, limiter
from commons.proposals.datasets import ProposalsDataset
from tests.api.test_answers import got, refused
from tests.browser_client import Browser
from tests.factories.contributions import resident
from tests.factories.moderation import a_moderator, hidden
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by


def header(browser: Browser, name: str) -> str:
    assert browser.response is not None
    return str(browser.response.headers.get(name, ""))


@pytest.mark.parametrize("encoding", ["identity", "br", "gzip"])
def test_whoever_has_the_answer_already_is_told_so_until_a_text_is_hidden(
    town: Flask, browser: Browser, encoding: str
) -> None:
    made = many_proposals(resident(), call_for_proposals(), 5)
    accepted = {"Accept-Encoding": encoding}
    browser.open("/api/v1/proposals", headers=accepted)
    seen = {"If-None-Match": header(browser, "ETag"), **accepted}
    browser.open("/api/v1/proposals", headers=seen)
    assert browser.status == 304
    assert browser.response is not None
    assert browser.response.get_data() == b""
    assert header(browser, "Access-Control-Allow-Origin") == "*"
    hidden(a_moderator(), made[0].id)
    browser.open("/api/v1/proposals", headers=seen)
    assert browser.status == 200


def test_pages_of_any_origin_may_read_and_none_may_do_it_as_its_reader(
    town: Flask, browser: Browser
) -> None:
    for path in ("/api/v1/", "/api/v1/openapi.json", "/api/v1/nothing", "/api/v1/?x=1"):
        browser.open(path, headers={"Origin": "https://news.example"})
        assert header(browser, "Access-Control-Allow-Origin") == "*"
        assert not header(browser, "Access-Control-Allow-Credentials")
    browser.open("/api/")
    assert not header(browser, "Access-Control-Allow-Origin")


def test_a_browser_that_asks_first_is_told_what_it_may_send(town: Flask, browser: Browser) -> None:
    answer = browser.client.options(
        "/gdansk/api/v1/proposals",
        headers={
            "Origin": "https://news.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert answer.status_code == 200
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_same_address_answers_everybody_alike(town: Flask, browser: Browser) -> None:
    proposal_by(resident())
    visitor = Browser(town)
    browser.sign_in()
    browser.open("/account")
    browser.send({"language": "pl"}, form="form.language-menu, details.language-menu form")
    assert got(browser, "/proposals") == got(visitor, "/proposals")
    assert header(browser, "Content-Language") == header(visitor, "Content-Language") == "en"


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/proposals?distict=oliwa", 400, "“distict” cannot be asked for here"),
        ("/proposals?status=maybe", 400, "“status” must be one of: open, accepted"),
        ("/proposals?size=1000", 400, "a whole number from 1 to 100"),
        ("/proposals?size=1&size=2", 400, "can be said only once"),
        ("/proposals?language=xx", 400, "must be one of: pl, en"),
        (f"/proposals?q={'a' * 101}", 400, "at most 100 characters"),
        ("/proposals?after=%F0%9F", 404, "no such place"),
        ("/proposals?after=bm9uc2Vuc2U", 404, "no such place"),
        ("/consultations?after=bm9uc2Vuc2U", 404, "no such place"),
        ("/proposals?district=atlantis", 404, "no such district"),
        ("/proposals?phase=77", 404, "no such call"),
        ("/proposals/77/comments", 404, "no such proposal"),
        ("/proposals/99999999999", 404, "mistyped"),
        ("/nothing", 404, "mistyped"),
    ],
)
def test_what_cannot_be_answered_says_how_to_mend_it(
    town: Flask, browser: Browser, path: str, status: int, says: str
) -> None:
    told = refused(browser, path)
    assert told["status"] == status
    assert says in told["detail"]
    assert told["request_id"] == header(browser, "X-Request-Id")


def test_a_problem_is_told_in_the_language_asked_for(town: Flask, browser: Browser) -> None:
    polish = refused(browser, "/nothing?language=pl")["title"]
    assert header(browser, "Content-Language") == "pl"
    assert polish != refused(browser, "/nothing")["title"]


def test_nothing_can_be_sent(town: Flask, browser: Browser) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = browser.client.open("/gdansk/api/v1/proposals", method=method)
        assert answer.status_code == 405
        assert answer.mimetype == "application/problem+json"
        assert "GET" in answer.headers["Allow"]


def test_whoever_asks_too_often_is_told_when_to_go_on(settings: Settings) -> None:
    app = create_app(dataclasses.replace(settings, limits=True), immediate_jobs=True)
    browser = Browser(app)
    got(browser, "/")
    limiter.limiter.hit(parse(API_LIMIT), "127.0.0.1", "api", cost=1_199)
    told = refused(browser, "/")
    limiter.reset()
    assert told["status"] == 429
    assert int(header(browser, "Retry-After")) > 0


def described(browser: Browser) -> Any:
    return got(browser, "/openapi.json")


def test_the_description_tells_of_every_address_and_field_in_english(
    town: Flask, browser: Browser
) -> None:
    browser.language = "pl"
    told = described(browser)
    assert told["openapi"] == "3.1.0"
    assert len(told["paths"]) == len(ENDPOINTS)
    answers = {each["get"]["summary"] for each in told["paths"].values()}
    assert "One vote with its ballot paper." in answers

    def fields(schema: Any) -> Any:
        for each in schema.get("properties", {}).values():
            yield each
            yield from fields(each)

    for name, schema in told["components"]["schemas"].items():
        for field in fields(schema):
            assert field.get("description") or field.get("properties") or name == "Problem"
    cost = told["components"]["schemas"]["Proposal"]["properties"]["cost"]
    assert cost["description"].startswith("Cost as its author sees it, in whole units of the curr")


def test_fields_and_columns_of_the_files_bear_the_same_names(town: Flask, browser: Browser) -> None:
    told = described(browser)["components"]["schemas"]["Proposal"]["properties"]
    columns = {column.name for column in ProposalsDataset.columns}

    def names(properties: Any, before: str = "") -> Any:
        for name, schema in properties.items():
            within = schema.get("properties")
            yield from names(within, f"{before}{name}/") if within else [f"{before}{name}"]

    assert columns - set(names(told)) <= {"answer"}


def test_people_are_told_in_plain_words(town: Flask, browser: Browser) -> None:
    browser.open("/data/")
    assert browser.page.select_one('a[href="/gdansk/api/"]') is not None
    browser.open("/api/")
    assert browser.status == 200
    assert "Nobody needs an account" in browser.text
    assert browser.page.select_one('a[href$="/gdansk/api/v1/openapi.json"]') is not None
