"""Trying out codes: counted in the database, by the hour, forgotten when it is over.

Only unknown codes count: a typing error, another city's card or an ended one is no guess. A sender
has ten tries in an hour. When a thousand unknown codes were typed in the whole city, each sender
has one, so that a crowd of senders gets no further either. Whoever types a right code is never
kept out by what others do, unless they share a network address; then until the full hour at most.
"""

import ipaddress
from datetime import datetime

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
from commons.people.cards.models import WrongCardTries
from commons.people.cards.refusals import TooManyTries
from commons.people.cards.rules import WINDOW, WRONG_TRIES, WRONG_TRIES_IN_CITY
from commons.people.rules import keyed_hash

_CITY = ""


def _hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)


def _sender(hour: datetime) -> str:
    """A mark of who is asking, that cannot be traced back, nor from one hour to the next."""
    address = (request.remote_addr if has_request_context() else None) or "here"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        pass
    else:
        # Of IPv6 each home has a whole network, in which it can choose addresses as it likes.
        if parsed.version == 6:
            address = str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return keyed_hash(secret(), f"card tries:{current_database()}:{hour.isoformat()}", address)


def refuse_a_guesser() -> None:
    """Raises TooManyTries, saying until when, for a sender who has no try left in this hour."""
    hour = _hour()
    sender = _sender(hour)
    rows = db.session.execute(
        sa.select(WrongCardTries.sender, WrongCardTries.tries).where(
            WrongCardTries.hour == hour, WrongCardTries.sender.in_([_CITY, sender])
        )
    )
    tries = {row.sender: row.tries for row in rows}
    most = 1 if tries.get(_CITY, 0) >= WRONG_TRIES_IN_CITY else WRONG_TRIES
    if tries.get(sender, 0) >= most:
        raise TooManyTries(
            _(
                "Too many wrong codes were typed on this device or network. Please try again "
                "after %(time)s, or sign in another way.",
                time=day_and_time(hour + WINDOW, current_city().time_zone),
            )
        )


@transaction
def count_a_wrong_try() -> None:
    """Count an unknown code, for its sender and for the city."""
    hour = _hour()
    # In one order, so that two at the same time wait for each other rather than for ever.
    in_city = _one_more(hour, _CITY)
    _one_more(hour, _sender(hour))
    if in_city == WRONG_TRIES_IN_CITY:
        write_audit("many_wrong_card_codes", "access cards", tries=in_city)


def _one_more(hour: datetime, sender: str) -> int:
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    tries = db.session.scalar(
        insert(WrongCardTries)
        .values(hour=hour, sender=sender, tries=1)
        .on_conflict_do_update(
            index_elements=["hour", "sender"], set_={"tries": WrongCardTries.tries + 1}
        )
        .returning(WrongCardTries.tries)
    )
    return tries or 0


@transaction
def forget_tries() -> None:
    """Delete the counts of hours that are over. The worker does it every round."""
    db.session.execute(sa.delete(WrongCardTries).where(WrongCardTries.hour < _hour()))
