"""Keys outside the database and its backups, one for each thing that has its secrets until it ends.

A package gives its keys names of their own; the city they belong to comes from the context.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from flask import current_app

from commons.base.database import current_database
from commons.base.settings import Settings

KEY_BYTES = 32


class KeyLost(RuntimeError):
    """A key is not where it should be."""


def key_path(name: str) -> Path:
    """Where this city's key of that name lies; slashes in the name are folders."""
    settings: Settings = current_app.extensions["commons.settings"]
    return settings.key_folder / current_database() / f"{name}.key"


def make_key(name: str) -> None:
    """Make a key, readable by our own user alone; keep one that is there already.

    (What was rolled back leaves its key behind for the next try.)
    """
    path = key_path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        # A hard link fails where the name is taken, and is never there half-written.
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    _sync_folder(path.parent)


def derived(name: str, purpose: str) -> bytes:
    """Bytes that only who has the key can make. Raises KeyLost without it."""
    try:
        key = key_path(name).read_bytes()
    except FileNotFoundError:
        raise KeyLost(f"the key {name!r} is gone") from None
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def destroy_key(name: str) -> None:
    """Overwrite a key and remove it. Does nothing where there is none."""
    path = key_path(name)
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)


def destroy_all_keys() -> None:
    """Destroy every key of this city, when the city itself is removed."""
    folder = key_path("any").parent
    for path in sorted(folder.rglob("*.key")):
        destroy_key(path.relative_to(folder).with_suffix("").as_posix())


def _sync_folder(folder: Path) -> None:
    """Have the disk itself know what is in the folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
