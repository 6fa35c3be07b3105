"""From events to notices: who hears of what, and when.

The database does the work: an event that a hundred thousand people hear of becomes rows by a few
statements for each thousand of them, each thousand a transaction of its own. Nothing of it is held
in memory, nobody is told twice, and what is interrupted goes on where it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import UtcDateTime, db, transaction
from commons.base.events import Event, EventReader, mark_read, unread
from commons.cities.context import current_city
from commons.notices import rules
from commons.notices.kinds import Audience, kinds
from commons.notices.models import Delivery, Notice, NoticeChoice
from commons.people.models import EmailAddress, Person

READER = "notices"
EVENTS_AT_ONCE = 200
PEOPLE_AT_ONCE = 1000
_FIRST_TIME = sa.text(
    "INSERT INTO event_reader (name, last_event_id) VALUES (:name, 0) ON CONFLICT DO NOTHING"
)


@transaction
def note_events() -> bool:
    """Turn unread events into up to ``PEOPLE_AT_ONCE`` notices. Gives whether more may follow."""
    # Two workers on one city: the second waits here, then finds nothing left to do.
    db.session.execute(_FIRST_TIME, {"name": READER})
    last_read = db.session.scalar(
        sa.select(EventReader.last_event_id).where(EventReader.name == READER).with_for_update()
    )
    found = unread(READER, most=EVENTS_AT_ONCE)
    events = rules.settled(found, last_read or 0, clock.now())
    room, done = PEOPLE_AT_ONCE, 0
    for event in events:
        room -= _note(event, room)
        if room == 0:
            break  # there may be more people to be told of this event
        done = event.id
    if done:
        mark_read(READER, done)
    return room == 0 or (len(found) == EVENTS_AT_ONCE and len(events) == len(found))


def _note(event: Event, most: int) -> int:
    """Tell up to so many more people of an event; gives how many they were."""
    told = 0
    earlier: list[Audience] = []
    for audience in kinds.get(event.kind).audience(event) if event.kind in kinds else ():
        told += _tell(event, audience, earlier, most - told)
        if told == most:
            break
        earlier.append(audience)
    return told


def _tell(event: Event, audience: Audience, earlier: Sequence[Audience], most: int) -> int:
    """Write the next notices to an audience, and their mails; gives how many people they are."""
    now = clock.now()
    here = sa.and_(Notice.event_id == event.id, Notice.topic == audience.topic)
    # People are taken in the order of their numbers, so the greatest says where we are.
    last = db.session.scalar(sa.select(sa.func.max(Notice.person_id)).where(here)) or 0
    query = (
        sa.select(
            sa.literal(event.id),
            Person.id,
            sa.literal(audience.topic),
            sa.literal(now, UtcDateTime()),
        )
        .outerjoin(NoticeChoice, _choice_of(Person.id, audience.topic))
        .where(
            Person.id.in_(_ids(audience)),
            Person.id > last,
            Person.left_at.is_(None),
            _how(audience.topic) != rules.NEVER,
            *(Person.id.not_in(_ids(other)) for other in earlier),
        )
        .order_by(Person.id)
        .limit(most)
    )
    if event.actor_id is not None:
        query = query.where(Person.id != event.actor_id)
    columns = [Notice.event_id, Notice.person_id, Notice.topic, Notice.written_at]
    told = _insert(Notice, columns, query)
    if told:
        _send_by_mail(sa.and_(here, Notice.person_id > last), audience.topic, now)
    return told


def _send_by_mail(which: "sa.ColumnElement[bool]", topic: str, now: datetime) -> None:
    """Put mails on their way to those of the told who have an address."""
    zone, how = current_city().time_zone, _how(topic)
    due = sa.case(
        *(
            (how == each, sa.literal(rules.due_at(each, now, zone), UtcDateTime()))
            for each in rules.COLLECTED
        ),
        else_=sa.literal(now, UtcDateTime()),
    )
    query = (
        sa.select(Notice.event_id, Notice.person_id, sa.literal(0), due, how)
        .join(EmailAddress, EmailAddress.person_id == Notice.person_id)
        .outerjoin(NoticeChoice, _choice_of(Notice.person_id, topic))
        .where(which)
    )
    columns = [Delivery.event_id, Delivery.person_id, Delivery.tries, Delivery.next_try_at]
    _insert(Delivery, [*columns, Delivery.how], query)


def _insert(model: type[Any], columns: Sequence[Any], query: "sa.Select[*tuple[Any, ...]]") -> int:
    """Insert what a query gives; gives how many rows they are."""
    result = db.session.execute(
        sa.insert(model)
        .from_select([column.key for column in columns], query, include_defaults=False)
        .execution_options(preserve_rowcount=True)
    )
    count: int = result.rowcount  # type: ignore[attr-defined]
    return count


def _ids(audience: Audience) -> "sa.Select[Any]":
    """The people of an audience; never NULL, which would make ``NOT IN`` true for nobody."""
    people = audience.people.subquery()
    return sa.select(people.c[0]).where(people.c[0].is_not(None))


def _choice_of(person_id: Any, topic: str) -> "sa.ColumnElement[bool]":
    return sa.and_(NoticeChoice.person_id == person_id, NoticeChoice.topic == topic)


def _how(topic: str) -> "sa.ColumnElement[str]":
    """How somebody is told; a topic without a default of its own cannot be chosen about."""
    return sa.func.coalesce(NoticeChoice.how, rules.DEFAULTS.get(topic, rules.NOW))
