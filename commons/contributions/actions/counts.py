"""Counts that are kept with a text, exact however many people act at once."""

import sqlalchemy as sa
from sqlalchemy.orm.util import identity_key

from commons.base.database import db
from commons.base.errors import NotFound
from commons.contributions.models import VISIBLE, Comment, Contribution, Support
from commons.i18n.catalogue import gettext as _


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
    """Count the visible comments on a text anew."""
    lock(subject_id)
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
