"""Coming in with the city's account, and connecting it with the account one has here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from flask import g

from commons.base import clock
from commons.base.database import current_database, db, transaction
from commons.cities.queries import districts
from commons.i18n.catalogue import gettext as _
from commons.people.actions import come_back, new_person, secret
from commons.people.models import Person, Verification
from commons.people.permissions import demand
from commons.people.rules import keyed_hash
from commons.people.sso import rules
from commons.people.sso.client import Claims
from commons.people.sso.models import SsoIdentity
from commons.people.sso.providers import Provider
from commons.people.sso.refusals import BelongsToAnother
from commons.people.verification.contract import Shown
from commons.people.verification.showing import hold, keep_shown

T = TypeVar("T")
METHOD = "sso"
"""The way of verification that the city's account is."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came in, and what their account at the provider said of it."""

    person: Person
    new: bool
    lives_here: bool
    """Whether the account shows that the person lives here (never where its level is 0)."""


def arrive(provider: Provider, claims: Claims) -> Arrival:
    """The person of an account at the provider; made when it is first used.

    Of two who come in with one new account at once, both get the same person: the database refuses
    the second. Raises RuntimeError inside a transaction.
    """
    return _once_more(lambda: _arrive(provider, claims))


def connect(person: Person, provider: Provider, claims: Claims) -> bool:
    """Connect the city's account with a person's; gives whether it shows that they live here.

    One that is theirs already stays so, and what it shows is brought up to date. Raises
    BelongsToAnother where it is connected with another person, Refused for who has left,
    NotAllowed; RuntimeError inside a transaction.
    """
    demand(person, "manage own account")
    return _once_more(lambda: _connect(person, provider, claims))


def _once_more(act: Callable[[], T]) -> T:
    """Act; once more where the database says that somebody else was quicker."""
    if g.get("in_transaction", False):
        raise RuntimeError("this may have to be tried again, so it is a transaction of its own")
    try:
        return act()
    except sa.exc.IntegrityError:
        return act()


@transaction
def _arrive(provider: Provider, claims: Claims) -> Arrival:
    mark = mark_of(provider, claims.subject)
    # Held, so that they cannot leave in the middle.
    person = db.session.scalar(
        sa.select(Person)
        .join(SsoIdentity, SsoIdentity.person_id == Person.id)
        .where(SsoIdentity.identity_hash == mark)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    shown = _shown(provider, claims)
    new = person is None
    if person is None:
        person = new_person()
        db.session.flush()
        _keep(person.id, mark)
        person.district_id = shown.district_id
    elif person.left_at is not None:
        come_back(person)
        db.session.flush()
    return Arrival(person, new, _note_residence(person.id, shown))


@transaction
def _connect(person: Person, provider: Provider, claims: Claims) -> bool:
    mark = mark_of(provider, claims.subject)
    holder = db.session.scalar(
        sa.select(SsoIdentity.person_id).where(SsoIdentity.identity_hash == mark)
    )
    if holder not in (None, person.id):
        raise BelongsToAnother(
            _("This city account was used here before, and an account belongs to it already."),
            holder,
        )
    hold(person.id)
    if holder is None:
        _keep(person.id, mark)
    return _note_residence(person.id, _shown(provider, claims))


def mark_of(provider: Provider, subject: str) -> str:
    """How an account at the provider is kept: in each city another mark, worthless elsewhere."""
    return keyed_hash(secret(), f"sso:{current_database()}", f"{provider.issuer}\n{subject}")


def _keep(person_id: int, mark: str) -> None:
    db.session.add(SsoIdentity(person_id=person_id, identity_hash=mark, connected_at=clock.now()))
    db.session.flush()


def _shown(provider: Provider, claims: Claims) -> Shown:
    """What the account shows of its holder. Level 0: not that they live here."""
    here = rules.lives_here(provider, claims.all)
    parts = [(each.id, each.code, each.name) for each in districts()]
    district = rules.district_in(provider, claims.all, parts)
    return Shown(provider.level, district) if here else Shown(0)


def _note_residence(person_id: int, shown: Shown) -> bool:
    """Keep what the account shows today: also that its holder has moved away."""
    if shown.level > 0:
        keep_shown(person_id, METHOD, shown)
        return True
    db.session.execute(
        sa.delete(Verification).where(
            Verification.person_id == person_id, Verification.method == METHOD
        )
    )
    return False
