"""Printing letters: the codes are made here, and are in the answer only."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import current_database, db, transaction
from commons.base.web.links import city_address
from commons.i18n.languages import LANGUAGES
from commons.people.actions import secret
from commons.people.cards import rules as codes
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.verification.letter import LIFE, letter_mark
from commons.people.verification.models import LetterRequest

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """One letter as it is printed."""

    name: str
    street: str
    place: str
    language: str
    direction: str
    code: str
    url: str
    """Where the code is typed, with the code behind the #: no server sees it there."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that were printed together."""

    printed_at: datetime
    letters: int
    used: int


@transaction
def print_letters(officer: Person) -> list[PrintedLetter]:
    """Make the codes of the letters that wait, up to 500. Raises NotAllowed."""
    demand(officer, "run verification")
    return _print(officer, _to_print(LetterRequest.printed_at.is_(None)))


@transaction
def print_again(officer: Person, printed_at: datetime) -> list[PrintedLetter]:
    """Make new codes for letters that did not come out well; those made before are worthless.

    Raises NotAllowed.
    """
    demand(officer, "run verification")
    return _print(officer, _to_print(LetterRequest.printed_at == printed_at))


def _to_print(which: sa.ColumnElement[bool]) -> Sequence[LetterRequest]:
    return db.session.scalars(
        sa.select(LetterRequest)
        .where(
            which,
            LetterRequest.used_on.is_(None),
            LetterRequest.address.is_not(None),
            LetterRequest.expires_at > clock.now(),
        )
        .order_by(LetterRequest.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def _print(officer: Person, letters: Sequence[LetterRequest]) -> list[PrintedLetter]:
    now = clock.now()
    printed = []
    for letter in letters:
        code = codes.new_code(secret(), current_database())
        letter.code_hash = letter_mark(code)
        letter.printed_at, letter.expires_at = now, now + LIFE
        printed.append(_as_printed(letter, codes.grouped(code)))
    if printed:
        write_audit("print_letters", "verification", actor_id=officer.id, letters=len(printed))
    db.session.flush()
    return printed


def _as_printed(letter: LetterRequest, code: str) -> PrintedLetter:
    address = letter.address or {}
    known = LANGUAGES.get(letter.language)
    return PrintedLetter(
        name=address.get("name", ""),
        street=address.get("street", ""),
        place=address.get("place", ""),
        language=letter.language,
        direction=known.direction if known else "auto",
        code=code,
        url=city_address("verification.letter", anchor=code),
    )


def waiting() -> int:
    """How many letters wait to be printed."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                LetterRequest.printed_at.is_(None),
                LetterRequest.address.is_not(None),
                LetterRequest.expires_at > clock.now(),
            )
        )
        or 0
    )


def runs() -> list[Run]:
    """What was printed and can still be used, the newest first."""
    rows = db.session.execute(
        sa.select(
            LetterRequest.printed_at,
            sa.func.count(),
            sa.func.count(LetterRequest.used_on),
        )
        .where(LetterRequest.printed_at.is_not(None), LetterRequest.expires_at > clock.now())
        .group_by(LetterRequest.printed_at)
        .order_by(LetterRequest.printed_at.desc())
        .limit(30)
    )
    return [Run(when, letters, used) for when, letters, used in rows if when is not None]


def as_csv(letters: Sequence[PrintedLetter]) -> str:
    """The print file for a print shop: one line a letter. Spreadsheets run no formula of it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["name", "street", "place", "language", "code", "link"])
    writer.writerows(
        [*map(_plain, (one.name, one.street, one.place)), one.language, one.code, one.url]
        for one in letters
    )
    return text.getvalue()


def _plain(cell: str) -> str:
    """What people typed must not be run as a formula by whoever opens the file."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
