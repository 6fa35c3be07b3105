"""Where a city's database lies: a SQLite file, or a schema of one PostgreSQL database."""

import re
import shutil
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from flask import g, has_app_context
from sqlalchemy import event

from commons.base.errors import Missing
from commons.base.settings import Settings

_NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
BUSY_SECONDS = 10
"""How long a writer waits for another one before giving up."""


def check_name(name: str) -> str:
    """The name, if it can be a database's. Raises ValueError: it goes into paths and SQL."""
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} is no name for a city: 2 to 41 characters of a-z, 0-9 and hyphens, "
            "a letter first"
        )
    return name


class Databases(Protocol):
    """The databases of an installation, by the names of their cities."""

    def names(self) -> list[str]:
        """All names, sorted."""

    def exists(self, name: str) -> bool:
        """Whether there is a database of that name."""

    def engine(self, name: str) -> sa.Engine:
        """The engine that reaches the database. Raises Missing where there is none."""

    def create(self, name: str) -> None:
        """Make an empty database. Raises ValueError when the name is taken or unfit."""

    def drop(self, name: str) -> None:
        """Remove the database and all in it."""


def open_databases(settings: Settings) -> Databases:
    """The databases that the settings speak of."""
    if settings.database_url:
        return SchemaDatabases(settings.database_url)
    return FileDatabases(settings.home / "cities")


class FileDatabases:
    """One SQLite file for each city, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engines: dict[str, sa.Engine] = {}

    def path(self, name: str) -> Path:
        """Where the city's file lies."""
        return self.folder / check_name(name) / "city.sqlite"

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted(path.parent.name for path in self.folder.glob("*/city.sqlite"))

    def exists(self, name: str) -> bool:
        """Whether the city's file is there."""
        return bool(_NAME.fullmatch(name)) and self.path(name).exists()

    def engine(self, name: str) -> sa.Engine:
        """The city's engine, made on first use. Raises Missing where there is no such city."""
        engine = self._engines.get(name)
        if engine is None:
            if not self.exists(name):
                raise Missing(f"there is no city {name!r}")
            # Of several threads that come first, all go on with the same one: with two, a request
            # that began on the one and went on with the other would wait for itself.
            engine = self._engines.setdefault(name, sqlite_engine(self.path(name)))
        return engine

    def create(self, name: str) -> None:
        """Make an empty file. Raises ValueError when the name is taken or unfit."""
        path = self.path(name)
        if path.exists():
            raise ValueError(f"there is a city {name!r} already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)

    def drop(self, name: str) -> None:
        """Remove the city's folder."""
        engine = self._engines.pop(name, None)
        if engine is not None:
            engine.dispose()
        shutil.rmtree(self.path(name).parent, ignore_errors=True)


def sqlite_engine(path: Path) -> sa.Engine:
    """An engine on a SQLite file, set up for many readers and one writer at a time."""
    engine = sa.create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_SECONDS},
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,  # what people wrote does not belong into an error's text
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            "journal_mode = WAL",
            "foreign_keys = ON",
            f"busy_timeout = {BUSY_SECONDS * 1000}",
            "synchronous = FULL",  # an acknowledged ballot survives a power cut
            "secure_delete = ON",  # what is deleted is overwritten
            "recursive_triggers = ON",  # replacing a row fires the triggers that forbid deleting
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A transaction that starts by reading and then writes can fail at once when another
        # writer was quicker; a writer therefore takes its lock at the start and waits in line.
        reading = has_app_context() and g.get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


_SCHEMA_PREFIX = "city_"


def schema_of(name: str) -> str:
    """The PostgreSQL schema of a city."""
    return _SCHEMA_PREFIX + check_name(name)


def search_path(name: str) -> str:
    """The statement that enters the city's schema until the transaction ends."""
    # The name was checked to be of a-z, 0-9 and hyphens, so the quotes cannot be left.
    return f'SET LOCAL search_path TO "{schema_of(name)}", public'


def begin_in_schema(name: str) -> str:
    """The same, and that no lock is waited for longer than SQLite waits: one round trip."""
    return f"{search_path(name)}; SET LOCAL lock_timeout = {round(BUSY_SECONDS * 1000)}"


class SchemaDatabases:
    """One schema for each city in one PostgreSQL database; all share one pool."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(
            url, pool_size=10, max_overflow=20, pool_pre_ping=True, hide_parameters=True
        )
        self._known: set[str] = set()

    def names(self) -> list[str]:
        """All names, sorted."""
        with self._engine.connect() as connection:
            schemas = sa.inspect(connection).get_schema_names()
        return sorted(
            schema.removeprefix(_SCHEMA_PREFIX)
            for schema in schemas
            if schema.startswith(_SCHEMA_PREFIX)
        )

    def exists(self, name: str) -> bool:
        """Whether the city's schema is there. A schema once seen is not asked for again."""
        if not _NAME.fullmatch(name):
            return False
        if name not in self._known:
            if name not in self.names():
                return False
            self._known.add(name)
        return True

    def engine(self, name: str) -> sa.Engine:
        """The shared engine. Raises Missing where there is no such city."""
        if not self.exists(name):
            raise Missing(f"there is no city {name!r}")
        return self._engine

    def create(self, name: str) -> None:
        """Make an empty schema. Raises ValueError when the name is taken or unfit."""
        if self.exists(check_name(name)):
            raise ValueError(f"there is a city {name!r} already")
        with self._engine.begin() as connection:
            connection.execute(sa.schema.CreateSchema(schema_of(name)))

    def drop(self, name: str) -> None:
        """Remove the schema and all in it."""
        self._known.discard(name)
        with self._engine.begin() as connection:
            connection.execute(sa.schema.DropSchema(schema_of(name), cascade=True, if_exists=True))
