"""The key of an open vote: outside the database and its backups, and gone when the vote closes.

Only with it can a person's ballot be found in the box. Without it nobody can, the operator
included.
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
    """The key of an open vote is not where it should be, so that no ballot can be taken."""


def key_path(vote_id: int) -> Path:
    """Where the key of a vote of this city lies."""
    settings: Settings = current_app.extensions["commons.settings"]
    return settings.key_folder / current_database() / f"{vote_id}.key"


def make_key(vote_id: int) -> None:
    """Make the vote's key, readable by our own user alone; keep one that is there already.

    (An opening that was rolled back leaves its key behind for the next try.)
    """
    path = key_path(vote_id)
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


def pseudonym(vote_id: int, person_id: int) -> str:
    """What the box of an open vote calls a person. Raises KeyLost without the key."""
    try:
        key = key_path(vote_id).read_bytes()
    except FileNotFoundError:
        raise KeyLost(f"the key of vote {vote_id} is gone") from None
    return hmac.new(key, f"person {person_id}".encode(), hashlib.sha256).hexdigest()


def destroy_key(vote_id: int) -> None:
    """Overwrite the vote's key and remove it. Does nothing where there is none."""
    path = key_path(vote_id)
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the disk itself know what is in the folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
