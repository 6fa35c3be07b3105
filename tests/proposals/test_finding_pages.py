"""The list as its readers see it: addresses to pass on, what is said where nothing fits, feeds."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from commons.cities.context import city
from commons.proposals.finding.rules import SORTS
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by
from tests.proposals.pages import BUDGET, asked


def titles(browser: Browser) -> list[str]:
    return [h2.get_text() for h2 in browser.page.select("#found article h2")]


@pytest.fixture
def thirty(app: Flask) -> None:
    with app.app_context(), city(CITY):
        many_proposals(resident("Ola"), call_for_proposals(), 30, district_id=1)


@pytest.mark.usefixtures("thirty")
def test_the_order_by_chance_holds_for_a_visitor_from_page_to_page(browser: Browser) -> None:
    browser.open("/proposals/")
    first = titles(browser)
    browser.open(browser.page.select_one("a[rel=next]")["href"])
    second = titles(browser)
    assert len(set(first + second)) == 30
    browser.open("/proposals/")
    assert titles(browser) == first


@pytest.mark.usefixtures("thirty")
def test_visitors_see_different_orders(app: Flask) -> None:
    orders = set()
    for _visitor in range(6):
        browser = Browser(app)
        browser.open("/proposals/")
        orders.add(tuple(titles(browser)))
    assert len(orders) > 1


@pytest.mark.usefixtures("thirty")
def test_a_page_passed_on_is_the_same_page_for_the_other(app: Flask, browser: Browser) -> None:
    browser.open("/proposals/?district=1")
    address = browser.page.select_one("a[rel=next]")["href"]
    browser.open(address)
    other = Browser(app)
    other.open(address)
    assert titles(other) == titles(browser)


@pytest.mark.usefixtures("thirty")
def test_an_address_is_kept_short(browser: Browser) -> None:
    empty = "q=&sort=newest&phase=&district=1&theme=&status=&language=&author=&need="
    browser.open(f"/proposals/?{empty}")
    assert urlsplit(browser.url).query == "sort=newest&district=1"
    browser.open("/proposals/?sort=random&district=1")
    assert parse_qs(urlsplit(browser.page.select_one("a[rel=next]")["href"]).query).keys() == {
        "district",
        "after",
    }


@pytest.mark.usefixtures("thirty")
def test_what_is_not_there_is_named_and_left_out(browser: Browser) -> None:
    browser.open("/proposals/?district=77&sort=loudest&author=martian&theme=x&nonsense=1")
    assert browser.status == 200
    assert len(titles(browser)) == 20
    notice = browser.page.select_one("#found .notice").get_text(" ")
    for given in ("District: 77", "Order: loudest", "Proposed by: martian", "Theme: x"):
        assert given in notice
    assert "nonsense" not in notice
    browser.open("/proposals/?phase=99")
    assert browser.status == 404


@pytest.mark.usefixtures("thirty")
def test_where_nothing_fits_the_page_says_what_to_try(browser: Browser) -> None:
    browser.open("/proposals/?q=body&district=2&sort=newest")
    assert "No proposal fits" in browser.text
    assert browser.page.select_one("details.filters-more[open]") is not None
    ways = {a.get_text(): a["href"] for a in browser.page.select("#found .empty a")}
    assert set(ways) >= {"Look without “Wrzeszcz”", "Look without “body”", "Show everything"}
    browser.open(ways["Look without “Wrzeszcz”"])
    assert len(titles(browser)) == 20
    assert "“body”" in browser.text
    assert browser.page.select_one("details.filters-more[open]") is None, "the list stands higher"


@pytest.mark.usefixtures("thirty")
def test_htmx_gets_the_list_alone_and_the_address_to_show(browser: Browser) -> None:
    part = {"HX-Request": "true"}
    browser.open("/proposals/?q=&sort=newest&district=1", headers=part)
    assert browser.status == 200
    assert browser.page.select_one("html") is None
    assert browser.page.select_one("#found")["data-announce"] == "30 proposals"
    pushed = browser.response.headers["HX-Push-Url"]
    assert pushed.endswith("/proposals/?sort=newest&district=1")
    browser.open("/proposals/", headers={**part, "HX-History-Restore-Request": "true"})
    assert browser.page.select_one("html") is not None


@pytest.mark.usefixtures("thirty")
def test_map_and_feed_keep_the_filters(browser: Browser) -> None:
    browser.open("/proposals/?district=1&q=body&sort=newest")
    (to_map,) = (a["href"] for a in browser.page.select("#found .tabs a") if a.get_text() == "Map")
    assert urlsplit(to_map).query == "q=body&sort=newest&district=1"
    feed = browser.page.select_one('#found a[type="application/atom+xml"]')["href"]
    assert urlsplit(feed).query == "q=body&district=1"
    browser.open(to_map)
    assert browser.status == 200


def test_a_feed_of_a_filter_tells_only_what_fits(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        ola = resident("Ola")
        proposal_by(ola, title="Oaks", district_id=1)
        proposal_by(ola, title="Elms", district_id=2)
    browser.open("/feeds/en/proposals.atom?district=1")
    feed = browser.response.get_data(as_text=True)
    assert "Oaks" in feed
    assert "Elms" not in feed
    assert "New proposals: Oliwa" in feed
    assert "/proposals/?district=1" in feed
    browser.open("/feeds/en/proposals.atom?district=77&q=%00")
    assert browser.status == 200


@pytest.mark.usefixtures("thirty")
def test_the_api_takes_the_same_filters_and_orders(browser: Browser) -> None:
    for sort in SORTS:
        seen, path = [], f"/api/v1/proposals?size=7&district=oliwa&sort={sort}&seed=5"
        while path:
            browser.open(path)
            answer = browser.response.get_json()
            seen += [item["id"] for item in answer["items"]]
            path = answer["next"]
        assert len(set(seen)) == len(seen) == 30, sort
    for narrowed, count in {"author=city": 0, "need=support": 20, "theme=nothing": None}.items():
        browser.open(f"/api/v1/proposals?{narrowed}")
        found = browser.response.get_json().get("items")
        assert (len(found) if found is not None else None) == count, narrowed


@pytest.mark.usefixtures("thirty")
def test_the_list_takes_few_statements_in_every_order(
    browser: Browser, statements: Statements
) -> None:
    browser.sign_in()
    for sort in SORTS:
        statements.clear()
        browser.open(f"/proposals/?sort={sort}&q=body&district=1&need=support")
        assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))
