"""Asking somebody to write together: by a link to pass on, or by the name they write under."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.contributions.models import VISIBLE, Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import BY_NAME, Person
from commons.people.permissions import demand
from commons.people.queries import person_by_name
from commons.proposals.coauthors.actions.steps import demand_changeable, led, tell
from commons.proposals.coauthors.models import ACCEPTED, INVITED, MOST, CoAuthor
from commons.proposals.coauthors.queries import listed
from commons.proposals.coauthors.rules import VALID_FOR, new_token, token_hash


@transaction
def invite_by_link(person: Person, proposal_id: int) -> str:
    """Make a link that one person can become a co-author with; gives its token, kept nowhere.

    Raises NotFound, NotAllowed for all but who leads, or Refused.
    """
    _ready_to_invite(person, proposal_id)
    token = new_token()
    db.session.add(
        CoAuthor(proposal_id=proposal_id, token_hash=token_hash(token), changed_at=clock.now())
    )
    return token


@transaction
def invite_by_name(person: Person, proposal_id: int, name: str) -> None:
    """Invite somebody who has written here under this name; they get a notice.

    Whoever writes without their name is not found, and nothing tells whether they are here.
    Raises NotFound, NotAllowed for all but who leads, or Refused.
    """
    _ready_to_invite(person, proposal_id)
    found = person_by_name(name)
    if found is None or not _writes_by_name(found.id):
        raise Refused(
            _(
                "Nobody has written here under this name. Check how it is spelled, "
                "or make a link and send it to them yourself."
            )
        )
    if found.id == person.id:
        raise Refused(_("This is you. You are its author already."))
    before = db.session.scalar(
        sa.select(CoAuthor).where(
            CoAuthor.proposal_id == proposal_id, CoAuthor.person_id == found.id
        )
    )
    if before is not None:
        _refuse_again(before)
        db.session.delete(before)
        db.session.flush()
    asked = CoAuthor(proposal_id=proposal_id, person_id=found.id, changed_at=clock.now())
    db.session.add(asked)
    db.session.flush()
    tell("coauthor.invited", person, asked)


def _refuse_again(before: CoAuthor) -> None:
    """Refuse to invite somebody who is, or was a short time ago. An old invitation can be sent."""
    if before.state == ACCEPTED:
        raise Refused(_("This person is a co-author already."))
    if before.state != INVITED:
        raise Refused(
            _("This person was asked already and is not a co-author. They cannot be asked again.")
        )
    if before.changed_at > clock.now() - VALID_FOR:
        raise Refused(_("This person is invited already. They have not answered yet."))


def _writes_by_name(person_id: int) -> bool:
    text = Contribution.__table__
    return (
        db.session.scalar(
            sa.select(
                sa.exists().where(
                    text.c.author_id == person_id,
                    text.c.state == VISIBLE,
                    text.c.shown_as == BY_NAME,
                    text.c.organisation_id.is_(None),
                    text.c.official.is_(False),
                )
            )
        )
        or False
    )


def _ready_to_invite(person: Person, proposal_id: int) -> None:
    """Hold the proposal, and refuse where nobody more can be invited."""
    demand(person, "propose")
    proposal = led(person, proposal_id)
    if proposal.organisation_id is not None or proposal.official:
        raise Refused(_("This was said for others, so it has no co-authors."))
    demand_changeable(proposal)
    if len(listed(proposal_id)) >= MOST:
        raise Refused(
            _(
                "A proposal can have %(most)d co-authors, and open invitations count too. "
                "Take one back first.",
                most=MOST,
            )
        )
