"""The browser and the served city of the journeys."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from commons.base import clock
from commons.demo.catalogue import CITIES
from commons.demo.making import make
from tests.browser.chromium import chromium as start_chromium
from tests.browser.site import Site, serve


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is in this folder drives a browser."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served Gdańsk with all the demo's content. Journeys leave traces in it."""

    def build(app: Flask) -> None:
        with app.app_context():
            make(CITIES[0], clock.now())

    with serve(tmp_path_factory.mktemp("site"), build) as served:
        yield served


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all journeys of this process."""
    with start_chromium() as browser:
        yield browser
