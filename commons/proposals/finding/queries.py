"""Asking for a page of proposals: one statement, in an index's order.

The ids of a page come from the table of proposals alone, and only those are joined with their
texts; so a page costs the same however many there are, and a filter that few fit costs no more than
reading that narrow table once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base import clock
from commons.base.database import db
from commons.base.web.paging import Page
from commons.consultations.models import Phase
from commons.contributions.bylines import with_byline
from commons.contributions.models import VISIBLE, WITHDRAWN
from commons.contributions.search.queries import matching
from commons.proposals.finding.rules import (
    FEW_SUPPORTS,
    MERGED,
    MOST_COUNTED,
    REVIEWED,
    SUPPORT,
    Filter,
    Place,
    Stretch,
    stretches,
)
from commons.proposals.models import KIND, OPEN, RETURNED, WAITING, Proposal

Query = TypeVar("Query", bound="sa.Select[*tuple[Any, ...]]")
_P = Proposal.metadata.tables["proposal"]
_KEYS: dict[str, sa.Column[int]] = {
    "newest": _P.c.id,
    "random": _P.c.draw,
    "supported": _P.c.listed_support,
    "discussed": _P.c.listed_comments,
}


@dataclass(frozen=True, slots=True)
class Found(Page[Proposal]):
    """A page of the list, and how many there are in all."""

    count: int | None = None
    """Up to ``MOST_COUNTED`` + 1, which means more; None where nobody asked, or nothing is here."""


def find_proposals(
    wanted: Filter,
    *,
    after: Place | None = None,
    seed: int = 0,
    size: int = 20,
    counted: bool = False,
) -> Found:
    """A page of proposals with authors, districts and themes: one statement.

    Hidden ones are among them, so that their trace can be shown, except where the search or the
    filter would say what they held, or who wrote them. Withdrawn ones come only when they are asked
    for. ``seed`` is the visitor's, for the random order; a place has its own.
    """
    conditions = _conditions(wanted)
    page = _page_of_keys(wanted, conditions, after, seed, size + 1).subquery("page")
    down = _downwards(wanted, after.seed if after else seed)
    query = (
        sa.select(Proposal, page.c.key, _counted(conditions) if counted else sa.null())
        .join(page, page.c.id == _P.c.id)
        .options(*with_byline(Proposal), joinedload(Proposal.district), joinedload(Proposal.theme))
        .order_by(page.c.part, *(each.desc() if down else each for each in (page.c.key, page.c.id)))
        .limit(size + 1)
    )
    rows = db.session.execute(query).all()
    items = [row[0] for row in rows[:size]]
    more = None
    if len(rows) > size:
        last = Place(items[-1].id, rows[size - 1][1], after.seed if after else seed)
        more = last.text(wanted.sort)
    return Found(items, more, rows[0][2] if rows else None)


def narrowed(query: Query, wanted: Filter) -> Query:
    """A query over proposals, narrowed to those a reader asked for; in no order."""
    return query.where(*_conditions(wanted))


def _downwards(wanted: Filter, seed: int) -> bool:
    return stretches(seed)[0].downwards if wanted.sort == "random" else True


def _page_of_keys(
    wanted: Filter,
    conditions: Sequence[sa.ColumnElement[bool]],
    after: Place | None,
    seed: int,
    most: int,
) -> "sa.Select[Any]":
    """The ids of a page with what they are sorted by: one walk of the index for each stretch."""
    key = _KEYS[wanted.sort]
    walks: Sequence[Stretch | None] = [None]
    if wanted.sort == "random":
        walks = stretches(after.seed if after else seed)
        if after is not None:
            here = next((n for n, walk in enumerate(walks) if after.key in walk), 0)
            walks = walks[here:]
    down = _downwards(wanted, after.seed if after else seed)
    parts = []
    for number, walk in enumerate(walks):
        part = sa.select(_P.c.id, key.label("key"), sa.literal(number).label("part"))
        part = part.where(*conditions).limit(most)
        columns = (key,) if key is _P.c.id else (key, _P.c.id)
        part = part.order_by(*(column.desc() if down else column for column in columns))
        if walk is not None:
            part = part.where(key.between(walk.first, walk.last))
        if after is not None and number == 0:
            part = part.where(_beyond(columns, after, down=down))
        parts.append(sa.select(part.subquery(f"part_{number}")))
    return parts[0] if len(parts) == 1 else sa.select(sa.union_all(*parts).subquery("parts"))


def _beyond(
    columns: Sequence[sa.Column[int]], after: Place, *, down: bool
) -> sa.ColumnElement[bool]:
    # As rows: "a < x OR (a = x AND b < y)" would not be looked up in the index.
    here = sa.tuple_(*columns)
    place = sa.tuple_(*((after.key, after.id)[-len(columns) :]))
    return here < place if down else here > place


def _counted(conditions: Sequence[sa.ColumnElement[bool]]) -> "sa.ScalarSelect[int]":
    some = sa.select(sa.literal(1)).select_from(_P).where(*conditions).limit(MOST_COUNTED + 1)
    return sa.select(sa.func.count()).select_from(some.subquery("some")).scalar_subquery()


def _conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    """What must hold, said of the table of proposals alone."""
    equal: list[tuple[sa.ColumnElement[Any], Any]] = [
        (_P.c.phase_id, wanted.phase_id),
        (_not_looked_up(_P.c.district_id), wanted.district_id),
        (_not_looked_up(_P.c.theme_id), wanted.theme_id),
        (_P.c.listed_language, wanted.language),
        (_P.c.listed_voice, wanted.author),
    ]
    conditions = [column == value for column, value in equal if value is not None]
    hits = _hits(wanted.search)
    if wanted.status == WITHDRAWN:
        state = _P.c.listed_state == WITHDRAWN
        conditions += [state] if hits is None else [sa.false()]
    elif hits is not None or wanted.author or wanted.need:
        conditions.append(_P.c.listed_state == VISIBLE)
    else:
        conditions.append(_P.c.listed_state != WITHDRAWN)
    conditions += _standing(wanted.status)
    if wanted.need == SUPPORT:
        conditions += _needing_support()
    if hits is not None:
        conditions.append(hits)
    return conditions


def _not_looked_up(column: "sa.Column[Any]") -> "sa.ColumnElement[Any]":
    """A column whose own index is passed over, for the one in the order of the list.

    SQLite knows not how many proposals a district has, or how few are merged or in a call, and
    would fetch and sort them all.
    """
    if db.session.connection().dialect.name == "postgresql":
        return column
    return sa.literal_column(f"+proposal.{column.name}", sa.Integer)


def _standing(status: str | None) -> list[sa.ColumnElement[bool]]:
    unanswered = [_P.c.status == OPEN, _not_looked_up(_P.c.merged_into_id).is_(None)]
    if status is None or status == WITHDRAWN:
        return []
    if status == MERGED:
        return [_P.c.merged_into_id.is_not(None)]
    if status in {WAITING, RETURNED}:
        return [*unanswered, _P.c.admission == status]
    if status == REVIEWED:
        return [*unanswered, _P.c.review_since.is_not(None)]
    return unanswered if status == OPEN else [_P.c.status == status]


def _needing_support() -> list[sa.ColumnElement[bool]]:
    now = clock.now()
    still = sa.select(Phase.id).where(Phase.opens_at <= now, Phase.closes_at > now)
    phase = _not_looked_up(_P.c.phase_id)
    return [
        _P.c.listed_support < FEW_SUPPORTS,
        *_standing(OPEN),
        sa.or_(_P.c.admission.is_(None), _P.c.admission != RETURNED),
        sa.or_(phase.is_(None), phase.in_(still)),
    ]


def _hits(search: str) -> sa.ColumnElement[bool] | None:
    """That it holds the words; None where there are none to look for."""
    if not search.strip():
        return None
    found = matching(search, KIND)
    if found is None:
        return sa.false()
    hits = found.cte("hits")  # named once, so that list and count share it
    return _P.c.id.in_(sa.select(hits.c.contribution_id))
