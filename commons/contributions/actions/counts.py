"""Counts that are kept with a text, exact however many people act at once."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm.util import identity_key

from commons.base.database import db
from commons.base.errors import NotFound
from commons.contributions.models import VISIBLE, Comment, Contribution, Support
from commons.contributions.rules import bridging
from commons.i18n.catalogue import gettext as _

_SAID = Comment.metadata.tables["comment"]
AT_ONCE = 500
"""Ids in one statement: databases bear only so many parameters."""


def lock(contribution_id: int) -> tuple[str, int | None]:
    """State and author of a text whose counts are about to change. Raises NotFound.

    The lock makes PostgreSQL count one after the other; without it two would miss each other.
    """
    row = db.session.execute(
        sa.select(Contribution.state, Contribution.author_id)
        .where(Contribution.id == contribution_id)
        .with_for_update()
    ).first()
    if row is None:
        raise NotFound(_("There is no such text."))
    state, author_id = row
    return state, author_id


def _lock_for_counting(contribution_id: int) -> None:
    db.session.execute(
        sa.select(Contribution.__table__.c.id)
        .where(Contribution.__table__.c.id == contribution_id)
        .with_for_update(key_share=True)
    )


def lock_all(contribution_ids: Collection[int]) -> None:
    """Lock several texts, in the order in which everybody locks them: by number."""
    ordered = sorted(contribution_ids)
    for start in range(0, len(ordered), AT_ONCE):
        db.session.execute(
            sa.select(Contribution.__table__.c.id)
            .where(Contribution.__table__.c.id.in_(ordered[start : start + AT_ONCE]))
            .order_by(Contribution.__table__.c.id)
            .with_for_update()
        )


def lock_subject_of(comment_id: int) -> int | None:
    """Hold what a comment is about, before the comment itself; None for what is no comment.

    Whoever supports the subject waits meanwhile, so that no mark is counted on the wrong side.
    Several can hold it so at once, and beside whoever hides or withdraws the comment and counts
    the subject's comments anew: who hides holds the comment first, and must not wait for us.
    """
    subject = Contribution.__table__
    return db.session.scalar(
        sa.select(subject.c.id)
        .join(_SAID, _SAID.c.subject_id == subject.c.id)
        .where(_SAID.c.id == comment_id)
        .with_for_update(of=subject, read=True, key_share=True)
    )


def _set_count(contribution_id: int, column: str, count: "sa.ScalarSelect[int]") -> None:
    db.session.execute(
        sa.update(Contribution)
        .where(Contribution.id == contribution_id)
        .values({column: count})
        .execution_options(synchronize_session=False)
    )
    held = db.session.identity_map.get(identity_key(Contribution, contribution_id))
    if held is not None:
        db.session.refresh(held, [column])


def count_support(contribution_id: int) -> None:
    """Count the supporters of a text, which must be locked, anew."""
    _set_count(
        contribution_id,
        "support_count",
        sa.select(sa.func.count())
        .select_from(Support)
        .where(Support.contribution_id == contribution_id)
        .scalar_subquery(),
    )


def count_comments(subject_id: int) -> None:
    """Count the visible comments on a text anew.

    Those who count wait for each other, but not for those who mark a comment (``lock_subject_of``).
    """
    _lock_for_counting(subject_id)
    # Under another name, so that the count is not tied to the row that is being changed.
    words, said = Contribution.__table__.alias(), Comment.__table__
    _set_count(
        subject_id,
        "comment_count",
        sa.select(sa.func.count())
        .select_from(said.join(words, words.c.id == said.c.id))
        .where(said.c.subject_id == subject_id, words.c.state == VISIBLE)
        .scalar_subquery(),
    )


def next_position(thread_id: int) -> int:
    """Count one more answer in a thread, whose subject is locked: the number of the new one."""
    db.session.execute(
        sa.update(_SAID)
        .where(_SAID.c.id == thread_id)
        .values(answer_count=_SAID.c.answer_count + 1)
    )
    first = db.session.get_one(Comment, thread_id)
    db.session.refresh(first, ["answer_count"])
    return first.answer_count


def count_city_answers(thread_id: int) -> None:
    """Count anew the visible answers in a thread, whose subject is locked, said for the city."""
    words, said = Contribution.__table__.alias(), _SAID.alias()
    count = (
        sa.select(sa.func.count())
        .select_from(said.join(words, words.c.id == said.c.id))
        .where(said.c.thread_id == thread_id, words.c.state == VISIBLE, words.c.official)
        .scalar_subquery()
    )
    db.session.execute(sa.update(_SAID).where(_SAID.c.id == thread_id).values(city_answers=count))
    held = db.session.identity_map.get(identity_key(Contribution, thread_id))
    if held is not None:
        db.session.refresh(held, ["city_answers"])


def marked_by(person_ids: Collection[int], subject_id: int | None = None) -> list[int]:
    """The comments that some of these people find helpful, by number; those on one subject."""
    query = (
        sa.select(_SAID.c.id)
        .join(Support, Support.contribution_id == _SAID.c.id)
        .where(Support.person_id.in_(person_ids))
        .distinct()
        .order_by(_SAID.c.id)
    )
    if subject_id is not None:
        query = query.where(_SAID.c.subject_id == subject_id)
    return list(db.session.scalars(query))


def count_helpful(comment_ids: Collection[int]) -> None:
    """Count anew who finds comments helpful, by side.

    What they are about must be locked (``lock``), or held and the comments locked: so does who
    marks one. To be called whenever a mark changes, or the support that its giver gives to the
    subject.
    """
    ordered = sorted(comment_ids)
    for start in range(0, len(ordered), AT_ONCE):
        sides = db.session.execute(_sides(ordered[start : start + AT_ONCE])).all()
        db.session.connection().execute(
            sa.update(_SAID).where(_SAID.c.id == sa.bindparam("number")),
            [
                {
                    "number": number,
                    "helpful_for": by_supporters,
                    "helpful_other": marks - by_supporters,
                    "bridging": bridging(by_supporters, marks - by_supporters),
                }
                for number, marks, by_supporters in sides
            ],
        )
    for number in ordered:
        held = db.session.identity_map.get(identity_key(Contribution, number))
        if held is not None:
            db.session.refresh(held, ["helpful_for", "helpful_other", "bridging"])


def _sides(comment_ids: Collection[int]) -> "sa.Select[int, int, int]":
    """Of each comment: its number, its marks, and those by people who support its subject."""
    mark, support = Support.__table__, Support.__table__.alias()
    return (
        sa.select(_SAID.c.id, sa.func.count(mark.c.person_id), sa.func.count(support.c.person_id))
        .outerjoin(mark, mark.c.contribution_id == _SAID.c.id)
        .outerjoin(
            support,
            sa.and_(
                support.c.contribution_id == _SAID.c.subject_id,
                support.c.person_id == mark.c.person_id,
            ),
        )
        .where(_SAID.c.id.in_(comment_ids))
        .group_by(_SAID.c.id)
    )
