"""Where somebody is mentioned, as held about them."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.held import name_of
from commons.contributions.mentions.actions import forget_mentions
from commons.contributions.mentions.models import Mention
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person

_TEXT = Contribution.__table__


class MentionsHolder(Holder):
    """Comments that mention somebody."""

    name = "mentions"

    def held(self, person: Person) -> Iterator[Group]:
        """One statement."""
        rows = db.session.execute(
            sa.select(Mention, _TEXT.c.title, _TEXT.c.body, _TEXT.c.language, _TEXT.c.state)
            .join(_TEXT, _TEXT.c.id == Mention.comment_id)
            .where(Mention.person_id == person.id)
            .order_by(Mention.comment_id)
        )
        records = [
            [
                fact(Mention.comment_id, row[0].comment_id, name_of(row), language=row.language),
                fact(Mention.typed, row[0].typed),
            ]
            for row in rows
        ]
        yield Group("mentions", _("Comments that mention you"), records)

    def forget(self, person_id: int) -> None:
        """The words stay, as others wrote them; that they meant this person goes."""
        forget_mentions(person_id)
