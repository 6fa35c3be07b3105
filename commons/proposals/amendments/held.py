"""What is held about a person through amendments, beside their texts."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.proposals.amendments.models import Amendment

_TEXT, _OWN = Contribution.__table__, Amendment.metadata.tables["amendment"]


class AmendmentsHolder(Holder):
    """Why somebody proposed another wording, and what they decided about others' amendments."""

    name = "amendments"

    def held(self, person: Person) -> Iterator[Group]:
        """A statement for each."""
        reasons = db.session.execute(
            sa.select(_OWN.c.why, _TEXT.c.language)
            .join(_TEXT, _TEXT.c.id == _OWN.c.id)
            .where(_TEXT.c.author_id == person.id)
            .order_by(_OWN.c.id)
        )
        yield Group(
            "amendments",
            _("Reasons of amendments you proposed"),
            [[fact(Amendment.why, why, language=language)] for why, language in reasons],
        )
        decided = db.session.execute(
            sa.select(_OWN.c.id, _OWN.c.reason, _TEXT.c.language)
            .join(_TEXT, _TEXT.c.id == _OWN.c.id)
            .where(_OWN.c.decided_by_id == person.id)
            .order_by(_OWN.c.id)
        )
        yield Group(
            "amendments_decided",
            _("Amendments you decided about"),
            [
                [
                    fact(Amendment.decided_by_id, number),
                    *([fact(Amendment.reason, reason, language=language)] if reason else []),
                ]
                for number, reason, language in decided
            ],
        )

    def forget(self, person_id: int) -> None:
        """The amendments stay, and what was decided, without who did."""
        db.session.execute(
            sa.update(_OWN).where(_OWN.c.decided_by_id == person_id).values(decided_by_id=None)
        )
