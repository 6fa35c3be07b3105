"""A desk: an officer or a mediator confirms in person that somebody lives here.

What is recorded is that it was so, by whom it was confirmed (in the audit log), and where the
person wants it, a district and that an age is reached. Nothing of any document.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import current_database, db, transaction
from commons.base.errors import Refused
from commons.cities.models import District
from commons.i18n.catalogue import gettext as _
from commons.people.actions import secret
from commons.people.cards.actions import holder_of
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.rules import keyed_hash, new_code, typed_code
from commons.people.verification import tries
from commons.people.verification.contract import (
    CONFIRMED,
    NotShown,
    Shown,
    VerificationMethod,
    WrongGuess,
)
from commons.people.verification.models import PairingCode
from commons.people.verification.showing import hold, keep_shown

NAME = "desk"
LIFE = timedelta(minutes=10)
DIGITS = 6
TRIES_AT_A_DESK = 30
"""Wrong codes that may be typed at a desk in an hour."""


class Desk(VerificationMethod):
    """Somebody of the city confirms it in person."""

    name = NAME
    level = CONFIRMED
    shows_district = True
    shows_age = True
    endpoint = "verification.desk"

    def title(self) -> str:
        """What it is called."""
        return _("At a desk of the city")

    def explanation(self) -> str:
        """What is asked, and what is kept."""
        return _(
            "You go to a desk of the city, or meet a mediator. You show a short code from this "
            "page, or your access card. They confirm that you live here. Nothing of any paper you "
            "show is written down."
        )

    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:  # noqa: ARG002
        """Nobody can do it alone."""
        raise NotShown(_("Only somebody at a desk of the city can confirm this."))


def _mark(code: str) -> str:
    return keyed_hash(secret(), f"pairing:{current_database()}", code)


@transaction
def new_pairing_code(person: Person) -> str:
    """A code of six digits by which the person is found at a desk for ten minutes, once."""
    demand(person, "manage own account")
    hold(person.id)
    now = clock.now()
    db.session.execute(
        sa.delete(PairingCode).where(
            sa.or_(PairingCode.person_id == person.id, PairingCode.expires_at <= now)
        )
    )
    code = new_code()
    while db.session.scalar(
        sa.select(PairingCode.person_id).where(PairingCode.code_hash == _mark(code))
    ):
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    db.session.add(PairingCode(person_id=person.id, code_hash=_mark(code), expires_at=now + LIFE))
    return code


def who_is_here(officer: Person, typed: str) -> Person:
    """The person whose short code, or whose access card's code, was typed at a desk.

    Raises Refused with the reason, NotAllowed.
    """
    demand(officer, "confirm residence")
    digits = typed_code(typed)
    if len(digits) != DIGITS or any(ch.isalpha() for ch in typed):
        return holder_of(typed)
    tries.refuse_a_guesser(officer, tries_each=TRIES_AT_A_DESK)
    person: Person | None = db.session.scalar(
        sa.select(Person)
        .join(PairingCode, PairingCode.person_id == Person.id)
        .where(PairingCode.code_hash == _mark(digits), PairingCode.expires_at > clock.now())
    )
    if person is None:
        tries.count_a_wrong_try(officer)
        raise WrongGuess(
            _(
                "No such code is shown at the moment. A code works for 10 minutes. Ask for a "
                "new one."
            )
        )
    return person


def confirm(
    officer: Person, typed: str, *, district_id: int | None = None, at_least_age: int | None = None
) -> Person:
    """Confirm that the person of a code, or of a card, lives here. The short code is used up.

    Raises Refused with the reason, ValueError for an unknown district, NotAllowed.
    """
    person = who_is_here(officer, typed)
    _confirm(officer, person, district_id, at_least_age)
    return person


@transaction
def _confirm(
    officer: Person, person: Person, district_id: int | None, at_least_age: int | None
) -> None:
    if person.id == officer.id:
        raise Refused(_("Nobody can confirm this for themselves. Please ask a colleague."))
    if district_id is not None and db.session.get(District, district_id) is None:
        raise ValueError(f"there is no district {district_id}")
    hold(person.id)
    keep_shown(person.id, NAME, Shown(CONFIRMED, district_id, at_least_age))
    db.session.execute(sa.delete(PairingCode).where(PairingCode.person_id == person.id))
    write_audit("confirm_residence", f"person {person.id}", actor_id=officer.id)


@transaction
def forget_pairing_codes() -> None:
    """Delete codes that ran out. The worker does it every round."""
    db.session.execute(sa.delete(PairingCode).where(PairingCode.expires_at <= clock.now()))
