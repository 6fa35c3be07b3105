"""How a draft takes what is saved, and when two texts of it must both be kept. No database."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

KEPT_FOR = timedelta(days=60)
"""How long after it was last written on the draft of a person is kept."""
KEPT_FOR_VISITOR = timedelta(days=14)
"""The draft of somebody who has not signed in: only their browser can find it."""
KEPT_ON_SHARED = timedelta(days=1)
"""The same on a device that others use: nobody will come back to it."""
SENT_KEPT_FOR = timedelta(days=1)
"""How long a draft that was posted still leads to its proposal."""

MOST_DRAFTS = 20
"""Drafts that somebody can have at once; a text that would be lost is kept beyond that."""
MOST_OF_ALL = 2 * MOST_DRAFTS
PACE = 20
"""Proposals that one person can post within an hour."""

LONGEST: Mapping[str, int] = {
    "title": 2_000,
    "body": 60_000,
    "district": 60,
    "theme": 60,
    "cost": 200,
    "latitude": 200,
    "longitude": 200,
    "language": 60,
    "voice": 60,
}
"""What a draft keeps of each field, in characters: more than can be posted, so that a text that
is too long is not lost before it is shortened."""
STEPS = ("words", "place", "pictures", "look")
"""The pages on which it is written, in their order."""

_KEY = re.compile(r"[0-9a-f]{32}")


def is_key(text: str) -> bool:
    """Whether it can be the key of a draft."""
    return _KEY.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Whether it can be the number of a row, or of a version."""
    return text.isascii() and text.isdigit() and len(text) < 10


@dataclass(frozen=True, slots=True)
class Text:
    """What a draft holds, and when each of its fields was last changed, by which open page."""

    values: Mapping[str, Any]
    changed: Mapping[str, Any]
    """By field: the version, and the mark of the page it came from."""
    version: int


def too_long(incoming: Mapping[str, str]) -> list[str]:
    """The fields that hold more than a draft can keep."""
    return [name for name, text in incoming.items() if len(text) > LONGEST[name]]


def overtaken(text: Text, incoming: Mapping[str, Any], *, base: int, tab: str) -> bool:
    """Whether somebody else changed, after ``base``, what is saved now, and to something else.

    What the same open page saved is no reason: two of its own savings may cross on their way.
    """
    for name, value in incoming.items():
        version, by = text.changed.get(name, (0, ""))
        if version > base and (not tab or by != tab) and text.values.get(name, "") != value:
            return True
    return False


def with_changes(text: Text, incoming: Mapping[str, Any], *, tab: str) -> Text:
    """The text with these fields set; the same where nothing of it is new."""
    new = {name: value for name, value in incoming.items() if text.values.get(name, "") != value}
    if not new:
        return text
    version = text.version + 1
    return Text(
        {**text.values, **new},
        {**text.changed, **{name: [version, tab] for name in new}},
        version,
    )


def was_changed_after(changed: Mapping[str, Any], base: int, names: Iterable[str]) -> bool:
    """Whether any of these fields was changed after the version ``base``."""
    return any(changed.get(name, (0, ""))[0] > base for name in names)
