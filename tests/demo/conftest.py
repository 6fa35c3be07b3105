"""A village of the demo: real texts, few people, so that it is made within a second or two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from commons.app import create_app
from commons.base.database import databases
from commons.base.settings import Settings
from commons.demo.content import DemoCity
from commons.demo.kandahar import KANDAHAR
from commons.demo.making import make

VILLAGE: DemoCity = replace(
    KANDAHAR,
    voting=replace(KANDAHAR.voting, proposals=KANDAHAR.voting.proposals[:4]),
    finished=replace(KANDAHAR.finished, proposals=KANDAHAR.finished.proposals[:3]),
    voters=18,
    early_voters=4,
)
NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


def an_app(home: Path, database_url: str | None = None, *, demo: bool = True) -> Flask:
    """An installation without any city."""
    settings = Settings(
        home=home,
        secret_key="a secret of the tests",
        database_url=database_url,
        demo=demo,
        limits=False,
    )
    return create_app(settings, immediate_jobs=True)


@pytest.fixture(scope="session")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation with the village as it is made today. Only to be read."""
    app = an_app(tmp_path_factory.mktemp("lively"))
    with app.app_context():
        make(VILLAGE, datetime.now(UTC))
    yield app
    with app.app_context():
        databases().engine(VILLAGE.slug).dispose()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """An installation without any city, of this test alone."""
    app = an_app(tmp_path)
    yield app
    with app.app_context():
        for slug in databases().names():
            databases().engine(slug).dispose()
