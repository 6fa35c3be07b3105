"""What people said when they were asked whether their proposals may be merged."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.proposals.merging.models import Merge, MergeConsent, Split

_TEXT = Contribution.__table__


class MergingHolder(Holder):
    """Answers about merges, and the requests of officers."""

    name = "merging"

    def held(self, person: Person) -> Iterator[Group]:
        """Three statements."""
        consents = db.session.execute(
            sa.select(MergeConsent, _TEXT.c.title, _TEXT.c.language)
            .join(Merge, Merge.id == MergeConsent.merge_id)
            .join(_TEXT, _TEXT.c.id == Merge.kept_id)
            .where(MergeConsent.person_id == person.id)
            .order_by(MergeConsent.merge_id)
        )
        records = [
            [
                fact(MergeConsent.person_id, row.person_id, title, language=language),
                fact(MergeConsent.agrees, int(row.agrees), _("yes") if row.agrees else _("no")),
                fact(MergeConsent.answered_at, row.answered_at),
            ]
            for row, title, language in consents
        ]
        yield Group("merge_consents", _("Merges you were asked about"), records)
        merges = db.session.execute(
            sa.select(Merge.officer_id, Merge.reason, Merge.language)
            .where(Merge.officer_id == person.id)
            .order_by(Merge.id)
        )
        yield Group(
            "merges",
            _("Merges you asked for"),
            [
                [fact(Merge.officer_id, row.officer_id, row.reason, language=row.language)]
                for row in merges
            ],
        )
        splits = db.session.execute(
            sa.select(Split.officer_id, Split.reason, Split.reason_language)
            .where(Split.officer_id == person.id)
            .order_by(Split.id)
        )
        yield Group(
            "splits",
            _("Splits you asked for"),
            [
                [fact(Split.officer_id, row.officer_id, row.reason, language=row.reason_language)]
                for row in splits
            ],
        )

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """One human answers once: the answer of the account that stays counts."""
        answered = sa.select(MergeConsent.merge_id).where(MergeConsent.person_id == kept_id)
        db.session.execute(
            sa.delete(MergeConsent)
            .where(MergeConsent.person_id == gone_id, MergeConsent.merge_id.in_(answered))
            .execution_options(synchronize_session=False)
        )
        for column in (MergeConsent.person_id, Merge.officer_id, Split.officer_id):
            db.session.execute(
                sa.update(column.class_)
                .where(column == gone_id)
                .values({column.key: kept_id})
                .execution_options(synchronize_session=False)
            )

    def forget(self, person_id: int) -> None:
        """What they said goes; requests are the city's, and stay."""
        db.session.execute(sa.delete(MergeConsent).where(MergeConsent.person_id == person_id))
        for column in (Merge.officer_id, Split.officer_id):
            db.session.execute(
                sa.update(column.class_)
                .where(column == person_id)
                .values({column.key: None})
                .execution_options(synchronize_session=False)
            )
