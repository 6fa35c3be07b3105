"""Replacing a lost card, ending cards that were not handed out, saying that they are printed."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_line
from commons.i18n.catalogue import gettext as _
from commons.people import queries
from commons.people.cards.actions import end_card, give_to, mark_of
from commons.people.cards.guessing import count_a_wrong_try
from commons.people.cards.models import AccessCard, CardBatch
from commons.people.cards.refusals import UnknownCard
from commons.people.models import Person, RoleGrant
from commons.people.permissions import demand


def replace_card(officer: Person, number: str, reason: str, code: str) -> AccessCard:
    """End a lost card and give its holder a new one, so that they stay the same person.

    Gives the new card. Refused where the holder has a role: the power of a role is not to be had
    by asking for a card. Raises as ``end_card`` and ``attach_card`` do.
    """
    demand(officer, "hand out cards")
    mark = mark_of(code)
    try:
        return _replace(officer, number, reason, mark)
    except UnknownCard:
        count_a_wrong_try()
        raise


@transaction
def _replace(officer: Person, number: str, reason: str, mark: str) -> AccessCard:
    lost = end_card(officer, number, reason)
    if lost.person_id is None:
        raise Refused(
            _("Nobody has used the lost card. End it, and simply hand out a new one instead.")
        )
    if db.session.scalar(
        sa.select(sa.exists().where(RoleGrant.person_id == lost.person_id, queries.in_force()))
    ):
        raise Refused(
            _(
                "The holder has a role, so the card cannot be replaced here. They sign in another "
                "way and add the new card to their account themselves."
            )
        )
    new = give_to(lost.person_id, mark)
    write_audit("replace_card", f"card {lost.number}", actor_id=officer.id, new=new.number)
    return new


@transaction
def confirm_printed(officer: Person, batch_id: int) -> None:
    """Say that the sheet came out of the printer well. Raises NotFound, NotAllowed."""
    demand(officer, "hand out cards")
    batch = _batch(batch_id)
    if batch.printed_at is None:
        batch.printed_at = clock.now()


@transaction
def end_batch(officer: Person, batch_id: int, reason: str) -> int:
    """End all cards of a batch that nobody has used yet; how many there were.

    For cards that were lost before they were handed out, or did not come out of the printer.
    Raises ValueError without a reason, NotFound, NotAllowed.
    """
    demand(officer, "hand out cards")
    why = clean_line(reason)[:300]
    if not why:
        raise ValueError("ending cards needs a reason")
    batch = _batch(batch_id)
    ended = db.session.scalars(
        sa.update(AccessCard)
        .where(
            AccessCard.batch_id == batch.id,
            AccessCard.person_id.is_(None),
            AccessCard.ended_at.is_(None),
        )
        .values(ended_at=clock.now(), end_reason=why)
        .returning(AccessCard.id)
        .execution_options(synchronize_session=False)
    ).all()
    write_audit(
        "end_cards", f"card batch {batch.id}", actor_id=officer.id, reason=why, ended=len(ended)
    )
    return len(ended)


def _batch(batch_id: int) -> CardBatch:
    batch = db.session.get(CardBatch, batch_id)
    if batch is None:
        raise NotFound(_("There are no such cards."))
    return batch
