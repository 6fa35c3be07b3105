"""The pages on which a draft is written, gathered for their templates."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for

from commons.base import clock
from commons.base.web.forms import Form
from commons.cities.context import current_city
from commons.cities.points import NotAPoint, read_point
from commons.consultations.rules import phase_state
from commons.contributions.queries import ReadableText, readable
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import money
from commons.people.current import current_person
from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.owners import current_owner
from commons.proposals.drafting.queries import entry_of, own_drafts
from commons.proposals.drafting.rules import STEPS
from commons.proposals.mapping.here import city_centre, where_words
from commons.proposals.models import Proposal
from commons.proposals.queries import PhaseEntry, proposal_phase, proposals_alike
from commons.proposals.rules import NotAnAmount, PhaseSettings, parse_cost
from commons.proposals.themes.queries import theme_called


@dataclass(frozen=True, slots=True)
class Page:
    """What every page of a draft shows around its fields."""

    step: str
    entry: PhaseEntry
    key: str
    version: int
    tab: str
    """By chance, for this open page: see ``rules.overtaken``."""
    fresh: bool
    """Nothing is saved yet."""
    save_url: str

    @property
    def number(self) -> int:
        """Which step it is, from 1."""
        return STEPS.index(self.step) + 1

    @property
    def steps(self) -> int:
        """How many there are."""
        return len(STEPS)

    @property
    def kept_here_as(self) -> str:
        """What the browser keeps it under while there is no connection."""
        return f"proposal-new-{self.entry.phase.id}" if self.fresh else f"proposal-{self.key}"


def page_of(step: str, draft: Draft) -> Page:
    """A page of a draft that ``own_draft`` gave."""
    return Page(
        step=step,
        entry=entry_of(draft, current_language().code),
        key=draft.key,
        version=draft.version,
        tab=_tab(),
        fresh=False,
        save_url=url_for("drafting.save", key=draft.key, step=step) if step != "pictures" else "",
    )


def fresh_page(entry: PhaseEntry, key: str) -> Page:
    """The first page of a draft that is yet to begin."""
    save_url = url_for("drafting.save", key=key, step="words", phase=entry.phase.id)
    return Page("words", entry, key, 0, _tab(), fresh=True, save_url=save_url)


def _tab() -> str:
    return secrets.token_hex(8)


def step_page(page: Page, form: Form, errors: Sequence[str] = (), **more: Any) -> str:
    """A page with its fields, as HTML."""
    return render_template(
        f"drafting/{page.step}.html", page=page, form=form, errors=errors, **more
    )


def words_page(page: Page, form: Form, errors: Sequence[str] = (), *, typed: bool = False) -> str:
    """The first page: with a list of what is unfinished, unless something was typed here."""
    drafts = own_drafts(current_owner()) if page.fresh and not typed else []
    return step_page(page, form, errors, drafts=[shown_draft(one) for one in drafts])


def fresh_words(phase_id: int, key: str, form: Form, errors: Sequence[str]) -> str:
    """The first page again, where nothing could be saved yet. Raises NotFound."""
    entry = proposal_phase(phase_id, current_language().code)
    return words_page(fresh_page(entry, key), form, errors, typed=True)


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft in a list."""

    draft: Draft
    title: str
    entry: PhaseEntry
    open: bool
    """It can be posted now."""


def shown_draft(draft: Draft) -> ShownDraft:
    """A draft of ``own_drafts``, for a list. No statement."""
    return ShownDraft(
        draft,
        draft.values.get("title") or _("Without a title yet"),
        entry_of(draft, current_language().code),
        phase_state(draft.phase, clock.now()) == "open",
    )


Refusals = Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Similar:
    """A proposal that says something alike, beside the draft."""

    proposal: Proposal
    text: ReadableText
    reason: str
    """Why the draft is another one, as far as its author has said so."""
    error: str = ""
    """Why that cannot be kept."""


def similar_to(draft: Draft, refused: Refusals) -> list[Similar]:
    """Proposals of others that the draft's title is like: at most four statements.

    ``refused`` has, by the number of the other proposal, what cannot be kept and why.
    """
    person = current_person()
    found = [
        one
        for one in proposals_alike(str(draft.values.get("title", "")))
        if person is None or one.author_id != person.id
    ]
    texts = readable(found, current_language().code)
    said = draft.values.get("different", {})
    return [
        Similar(one, texts[one.id], *refused.get(one.id, (said.get(str(one.id), ""), "")))
        for one in found
    ]


def _facts(draft: Draft) -> list[tuple[str, str]]:
    """Place, theme and cost as they will be shown. No statement."""
    said = [
        (_("District"), draft.district_name),
        (_("A point on the map"), _place_of(draft.values)),
        (_("Theme"), theme_called(draft.theme_names) if draft.theme_names else ""),
        (_("Cost, as its author sees it"), _cost_of(draft.values)),
    ]
    return [(label, value) for label, value in said if value]


def _place_of(values: Mapping[str, str]) -> str:
    """Where the point is, in words; as it was typed where that is no point."""
    typed = values.get("latitude") or "", values.get("longitude") or ""
    try:
        point = read_point(*typed, centre=city_centre())
    except NotAPoint:
        return " ".join(typed).strip()
    return "" if point is None else where_words(point.latitude, point.longitude) or point.text


def _cost_of(values: Mapping[str, str]) -> str:
    """The cost as money; as it was typed where that is no amount."""
    typed = values.get("cost") or ""
    try:
        amount = parse_cost(typed)
    except NotAnAmount:
        return typed
    return "" if amount is None else money(amount, current_city().currency)


def look_page(
    draft: Draft,
    form: Form,
    errors: Sequence[str] = (),
    *,
    refused: Refusals | None = None,
    **more: Any,
) -> str:
    """The last page: how it reads, what is like it, in which language and as whom it is posted."""
    asked = PhaseSettings.of(draft.phase.settings).electorate
    return step_page(
        page_of("look", draft),
        form,
        errors,
        draft=draft,
        facts=_facts(draft),
        similar=similar_to(draft, refused or {}),
        asked=asked,
        **more,
    )
