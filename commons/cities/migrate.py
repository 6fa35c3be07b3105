"""Bring a city's tables up to date: Alembic, over all cities, on both databases."""

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from flask import current_app

from commons.base.database import databases
from commons.base.engines import search_path
from commons.base.settings import Settings


def _config() -> Config:
    settings: Settings = current_app.extensions["commons.settings"]
    config = Config()
    config.set_main_option("script_location", str(settings.migrations))
    config.set_main_option("path_separator", "os")
    return config


def migrate(slug: str, revision: str = "head") -> None:
    """Bring one city up to a revision. Raises ValueError where there is none of that name."""
    _run(slug, revision, down=False)


def migrate_down(slug: str, revision: str) -> None:
    """Take one city back to an earlier revision, or to ``base``. Raises ValueError as above."""
    _run(slug, revision, down=True)


def _run(slug: str, revision: str, *, down: bool) -> None:
    engine = databases().engine(slug)
    config = _config()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(search_path(slug))
        config.attributes["connection"] = connection
        try:
            (command.downgrade if down else command.upgrade)(config, revision)
        except CommandError as error:
            raise ValueError(f"{slug} cannot go to revision {revision!r}: {error}") from error
