"""What is held about a person as somebody who reports, appeals or decides."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.held import name_of
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.moderation.models import Appeal, Decision, Report
from commons.moderation.rules import reason_words
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person


class ModerationHolder(Holder):
    """Reports, appeals, decisions."""

    name = "moderation"

    def held(self, person: Person) -> Iterator[Group]:
        """A statement for each kind."""
        yield Group("reports", _("What you reported"), _reports(person.id))
        yield Group("appeals", _("Your appeals"), _appeals(person.id))
        yield Group("decisions", _("What you decided as a moderator"), _decisions(person.id))

    def forget(self, person_id: int) -> None:
        """Reports and decisions stay, as nobody's."""
        db.session.execute(
            sa.update(Report).where(Report.reporter_id == person_id).values(reporter_id=None)
        )
        db.session.execute(
            sa.update(Decision).where(Decision.moderator_id == person_id).values(moderator_id=None)
        )


def _reports(person_id: int) -> list[list[Fact]]:
    table = Contribution.__table__
    rows = db.session.execute(
        sa.select(
            table.c.id,
            table.c.title,
            table.c.body,
            table.c.language,
            table.c.state,
            Report.reason,
            Report.note,
            Report.reported_at,
        )
        .join(table, table.c.id == Report.contribution_id)
        .where(Report.reporter_id == person_id)
        .order_by(Report.id)
    )
    return [
        [
            fact(Report.contribution_id, row.id, name_of(row), language=row.language),
            fact(Report.reason, row.reason, reason_words(row.reason)),
            *([fact(Report.note, row.note)] if row.note else []),
            fact(Report.reported_at, row.reported_at),
        ]
        for row in rows
    ]


def _appeals(person_id: int) -> list[list[Fact]]:
    table = Contribution.__table__
    rows = db.session.execute(
        sa.select(Appeal.text, Appeal.made_at)
        .join(Decision, Decision.id == Appeal.decision_id)
        .join(table, table.c.id == Decision.contribution_id)
        .where(table.c.author_id == person_id)
        .order_by(Appeal.made_at)
    )
    return [[fact(Appeal.text, row.text), fact(Appeal.made_at, row.made_at)] for row in rows]


def _decisions(person_id: int) -> list[list[Fact]]:
    rows = db.session.execute(
        sa.select(Decision.statement, Decision.language)
        .where(Decision.moderator_id == person_id)
        .order_by(Decision.id)
    )
    return [[fact(Decision.statement, row.statement, language=row.language)] for row in rows]
