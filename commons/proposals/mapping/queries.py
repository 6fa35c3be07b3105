"""Which proposals lie where."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.models import District
from commons.cities.points import Box, Point
from commons.contributions.models import VISIBLE, Translation
from commons.proposals.finding.queries import narrowed
from commons.proposals.finding.rules import Filter
from commons.proposals.models import Proposal

MOST = 500
"""Proposals on one map; whoever looks for others looks closer, or filters."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A proposal on the map, titled in the reader's language where it is translated."""

    id: int
    title: str
    language: str
    """Of the title."""
    point: Point
    status: str
    district_id: int | None
    district: str | None


@dataclass(frozen=True, slots=True)
class PlacedOnes:
    """The proposals of a map, newest first."""

    items: list[Placed]
    more: bool
    """There are more than fit."""


def placed(
    wanted: Filter, language: str, box: Box | None = None, *, most: int = MOST
) -> PlacedOnes:
    """Visible proposals that have a point, as the list's filters say: one statement."""
    query = (
        narrowed(_titled(language), wanted)
        .where(Proposal.state == VISIBLE, Proposal.latitude.is_not(None))
        .order_by(Proposal.__table__.c.id.desc())
        .limit(most + 1)
    )
    if box is not None:
        query = query.where(
            Proposal.latitude.between(box.south, box.north),
            Proposal.longitude.between(box.west, box.east),
        )
    rows = db.session.execute(query).all()
    items = [
        Placed(
            row.id,
            row.title,
            row.language,
            Point(row.latitude, row.longitude),
            row.status,
            row.district_id,
            row.district,
        )
        for row in rows[:most]
    ]
    return PlacedOnes(items, more=len(rows) > most)


def _titled(language: str) -> "sa.Select[Any]":
    """What a map shows of proposals, with the title in a language where it is translated."""
    translated = sa.and_(
        Translation.contribution_id == Proposal.id, Translation.language == language
    )
    query: Any = (
        sa.select(
            Proposal.id,
            sa.func.coalesce(Translation.title, Proposal.title).label("title"),
            sa.func.coalesce(Translation.language, Proposal.language).label("language"),
            Proposal.latitude,
            Proposal.longitude,
            Proposal.status,
            Proposal.district_id,
            District.name.label("district"),
        )
        .select_from(Proposal)
        .outerjoin(District, District.id == Proposal.district_id)
        .outerjoin(Translation, translated)
    )
    titled: sa.Select[Any] = query
    return titled
