"""Consultations for tests, and an activity in which nothing is done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from flask import url_for
from wtforms import IntegerField

from commons.base import clock
from commons.base.web.forms import Form, needed
from commons.consultations import actions
from commons.consultations.activities import Activity, Result, activities
from commons.consultations.models import Consultation, Phase
from commons.people import actions as people_actions
from commons.people import granting
from commons.people.models import Person

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


class MinutesForm(Form):
    """How long the silence is."""

    minutes = IntegerField("Minutes", validators=[needed()])


class Silence(Activity):
    """People keep silent together. It remembers what was asked of it."""

    name = "silence"

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []
        self.results: list[Result] = []
        self.problems: list[str] = []
        self.fails = False

    def title(self) -> str:
        return "Silence"

    def invitation(self) -> str:
        return "Keep silent"

    def url(self, phase: Phase) -> str:
        return f"{url_for('consultations.home')}silence/{phase.id}"

    def settings_form(self, phase: Phase | None) -> Form:
        return MinutesForm(data=phase.settings if phase else {"minutes": 5})

    def settings_from(self, form: Form) -> dict[str, Any]:
        return {"minutes": form.data["minutes"]}

    def check(self, phase: Phase) -> list[str]:
        return self.problems

    def open(self, phase: Phase) -> None:
        self.calls.append(("open", phase.position))

    def settle(self, phase: Phase) -> Sequence[Result]:
        if self.fails:
            raise RuntimeError("somebody spoke")
        self.calls.append(("settle", phase.position))
        return self.results

    def counts(self, phases: Sequence[Phase]) -> Mapping[int, str]:
        return {phase.id: "34 silent people" for phase in phases}


def register_silence() -> Silence:
    """A new silence, in the place of an earlier one."""
    silence = Silence()
    activities.register(silence)
    return silence


def officer(address: str = "officer@example.org") -> Person:
    """Somebody who runs consultations."""
    _code, link = people_actions.issue_code(address)
    person = people_actions.check_link(link)
    if not person.roles:
        granting.grant_role(person, "officer", reason="for a test")
        person.roles = frozenset({"officer"})
    return person


def draft(
    by: Person,
    *moments: datetime,
    title: str = "What shall the old tram depot become?",
    kind: str | Iterable[str] = "silence",
    language: str = "en",
    settings: Mapping[str, Any] | None = None,
    **more_texts: tuple[str, str, str],
) -> Consultation:
    """A draft with phases end to end between the moments; ``kind`` for all, or one for each."""
    consultation = actions.create_consultation(
        by,
        primary_language=language,
        texts={
            language: (title, "Tell the city what you need there.", "All about it."),
            **more_texts,
        },
    )
    kinds = [kind] * (len(moments) - 1) if isinstance(kind, str) else list(kind)
    for name, (opens_at, closes_at) in zip(kinds, pairwise(moments), strict=True):
        actions.add_phase(
            by,
            consultation.id,
            kind=name,
            opens_at=opens_at,
            closes_at=closes_at,
            settings=settings if settings is not None else {"minutes": 5},
        )
    return consultation


def published(by: Person, *moments: datetime, **kwargs: Any) -> Consultation:
    """As ``draft``, and published a week before the first moment."""
    with clock.at(moments[0] - 7 * DAY):
        consultation = draft(by, *moments, **kwargs)
        return actions.publish_consultation(by, consultation.id)
