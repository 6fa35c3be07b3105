"""Beginning and ending to help somebody; what is entered for them leaves a trace of who did it."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import current_database, db, transaction
from commons.base.errors import NotAllowed, Refused
from commons.i18n.catalogue import gettext as _
from commons.people.actions import secret
from commons.people.cards.actions import holder_of
from commons.people.cards.models import AccessCard
from commons.people.cards.rules import code_hash, read_code
from commons.people.helping.models import Helping
from commons.people.helping.queries import device_mark
from commons.people.helping.rules import IDLE
from commons.people.models import Person
from commons.people.permissions import demand


def begin(mediator: Person, typed: str) -> str:
    """Begin to help the holder of the card with this code; gives the card's number.

    A card that nobody has used yet gets its person. Raises Refused with the true reason where the
    code lets nobody in (as ``cards.actions.holder_of`` does), NotAllowed.
    """
    demand(mediator, "assist")
    code = typed.rpartition("#")[2]  # a scanner types the whole address of the QR code
    person = holder_of(code)
    if person.id == mediator.id:
        raise Refused(_("This is your own card. For yourself you need no mediator."))
    mark = code_hash(secret(), current_database(), read_code(code))
    return _begin(mediator, person, mark)


@transaction
def _begin(mediator: Person, person: Person, mark: str) -> str:
    device = device_mark(mediator)
    card = db.session.scalar(sa.select(AccessCard).where(AccessCard.code_hash == mark))
    if device is None or card is None:
        raise NotAllowed(_("Please sign in first."))
    db.session.merge(
        Helping(
            device=device,
            person_id=person.id,
            card_number=card.number,
            expires_at=clock.now() + IDLE,
        )
    )
    write_audit("begin_to_help", f"card {card.number}", actor_id=mediator.id)
    return card.number


@transaction
def finish(mediator: Person) -> None:
    """Help nobody any more on this device."""
    db.session.execute(sa.delete(Helping).where(Helping.device == device_mark(mediator)))


@transaction
def go_on(mediator: Person) -> None:
    """Move the end on: something is being done."""
    db.session.execute(
        sa.update(Helping)
        .where(Helping.device == device_mark(mediator), Helping.expires_at > clock.now())
        .values(expires_at=clock.now() + IDLE)
    )


@transaction
def forget_old() -> None:
    """Delete what ended by itself. The worker does it every round."""
    db.session.execute(sa.delete(Helping).where(Helping.expires_at <= clock.now()))
