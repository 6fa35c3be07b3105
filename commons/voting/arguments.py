"""What speaks for and against the things on a ballot: from the debate on the proposals they were.

For each the comments for and against it that people of both sides find most helpful: see
``contributions.rules.bridging``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.bylines import Byline, byline_of, with_byline
from commons.contributions.models import VISIBLE, Comment
from commons.contributions.queries import ReadableText, readable

FOR, AGAINST = "for", "against"
SIDES = (FOR, AGAINST)
EACH = 2
"""Comments of each side."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A comment for or against something, in the reader's language."""

    side: str
    text: ReadableText
    byline: Byline


def arguments_on(contribution_ids: Collection[int], language: str) -> dict[int, Sequence[Argument]]:
    """The best comments of each side on several texts, by the texts' ids.

    One statement for the comments and one for their translations, however many texts there are.
    """
    if not contribution_ids:
        return {}
    said = Comment.__table__
    place = sa.func.row_number().over(
        partition_by=(said.c.subject_id, said.c.alignment),
        order_by=(said.c.bridging.desc(), said.c.id.desc()),
    )
    base = Comment.metadata.tables["contribution"]
    ranked = (
        sa.select(said.c.id, place.label("place"))
        .join(base, base.c.id == said.c.id)
        .where(
            said.c.subject_id.in_(contribution_ids),
            said.c.thread_id.is_(None),
            said.c.alignment.in_(SIDES),
            base.c.state == VISIBLE,
        )
        .subquery()
    )
    comments = db.session.scalars(
        sa.select(Comment)
        .join(ranked, ranked.c.id == said.c.id)
        .where(ranked.c.place <= EACH)
        .order_by(said.c.bridging.desc(), said.c.id.desc())
        .options(*with_byline(Comment))
    ).all()
    texts = readable(comments, language)
    found: dict[int, list[Argument]] = {number: [] for number in contribution_ids}
    for comment in comments:
        found[comment.subject_id].append(
            Argument(comment.alignment, texts[comment.id], byline_of(comment))
        )
    return dict(found)
