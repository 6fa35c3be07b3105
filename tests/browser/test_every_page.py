"""Every page, as a screen reader, a narrow screen and a slow line meet it."""

import os

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import too_wide, violations
from tests.browser.chromium import visit
from tests.browser.pages import pages
from tests.browser.site import Site

FIRST_VISIT_BYTES = 60_000


EVEN, ODD, SOME = slice(0, None, 2), slice(1, None, 2), slice(1, None, 4)
EVERY = slice(None)

WHOLE = bool(os.environ.get("COMMONS_EVERY_PAGE"))
"""Whether each page is seen in each way; else each is seen on a small phone, in one of two."""


@pytest.mark.parametrize(
    ("language", "wide", "dark", "which"),
    [
        # The language of the longest words, and from right to left.
        ("uk", False, False, EVEN),
        ("ar", False, True, ODD),
        ("ps", True, False, SOME),
    ],
)
def test_every_page_is_accessible_fits_a_small_phone_and_keeps_its_security_policy(
    site: Site, chrome: Browser, language: str, wide: bool, dark: bool, which: slice
) -> None:
    wrong: list[str] = []
    to_see = pages(site)[EVERY if WHOLE else which]
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
            bad = violations(tab) + ([] if wide else too_wide(tab))
            wrong += [f"{page.name}: {what}" for what in bad]
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
    context = visit(chrome, site)
    tab = context.new_page()
    network = context.new_cdp_session(tab)
    network.send("Network.enable")
    # As if nobody had been here before: nothing is taken from what the pages before have loaded.
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: set[str] = set()
    came: dict[str, int] = {}
    network.on("Network.requestWillBeSent", lambda event: asked.add(event["requestId"]))
    network.on(
        "Network.loadingFinished",
        lambda event: came.update({event["requestId"]: event["encodedDataLength"]}),
    )
    for page in pages(site):
        if page.role != "visitor" or page.name == "styleguide":
            continue
        asked.clear()
        came.clear()
        tab.goto(site.address(page.path), wait_until="load")
        for _wait in range(50):
            if asked <= came.keys():
                break
            tab.wait_for_timeout(20)
        assert len(came) > 1, "a page comes with its style sheet"
        if sum(came.values()) > FIRST_VISIT_BYTES:
            heavy.append(f"{page.name}: {sum(came.values())} bytes")
    context.close()
    assert not heavy, "\n".join(heavy)
