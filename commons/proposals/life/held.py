"""The reasons that people gave for steps of proposals."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.base.events import Event
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.proposals.life.models import ProposalStep


class StepsHolder(Holder):
    """Public reasons. Whose they are says only the event, and that forgets it by itself."""

    name = "steps of proposals"

    def held(self, person: Person) -> Iterator[Group]:
        """One statement."""
        rows = db.session.execute(
            sa.select(ProposalStep.reason, ProposalStep.language)
            .join(Event, Event.id == ProposalStep.event_id)
            .where(Event.actor_id == person.id, ProposalStep.reason != "")
            .order_by(ProposalStep.event_id)
        )
        records = [[fact(ProposalStep.reason, row.reason, language=row.language)] for row in rows]
        yield Group("proposal_steps", _("Reasons you gave for steps of proposals"), records)

    def forget(self, person_id: int) -> None:
        """Nothing: the reason stays with the proposal, and no longer tells whose it is."""
