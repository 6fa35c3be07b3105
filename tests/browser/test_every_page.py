"""Every page, as a screen reader, a narrow screen and a slow line meet it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.chromium import visit
from tests.browser.pages import pages
from tests.browser.site import Site

FIRST_VISIT_BYTES = 60_000


@pytest.mark.parametrize(
    ("language", "wide", "dark"),
    [("en", False, False), ("ar", False, True), ("pl", True, False), ("ps", True, True)],
)
def test_no_page_has_an_accessibility_violation(
    site: Site, chrome: Browser, language: str, wide: bool, dark: bool
) -> None:
    wrong: list[str] = []
    axe = Axe()
    to_see = pages(site)
    for role in sorted({page.role for page in to_see}):
        context = visit(chrome, site, role=role, language=language, wide=wide, dark=dark)
        tab = context.new_page()
        for page in (page for page in to_see if page.role == role):
            answer = tab.goto(site.address(page.path))
            assert answer is not None
            wanted = 404 if page.name == "not-found" else 200
            assert answer.status == wanted, f"{page.name}: {answer.status}"
            wrong += [
                f"{page.name}: {violation['id']}: {node['html'][:160]}"
                for violation in axe.run(tab).response["violations"]
                for node in violation["nodes"]
            ]
        context.close()
    assert not wrong, "\n".join(wrong)


def overflow(tab: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    width: int = tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
def test_no_page_is_wider_than_a_small_phone(site: Site, chrome: Browser, language: str) -> None:
    too_wide: list[str] = []
    to_see = pages(site)
    for role in sorted({page.role for page in to_see}):
        context = visit(chrome, site, role=role, language=language)
        tab = context.new_page()
        tab.set_viewport_size({"width": 320, "height": 640})
        for page in (page for page in to_see if page.role == role):
            tab.goto(site.address(page.path))
            if overflow(tab) > 0:
                too_wide.append(f"{page.name}: {overflow(tab)} px")
        context.close()
    assert not too_wide, "\n".join(too_wide)


def test_a_page_right_to_left_says_so_and_has_its_heading_there(
    site: Site, chrome: Browser
) -> None:
    context = visit(chrome, site, language="ar", role="officer")
    tab = context.new_page()
    tab.goto(site.address("/office/"))
    assert tab.locator("html").get_attribute("dir") == "rtl"
    heading = tab.locator("h1").bounding_box()
    assert heading is not None
    assert heading["x"] + heading["width"] > 180
    context.close()


def test_the_first_visit_weighs_at_most_60_kilobytes(site: Site, chrome: Browser) -> None:
    heavy: list[str] = []
    for page in pages(site):
        if page.role != "visitor" or page.name == "styleguide":
            continue
        context = visit(chrome, site)
        tab = context.new_page()
        sizes: list[int] = []
        tab.on(
            "requestfinished",
            lambda request, sizes=sizes: sizes.append(
                request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"]
            ),
        )
        tab.goto(site.address(page.path), wait_until="networkidle")
        if sum(sizes) > FIRST_VISIT_BYTES:
            heavy.append(f"{page.name}: {sum(sizes)} bytes")
        context.close()
    assert not heavy, "\n".join(heavy)


def test_no_page_breaks_its_own_security_policy_or_logs_an_error(
    site: Site, chrome: Browser
) -> None:
    said: list[str] = []
    to_see = pages(site)
    for role in sorted({page.role for page in to_see}):
        context = visit(chrome, site, role=role)
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        for page in (page for page in to_see if page.role == role):
            said_before = len(said)
            tab.goto(site.address(page.path), wait_until="load")
            said[said_before:] = [
                f"{page.name}: {line}"
                for line in said[said_before:]
                if not (page.name == "not-found" and "404" in line)
            ]
        context.close()
    assert not said, "\n".join(said)
