"""The code on a card: how it is made, and how it is read however it was typed.

A code has 16 characters in four groups. The first two tell the city, the next twelve are drawn at
random (60 bits), the last two are check characters. All are of Crockford's alphabet, which leaves
out what looks alike (I, L, O, U), so that an O typed for a zero is still read.

The check characters make the code a word of a Reed-Solomon code over the field of 32 elements
(Reed and Solomon, 1960), with distance 3: one wrong character, two wrong characters and any two
that changed places are always found, and of other mistakes all but one in 1024. So a typing error
is told apart from an unknown code without asking the database. For one wrong character the group
that it stands in is known.
"""

import secrets
import unicodedata
from datetime import timedelta

from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.rules import keyed_hash

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
_CITY = 2
_DRAWN = 12

MOST_CARDS = 500
"""Cards in one batch."""
LEVELS = (0, 1, 2)
"""How strongly a card may show that its holder lives here (see ``verification.contract``)."""

WRONG_TRIES = 10
"""Unknown codes that one sender may type in an hour."""
WRONG_TRIES_IN_CITY = 1000
"""Unknown codes typed in a city in an hour, after which each sender has a single try."""
WINDOW = timedelta(hours=1)

_LOOKS_LIKE = str.maketrans(
    "OIL" + "АВЕКМНОРСТУХІЈЅ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "011" + "ABEKMH0PCTYX1JS" + "ABEZH1KMN0PTYX",
)
"""What is typed for a character of the alphabet: its Cyrillic and Greek doubles too."""


class Mistyped(Refused):
    """What was typed can be no code: a typing error, known without looking anything up."""


def _powers() -> tuple[list[int], dict[int, int]]:
    """The powers of a generator of the field with 32 elements (x^5 + x^2 + 1), and their logs."""
    powers, value = [], 1
    for _step in range(31):
        powers.append(value)
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return powers, {power: log for log, power in enumerate(powers)}


_POWERS, _LOGS = _powers()


def _times(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] + _LOGS[b]) % 31] if a and b else 0


def _by(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] - _LOGS[b]) % 31] if a else 0


def _syndromes(values: list[int]) -> tuple[int, int]:
    """Both are 0 for a code without mistake."""
    first = second = 0
    for place, value in enumerate(values):
        first ^= value
        second ^= _times(value, _POWERS[place])
    return first, second


def with_check(text: str) -> str:
    """The 14 characters of a code with its two check characters after them."""
    values = [ALPHABET.index(ch) for ch in text]
    first, second = _syndromes(values)
    near, far = _POWERS[LENGTH - 2], _POWERS[LENGTH - 1]
    last = _by(second ^ _times(first, near), near ^ far)
    return text + ALPHABET[first ^ last] + ALPHABET[last]


def city_mark(secret: str, slug: str) -> str:
    """The two characters with which all codes of a city begin."""
    number = int(keyed_hash(secret, "card city", slug), 16)
    return ALPHABET[number % 32] + ALPHABET[number // 32 % 32]


def new_code(secret: str, slug: str) -> str:
    """A new code of a city, without blanks."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(_DRAWN))
    return with_check(city_mark(secret, slug) + drawn)


def is_of_city(code: str, secret: str, slug: str) -> bool:
    """Whether a code begins as this city's do. Another city's does so once in 1024."""
    return code[:_CITY] == city_mark(secret, slug)


def code_hash(secret: str, slug: str, code: str) -> str:
    """How a code is kept: worthless without the secret, and in another city."""
    return keyed_hash(secret, f"card:{slug}", code)


def grouped(code: str) -> str:
    """A code as it is printed: in groups of four."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def number_of(batch_id: int, place: int) -> str:
    """What a card is called: ``K3-0042``."""
    return f"K{batch_id}-{place:04d}"


def read_number(text: str) -> str:
    """A card's number as typed, in its normal spelling."""
    return "".join(_plain(ch) for ch in text).strip().upper().replace(" ", "")


def _plain(ch: str) -> str:
    digit = unicodedata.decimal(ch, None)
    if digit is not None:
        return str(int(digit))
    if unicodedata.category(ch) == "Pd":
        return "-"
    return unicodedata.normalize("NFKC", ch)


def read_code(text: str) -> str:
    """The code somebody typed, in its normal spelling.

    Lower case, blanks, hyphens, Arabic and Persian digits, and letters that look alike all do.
    Raises Mistyped saying what is wrong with it.
    """
    text = text.rpartition("#")[2]  # somebody pasted the address of the QR code
    typed = [_plain(ch) for ch in text if unicodedata.category(ch)[0] not in "ZPCM"]
    code = "".join(typed).upper().translate(_LOOKS_LIKE)
    strange = [ch for ch in code if ch not in ALPHABET]
    if strange:
        raise Mistyped(
            _(
                "The character %(character)s is in no code. A code has the letters A to Z and "
                "digits. Please look at the card again.",
                character=strange[0],
            )
        )
    if len(code) != LENGTH:
        raise Mistyped(
            _(
                "The code has %(length)s letters and digits. You typed %(typed)s. Please compare "
                "it with the card.",
                length=LENGTH,
                typed=len(code),
            )
        )
    _check(code)
    return code


def _check(code: str) -> None:
    first, second = _syndromes([ALPHABET.index(ch) for ch in code])
    if not first and not second:
        return
    place = (_LOGS[second] - _LOGS[first]) % 31 if first and second else LENGTH
    if place >= LENGTH:
        raise Mistyped(
            _("There is a typing error in the code. Please compare all four groups with the card.")
        )
    raise Mistyped(
        _(
            "There is a typing error in the code, most likely in the group %(group)s. Please "
            "compare it with the card.",
            group=code[place // GROUP * GROUP :][:GROUP],
        )
    )
