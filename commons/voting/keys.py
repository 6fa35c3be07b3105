"""The key of an open vote: outside the database and its backups, and gone when the vote closes.

Only with it can a person's ballot be found in the box. Without it nobody can, the operator
included.
"""

from pathlib import Path

from commons.base import keys
from commons.base.keys import KeyLost

__all__ = ["KeyLost", "derived", "destroy_key", "key_path", "make_key", "pseudonym"]


def key_path(vote_id: int) -> Path:
    """Where the key of a vote of this city lies."""
    return keys.key_path(str(vote_id))


def make_key(vote_id: int) -> None:
    """Make the vote's key; keep one that is there already."""
    keys.make_key(str(vote_id))


def pseudonym(vote_id: int, person_id: int) -> str:
    """What the box of an open vote calls a person. Raises KeyLost without the key."""
    return derived(vote_id, f"person {person_id}").hex()


def derived(vote_id: int, purpose: str) -> bytes:
    """Bytes that only who has the vote's key can make. Raises KeyLost without it."""
    return keys.derived(str(vote_id), purpose)


def destroy_key(vote_id: int) -> None:
    """Overwrite the vote's key and remove it. Does nothing where there is none."""
    keys.destroy_key(str(vote_id))
