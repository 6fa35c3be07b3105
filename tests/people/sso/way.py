"""The way to the provider and back, as a visitor of Commons goes it."""

from tests.browser_client import Browser
from tests.people.sso.citizen import Citizen


def set_out(browser: Browser, page: str = "/sign-in/sso", **values: str) -> str:
    """Go from Commons' page to the provider: the address one is led to."""
    browser.open(page)
    browser.send(values)
    link = browser.page.select_one("main a.button")
    assert link is not None, browser.text
    return str(link["href"])


def come_back(browser: Browser, address: str) -> None:
    """Open the address that the provider leads back to."""
    browser.open(address.removeprefix("http://127.0.0.1:8000"))


def sign_in(browser: Browser, name: str = "ola") -> None:
    """The whole way."""
    come_back(browser, Citizen(name).allow(set_out(browser)))
