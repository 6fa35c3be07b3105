"""Writing a proposal on a phone 360 pixels wide, with the connection dropped halfway."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import visit
from tests.browser.people import Visitor
from tests.browser.site import Site
from tests.browser.test_journeys import open_proposals_phase

NUMBERS = count(1)
WRITTEN = {
    "pl": ("Poidełko na placu zabaw", "Dzieci nie mają gdzie napić się wody, a lata są gorące."),
    "ar": ("نافورة ماء للشرب في الحديقة", "لا يجد الأطفال ماءً للشرب، والصيف يزداد حرارة."),
}
GO_ON = "main form[data-draft] .actions button"


@pytest.fixture(params=sorted(WRITTEN))
def visitor(site: Site, chrome: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody with a phone, in Arabic or Polish."""
    context = visit(chrome, site, language=request.param)
    yield Visitor(site, context)
    context.close()


def until_it_says(tab: Page, name: str) -> None:
    """Wait until the line under the form says this, in the page's language."""
    expect(tab.locator("[data-draft-state]")).to_have_text(
        tab.locator("[data-draft-state]").get_attribute(f"data-{name}") or "?", timeout=15_000
    )


def test_nothing_is_lost_when_the_connection_drops_halfway(site: Site, visitor: Visitor) -> None:
    tab = visitor.tab
    language = tab.context.pages[0].evaluate("navigator.language")
    title, body = WRITTEN[language]
    title = f"{title} {next(NUMBERS)}"
    visitor.open(f"/proposals/new?phase={open_proposals_phase(site)}")
    assert tab.locator("html").get_attribute("lang") == language
    tab.fill("[name=title]", title)
    until_it_says(tab, "saved")
    assert "/proposals/drafts/" in tab.url

    tab.context.set_offline(True)
    # Chromium forgets that it is offline for what a page sends while it is being closed.
    tab.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    tab.fill("[name=body]", body)
    until_it_says(tab, "offline")
    tab.locator(GO_ON).last.click()
    until_it_says(tab, "wait")
    assert tab.locator("[name=body]").input_value() == body
    tab.goto("about:blank")  # the phone closes the page

    tab.context.set_offline(False)
    visitor.open("/proposals/drafts/")
    tab.locator("main .actions a.button").first.click()
    tab.wait_for_url("**/words")
    assert tab.locator("[name=body]").input_value() == body
    until_it_says(tab, "saved")
    assert tab.evaluate("Object.keys(localStorage).length") == 0, "it is kept in one place"
    tab.locator(GO_ON).last.click()
    tab.wait_for_url("**/place")
    tab.locator(GO_ON).last.click()
    tab.wait_for_url("**/pictures")
    tab.locator("main a.button[href$='/look']").click()
    tab.wait_for_url("**/look")
    assert tab.locator("main select[name=language]").input_value() == language
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.locator(GO_ON).last.click()
    tab.wait_for_load_state("load")
    visitor.sign_in(f"writer{next(NUMBERS)}@example.net")
    tab.locator(GO_ON).last.click()
    tab.wait_for_load_state("load")
    expect(tab.locator("h1")).to_contain_text(title)
    expect(tab.locator("main")).to_contain_text(body)
    assert tab.evaluate("Object.keys(localStorage).length") == 0


def test_a_mistake_is_not_taken_for_a_lost_connection(site: Site, visitor: Visitor) -> None:
    tab = visitor.tab
    visitor.open(f"/proposals/new?phase={open_proposals_phase(site)}")
    tab.fill("[name=title]", f"{WRITTEN['pl'][0]} {next(NUMBERS)} ")
    until_it_says(tab, "saved")
    tab.fill("[name=body]", "word " * 1_100)
    tab.locator(GO_ON).last.click()
    expect(tab.locator("#body-error")).to_be_visible()
    state = tab.locator("[data-draft-state]")
    tab.wait_for_load_state("load")
    assert state.text_content() != state.get_attribute("data-restored")
