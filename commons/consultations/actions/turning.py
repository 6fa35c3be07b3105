"""Phases turn by their dates: with the worker's round, and with whichever page comes first.

Whether a phase is open follows from its dates alone. Turning does what its activity does once at
opening and once at closing. Whoever turns holds the consultation's row, so that two who come at
once turn it once; the second finds nothing left to do.
"""

import time
from collections.abc import Sequence

import sqlalchemy as sa
import structlog
from flask import current_app

from commons.base import clock
from commons.base.database import current_database, db, transaction, writing
from commons.base.errors import NotFound, Refused
from commons.base.events import record
from commons.base.text import shorten
from commons.cities.context import current_city
from commons.consultations import queries
from commons.consultations.activities import Result, activities
from commons.consultations.models import DRAFT, Consultation, OutcomeItem, Phase
from commons.i18n.catalogue import gettext as _

log = structlog.get_logger()

PAUSE_SECONDS = 60
"""How long pages leave turning to the worker after it failed, so that they stay quick."""


def turn_due_phases() -> None:
    """Open and settle every phase whose time has come, in the order of the phases.

    Safe at any time, twice at once, and late. Not to be called inside an action: each
    consultation is a transaction of its own, so that one that fails does not hold up the others.
    The first failure is raised at the end.
    """
    failures: list[Exception] = []
    for consultation_id in transaction(queries.due_consultations)(clock.now()):
        try:
            _turn_one(consultation_id)
        except Exception as failure:
            log.exception("phases not turned", consultation=consultation_id)
            failures.append(failure)
    if failures:
        raise failures[0]


def turn_phases_before_pages() -> None:
    """Before a city's page, once the city was looked up: no statement where nothing is due.

    Never fails the page.
    """
    paused_until: dict[str, float] = current_app.extensions.setdefault("commons.turning", {})
    city = current_database()
    if time.monotonic() < paused_until.get(city, 0.0):
        return
    try:
        if current_city().phases_due:
            with writing():
                turn_due_phases()
    except Exception:
        log.exception("phases not turned before a page")
        db.session.rollback()
        paused_until[city] = time.monotonic() + PAUSE_SECONDS


@transaction
def _turn_one(consultation_id: int) -> None:
    try:
        consultation = locked_consultation(consultation_id, wait=False)
    except NotFound:  # another is turning it at this moment
        return
    turn(consultation)


def locked_consultation(consultation_id: int, *, wait: bool = True) -> Consultation:
    """The consultation with its phases, held until the transaction ends.

    Raises NotFound where there is none; also, unless we ``wait``, where another holds it.
    """
    consultation = db.session.scalar(
        sa.select(Consultation)
        .where(Consultation.id == consultation_id)
        .options(*queries.EVERYTHING)
        .with_for_update(of=Consultation, skip_locked=not wait)
        .execution_options(populate_existing=True)
    )
    if consultation is None:
        raise NotFound(_("There is no such consultation."))
    # Who writes below a phase (a ballot, say) holds its row: wait until they are done.
    db.session.execute(
        sa.select(Phase.id)
        .where(Phase.consultation_id == consultation_id)
        .order_by(Phase.position)
        .with_for_update()
    )
    return consultation


def turn(consultation: Consultation) -> None:
    """Turn the phases of a consultation that is held; part of the surrounding transaction."""
    if consultation.state == DRAFT:
        return
    now = clock.now()
    for phase in consultation.phases:
        if phase.opened_at is None and phase.opens_at <= now:
            activities.get(phase.kind).open(phase)
            phase.opened_at = now
            _record("phase.opened", phase)
        if phase.settled_at is None and phase.closes_at <= now:
            results = activities.get(phase.kind).settle(phase)
            _write_outcome(phase, results)
            phase.settled_at = now
            _record("phase.closed", phase)
        db.session.flush()


def _record(kind: str, phase: Phase) -> None:
    record(kind, consultation_id=phase.consultation_id, phase_id=phase.id, activity=phase.kind)


@transaction
def set_outcome(phase: Phase, results: Sequence[Result]) -> None:
    """Give a closed phase another outcome, for what an activity decides only after its closing.

    (Proposals that officers look into once no more come in.) Raises Refused once the outcome is
    published, or a later phase has begun to build on it.
    """
    consultation = locked_consultation(phase.consultation_id)
    begun = any(
        other.opened_at is not None and other.position > phase.position
        for other in consultation.phases
    )
    if phase.settled_at is None or phase.outcome_published_at is not None or begun:
        raise Refused(_("This outcome can no longer be changed."))
    _write_outcome(phase, results)


def _write_outcome(phase: Phase, results: Sequence[Result]) -> None:
    db.session.execute(sa.delete(OutcomeItem).where(OutcomeItem.phase_id == phase.id))
    db.session.add_all(
        OutcomeItem(
            phase_id=phase.id,
            position=position,
            contribution_id=result.contribution_id,
            title=shorten(result.title, 400),
            language=result.language,
            chosen=result.chosen,
            facts=dict(result.facts),
        )
        for position, result in enumerate(results, start=1)
    )
