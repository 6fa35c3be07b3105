"""What each page of a draft asks for, filled in with what was written before."""

from collections.abc import Mapping
from typing import Any

from flask import request

from commons.base.text import clean_line, clean_text
from commons.cities.queries import districts
from commons.contributions.forms import usual_voice
from commons.proposals.drafting.actions import Saving
from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.rules import is_number
from commons.proposals.forms import LookForm, PlaceForm, ProposalForm, WordsForm
from commons.proposals.mapping.forms import PointForm
from commons.proposals.rules import PhaseSettings

FIELDS = {
    "words": ("title", "body"),
    "place": ("district", "theme", "cost", "latitude", "longitude"),
    "look": ("language", "voice"),
}
"""The fields of a draft that each page sends."""
_MARK_LENGTH = 32


class StepPlaceForm(PlaceForm, PointForm):
    """Where it is, by district or by a point; what it is about, what it costs."""


class WholeForm(ProposalForm, PointForm):
    """All that is asked for."""


def words_form(draft: Draft | None) -> WordsForm:
    """The title and the text."""
    return WordsForm(data=_held(draft, "words"))


def place_form(draft: Draft) -> StepPlaceForm:
    """District, theme and cost: two statements for what can be chosen."""
    form = StepPlaceForm(data=_held(draft, "place"))
    needed = PhaseSettings.of(draft.phase.settings).district_needed
    form.offer(districts(), district_needed=needed, theme=_number(draft.values.get("theme")))
    return form


def look_form(draft: Draft, *, language: str) -> LookForm:
    """Language and voice. ``language`` stands there until one is chosen."""
    form = LookForm(data={"language": language, "voice": usual_voice(), **_held(draft, "look")})
    form.offer_languages()
    return form


def whole_form(draft: Draft, look: LookForm) -> WholeForm:
    """All that the draft holds, as one form that can be checked before it is posted."""
    held = {**_held(draft, "words"), **_held(draft, "place")}
    held |= {"language": look.language.data, "voice": look.voice.data}
    form = WholeForm(formdata=None, data=held, meta={"csrf": False})
    form.offer_languages()
    needed = PhaseSettings.of(draft.phase.settings).district_needed
    form.offer(districts(), district_needed=needed, theme=_number(held.get("theme")))
    return form


def typed_in(step: str) -> dict[str, Any]:
    """What this request holds of a page's fields, cleaned."""
    form = {"words": WordsForm, "place": StepPlaceForm, "look": LookForm}[step]()
    typed: dict[str, Any] = form.data
    return typed


def _held(draft: Draft | None, step: str) -> dict[str, Any]:
    values = draft.values if draft is not None else {}
    return {name: values[name] for name in FIELDS[step] if values.get(name)}


def _number(text: str | None) -> int | None:
    return int(text) if text and is_number(text) else None


def saving_of(step: str, values: Mapping[str, Any]) -> Saving:
    """What this request saves: those of the page's fields that were sent, cleaned as a form does.

    Choices too, which a form leaves as they came: not all of that can be kept. A version or mark
    that cannot be one counts as none: the text is then compared with care.
    """
    sent = {
        name: clean_text(str(values.get(name) or ""))
        for name in FIELDS[step]
        if name in request.form
    }
    version = _number(request.form.get("version")) or 0
    return Saving(sent, version, clean_line(request.form.get("tab", ""))[:_MARK_LENGTH])
