"""Codes, names and addresses: what they may look like, and how they are kept."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commons.i18n.catalogue import gettext as _

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=20)
CODE_TRIES = 5
"""Wrong tries before a code is dead: five of a million leaves a guesser next to nothing."""
CODES_AN_HOUR = 6
"""Codes that are sent to one address in an hour."""
SESSION_LIFE = timedelta(days=60)
SHARED_LIFE = timedelta(minutes=30)
"""How long a shared device stays signed in without being used."""
SHARED_STEP = 1 / 6
"""After which part of its life a shared device's end is moved on: it is not written each time."""

_ADDRESS = re.compile(
    r"[^\s@<>\"(),:;\[\]\\]{1,64}@[^\s@<>\"(),:;\[\]\\]+\.[^\s@<>\"(),:;\[\]\\]{2,}"
)


def normal_address(text: str) -> str | None:
    """An e-mail address in the spelling we keep, or None where it cannot be one."""
    address = unicodedata.normalize("NFC", text.strip()).lower()
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        return None
    return address


def new_code() -> str:
    """A code of six digits that one can read aloud."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def typed_code(text: str) -> str:
    """A code as typed, whatever digits the keyboard writes, without spaces and hyphens."""
    digits = (unicodedata.decimal(ch, None) for ch in text)
    return "".join(str(int(digit)) for digit in digits if digit is not None)


def end_of_day(day: date, zone: str) -> datetime:
    """The moment, in UTC, at which a day is over on the clocks of a time zone."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def keyed_hash(secret: str, purpose: str, value: str) -> str:
    """How a code or token is kept: worthless to a reader of the database without the secret."""
    return hmac.new(secret.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def suggested_name() -> str:
    """A pseudonym for somebody new, in their language: a tree and a number."""
    trees = (
        _("Linden"),
        _("Maple"),
        _("Birch"),
        _("Willow"),
        _("Oak"),
        _("Rowan"),
        _("Cedar"),
        _("Olive tree"),
        _("Almond tree"),
        _("Poplar"),
        _("Chestnut"),
        _("Mulberry"),
    )
    return f"{secrets.choice(trees)} {secrets.randbelow(9000) + 1000}"
