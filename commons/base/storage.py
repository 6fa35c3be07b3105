"""Files that people added: beside the database, in a folder of their city.

What is kept here has a row that names it; ``names_in`` lets a job find what no row names any more.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app

from commons.base.database import current_database
from commons.base.settings import Settings

SHELVES = 256
"""Folders that the files are spread over, by the first byte of their names (in hexadecimal)."""


def folder() -> Path:
    """The folder of the present city's files."""
    settings: Settings = current_app.extensions["commons.settings"]
    return settings.home / "cities" / current_database() / "files"


def path_of(name: str) -> Path:
    """Where a file lies. Its name begins with the hash of its content."""
    return folder() / name[:2] / name


def put(name: str, content: bytes) -> None:
    """Write a file so that it survives a power cut and nobody ever sees half of it."""
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _keep_the_folder(path.parent)


def _keep_the_folder(path: Path) -> None:
    """A new name is only kept once its folder is written out."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(name: str) -> None:
    """Delete a file; nothing where it is gone already."""
    path_of(name).unlink(missing_ok=True)


def names_in(shelf: int, *, before: datetime) -> Iterator[str]:
    """Files on one of the ``SHELVES`` that were written before a moment, unfinished ones too."""
    for path in sorted((folder() / f"{shelf:02x}").glob("*")):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            yield path.name


def clear() -> None:
    """Delete all files of the present city. For a city that is removed."""
    shutil.rmtree(folder(), ignore_errors=True)
