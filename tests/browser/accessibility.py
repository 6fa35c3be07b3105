"""What a page in a real browser is held to: nothing that axe finds wrong, no scrolling sideways."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}

# Only what is wrong comes back: all that is right is megabytes on a long page.
_FIND = """
axe.run({resultTypes: ["violations"]}).then(found => found.violations.flatMap(
    one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`)))
"""


def violations(tab: Page) -> list[str]:
    """What axe finds wrong with the page, each with the element it is about."""
    tab.evaluate(AXE_SCRIPT)
    found: list[str] = tab.evaluate(_FIND)
    return found


def too_wide(tab: Page) -> list[str]:
    """By how many pixels the page is wider than a small phone, where it is."""
    before = tab.viewport_size
    tab.set_viewport_size(NARROW)  # type: ignore[arg-type]
    width: int = tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if before is not None:
        tab.set_viewport_size(before)
    return [f"{width} px too wide"] if width > 0 else []
