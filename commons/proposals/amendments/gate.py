"""Who may support an amendment and comment on it: as on its proposal, while that is shown."""

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound, Refused
from commons.consultations.models import Phase
from commons.contributions.models import VISIBLE, Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.proposals.amendments.models import Amendment
from commons.proposals.gate import demand_electorate
from commons.proposals.models import Proposal
from commons.proposals.rules import PhaseSettings


def gate(person: Person, contribution_id: int) -> None:
    """Refuse where the amended proposal is hidden, or for other people only. One statement."""
    found = db.session.execute(
        sa.select(Proposal.state, Phase.settings)
        .select_from(Proposal)
        .outerjoin(Phase, Phase.id == Proposal.phase_id)
        .where(
            Proposal.__table__.c.id
            == sa.select(Amendment.__table__.c.proposal_id)
            .where(Amendment.__table__.c.id == contribution_id)
            .scalar_subquery()
        )
    ).first()
    if found is None:
        return
    state, settings = found
    if state != VISIBLE:
        raise Refused(_("The proposal is no longer shown, so nothing can be said about this."))
    if settings and PhaseSettings.of(settings).comments_too:
        demand_electorate(person, settings)


def reading_gate(text: Contribution) -> None:
    """Refuse to show an amendment by itself whose proposal is hidden or withdrawn. One statement.

    It holds the proposal's words. Raises NotFound.
    """
    own, whole = Amendment.__table__, Contribution.__table__
    state = db.session.scalar(
        sa.select(whole.c.state)
        .join(own, own.c.proposal_id == whole.c.id)
        .where(own.c.id == text.id)
    )
    if state != VISIBLE:
        raise NotFound(_("The proposal is no longer shown, so this amendment to it is not either."))
