"""Posting what was written: a draft becomes a proposal, once."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.cities.points import Point
from commons.contributions.files.actions import adopt
from commons.contributions.models import VISIBLE, Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.actions import submit_proposal
from commons.proposals.drafting.actions import own_held
from commons.proposals.drafting.models import Difference
from commons.proposals.drafting.owners import Owner
from commons.proposals.drafting.rules import PACE, SENT_KEPT_FOR
from commons.proposals.mapping.actions import place_proposal
from commons.proposals.models import Proposal

_A_WHILE = timedelta(hours=1)


@transaction
def send(person: Person, key: str, values: dict[str, Any], *, point: Point | None = None) -> int:
    """Post a draft, with its files and with how it differs from others; gives the proposal's id.

    ``values`` is what a valid form says, as ``submit_proposal`` takes it. Sent twice, it gives
    the first proposal. Raises NotFound, NotAllowed, Refused; the draft then stays as it is.
    """
    demand(person, "propose")
    draft = own_held(Owner(person), key)
    if draft.proposal_id is not None:
        return draft.proposal_id
    proposal = submit_proposal(person, phase=draft.phase_id, **values)
    _check_pace(person)
    if point is not None:
        place_proposal(person, proposal.id, point)
    adopt(draft.key, proposal.id)
    _keep_differences(proposal.id, draft.values.get("different", {}))
    draft.values, draft.changed = {}, {}
    draft.proposal_id, draft.beside_id = proposal.id, None
    draft.kept_until = clock.now() + SENT_KEPT_FOR
    return proposal.id


def _check_pace(person: Person) -> None:
    """Refuse whoever posts faster than anybody writes. The author's row is held by now."""
    texts = Contribution.__table__.c
    count = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Contribution.__table__)
        .where(
            texts.author_id == person.id,
            texts.kind == "proposal",
            texts.created_at > clock.now() - _A_WHILE,
        )
    )
    if (count or 0) > PACE:
        raise Refused(
            _(
                "You have posted %(most)d proposals within an hour. Please wait a while, then "
                "send this one. It is kept as a draft.",
                most=PACE,
            )
        )


def _keep_differences(proposal_id: int, said: dict[str, str]) -> None:
    """What was said of others like it, as far as those can still be read."""
    numbers = {int(number): reason for number, reason in said.items() if number.isdecimal()}
    there = db.session.scalars(
        sa.select(Proposal.id).where(Proposal.id.in_(numbers), Proposal.state == VISIBLE)
    )
    for number in there:
        if number != proposal_id:
            reason = numbers[number]
            # The same words sent from two drafts are one proposal: it may have been said before.
            db.session.merge(Difference(proposal_id=proposal_id, other_id=number, reason=reason))
