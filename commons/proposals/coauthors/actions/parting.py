"""Parting again, being shown otherwise, and what is forgotten with time."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.contributions.mentions.actions import forget_mentions
from commons.contributions.voices import Spoken, spoken
from commons.i18n.catalogue import gettext as _
from commons.people.models import AS_RESIDENT, SHOWN_AS, Person
from commons.people.permissions import demand
from commons.proposals.coauthors.actions.steps import count, held, led, tell
from commons.proposals.coauthors.models import (
    ACCEPTED,
    DECLINED,
    INVITED,
    LEFT,
    REMOVED,
    CoAuthor,
)
from commons.proposals.coauthors.rules import KEPT, VALID_FOR


@transaction
def leave(person: Person, proposal_id: int) -> None:
    """Be a co-author no more. What was written together stays. Raises NotFound."""
    demand(person, "propose")
    proposal = held(proposal_id)
    own = db.session.scalar(
        sa.select(CoAuthor).where(
            CoAuthor.proposal_id == proposal_id,
            CoAuthor.person_id == person.id,
            CoAuthor.state == ACCEPTED,
        )
    )
    if own is None:
        raise NotFound(_("You are not a co-author of this proposal."))
    own.state, own.place, own.changed_at = LEFT, None, clock.now()
    forget_mentions(person.id, proposal_id)
    count(proposal)
    tell("coauthor.left", person, own)


@transaction
def remove(person: Person, proposal_id: int, coauthor_id: int) -> None:
    """Take an invitation back, or remove a co-author, who is told.

    Raises NotFound, NotAllowed for all but who leads.
    """
    demand(person, "propose")
    proposal = led(person, proposal_id)
    found = db.session.scalar(
        sa.select(CoAuthor).where(CoAuthor.id == coauthor_id, CoAuthor.proposal_id == proposal_id)
    )
    if found is None or found.state not in {INVITED, ACCEPTED} or found.person_id == person.id:
        raise NotFound(_("There is no such co-author."))
    if found.state == INVITED:
        db.session.delete(found)
        return
    found.state, found.place, found.changed_at = REMOVED, None, clock.now()
    count(proposal)
    tell("coauthor.removed", person, found)


@transaction
def change_shown(person: Person, proposal_id: int, voice: str) -> None:
    """Be shown as a co-author with or without one's name from now on. Raises NotFound, Refused."""
    demand(person, "manage own account")
    if voice not in SHOWN_AS:
        raise Refused(_("Please choose one of the answers."))
    said = spoken(person, voice)
    changed = db.session.scalar(
        sa.update(CoAuthor)
        .where(
            CoAuthor.proposal_id == proposal_id,
            CoAuthor.person_id == person.id,
            CoAuthor.state == ACCEPTED,
        )
        .values(shown_as=said["shown_as"], shown_district_id=said["shown_district_id"])
        .returning(CoAuthor.id)
    )
    if changed is None:
        raise NotFound(_("You are not a co-author of this proposal."))
    if voice == AS_RESIDENT:
        forget_mentions(person.id, proposal_id)


def show_everywhere(person: Person, said: Spoken) -> int:
    """Show somebody so wherever they are a co-author. Gives how many times that changed."""
    changed = db.session.scalars(
        sa.update(CoAuthor)
        .where(CoAuthor.person_id == person.id, CoAuthor.shown_as != said["shown_as"])
        .values(shown_as=said["shown_as"], shown_district_id=said["shown_district_id"])
        .returning(CoAuthor.id)
    )
    return len(changed.all())


@transaction
def forget_old() -> None:
    """Remove invitations that no longer hold, and who declined or left long ago. Safe twice."""
    now = clock.now()
    db.session.execute(
        sa.delete(CoAuthor).where(
            sa.or_(
                sa.and_(CoAuthor.state == INVITED, CoAuthor.changed_at <= now - VALID_FOR),
                sa.and_(
                    CoAuthor.state.in_([DECLINED, LEFT, REMOVED]),
                    CoAuthor.changed_at <= now - KEPT,
                ),
            )
        )
    )
