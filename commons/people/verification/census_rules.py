"""The city's list, scrambled: the recipe that the city's machine and this one follow alike.

Each line is reduced to a few fields that the city picks, such as the first letter of the surname,
the birth date and the house number. They are normalised, joined and put through scrypt (RFC 7914)
with a salt of the city: so nobody can read the list from it, nor try out all birth dates quickly.
What is uploaded is put through a keyed hash once more before it is stored, so that a copy of the
database is worthless without the installation's secret.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commons.i18n.catalogue import lazy_gettext as _l

VERSION = 1
COST = 2**12
"""scrypt's N; with r = 8 and p = 1 about ten milliseconds a line."""


class Unreadable(ValueError):
    """A field that cannot be read: ``name`` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _letters(text: str) -> str:
    """Letters and digits, without case, accents, blanks and signs; digits as 0 to 9."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ı", "i"))
    kept = []
    for ch in plain:
        digit = unicodedata.decimal(ch, None)
        if digit is not None:
            kept.append(str(int(digit)))
        elif ch.isalnum():
            kept.append(ch)
    return "".join(kept)


_DATE = re.compile(r"\s*(\d{1,4})[-./\s]+(\d{1,2})[-./\s]+(\d{1,4})\.?\s*")


def read_date(text: str) -> date:
    """A date as typed or as in a file: 1990-12-31 or 31.12.1990, in digits of any script.

    Raises ValueError.
    """
    digits = "".join(
        str(int(unicodedata.decimal(ch))) if unicodedata.decimal(ch, None) is not None else ch
        for ch in text
    )
    found = _DATE.fullmatch(digits)
    if found is None:
        raise ValueError(text)
    first, month, last = found.groups()
    year, day = (first, last) if len(first) == 4 else (last, first)
    if len(year) != 4:
        raise ValueError(text)
    return date(int(year), int(month), int(day))


def _date(text: str) -> str:
    return read_date(text).isoformat()


def _year(text: str) -> str:
    """Of a year, or of a whole date."""
    digits = _letters(text)
    return digits if len(digits) == 4 and digits.isdigit() else str(read_date(text).year)


@dataclass(frozen=True, slots=True)
class ListField:
    """Something that the list may hold of a person."""

    name: str
    column: str
    """The column of the city's own file that it is made of."""
    label: str
    """What the person is asked for."""
    normal: Callable[[str], str]
    """Its normal spelling. Raises ValueError for what cannot be one."""


FIELDS: Mapping[str, ListField] = {
    one.name: one
    for one in (
        ListField(
            "surname_initial",
            "surname",
            _l("First letter of your surname"),
            lambda text: _letters(text)[:1],
        ),
        ListField("surname", "surname", _l("Your surname"), _letters),
        ListField("birth_date", "birth_date", _l("Your date of birth"), _date),
        ListField("birth_year", "birth_date", _l("The year you were born in"), _year),
        ListField("house_number", "house_number", _l("Number of your house"), _letters),
        ListField("postal_code", "postal_code", _l("Postal code"), _letters),
        ListField("reference", "reference", _l("The number on the city's letter to you"), _letters),
    )
}
LEAST_FIELDS = 3
"""Fewer would not tell people apart; but a reference alone does."""


def enough(fields: Sequence[str]) -> bool:
    """Whether these fields tell people apart well enough."""
    if not fields or not set(fields) <= set(FIELDS):
        return False
    dated = {"birth_date", "reference"} & set(fields)
    return "reference" in fields or (len(set(fields)) >= LEAST_FIELDS and bool(dated))


def normal_values(fields: Sequence[str], given: Mapping[str, str]) -> list[str]:
    """The fields' values in their normal spelling. Raises Unreadable naming the first bad one."""
    values = []
    for name in fields:
        try:
            value = FIELDS[name].normal(given.get(name, ""))
        except ValueError:
            raise Unreadable(name) from None
        if not value:
            raise Unreadable(name)
        values.append(value)
    return values


def scrambled(values: Iterable[str], salt: str) -> str:
    """The hash of one line: 64 hexadecimal digits. ``values`` are in their normal spelling."""
    joined = "\x1f".join(values).encode()
    return hashlib.scrypt(
        joined, salt=bytes.fromhex(salt), n=COST, r=8, p=1, maxmem=2**26, dklen=32
    ).hex()


def age_reached(born: date, today: date, ages: Sequence[int]) -> int | None:
    """The highest of the ages that somebody has reached; None where they have reached none."""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return max((age for age in ages if age <= years), default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the scrambled list."""

    hash: str
    district: str = ""
    age: int | None = None

    def __str__(self) -> str:
        return f"{self.hash};{self.district};{self.age or ''}"


_HASH = re.compile(r"[0-9a-f]{64}")


def read_line(text: str) -> Line:
    """A line ``hash;district;age`` of the scrambled list. Raises ValueError."""
    first, _sign, rest = text.strip().partition(";")
    district, _sign, age = rest.rpartition(";") if ";" in rest else (rest, "", "")
    if not _HASH.fullmatch(first) or not (age == "" or (age.isdecimal() and len(age) < 3)):
        raise ValueError("no line of a scrambled list")
    return Line(first, district.strip(), int(age) if age else None)


def line_of(
    row: Mapping[str, str], fields: Sequence[str], salt: str, ages: Sequence[int], today: date
) -> Line:
    """A row of the city's own file, scrambled. Raises Unreadable."""
    values = normal_values(fields, {name: row.get(FIELDS[name].column, "") for name in fields})
    age = None
    if ages:
        try:
            age = age_reached(read_date(row.get("birth_date", "")), today, ages)
        except ValueError:
            raise Unreadable("birth_date") from None
    return Line(scrambled(values, salt), (row.get("district") or "").strip().replace(";", ","), age)
