"""Official answers, as held about the officer who wrote them."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.proposals.models import OfficialAnswer


class AnswersHolder(Holder):
    """Who wrote which official answer."""

    name = "official answers"

    def held(self, person: Person) -> Iterator[Group]:
        """One statement."""
        rows = db.session.execute(
            sa.select(OfficialAnswer.officer_id, OfficialAnswer.text, OfficialAnswer.language)
            .where(OfficialAnswer.officer_id == person.id)
            .order_by(OfficialAnswer.proposal_id, OfficialAnswer.number)
        )
        records = [
            [fact(OfficialAnswer.officer_id, row.officer_id, row.text, language=row.language)]
            for row in rows
        ]
        yield Group("official_answers", _("Official answers you wrote"), records)

    def forget(self, person_id: int) -> None:
        """The answers are the city's, and stay."""
        db.session.execute(
            sa.update(OfficialAnswer)
            .where(OfficialAnswer.officer_id == person_id)
            .values(officer_id=None)
        )
