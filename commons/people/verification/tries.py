"""Guessing: counted in the database, by the hour, forgotten when the hour is over.

What would tell about others ("not on the list", "used already") is said only to somebody who has
tries left. A person has six in an hour, a network address thirty (a class may sit behind one). When
a thousand wrong tries were made in the whole city, each has a single one.
"""

import ipaddress
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import has_request_context, request
from sqlalchemy.dialects import postgresql, sqlite

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import current_database, db, transaction
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day_and_time
from commons.people.actions import secret
from commons.people.models import Person
from commons.people.rules import keyed_hash
from commons.people.verification.contract import NotShown
from commons.people.verification.models import VerificationTries

TRIES = 6
TRIES_OF_A_SENDER = 30
TRIES_IN_CITY = 1000
HOUR = timedelta(hours=1)
_CITY = ""


class TooManyTries(NotShown):
    """No try is left in this hour."""


def refuse_a_guesser(person: Person, *, tries_each: int = TRIES) -> None:
    """Raises TooManyTries, saying until when, for whoever has no try left: one statement.

    ``tries_each`` is what a person has in an hour: at a desk, more codes are typed.
    """
    hour = _hour()
    who, sender = _marks(person, hour)
    rows = db.session.execute(
        sa.select(VerificationTries.who, VerificationTries.tries).where(
            VerificationTries.hour == hour, VerificationTries.who.in_([_CITY, who, sender])
        )
    )
    tries = {row.who: row.tries for row in rows}
    crowd = tries.get(_CITY, 0) >= TRIES_IN_CITY
    if tries.get(who, 0) >= (1 if crowd else tries_each) or tries.get(sender, 0) >= (
        1 if crowd else TRIES_OF_A_SENDER
    ):
        raise TooManyTries(
            _(
                "There were too many wrong tries. Please try again after %(time)s, or take another "
                "way to show that you live here.",
                time=day_and_time(hour + HOUR, current_city().time_zone),
            )
        )


@transaction
def count_a_wrong_try(person: Person) -> None:
    """Count a wrong try: for the city, the person and the network address."""
    hour = _hour()
    in_city = _one_more(hour, _CITY)
    for mark in sorted(_marks(person, hour)):  # in one order: two at once wait, not for ever
        _one_more(hour, mark)
    if in_city == TRIES_IN_CITY:
        write_audit("many_wrong_tries", "verification", tries=in_city)


@transaction
def forget_tries() -> None:
    """Delete the counts of hours that are over. The worker does it every round."""
    db.session.execute(sa.delete(VerificationTries).where(VerificationTries.hour < _hour()))


def _hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)


def _marks(person: Person, hour: datetime) -> tuple[str, str]:
    purpose = f"verification tries:{current_database()}:{hour.isoformat()}"
    key = secret()
    return (
        keyed_hash(key, purpose, f"person {person.id}"),
        keyed_hash(key, purpose, f"sender {_network()}"),
    )


def _network() -> str:
    address = (request.remote_addr if has_request_context() else None) or "here"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    # Of IPv6 each home has a whole network, in which it can choose addresses as it likes.
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return address


def _one_more(hour: datetime, who: str) -> int:
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    tries = db.session.scalar(
        insert(VerificationTries)
        .values(hour=hour, who=who, tries=1)
        .on_conflict_do_update(
            index_elements=["hour", "who"], set_={"tries": VerificationTries.tries + 1}
        )
        .returning(VerificationTries.tries)
    )
    return tries or 0
