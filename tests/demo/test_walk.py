"""Every page of the demo that can be reached by links answers, for each role."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.browser_client import Browser
from tests.demo.conftest import VILLAGE

MOST = 120
"""Pages looked at for each role."""
MOST_ALIKE = 6
"""Pages of one kind (the same address but for its numbers)."""


@pytest.mark.parametrize(
    "who", [None, "resident", "newcomer", "moderator", "second-moderator", "officer", "admin"]
)
def test_every_page_that_links_lead_to_answers(lively: Flask, who: str | None) -> None:
    visitor = Browser(lively, VILLAGE.slug, language="en" if who else "ps")
    if who is not None:
        visitor.sign_in(f"{who}@example.org")
    home = f"/{VILLAGE.slug}/"
    waiting, seen, alike = deque([home]), {home}, dict[str, int]()
    broken: dict[str, int] = {}
    while waiting and len(alike) < MOST:
        address = waiting.popleft()
        kind = re.sub(r"\d+", "0", address)
        alike[kind] = alike.get(kind, 0) + 1
        if alike[kind] > MOST_ALIKE:
            continue
        visitor.open(address)
        if visitor.status != 200:
            broken[address] = visitor.status
            continue
        for link in visitor.page.select("a[href]"):
            parts = urlsplit(urljoin(address, str(link["href"])))
            found = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.path.startswith(home) and found not in seen:
                seen.add(found)
                waiting.append(found)
    assert not broken
    assert len(alike) > 10, sorted(alike)
