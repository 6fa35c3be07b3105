"""What officers do with phases. As long as it is a draft: anything. Then: what is fair."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.events import record
from commons.base.jobs import hurry
from commons.base.text import clean_line
from commons.cities.context import current_city
from commons.consultations import rules
from commons.consultations.actions.turning import locked_consultation, turn
from commons.consultations.activities import activities, together
from commons.consultations.models import DRAFT, Consultation, Phase
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def add_phase(
    officer: Person,
    consultation_id: int,
    *,
    kind: str,
    opens_at: datetime,
    closes_at: datetime,
    settings: Mapping[str, Any],
) -> Phase:
    """Add a phase to a draft; its place among the others follows from its dates.

    Raises Refused when it ends before it begins or overlaps another, and Missing for an unknown
    kind of activity.
    """
    demand(officer, "run consultations")
    consultation = locked_consultation(consultation_id)
    _demand_draft(consultation)
    phase = Phase(
        kind=activities.get(kind).name,
        opens_at=opens_at,
        closes_at=closes_at,
        settings=dict(settings),
        position=_free_position(consultation),
    )
    consultation.phases.append(phase)
    _put_in_order(consultation)
    _audit("add_phase", officer, phase)
    return phase


@transaction
def change_phase(
    officer: Person,
    phase_id: int,
    *,
    opens_at: datetime,
    closes_at: datetime,
    settings: Mapping[str, Any],
    reason: str = "",
) -> Phase:
    """Change the dates and settings of a phase that has not opened.

    Once published, changed dates need a reason that everybody may read, lie ahead, and keep the
    order. Raises Refused otherwise.
    """
    demand(officer, "run consultations")
    phase, consultation = _held(phase_id)
    published = consultation.state != DRAFT
    if published and (phase.opened_at or rules.phase_state(phase, clock.now()) != "upcoming"):
        raise Refused(_("This phase has opened, so its dates and settings stay as they are."))
    before = (phase.opens_at, phase.closes_at)
    place = consultation.phases.index(phase)
    phase.opens_at, phase.closes_at, phase.settings = opens_at, closes_at, dict(settings)
    _put_in_order(consultation)
    if published and before != (opens_at, closes_at):
        if opens_at < clock.now():
            raise Refused(_("Choose an opening that lies ahead, or press “Open it now”."))
        if consultation.phases.index(phase) != place:
            raise Refused(_("The phases are published in this order. Please keep it."))
        phase.dates_note = _reason(reason)
    _audit("change_phase", officer, phase, before)
    return phase


@transaction
def remove_phase(officer: Person, phase_id: int) -> Consultation:
    """Take a phase out of a draft. Raises Refused once it is published."""
    demand(officer, "run consultations")
    phase, consultation = _held(phase_id)
    _demand_draft(consultation)
    _audit("remove_phase", officer, phase)
    consultation.phases.remove(phase)
    _number(consultation)
    return consultation


@transaction
def move_phase_earlier(officer: Person, phase_id: int) -> Consultation:
    """Let a phase of a draft change places, and times, with the one before it."""
    demand(officer, "run consultations")
    phase, consultation = _held(phase_id)
    _demand_draft(consultation)
    place = consultation.phases.index(phase)
    if place == 0:
        raise Refused(_("This is the first phase already."))
    other = consultation.phases[place - 1]
    if (other.opens_at, other.closes_at) == (phase.opens_at, phase.closes_at):
        # They go on at the same time: only the order on the page changes.
        consultation.phases.sort(key=lambda one: one.position + (0 if one is not phase else -1.5))
        _number(consultation)
        _audit("move_phase", officer, phase)
        return consultation
    others, own = rules.changed_places(other, phase, current_city().time_zone)
    before = (phase.opens_at, phase.closes_at)
    phase.opens_at, phase.closes_at = own.opens_at, own.closes_at
    other.opens_at, other.closes_at = others.opens_at, others.closes_at
    _put_in_order(consultation)
    _audit("move_phase", officer, phase, before)
    return consultation


@transaction
def open_phase_now(officer: Person, phase_id: int) -> Phase:
    """Open a phase before its time. Raises Refused while an earlier one is not over."""
    demand(officer, "run consultations")
    phase, consultation = _held(phase_id)
    now = clock.now()
    _demand_published(consultation)
    if rules.phase_state(phase, now) != "upcoming":
        raise Refused(_("This phase has opened already."))
    for earlier in consultation.phases:
        if together(earlier, phase):
            continue
        if earlier.position < phase.position and rules.phase_state(earlier, now) != "closed":
            raise Refused(_("An earlier phase is not over yet. Close it first."))
    before = (phase.opens_at, phase.closes_at)
    phase.opens_at = now
    _audit("open_phase", officer, phase, before)
    turn(consultation)
    return phase


@transaction
def close_phase_now(officer: Person, phase_id: int, reason: str = "") -> Phase:
    """Close an open phase before its time and settle it; the reason is shown to everybody."""
    demand(officer, "run consultations")
    phase, consultation = _held(phase_id)
    now = clock.now()
    _demand_open(consultation, phase, now)
    if phase.opens_at >= now:
        raise Refused(_("This phase opened only this moment. Please wait a little."))
    turn(consultation)  # what was due before is done first
    before = (phase.opens_at, phase.closes_at)
    phase.closes_at = now
    phase.dates_note = clean_line(reason)[:300]
    _audit("close_phase", officer, phase, before)
    turn(consultation)
    return phase


@transaction
def extend_phase(officer: Person, phase_id: int, closes_at: datetime, reason: str) -> Phase:
    """Keep an open phase open for longer. Raises Refused when the next one would be in the way."""
    demand(officer, "run consultations")
    phase, consultation = _held(phase_id)
    _demand_open(consultation, phase, clock.now())
    if closes_at <= phase.closes_at:
        raise Refused(_("Choose a date after the present end. To end it sooner, close it now."))
    before = (phase.opens_at, phase.closes_at)
    phase.closes_at = closes_at
    if not rules.in_order(consultation.phases, together):
        raise Refused(_("The next phase opens before that. Move the next phase first."))
    phase.dates_note = _reason(reason)
    _audit("extend_phase", officer, phase, before)
    return phase


@transaction
def publish_outcome(officer: Person, phase_id: int) -> Phase:
    """Show everybody what came out of a phase. Raises Refused before it is settled, or twice."""
    demand(officer, "run consultations")
    phase, consultation = _held(phase_id)
    turn(consultation)
    if phase.settled_at is None:
        raise Refused(_("The outcome can be published once the phase has closed."))
    if phase.outcome_published_at is not None:
        raise Refused(_("This outcome is published already."))
    phase.outcome_published_at = clock.now()
    _audit("publish_outcome", officer, phase)
    record(
        "outcome.published",
        actor_id=officer.id,
        consultation_id=phase.consultation_id,
        phase_id=phase.id,
        activity=phase.kind,
    )
    hurry("notices.deliver")
    return phase


def _held(phase_id: int) -> tuple[Phase, Consultation]:
    """The phase and its consultation, held until the transaction ends. Raises NotFound."""
    consultation_id = db.session.scalar(
        sa.select(Phase.consultation_id).where(Phase.id == phase_id)
    )
    if consultation_id is not None:
        consultation = locked_consultation(consultation_id)
        for phase in consultation.phases:
            if phase.id == phase_id:
                return phase, consultation
    raise NotFound(_("There is no such phase."))


def _put_in_order(consultation: Consultation) -> None:
    """Number the phases by their dates. Raises Refused when they do not follow each other."""
    consultation.phases.sort(key=lambda phase: (phase.opens_at, phase.closes_at))
    for phase in consultation.phases:
        if phase.opens_at >= phase.closes_at:
            raise Refused(_("The end must come after the beginning."))
    if not rules.in_order(consultation.phases, together):
        raise Refused(
            _("Two phases would overlap. Each may open only when the one before it has closed.")
        )
    _number(consultation)


def _number(consultation: Consultation) -> None:
    """Positions 1, 2, 3…; by way of free ones, since no two may be equal even in between."""
    free = _free_position(consultation)
    if [phase.position for phase in consultation.phases] != list(
        range(1, len(consultation.phases) + 1)
    ):
        for offset, phase in enumerate(consultation.phases):
            phase.position = free + offset
        db.session.flush()
        for position, phase in enumerate(consultation.phases, start=1):
            phase.position = position
    db.session.flush()


def _free_position(consultation: Consultation) -> int:
    return 1 + max((phase.position for phase in consultation.phases), default=0)


def _demand_draft(consultation: Consultation) -> None:
    if consultation.state != DRAFT:
        raise Refused(_("This consultation is published, so its phases stay as they are."))


def _demand_published(consultation: Consultation) -> None:
    if consultation.state == DRAFT:
        raise Refused(_("Publish the consultation first."))


def _demand_open(consultation: Consultation, phase: Phase, now: datetime) -> None:
    _demand_published(consultation)
    if rules.phase_state(phase, now) != "open":
        raise Refused(_("This phase is not open."))


def _reason(reason: str) -> str:
    reason = clean_line(reason)[:300]
    if not reason:
        raise Refused(_("Give a reason for the new dates. Everybody can read it."))
    return reason


def _audit(
    act: str, officer: Person, phase: Phase, before: tuple[datetime, datetime] | None = None
) -> None:
    was = {"was": [moment.isoformat() for moment in before]} if before else {}
    write_audit(
        act,
        f"phase {phase.id}",
        actor_id=officer.id,
        consultation=phase.consultation_id,
        kind=phase.kind,
        opens_at=phase.opens_at.isoformat(),
        closes_at=phase.closes_at.isoformat(),
        reason=phase.dates_note,
        **was,
    )
