"""Entering the public value of a draw."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.voting.actions.casting import open_vote_held
from commons.voting.drawing.models import PublicDraw
from commons.voting.drawing.rules import plain_value


@transaction
def enter_value(officer: Person, vote_id: int, typed: str) -> str:
    """Enter the public value of a draw, once and for all; gives it as it is used.

    Raises Refused where nothing is drawn, something was entered before, or the vote is over.
    """
    demand(officer, "run consultations")
    vote = open_vote_held(vote_id, online=False)
    if not vote.draw:
        raise Refused(_("In this vote nothing is drawn."))
    value = plain_value(typed)
    if not value:
        raise Refused(_("Write the numbers as they were drawn."))
    # Of two at once the database keeps one: what is entered cannot be changed.
    if db.session.get(PublicDraw, vote_id) is not None:
        raise Refused(_("The numbers were entered before. They cannot be changed."))
    db.session.add(
        PublicDraw(vote_id=vote_id, value=value, entered_at=clock.now(), entered_by_id=officer.id)
    )
    try:
        db.session.flush()
    except sa.exc.IntegrityError:
        raise Refused(_("The numbers were entered before. They cannot be changed.")) from None
    write_audit("enter_draw", f"vote {vote_id}", actor_id=officer.id, value=value)
    return value
