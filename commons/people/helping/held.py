"""That a mediator helps somebody at this moment."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.helping.models import Helping
from commons.people.models import Person


class HelpingHolder(Holder):
    """Whom a mediator helps now."""

    name = "helping"

    def held(self, person: Person) -> Iterator[Group]:
        """What is held while it lasts: one statement."""
        rows = db.session.scalars(sa.select(Helping).where(Helping.person_id == person.id))
        yield Group(
            "helping",
            _("Help by a mediator at this moment"),
            [
                [
                    fact(Helping.device, row.device),
                    fact(Helping.person_id, row.person_id),
                    fact(Helping.card_number, row.card_number),
                ]
                for row in rows
            ],
        )

    def forget(self, person_id: int) -> None:
        """End it."""
        db.session.execute(sa.delete(Helping).where(Helping.person_id == person_id))
