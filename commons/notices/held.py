"""Notices that are on their way to a person."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.base.events import Event
from commons.i18n.catalogue import gettext as _
from commons.notices.models import Delivery
from commons.people.held import Group, Holder, fact
from commons.people.models import Person


class NoticesHolder(Holder):
    """Mails that are about to be sent."""

    name = "notices"

    def held(self, person: Person) -> Iterator[Group]:
        """One statement."""
        rows = db.session.execute(
            sa.select(Delivery.event_id, Event.kind)
            .join(Event, Event.id == Delivery.event_id)
            .where(Delivery.person_id == person.id)
            .order_by(Delivery.event_id)
        )
        records = [[fact(Delivery.event_id, number, kind)] for number, kind in rows]
        yield Group("notices", _("Mails on their way to you"), records)

    def forget(self, person_id: int) -> None:
        """They are not sent any more."""
        db.session.execute(sa.delete(Delivery).where(Delivery.person_id == person_id))
