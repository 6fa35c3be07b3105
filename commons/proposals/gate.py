"""Who may propose in a phase, and comment on its proposals, where an officer has set it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import Refused
from commons.consultations.models import Phase
from commons.i18n.catalogue import gettext as _
from commons.people.electorate import facts_of
from commons.people.models import Person
from commons.proposals.models import Proposal
from commons.proposals.rules import PhaseSettings


class NotShownToLiveHere(Refused):
    """The phase asks for more about the person than was shown so far. The text says what."""


def demand_electorate(person: Person, settings: Mapping[str, Any]) -> None:
    """Refuse whoever the phase is not for, with each true reason. Raises NotShownToLiveHere."""
    asked = PhaseSettings.of(settings).electorate
    if asked.asks_nothing:
        return
    lacks = asked.lacks(facts_of(person))
    if lacks:
        raise NotShownToLiveHere(" ".join(lack.reason for lack in lacks))


def gate(person: Person, contribution_id: int) -> None:
    """For comments and supports: on nothing that was merged, and for the same people only.

    One statement.
    """
    proposal = Proposal.__table__
    found = db.session.execute(
        sa.select(proposal.c.merged_into_id, Phase.settings)
        .outerjoin(Phase, Phase.id == proposal.c.phase_id)
        .where(proposal.c.id == contribution_id)
    ).first()
    if found is None:
        return
    merged_into_id, settings = found
    if merged_into_id is not None:
        raise Refused(
            _("This proposal was merged into another one. Please go to that one instead.")
        )
    if settings and PhaseSettings.of(settings).comments_too:
        demand_electorate(person, settings)
