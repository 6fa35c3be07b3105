"""How a visitor without JavaScript writes a proposal, step by step."""

from collections.abc import Mapping

from tests.browser_client import Browser

STEP = "main form[data-draft]"
_PLACE = {"district", "theme", "cost", "latitude", "longitude"}
_LOOK = {"language", "voice"}


def write(browser: Browser, phase_id: int, values: Mapping[str, str]) -> None:
    """Begin a proposal and fill in all steps, up to the last page, where it is looked over."""
    browser.open(f"/proposals/new?phase={phase_id}")
    rest = _PLACE | _LOOK
    browser.send({name: values[name] for name in values if name not in rest}, form=STEP)
    go_on(browser, values)


def go_on(browser: Browser, values: Mapping[str, str]) -> None:
    """From the second page to the last."""
    assert browser.url.endswith("/place"), browser.text
    browser.send({name: values[name] for name in values if name in _PLACE}, form=STEP)
    assert browser.url.endswith("/pictures"), browser.text
    browser.open(browser.url.replace("/pictures", "/look"))


def propose(browser: Browser, phase_id: int, values: Mapping[str, str]) -> None:
    """Write a proposal and post it."""
    write(browser, phase_id, values)
    post(browser, values)


def post(browser: Browser, values: Mapping[str, str] | None = None) -> None:
    """Post what stands on the last page."""
    chosen = {name: text for name, text in (values or {}).items() if name in _LOOK}
    browser.send(chosen, form=STEP)
