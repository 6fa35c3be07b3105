"""Ranking and sharing out money on a phone of 360 points, by keyboard, with a lost connection."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from commons.cities.context import city
from tests.browser.accessibility import violations
from tests.browser.chromium import visit
from tests.browser.people import Visitor
from tests.browser.site import Site
from tests.factories.voting import open_vote


@pytest.fixture
def tab(site: Site, chrome: Browser) -> Iterator[Page]:
    context = visit(chrome, site, language="en")
    yield Visitor(site, context).tab
    context.close()


def begin(site: Site, **kwargs: object) -> str:
    with site.app.app_context(), city(site.slug):
        vote = open_vote(**kwargs)  # type: ignore[arg-type]
        return site.address(f"/votes/{vote.phase_id}/ballot")


def nothing_sticks_out(tab: Page) -> None:
    wide = tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, "the page scrolls sideways"
    assert violations(tab) == []


def test_an_order_is_made_by_keyboard_and_survives_a_lost_connection(site: Site, tab: Page) -> None:
    address = begin(site, kind="ranking", rule="schulze", budget=0)
    tab.goto(address)
    items = tab.locator(".ranking > li")
    last = items.last.get_attribute("data-title")
    items.last.locator("[data-move=up]").focus()
    tab.keyboard.press("Enter")
    expect(items.first).to_have_attribute("data-title", last or "")
    expect(tab.locator("#announce")).to_have_text(f"{last}: place 1 of 1")
    second = items.nth(1).get_attribute("data-title")
    items.nth(1).locator("[data-move=up]").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    expect(items.first).to_have_attribute("data-title", second or "")
    expect(tab.locator("#announce")).to_have_text(f"{second}: place 1 of 2")
    assert tab.evaluate("document.activeElement.closest('li').dataset.title") == second
    nothing_sticks_out(tab)
    tab.goto("about:blank")
    tab.goto(address)
    expect(items.first).to_have_attribute("data-title", second or "")
    expect(tab.locator("[data-ballot-kept]")).to_be_visible()
    tab.locator("form[data-ballot-draft] button[type=submit]").first.click()
    chosen = tab.locator("main h2 + ol li")
    expect(chosen).to_have_count(2)
    expect(chosen.first).to_contain_text(second or "")


def test_money_is_shared_out_by_slider_and_by_number(site: Site, tab: Page) -> None:
    address = begin(site, kind="allocation", rule="average", options=(("Parks", 0), ("Buses", 0)))
    tab.goto(address)
    fields, sliders = tab.locator("[data-amount]"), tab.locator("input[type=range]")
    expect(sliders).to_have_count(2)
    fields.nth(0).fill("40 000")
    expect(sliders.nth(0)).to_have_value("40000")
    sliders.nth(1).fill("70499")
    expect(fields.nth(1)).to_have_value("70000")
    expect(tab.locator("[data-ballot-problem]")).to_contain_text("10,000")
    fields.nth(1).fill("٦٠٬٠٠٠")
    expect(sliders.nth(1)).to_have_value("60000")
    expect(tab.locator("[data-ballot-problem]")).to_have_text(
        "Your ballot fits. You can hand it in."
    )
    nothing_sticks_out(tab)
    tab.locator("form[data-ballot-draft] button[type=submit]").first.click()
    expect(tab.locator("main")).to_contain_text("100,000")
