"""Every page, as a screen reader, a narrow screen and a slow line meet it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.chromium import visit
from tests.browser.pages import pages
from tests.browser.site import Site

FIRST_VISIT_BYTES = 60_000


EVERY, EVEN, ODD = slice(None), slice(0, None, 2), slice(1, None, 2)


@pytest.mark.parametrize(
    ("language", "wide", "dark", "which"),
    [
        ("en", False, False, EVERY),
        ("ar", False, True, EVERY),
        # Wide pages are simpler: each is seen in one of the two.
        ("pl", True, False, EVEN),
        ("ps", True, True, ODD),
    ],
)
def test_every_page_is_accessible_fits_a_small_phone_and_keeps_its_security_policy(
    site: Site, chrome: Browser, language: str, wide: bool, dark: bool, which: slice
) -> None:
    wrong: list[str] = []
    axe = Axe()
    to_see = pages(site)[which]
    for role in sorted({page.role for page in to_see}):
        context = visit(chrome, site, role=role, language=language, wide=wide, dark=dark)
        tab = context.new_page()
        said: list[str] = []
        tab.on("console", lambda message, said=said: said.append(message.text))
        tab.on("pageerror", lambda error, said=said: said.append(str(error)))
        for page in (page for page in to_see if page.role == role):
            said.clear()
            answer = tab.goto(site.address(page.path), wait_until="load")
            assert answer is not None
            wanted = 404 if page.name == "not-found" else 200
            assert answer.status == wanted, f"{page.name}: {answer.status}"
            wrong += [
                f"{page.name}: says {line}"
                for line in said
                if not (page.name == "not-found" and "404" in line)
            ]
            wrong += [
                f"{page.name}: {violation['id']}: {node['html'][:160]}"
                for violation in axe.run(tab).response["violations"]
                for node in violation["nodes"]
            ]
            if not wide:
                wrong += too_wide(tab, page.name)
        context.close()
    assert not wrong, "\n".join(wrong)


NARROW = {"width": 320, "height": 640}


def too_wide(tab: Page, name: str) -> list[str]:
    """By how many pixels the page is wider than a small phone, where it is."""
    before = tab.viewport_size
    tab.set_viewport_size(NARROW)  # type: ignore[arg-type]
    width: int = tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if before is not None:
        tab.set_viewport_size(before)
    return [f"{name}: {width} px too wide"] if width > 0 else []


def test_no_page_is_wider_than_a_small_phone_in_the_language_of_the_longest_words(
    site: Site, chrome: Browser
) -> None:
    wrong: list[str] = []
    to_see = pages(site)
    for role in sorted({page.role for page in to_see}):
        context = visit(chrome, site, role=role, language="uk")
        tab = context.new_page()
        for page in (page for page in to_see if page.role == role):
            tab.goto(site.address(page.path))
            wrong += too_wide(tab, page.name)
        context.close()
    assert not wrong, "\n".join(wrong)


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
