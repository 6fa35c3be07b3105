"""Sending what waits: one mail for each notice that is told at once, one for all that collects.

A delivery is claimed (its next try is put off), sent, and only then deleted. A crash between the
last two sends that mail once more; it is never lost. One that fails is tried again after longer
and longer waits, while the others go on; after two days we give it up, and the log says so.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.mail import MailNotSent, send_mail
from commons.notices import composing, rules
from commons.notices.actions.noting import note_events
from commons.notices.models import Delivery

MOST_AT_ONCE = 200
ROUND_SECONDS = 20
"""How long one city sends before the others have their turn."""
_CHUNK = 500
log = structlog.get_logger()


def deliver() -> None:
    """Tell everybody who is to be told; what cannot be sent now waits for a later round."""
    end = time.monotonic() + ROUND_SECONDS
    while note_events():
        pass
    failures = 0
    for waiting in _all_due():
        events = claim(waiting)
        if not events:
            continue
        failures = 0 if send(waiting, events) else failures + 1
        if failures >= rules.FAILURES_IN_A_ROW or time.monotonic() > end:
            return


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that is due: about one event, or (``event_id`` None) about all that was collected."""

    person_id: int
    event_id: int | None
    tries: int


def _all_due() -> Iterator[Waiting]:
    while True:
        batch = due()
        yield from batch
        if len(batch) < MOST_AT_ONCE:
            return


@transaction
def due() -> list[Waiting]:
    """The mails to be tried now: those told at once first, then the collected ones."""
    is_due = Delivery.next_try_at <= clock.now()
    single = db.session.execute(
        sa.select(Delivery.person_id, Delivery.event_id, Delivery.tries)
        .where(is_due, Delivery.how == rules.NOW)
        .order_by(Delivery.next_try_at, Delivery.event_id)
        .limit(MOST_AT_ONCE)
    ).all()
    collected = db.session.execute(
        sa.select(Delivery.person_id, sa.null(), sa.func.max(Delivery.tries))
        .where(is_due, Delivery.how != rules.NOW)
        .group_by(Delivery.person_id)
        .order_by(Delivery.person_id)
        .limit(MOST_AT_ONCE - len(single))
    ).all()
    return [Waiting(*row) for row in (*single, *collected)]


@transaction
def claim(waiting: Waiting) -> list[int]:
    """Take a mail for ourselves and say when it is tried again; its events, or none.

    None are left where another worker was quicker.
    """
    wait = rules.wait_after(waiting.tries + 1) or rules.WAITS[-1]
    which = (
        sa.and_(Delivery.how != rules.NOW, Delivery.next_try_at <= clock.now())
        if waiting.event_id is None
        else sa.and_(Delivery.event_id == waiting.event_id, Delivery.tries == waiting.tries)
    )
    taken = db.session.scalars(
        sa.update(Delivery)
        .where(Delivery.person_id == waiting.person_id, which)
        .values(tries=Delivery.tries + 1, next_try_at=clock.now() + wait)
        .returning(Delivery.event_id)
        .execution_options(synchronize_session=False)
    )
    return sorted(taken)


def send(waiting: Waiting, events: Sequence[int]) -> bool:
    """Send a claimed mail and be done with it. Gives whether that worked."""
    try:
        if waiting.event_id is None:
            mail = composing.collected(waiting.person_id, events)
        else:
            mail = composing.single(waiting.person_id, waiting.event_id)
        if mail is not None:
            send_mail(mail)
    except MailNotSent as failure:
        _failed(waiting, events, str(failure))
        return False
    except Exception as error:
        # A notice that cannot even be written must not keep the others from going out.
        log.exception("notice not written", event_id=waiting.event_id)
        _failed(waiting, events, type(error).__name__)
        return False
    forget(waiting.person_id, events)
    return True


def _failed(waiting: Waiting, events: Sequence[int], why: str) -> None:
    tries = waiting.tries + 1
    if rules.wait_after(tries) is None:
        log.error("notice given up", event_id=waiting.event_id, tries=tries, why=why)
        forget(waiting.person_id, events)
    else:
        log.warning("notice not sent", event_id=waiting.event_id, tries=tries, why=why)


@transaction
def forget(person_id: int, events: Sequence[int]) -> None:
    """Be done with the mails to somebody about these events."""
    for start in range(0, len(events), _CHUNK):
        db.session.execute(
            sa.delete(Delivery).where(
                Delivery.person_id == person_id,
                Delivery.event_id.in_(events[start : start + _CHUNK]),
            )
        )
