"""What is held about a person through what they wrote and support."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.base.text import shorten
from commons.cities.models import District
from commons.contributions.actions.counts import (
    AT_ONCE,
    count_helpful,
    count_support,
    lock_all,
    marked_by,
)
from commons.contributions.authors import written_by
from commons.contributions.models import HIDDEN, Comment, Contribution, Revision, Support
from commons.i18n.catalogue import gettext as _
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import BY_NAME, Person


class ContributionsHolder(Holder):
    """Texts, their earlier wordings, supports."""

    name = "contributions"

    def held(self, person: Person) -> Iterator[Group]:
        """Texts, earlier wordings, supports: a statement each."""
        yield Group("texts", _("What you wrote"), _texts(person.id))
        yield Group("wordings", _("Earlier wordings of what you wrote"), _wordings(person.id))
        yield Group("supports", _("What you support"), _supports(person.id))

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """Support that both gave counts once; nobody supports their own texts.

        What one supports and what the other marked as helpful belong to one person now.
        """
        both = [kept_id, gone_id]
        own = sa.select(Contribution.__table__.c.id).where(written_by(both))
        theirs = Support.__table__.alias()
        twice = sa.select(theirs.c.contribution_id).where(theirs.c.person_id == kept_id)
        which = sa.or_(
            sa.and_(Support.person_id.in_(both), Support.contribution_id.in_(own)),
            sa.and_(Support.person_id == gone_id, Support.contribution_id.in_(twice)),
        )
        changed = db.session.scalars(
            sa.select(Support.contribution_id).where(which).distinct()
        ).all()
        marked = marked_by(both)
        lock_all({*changed, *_subjects_of(marked), *marked})
        db.session.execute(sa.delete(Support).where(which))
        db.session.execute(
            sa.update(Support).where(Support.person_id == gone_id).values(person_id=kept_id)
        )
        for contribution_id in sorted(changed):
            count_support(contribution_id)
        count_helpful(marked)

    def forget(self, person_id: int) -> None:
        """Texts stay, without their author; supports go, and are counted anew."""
        db.session.execute(
            sa.update(Contribution)
            .where(Contribution.author_id == person_id)
            .values(author_id=None, shown_as=BY_NAME, shown_district_id=None)
            .execution_options(synchronize_session=False)
        )
        supported = list(
            db.session.scalars(
                sa.select(Support.contribution_id)
                .where(Support.person_id == person_id)
                .order_by(Support.contribution_id)
            )
        )
        marked = marked_by([person_id])
        lock_all({*supported, *_subjects_of(marked)})
        db.session.execute(sa.delete(Support).where(Support.person_id == person_id))
        count_helpful(marked)
        count = (
            sa.select(sa.func.count())
            .select_from(Support)
            .where(Support.contribution_id == Contribution.id)
            .correlate(Contribution)
            .scalar_subquery()
        )
        # In parts: databases bear only so many parameters.
        for start in range(0, len(supported), AT_ONCE):
            ids = supported[start : start + AT_ONCE]
            db.session.execute(
                sa.update(Contribution)
                .where(Contribution.id.in_(ids))
                .values(support_count=count)
                .execution_options(synchronize_session=False)
            )


def _subjects_of(comment_ids: list[int]) -> set[int]:
    """What comments are about, by number."""
    found: set[int] = set()
    for start in range(0, len(comment_ids), AT_ONCE):
        some = comment_ids[start : start + AT_ONCE]
        found.update(db.session.scalars(sa.select(Comment.subject_id).where(Comment.id.in_(some))))
    return found


def name_of(row: Any) -> str:
    """What a text is called in a list, of its title, body and state; a hidden one is not shown."""
    if row.state == HIDDEN:
        return _("A text that was hidden")
    return row.title or shorten(row.body, 120)


def _texts(person_id: int) -> list[list[Fact]]:
    table = Contribution.__table__  # whatever the kind: no column of its own is needed
    rows = db.session.execute(
        sa.select(
            table.c.title,
            table.c.body,
            table.c.language,
            table.c.created_at,
            table.c.shown_as,
            table.c.shown_district_id,
            District.name.label("district"),
        )
        .outerjoin(District, District.id == table.c.shown_district_id)
        .where(table.c.author_id == person_id)
        .order_by(table.c.id)
    )
    return [
        [
            *([fact(Contribution.title, row.title, language=row.language)] if row.title else []),
            fact(Contribution.body, row.body, language=row.language),
            fact(Contribution.created_at, row.created_at),
            fact(
                Contribution.shown_as,
                row.shown_as,
                _("with your name") if row.shown_as == BY_NAME else _("without your name"),
            ),
            *(
                [fact(Contribution.shown_district_id, row.shown_district_id, row.district)]
                if row.district
                else []
            ),
        ]
        for row in rows
    ]


def _wordings(person_id: int) -> list[list[Fact]]:
    table = Contribution.__table__
    rows = db.session.execute(
        sa.select(Revision.title, Revision.body, Revision.written_at, table.c.language)
        .join(table, table.c.id == Revision.contribution_id)
        .where(table.c.author_id == person_id, Revision.number < table.c.revision)
        .order_by(Revision.contribution_id, Revision.number)
    )
    return [
        [
            *([fact(Revision.title, row.title, language=row.language)] if row.title else []),
            fact(Revision.body, row.body, language=row.language),
            fact(Revision.written_at, row.written_at),
        ]
        for row in rows
    ]


def _supports(person_id: int) -> list[list[Fact]]:
    table = Contribution.__table__
    rows = db.session.execute(
        sa.select(table.c.id, table.c.title, table.c.body, table.c.language, table.c.state)
        .join(Support, Support.contribution_id == table.c.id)
        .where(Support.person_id == person_id)
        .order_by(table.c.id)
    )
    return [
        [fact(Support.contribution_id, row.id, name_of(row), language=row.language)] for row in rows
    ]
