"""Whom else somebody has just shown to be, for a few minutes, on their own device only."""

from datetime import datetime, timedelta

from flask import session

from commons.base import clock

KEY = "joining"
FOR = timedelta(minutes=15)


def remember(person_id: int) -> None:
    """The device has just shown to be that person too: a card of theirs, or signed in as them."""
    session[KEY] = {"person": person_id, "until": (clock.now() + FOR).isoformat()}


def remembered() -> int | None:
    """Whom the device showed to be a moment ago; None for nobody, or too long ago."""
    kept = session.get(KEY)
    if not isinstance(kept, dict):
        return None
    if datetime.fromisoformat(kept["until"]) <= clock.now():
        session.pop(KEY)
        return None
    person_id: int = kept["person"]
    return person_id


def forget() -> None:
    """Forget it: they are joined, or shall not be."""
    session.pop(KEY, None)
