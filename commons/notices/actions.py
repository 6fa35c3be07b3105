"""Telling people what happened, by mail, in their own language.

Two steps, each safe to repeat. First the events that nobody has read are turned into deliveries,
one for each person to be told, in the transaction that marks them as read: no event is lost or
told twice, whatever the mail server does. Then each delivery is tried. One that fails stays and is
tried again after longer and longer waits, while the others go on; after two days we give it up,
and the log says so. The mail is written when it is sent: in the language its reader has chosen by
then, and not at all when its subject was hidden meanwhile.
"""

from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.events import Event, EventReader, mark_read, unread
from commons.base.mail import Mail, MailNotSent, send_mail
from commons.i18n.catalogue import speaking
from commons.i18n.languages import LANGUAGES, SOURCE
from commons.notices import rules
from commons.notices.kinds import Letter, kinds
from commons.notices.models import Delivery
from commons.people.models import EmailAddress, Person

READER = "notices"
MOST_A_ROUND = 200
_FIRST_TIME = sa.text(
    "INSERT INTO event_reader (name, last_event_id) VALUES (:name, 0) ON CONFLICT DO NOTHING"
)
log = structlog.get_logger()


def deliver() -> None:
    """Tell everybody who is to be told; what cannot be sent now waits for a later round."""
    while note_events():
        pass
    failures = 0
    for waiting in due():
        if not claim(waiting):
            continue
        if send(waiting):
            failures = 0
            continue
        failures += 1
        if failures >= rules.FAILURES_IN_A_ROW:
            return


@transaction
def note_events() -> bool:
    """Turn unread events into deliveries. Gives whether there may be more."""
    # Two workers on one city: the second waits here, then finds nothing left to do.
    db.session.execute(_FIRST_TIME, {"name": READER})
    last_read = db.session.scalar(
        sa.select(EventReader.last_event_id).where(EventReader.name == READER).with_for_update()
    )
    found = unread(READER, most=MOST_A_ROUND)
    events = rules.settled(found, last_read or 0, clock.now())
    if not events:
        return False
    for event in events:
        if event.kind in kinds:
            _note(event)
    mark_read(READER, events[-1].id)
    return len(found) == MOST_A_ROUND and len(events) == len(found)


def _note(event: Event) -> None:
    told = db.session.scalars(
        sa.select(EmailAddress.person_id).where(
            EmailAddress.person_id.in_(kinds.get(event.kind).recipients(event))
        )
    )
    for person_id in told:
        db.session.add(
            Delivery(event_id=event.id, person_id=person_id, tries=0, next_try_at=clock.now())
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that is due."""

    event_id: int
    person_id: int
    tries: int


@transaction
def due() -> list[Waiting]:
    """The deliveries to be tried now, the one that has waited longest first."""
    rows = db.session.execute(
        sa.select(Delivery.event_id, Delivery.person_id, Delivery.tries)
        .where(Delivery.next_try_at <= clock.now())
        .order_by(Delivery.next_try_at, Delivery.event_id)
        .limit(MOST_A_ROUND)
    )
    return [Waiting(*row) for row in rows]


@transaction
def claim(waiting: Waiting) -> bool:
    """Take a delivery for ourselves and say when it is tried again; False if another worker did."""
    wait = rules.wait_after(waiting.tries + 1) or rules.WAITS[-1]
    taken = db.session.execute(
        sa.update(Delivery)
        .where(
            Delivery.event_id == waiting.event_id,
            Delivery.person_id == waiting.person_id,
            Delivery.tries == waiting.tries,
        )
        .values(tries=waiting.tries + 1, next_try_at=clock.now() + wait)
        .returning(Delivery.event_id)
    )
    return taken.first() is not None


def send(waiting: Waiting) -> bool:
    """Send a claimed delivery and be done with it. Gives whether that worked."""
    try:
        mail = compose(waiting)
        if mail is not None:
            send_mail(mail)
    except MailNotSent as failure:
        _failed(waiting, str(failure))
        return False
    except Exception as error:
        # A notice that cannot even be written must not keep the others from going out.
        log.exception("notice not written", event_id=waiting.event_id)
        _failed(waiting, type(error).__name__)
        return False
    forget(waiting)
    return True


@transaction
def compose(waiting: Waiting) -> Mail | None:
    """The mail, in its reader's language; None where there is nobody or nothing to tell."""
    event = db.session.get(Event, waiting.event_id)
    row = db.session.execute(
        sa.select(Person, EmailAddress.address)
        .join(EmailAddress, EmailAddress.person_id == Person.id)
        .where(Person.id == waiting.person_id)
    ).first()
    if event is None or row is None or event.kind not in kinds:
        return None
    person, address = row
    code = person.language if person.language in LANGUAGES else SOURCE.code
    with speaking(code):
        letter: Letter | None = kinds.get(event.kind).letter(event, person)
    return None if letter is None else Mail(address, letter.subject, letter.body, code)


def _failed(waiting: Waiting, why: str) -> None:
    tries = waiting.tries + 1
    if rules.wait_after(tries) is None:
        log.error("notice given up", event_id=waiting.event_id, tries=tries, why=why)
        forget(waiting)
    else:
        log.warning("notice not sent", event_id=waiting.event_id, tries=tries, why=why)


@transaction
def forget(waiting: Waiting) -> None:
    """Be done with a delivery."""
    db.session.execute(
        sa.delete(Delivery).where(
            Delivery.event_id == waiting.event_id, Delivery.person_id == waiting.person_id
        )
    )
