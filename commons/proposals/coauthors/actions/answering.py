"""Answering an invitation."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.contributions.actions import remove_support
from commons.contributions.actions.counts import lock
from commons.contributions.voices import spoken
from commons.i18n.catalogue import gettext as _
from commons.people.models import SHOWN_AS, Person
from commons.people.permissions import demand
from commons.proposals.coauthors.actions.steps import count, demand_changeable, held, tell
from commons.proposals.coauthors.models import ACCEPTED, DECLINED, MOST, CoAuthor
from commons.proposals.coauthors.queries import invitation_for


@transaction
def accept(person: Person, proposal_id: int, *, voice: str, token: str | None = None) -> None:
    """Become a co-author, shown as ``voice`` says: with one's name, or without.

    One's support is taken back, since nobody supports their own proposal. Raises NotFound for an
    invitation that does not hold, or Refused.
    """
    demand(person, "propose")
    lock(proposal_id)  # all of it at once: to ask for more while it is held could cross with others
    proposal = held(proposal_id)
    invitation = invitation_for(person, proposal_id, token)
    if proposal.author_id == person.id:
        raise Refused(_("This is your own invitation. Send the link to somebody else."))
    if voice not in SHOWN_AS:
        raise Refused(_("Please choose one of the answers."))
    demand_changeable(proposal)
    _only_one(person, invitation)
    remove_support(person, proposal_id)
    said = spoken(person, voice)
    taken = set(
        db.session.scalars(sa.select(CoAuthor.place).where(CoAuthor.proposal_id == proposal_id))
    )
    # Whoever accepts at the same moment waits; a tenth finds no place, and the key says so too.
    place = next((number for number in range(1, MOST + 1) if number not in taken), None)
    if place is None:
        raise Refused(_("This proposal has as many co-authors as it can have."))
    invitation.person_id, invitation.token_hash = person.id, None
    invitation.state, invitation.place, invitation.changed_at = ACCEPTED, place, clock.now()
    invitation.shown_as = said["shown_as"]
    invitation.shown_district_id = said["shown_district_id"]
    count(proposal)
    tell("coauthor.accepted", person, invitation)


def _only_one(person: Person, invitation: CoAuthor) -> None:
    """Whoever has another row for this proposal gives it up for this one. Raises Refused."""
    other = db.session.scalar(
        sa.select(CoAuthor).where(
            CoAuthor.proposal_id == invitation.proposal_id,
            CoAuthor.person_id == person.id,
            CoAuthor.id != invitation.id,
        )
    )
    if other is None:
        return
    if other.state == ACCEPTED:
        raise Refused(_("You are a co-author of this proposal already."))
    db.session.delete(other)
    db.session.flush()


@transaction
def decline(person: Person, proposal_id: int, *, token: str | None = None) -> None:
    """Say no: nobody can ask by name again then; a link is used up. Raises NotFound."""
    demand(person, "propose")
    held(proposal_id)
    invitation = invitation_for(person, proposal_id, token)
    if invitation.person_id is None:
        db.session.delete(invitation)
        return
    invitation.state, invitation.changed_at = DECLINED, clock.now()
    tell("coauthor.declined", person, invitation)
