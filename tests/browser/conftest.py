"""The browser and the served city of the journeys."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from commons.base import clock
from commons.base.database import databases
from commons.demo.catalogue import CITIES
from commons.demo.making import make
from commons.voting.views.checking import SCRIPTS
from tests.browser.chromium import chromium as start_chromium
from tests.browser.site import Site, serve

CHECKING = Path(__file__).resolve().parents[2] / "static" / "js" / "check"


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
            databases().engine(CITIES[0].slug).dispose()

    # Of the processes that test, the first one that needs the city makes it; the others copy it.
    ours = tmp_path_factory.getbasetemp()
    made = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "made"
    with made.with_name("made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with serve(made.with_name("making"), build):
                pass
            made.with_name("making").rename(made)
        home = tmp_path_factory.mktemp("served") / "home"
        shutil.copytree(made, home)
    with serve(home) as served:
        yield served


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all journeys of this process."""
    with start_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def counter(chrome: Browser) -> Iterator[Page]:
    """A page with the scripts that check a package and count, and nothing else."""
    context = chrome.new_context()
    tab = context.new_page()
    tab.set_content("<p>")
    for name in SCRIPTS:
        tab.add_script_tag(path=CHECKING / f"{name}.js")
    yield tab
    context.close()
