"""A consultation in words: how long it is open, what each phase's state is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commons.consultations.activities import activities
from commons.consultations.models import Consultation, ConsultationText, Phase
from commons.consultations.queries import text_of
from commons.consultations.rules import ConsultationState, consultation_state, phase_state
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day_and_time, distance, money, number


def when(phase: Phase, now: datetime, zone: str) -> str:
    """Until when a phase is open, when it will be, or when it was: what matters next.

    Where the last days are only for paper, it closes to most people when they begin.
    """
    state = phase_state(phase, now)
    if state == "closed":
        return _("Closed on %(date)s", date=day_and_time(phase.closes_at, zone))
    if state == "open":
        ends = activities.get(phase.kind).online_until(phase)
        if ends <= now:
            return _("Only on paper now, until %(date)s", date=day_and_time(phase.closes_at, zone))
        return _(
            "Closes %(distance)s, on %(date)s",
            distance=distance(ends - now),
            date=day_and_time(ends, zone),
        )
    return _(
        "Opens %(distance)s, on %(date)s",
        distance=distance(phase.opens_at - now),
        date=day_and_time(phase.opens_at, zone),
    )


def state_words(state: ConsultationState) -> tuple[str, str]:
    """What a consultation's state is called, and the kind of chip that shows it."""
    return {
        "draft": (_("Draft"), "neutral"),
        "upcoming": (_("Opens soon"), "info"),
        "open": (_("Open now"), "accent"),
        "between": (_("Between two phases"), "info"),
        "finished": (_("Waits for the council's answer"), "warn"),
        "answered": (_("Answered"), "good"),
    }[state]


def steps(
    consultation: Consultation, now: datetime, zone: str, *, linked: bool = True
) -> list[dict[str, str | None]]:
    """The phases as ``ui.phase_steps`` takes them; ``linked`` where there is something to see."""
    marks = {
        "closed": ("done", _("Over")),
        "open": ("now", _("Open now")),
        "upcoming": ("next", _("Still to come")),
    }
    rows: list[dict[str, str | None]] = []
    for phase in consultation.phases:
        state = phase_state(phase, now)
        mark, label = marks[state]
        activity = activities.get(phase.kind)
        rows.append(
            {
                "title": activity.title(),
                "state": mark,
                "state_label": label,
                "when": _(
                    "%(start)s to %(end)s",
                    start=day_and_time(phase.opens_at, zone),
                    end=day_and_time(phase.closes_at, zone),
                ),
                "url": activity.url(phase) if linked and state != "upcoming" else None,
            }
        )
    return rows


@dataclass(frozen=True, slots=True)
class Card:
    """A phase as lists show it."""

    slug: str
    text: ConsultationText
    activity: str
    invitation: str
    url: str
    when: str
    iso: str
    count: str


def card(
    phase: Phase, language: str, now: datetime, zone: str, counts: Mapping[int, str] | None = None
) -> Card:
    """The card of a phase whose consultation and texts are loaded."""
    activity, state = activities.get(phase.kind), phase_state(phase, now)
    ends = phase.closes_at if state == "closed" else activity.online_until(phase)
    return Card(
        slug=phase.consultation.slug,
        text=text_of(phase.consultation, language),
        activity=activity.title(),
        invitation=activity.invitation(),
        url=activity.url(phase),
        when=when(phase, now, zone),
        iso=(phase.opens_at if state == "upcoming" else ends).isoformat(),
        count=(counts or {}).get(phase.id, ""),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A consultation as lists show it."""

    consultation: Consultation
    text: ConsultationText
    state: ConsultationState
    state_label: str
    state_kind: str
    when: str
    waits: list[str]
    """What an officer has to do, in words."""


def row(consultation: Consultation, language: str, now: datetime, zone: str) -> Row:
    """The row of a consultation whose texts and phases are loaded."""
    state = consultation_state(consultation, now)
    label, kind = state_words(state)
    return Row(
        consultation=consultation,
        text=text_of(consultation, language),
        state=state,
        state_label=label,
        state_kind=kind,
        when=_next_date(consultation.phases, now, zone),
        waits=_waits(consultation, state),
    )


def _next_date(phases: Sequence[Phase], now: datetime, zone: str) -> str:
    """The date that matters next: of the open phase, else of the next, else of the last."""
    for wanted in ("open", "upcoming"):
        for phase in phases:
            if phase_state(phase, now) == wanted:
                activity = activities.get(phase.kind).title()
                return _("%(activity)s: %(when)s", activity=activity, when=when(phase, now, zone))
    return when(phases[-1], now, zone) if phases else ""


def _waits(consultation: Consultation, state: ConsultationState) -> list[str]:
    waits = []
    if state == "draft":
        waits.append(_("Finish and publish the draft"))
    for phase in consultation.phases:
        if phase.settled_at is not None and phase.outcome_published_at is None:
            title = activities.get(phase.kind).title()
            waits.append(_("Publish the result: %(activity)s", activity=title))
    if state == "finished":
        waits.append(_("Write the official answer"))
    return waits


def facts_in_words(facts: Mapping[str, Any], currency: str) -> list[str]:
    """The facts of an outcome that everybody understands: its votes, and its cost if it has one."""
    words = []
    if isinstance(votes := facts.get("votes"), int | float):
        words.append(_("Votes: %(votes)s", votes=number(votes)))
    if isinstance(cost := facts.get("cost"), int | float) and cost:
        words.append(_("Cost: %(cost)s", cost=money(cost, currency)))
    return words
