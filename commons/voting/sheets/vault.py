"""How entered sheets are kept: encrypted with a key made of the vote's own.

That key lies outside the database and its backups and is destroyed when the vote is counted. So
no copy of the database, however old, ties a card to a ballot after closing.
"""

import base64
import json

from cryptography.fernet import Fernet

from commons.voting import keys
from commons.voting.ballots.marks import marks_of
from commons.voting.sheets.rules import Row


class Vault:
    """Locks and opens the sheets of one vote. Raises ``keys.KeyLost`` without its key."""

    def __init__(self, vote_id: int) -> None:
        key = keys.derived(vote_id, "paper sheets")
        self._lock = Fernet(base64.urlsafe_b64encode(key))

    def lock(self, row: Row) -> str:
        """What to store of a row."""
        stored = {"card": row.card, "choices": None if row.spoiled else list(row.choices)}
        return self._lock.encrypt(json.dumps(stored).encode()).decode()

    def open(self, contents: str) -> Row:
        """The row that was stored."""
        stored = json.loads(self._lock.decrypt(contents.encode()))
        choices = stored["choices"]
        # Sheets of votes that were open when kinds of ballots came in hold codes alone.
        marks = marks_of(one if isinstance(one, str) else (one[0], one[1]) for one in choices or ())
        return Row(stored["card"], tuple(marks), spoiled=choices is None)
