"""Many consultations at once: the home page, the public list, the officer's desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from commons.base.database import db
from commons.base.web.paging import Page, page_of
from commons.consultations.activities import activities
from commons.consultations.models import (
    DRAFT,
    PUBLISHED,
    Consultation,
    ConsultationText,
    Phase,
)

Tab = Literal["open", "upcoming", "finished"]
TABS: tuple[Tab, ...] = ("open", "upcoming", "finished")

_FOR_LISTS: tuple[ORMOption, ...] = (
    selectinload(Consultation.texts).defer(ConsultationText.body),
    selectinload(Consultation.phases),
)

HOME_OPEN, HOME_NEXT, HOME_OUTCOMES = 12, 5, 5
"""How many of each the home page shows; the list holds the rest."""


@dataclass(frozen=True, slots=True)
class Home:
    """What the city's first page shows, each most urgent or newest first."""

    open: list[Phase]
    next: list[Phase]
    outcomes: list[Phase]


def home(now: datetime) -> Home:
    """What is open, what opens next, what came out last: two statements for all of them.

    One more phase than is shown says that there are more.
    """
    public = sa.select(Phase.id).join(Phase.consultation).where(Consultation.state == PUBLISHED)
    running = (
        public.add_columns(sa.literal("open").label("part"))
        .where(Phase.opens_at <= now, Phase.closes_at > now)
        .order_by(Phase.closes_at, Phase.id)
        .limit(HOME_OPEN + 1)
    )
    coming = (
        public.add_columns(sa.literal("next").label("part"))
        .where(Phase.opens_at > now)
        .order_by(Phase.opens_at, Phase.id)
        .limit(HOME_NEXT)
    )
    ended = (
        public.add_columns(sa.literal("outcome").label("part"))
        .where(Phase.outcome_published_at.is_not(None))
        .order_by(Phase.outcome_published_at.desc(), Phase.id)
        .limit(HOME_OUTCOMES)
    )
    shown = sa.union_all(
        *(sa.select(part.subquery()) for part in (running, coming, ended))
    ).subquery()
    rows = db.session.execute(
        sa.select(Phase, shown.c.part)
        .join(shown, shown.c.id == Phase.id)
        .join(Phase.consultation)
        .options(
            contains_eager(Phase.consultation)
            .selectinload(Consultation.texts)
            .defer(ConsultationText.body)
        )
    ).all()
    of: dict[str, list[Phase]] = {"open": [], "next": [], "outcome": []}
    for phase, part in rows:
        of[part].append(phase)
    return Home(
        open=sorted(of["open"], key=lambda phase: (phase.closes_at, phase.id)),
        next=sorted(of["next"], key=lambda phase: (phase.opens_at, phase.id)),
        outcomes=sorted(
            of["outcome"], key=lambda phase: phase.outcome_published_at or now, reverse=True
        ),
    )


def counts(phases: Sequence[Phase]) -> dict[int, str]:
    """The short line about each phase ("34 proposals"): one statement for each kind of activity."""
    by_kind: dict[str, list[Phase]] = {}
    for phase in phases:
        by_kind.setdefault(phase.kind, []).append(phase)
    lines: dict[int, str] = {}
    for kind, some in by_kind.items():
        lines.update(activities.get(kind).counts(some))
    return lines


def _has_phase(*conditions: sa.ColumnElement[bool]) -> sa.Exists:
    return sa.exists().where(Phase.consultation_id == Consultation.id, *conditions)


def consultations_page(
    tab: Tab | None, now: datetime, after: int | None, *, size: int = 20
) -> Page[Consultation]:
    """Published consultations, newest first, with texts and phases: three statements.

    A consultation between two phases is still ``open``: it has begun and is not over. All of them
    where no tab is named.
    """
    begun, to_close = _has_phase(Phase.opens_at <= now), _has_phase(Phase.closes_at > now)
    which = {"open": sa.and_(begun, to_close), "upcoming": ~begun, "finished": ~to_close}
    query = sa.select(Consultation).where(Consultation.state == PUBLISHED)
    if tab is not None:
        query = query.where(which[tab])
    return _page(query, after, size)


def office_page(
    now: datetime, after: int | None, *, only_waiting: bool, size: int = 20
) -> Page[Consultation]:
    """The officer's consultations, newest first; or only those that wait for an officer."""
    query = sa.select(Consultation)
    if only_waiting:
        waits = _has_phase(Phase.settled_at.is_not(None), Phase.outcome_published_at.is_(None))
        over = sa.and_(_has_phase(), ~_has_phase(Phase.closes_at > now))
        query = query.where(
            sa.or_(
                Consultation.state == DRAFT,
                waits,
                sa.and_(over, Consultation.answered_at.is_(None)),
            )
        )
    return _page(query, after, size)


def _page(query: sa.Select[Consultation], after: int | None, size: int) -> Page[Consultation]:
    if after is not None:
        query = query.where(Consultation.id < after)
    query = query.order_by(Consultation.id.desc()).limit(size + 1).options(*_FOR_LISTS)
    return page_of(list(db.session.scalars(query)), size)
