"""Vouching: two people who were shown to live here, or one accredited association, say so.

Who was only vouched for cannot vouch: else two could bring in five, those five any number.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import current_database, db, transaction
from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.actions import secret
from commons.people.cards import rules as codes
from commons.people.models import Person, Verification
from commons.people.organisations.queries import speaks_for
from commons.people.permissions import demand
from commons.people.rules import keyed_hash
from commons.people.verification import tries
from commons.people.verification.contract import (
    SHOWN,
    NotShown,
    Shown,
    VerificationMethod,
    WrongGuess,
)
from commons.people.verification.models import Vouch, VouchRequest
from commons.people.verification.showing import hold, keep_shown
from commons.people.verification.ways import demand_offered

NAME = "vouching"
LIFE = timedelta(days=14)
YEAR = timedelta(days=365)
VOUCHES_A_YEAR = 5
VOUCHES_OF_AN_ORGANISATION = 200
"""In a year."""
NEEDED = 2
"""Two people, or one organisation, which counts as two."""


class Vouching(VerificationMethod):
    """Others say that one lives here."""

    name = NAME
    level = SHOWN
    endpoint = "verification.vouching"

    def title(self) -> str:
        """What it is called."""
        return _("People who know you")

    def explanation(self) -> str:
        """What is asked, and what is kept."""
        return _(
            "Two people who have shown that they live here say that you do too; or one "
            "association that the city trusts. They get a code from you. Who vouched for you is "
            "kept, and shown to nobody."
        )

    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:  # noqa: ARG002
        """Nobody can do it alone."""
        raise NotShown(_("Others must vouch for you: give them your code."))


def _mark(code: str) -> str:
    return keyed_hash(secret(), f"vouching:{current_database()}", code)


@transaction
def ask_others(person: Person) -> str:
    """A code for others to vouch with, in the place of an earlier one; it works for 14 days."""
    demand(person, "manage own account")
    demand_offered(Vouching())
    hold(person.id)
    code = codes.new_code(secret(), current_database())
    db.session.merge(
        VouchRequest(person_id=person.id, token_hash=_mark(code), expires_at=clock.now() + LIFE)
    )
    return codes.grouped(code)


def who_asks(voucher: Person, typed: str) -> Person:
    """Who asks others to vouch for them, by their code as typed. Raises Refused with the reason."""
    demand(voucher, "manage own account")
    try:
        code = codes.read_code(typed)
    except codes.Mistyped:
        raise NotShown(
            _("There is a typing error in the code. It has four groups of four. Please compare it.")
        ) from None
    tries.refuse_a_guesser(voucher)
    person: Person | None = db.session.scalar(
        sa.select(Person)
        .join(VouchRequest, VouchRequest.person_id == Person.id)
        .where(VouchRequest.token_hash == _mark(code), VouchRequest.expires_at > clock.now())
    )
    if person is None:
        tries.count_a_wrong_try(voucher)
        raise WrongGuess(
            _("This code does not work, or no longer. It works for 14 days; ask for a new one.")
        )
    return person


def vouch(voucher: Person, typed: str, *, organisation_id: int | None = None) -> Person:
    """Say that the person of a code lives here; as an accredited organisation where one is named.

    Gives that person. Raises Refused with the true reason.
    """
    person = who_asks(voucher, typed)
    _vouch(voucher, person.id, organisation_id)
    return person


@transaction
def _vouch(voucher: Person, person_id: int, organisation_id: int | None) -> None:
    if voucher.id == person_id:
        raise Refused(_("You cannot vouch for yourself. Give your code to somebody else."))
    hold(voucher.id, person_id)
    _refuse_each_other(voucher.id, person_id)
    if organisation_id is None:
        _may_vouch(voucher.id)
    else:
        _may_speak(voucher, organisation_id)
    db.session.add(
        Vouch(
            person_id=person_id,
            voucher_id=voucher.id,
            organisation_id=organisation_id,
            vouched_on=clock.now().date(),
        )
    )
    db.session.flush()
    if weight(person_id) >= NEEDED:
        keep_shown(person_id, NAME, Shown(SHOWN))
        db.session.execute(sa.delete(VouchRequest).where(VouchRequest.person_id == person_id))


def _refuse_each_other(voucher_id: int, person_id: int) -> None:
    if db.session.get(Vouch, (person_id, voucher_id)) is not None:
        raise Refused(_("You have vouched for this person already. Thank you."))
    if db.session.get(Vouch, (voucher_id, person_id)) is not None:
        raise Refused(_("This person vouched for you, so you cannot vouch for them."))


def _may_vouch(voucher_id: int) -> None:
    shown = sa.exists().where(
        Verification.person_id == voucher_id,
        Verification.level >= SHOWN,
        Verification.method != NAME,
    )
    if not db.session.scalar(sa.select(shown)):
        raise Refused(
            _(
                "To vouch for others, you must have shown yourself that you live here: by a "
                "letter, a card or at a desk. To have been vouched for is not enough."
            )
        )
    since = clock.now().date() - YEAR
    given = db.session.scalar(
        sa.select(sa.func.count()).where(
            Vouch.voucher_id == voucher_id,
            Vouch.organisation_id.is_(None),
            Vouch.vouched_on > since,
        )
    )
    if (given or 0) >= VOUCHES_A_YEAR:
        raise Refused(
            _(
                "You have vouched for %(most)s people within a year. More is not possible.",
                most=VOUCHES_A_YEAR,
            )
        )


def _may_speak(voucher: Person, organisation_id: int) -> None:
    named = [one for one in speaks_for(voucher) if one.id == organisation_id]
    if not named or not named[0].accredited:
        raise Refused(_("You cannot vouch for people in the name of this organisation."))
    # Held, so that of two of its speakers at once the second counts the first.
    db.session.execute(
        sa.select(type(named[0]).id)
        .where(type(named[0]).id == organisation_id)
        .with_for_update(key_share=True)
    )
    given = db.session.scalar(
        sa.select(sa.func.count()).where(
            Vouch.organisation_id == organisation_id,
            Vouch.vouched_on > clock.now().date() - YEAR,
        )
    )
    if (given or 0) >= VOUCHES_OF_AN_ORGANISATION:
        raise Refused(
            _("This organisation has vouched for very many people within a year. Ask the city.")
        )


def weight(*person_ids: int) -> int:
    """How much speaks for a person: one for each neighbour, two for an organisation.

    Of two accounts of one human, what speaks for both.
    """
    rows = db.session.scalars(
        sa.select(Vouch.organisation_id).where(Vouch.person_id.in_(person_ids))
    )
    return sum(1 if organisation is None else NEEDED for organisation in rows)


def withdraw_what_is_unfounded(person_ids: Iterable[int], *, as_one: Sequence[int]) -> None:
    """Take the verification by vouching from those whom too few vouch for after all.

    Part of a transaction in which it turns out that the accounts ``as_one`` are one human's.
    """
    for person_id in person_ids:
        them = as_one if person_id in as_one else [person_id]
        if weight(*them) < NEEDED:
            db.session.execute(
                sa.delete(Verification).where(
                    Verification.person_id.in_(them), Verification.method == NAME
                )
            )


@transaction
def forget_vouch_requests() -> None:
    """Delete codes that ran out. The worker does it every round."""
    db.session.execute(sa.delete(VouchRequest).where(VouchRequest.expires_at <= clock.now()))
