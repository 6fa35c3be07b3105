"""What every act on co-authors needs: hold the proposal, count, tell."""

import sqlalchemy as sa

from commons.base import clock, events
from commons.base.database import db
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.jobs import hurry
from commons.consultations.models import Phase
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.proposals.coauthors.models import ACCEPTED, CoAuthor
from commons.proposals.coauthors.queries import leader_of
from commons.proposals.models import Proposal
from commons.proposals.rules import why_not_change_in


def held(proposal_id: int) -> Proposal:
    """A proposal, locked. Raises NotFound."""
    found = db.session.scalar(
        sa.select(Proposal)
        .where(Proposal.id == proposal_id)
        # The text's row alone, as whoever supports it: the proposal copies counts from there. Who
        # writes an outcome that names it need not wait: they may hold what we ask for next.
        .with_for_update(of=Contribution, key_share=True)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such proposal."))
    return found


def led(person: Person, proposal_id: int) -> Proposal:
    """A proposal that the person leads, locked. Raises NotFound or NotAllowed."""
    proposal = held(proposal_id)
    if leader_of(proposal) != person.id:
        raise NotAllowed(_("Only who posted this can do that."))
    return proposal


def demand_changeable(proposal: Proposal) -> None:
    """Refuse where a proposal cannot be changed any more. Raises Refused with the reason."""
    phase = db.session.get(Phase, proposal.phase_id) if proposal.phase_id else None
    refusal = why_not_change_in(proposal, phase, clock.now())
    if refusal is not None:
        raise Refused(refusal)


def count(proposal: Proposal) -> None:
    """Count the co-authors of a proposal, which is locked, anew."""
    db.session.flush()
    proposal.joint_writers = (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(CoAuthor)
            .where(CoAuthor.proposal_id == proposal.id, CoAuthor.state == ACCEPTED)
        )
        or 0
    )


def tell(kind: str, person: Person, about: CoAuthor) -> None:
    """Record what happened, so that whom it concerns hears of it."""
    db.session.flush()
    events.record(kind, actor_id=person.id, contribution_id=about.proposal_id, coauthor_id=about.id)
    hurry("notices.deliver")
