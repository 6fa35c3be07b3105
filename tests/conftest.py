"""What all tests share: an app, and a city of its own for each test, on both databases.

``town`` runs each test on SQLite; a test module that says ``pytestmark = both_databases`` (or a
test marked so) runs on a real PostgreSQL as well.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import settings as hypothesis
from sqlalchemy import event
from sqlalchemy.engine import Engine

from commons.app import create_app
from commons.base.database import databases
from commons.base.garbage import look_for_garbage_less_often
from commons.base.settings import Settings
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.i18n.catalogue import set_language, speaking
from commons.i18n.languages import SOURCE
from tests.browser_client import Browser
from tests.remembered import TEMPLATES, RememberedRule, share_statements

# What tests write is thrown away: in memory, where the machine has such a place.
if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")

# How long an example takes says more about the machine than about the rule.
hypothesis.register_profile("unhurried", hypothesis.default, deadline=None)
hypothesis.load_profile("unhurried")

Flask.url_rule_class = RememberedRule
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": TEMPLATES}
share_statements()

CITY = "gdansk"
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL of this test process, with a furnished city to be copied: its address."""
    # pgserver keeps its lock there, and warns where the machine has no such place.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pgserver

    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    # What a test wrote need not survive a power cut.
    _administer(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    _administer(url, f"CREATE DATABASE {TEMPLATE}")
    app = create_app(
        _settings(tmp_path_factory.mktemp("home"), database_url=_database(url, TEMPLATE))
    )
    with app.app_context():
        _make_city()
        databases().engine(CITY).dispose()
    yield url
    server.cleanup()


TEMPLATE = "template_city"


def _database(url: str, name: str) -> str:
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


def _administer(url: str, *statements: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A PostgreSQL database of this test alone, with the city in it."""
    name = f"test_{uuid.uuid4().hex}"
    _administer(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield _database(postgresql_server, name)
    _administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """The database of this test: SQLite unless the test asks for others."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def template_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a migrated, furnished SQLite city, to be copied for each test."""
    home = tmp_path_factory.mktemp("template")
    app = create_app(_settings(home))
    with app.app_context():
        _make_city()
        databases().engine(CITY).dispose()
    return home


def _settings(home: Path, **changes: object) -> Settings:
    base = Settings(home=home, secret_key="a secret of the tests", demo=True, limits=False)
    return replace(base, **changes)  # type: ignore[arg-type]


def _make_city() -> None:
    create_city(
        CITY,
        name="Gdańsk",
        languages=["pl", "en", "uk", "ar", "ps"],
        accent="red",
        currency="PLN",
        districts=["Oliwa", "Wrzeszcz", "Śródmieście"],
    )


@pytest.fixture
def settings(
    tmp_path: Path, database_kind: str, template_home: Path, request: pytest.FixtureRequest
) -> Settings:
    """The settings of this test's installation."""
    # Compressing the static files anew for each test would take longer than most tests.
    (tmp_path / "static").symlink_to(template_home / "static")
    if database_kind == "postgresql":
        return _settings(tmp_path, database_url=request.getfixturevalue("postgresql_url"))
    path = tmp_path / "cities" / CITY
    path.mkdir(parents=True)
    shutil.copy(template_home / "cities" / CITY / "city.sqlite", path / "city.sqlite")
    return _settings(tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An app with one city, Gdańsk, that no other test sees."""
    set_language(SOURCE)  # whatever the test before was speaking
    app = create_app(settings, immediate_jobs=True)
    yield app
    with app.app_context():
        for slug in databases().names():
            databases().engine(slug).dispose()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in the source language, whatever an earlier test's page was read in."""
    with speaking("en"):
        yield


@pytest.fixture
def town(app: Flask) -> Iterator[Flask]:
    """Be in the city, as actions and queries are."""
    with app.app_context(), city(CITY):
        yield app


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A visitor who reads pages and sends forms, without JavaScript."""
    return Browser(app)


class Statements(list[str]):
    """The SQL statements that were sent while looking."""


@pytest.fixture
def statements() -> Iterator[Statements]:
    """Collect the statements sent to any database."""
    seen = Statements()

    def listen(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    yield seen
    event.remove(Engine, "before_cursor_execute", listen)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real elections and deliberations shared beside the project."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        message = f"the real data is not beside the project ({folder})"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


def pytest_collection_finish() -> None:
    """All tests are imported."""
    look_for_garbage_less_often()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow browser tests first, so that parallel workers end together."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


__all__ = ["CITY", "DATABASES", "sa"]
