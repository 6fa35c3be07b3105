"""A kiosk, a mediator's desk and a batch of paper ballots, in the real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from commons.cities.context import city
from commons.people.cards import actions as cards
from tests.browser.accessibility import too_wide, violations
from tests.browser.chromium import visit
from tests.browser.pages import pages
from tests.browser.site import Site
from tests.factories.cards import an_officer


def address_of(site: Site, name: str) -> str:
    """Where a page of the demo is."""
    return next(page.path for page in pages(site) if page.name == name)


def some_cards(site: Site, count: int) -> list[tuple[str, str]]:
    """Numbers and codes of new cards."""
    with site.app.app_context(), city(site.slug):
        _batch, made = cards.make_batch(an_officer(), place="Library", count=count)
    return made


@pytest.fixture
def kiosk(site: Site, chrome: Browser) -> Iterator[BrowserContext]:
    """A tablet that an officer turned into a kiosk."""
    context = visit(chrome, site, role="officer")
    tab = context.new_page()
    tab.goto(site.address("/kiosk/set-up"))
    tab.locator("main form button").click()
    tab.wait_for_url("**/kiosk")
    tab.close()
    yield context
    context.close()


def test_after_a_visit_neither_back_nor_history_nor_storage_shows_anything(
    site: Site, kiosk: BrowserContext
) -> None:
    [(_number, code)] = some_cards(site, 1)
    tab = kiosk.new_page()
    tab.goto(site.address("/kiosk"))
    assert violations(tab) == []
    tab.locator("main button[name=language][value=ar]").click()
    assert tab.locator("html").get_attribute("dir") == "rtl"
    assert violations(tab) == []
    assert not too_wide(tab)
    tab.goto(site.address("/sign-in/card"))
    tab.fill("input[name=code]", code)
    tab.locator("main form[action$='/sign-in/card'] button[type=submit]").first.click()
    tab.wait_for_load_state("load")
    tab.goto(site.address("/account"))
    name = tab.locator("input[name=display_name]").input_value()
    assert name
    tab.goto(site.address(address_of(site, "proposal-new")))
    tab.fill("[name=title]", "A wish of mine alone")
    tab.goto(site.address("/account"))
    length = tab.evaluate("history.length")
    tab.locator("[data-kiosk-finish] button").click()
    tab.wait_for_url("**/kiosk")
    assert tab.evaluate("Object.keys(localStorage).length + sessionStorage.length") == 0
    for _step in range(length):
        tab.go_back()
        tab.wait_for_timeout(150)
        page = tab.content()
        assert name not in page, tab.url
        assert "A wish of mine alone" not in page, tab.url
        assert tab.url == "about:blank" or tab.url.split("?")[0].endswith("/kiosk"), tab.url
    assert [cookie["name"] for cookie in kiosk.cookies() if cookie["name"] != "commons"] == [
        "commons_kiosk"
    ]


def test_a_visitor_is_asked_for_more_time_and_the_visit_ends_without_an_answer(
    site: Site, kiosk: BrowserContext
) -> None:
    tab = kiosk.new_page()
    tab.clock.install()
    tab.goto(site.address("/kiosk"))
    tab.locator("main button[name=language][value=en]").click()
    tab.wait_for_load_state("load")
    dialog = tab.locator("[data-kiosk-dialog]")
    expect(dialog).to_be_hidden()
    tab.clock.run_for(92_000)
    expect(dialog).to_be_visible()
    expect(dialog.locator("[data-kiosk-left]")).to_contain_text("seconds this visit ends")
    assert violations(tab) == []
    dialog.locator("[data-kiosk-more]").click()
    expect(dialog).to_be_hidden()
    tab.clock.run_for(80_000)
    expect(dialog).to_be_hidden()
    tab.clock.run_for(45_000)
    expect(tab.locator("main button[name=language]").first).to_be_visible()


def test_sheets_are_entered_with_the_keyboard_alone(site: Site, chrome: Browser) -> None:
    made = some_cards(site, 2)
    context = visit(chrome, site, role="officer")
    tab = context.new_page()
    tab.goto(site.address(address_of(site, "sheets")))
    tab.fill("[name=label]", "Oliwa library")
    tab.fill("[name=expected]", "2")
    tab.keyboard.press("Enter")
    tab.locator("a[href$='/enter']").click()
    tab.wait_for_load_state("load")
    assert violations(tab) == []
    for number, _code in made:
        tab.keyboard.type(number)
        tab.keyboard.press("Tab")
        tab.keyboard.type("1")
        tab.keyboard.press("Tab")
    tab.locator("[name=options-2]").press("Enter")
    tab.wait_for_load_state("load")
    expect(tab.locator("main")).to_contain_text("I have entered all sheets")
    assert violations(tab) == []
    assert not too_wide(tab)
    tab.goto(tab.url + "/enter?from=1")
    assert not too_wide(tab)
    tab.fill("[name=options-1]", "999")
    tab.locator("[name=options-1]").press("Enter")
    tab.wait_for_load_state("load")
    expect(tab.locator("#wrong-1")).to_contain_text("There is no option 999")
    assert violations(tab) == []
    context.close()


def test_while_somebody_is_helped_every_page_says_so(site: Site, chrome: Browser) -> None:
    [(number, code)] = some_cards(site, 1)
    context = visit(chrome, site, role="officer", language="pl", dark=True)
    tab = context.new_page()
    tab.goto(site.address("/assist"))
    tab.fill("[name=code]", code)
    tab.locator("[name=code]").press("Enter")
    tab.wait_for_url(site.address("/"))
    for page in ("/", "/proposals/"):
        tab.goto(site.address(page))
        expect(tab.locator(".acting-strip")).to_contain_text(number)
        assert violations(tab) == []
        assert not too_wide(tab)
    context.close()
