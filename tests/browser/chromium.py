"""Debian's Chromium, as the tests and the screenshots start it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.site import Site

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser. Raises RuntimeError where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError("there is no Chromium: `make browser` installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def visit(
    browser: Browser,
    site: Site,
    *,
    role: str = "visitor",
    language: str = "en",
    javascript: bool = True,
    wide: bool = False,
    dark: bool = False,
) -> BrowserContext:
    """A fresh visitor's context: cookies, language, size of screen, light or dark."""
    context = browser.new_context(
        viewport=DESK if wide else PHONE,  # type: ignore[arg-type]
        java_script_enabled=javascript,
        color_scheme="dark" if dark else "light",
        locale=language,
        has_touch=not wide,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    if role != "visitor":
        context.add_cookies(
            [
                {
                    "name": "commons",
                    "value": site.cookie(role, language),
                    "domain": "127.0.0.1",
                    "path": f"/{site.slug}/",
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )
    return context
