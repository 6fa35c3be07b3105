"""What a reader chooses of the list, and how an address says it."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import request
from wtforms import Field, SelectField

from commons.base.web.forms import Form, LineField
from commons.contributions.forms import language_choices
from commons.contributions.models import WITHDRAWN
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.proposals.finding.models import CITY, ORGANISATION, RESIDENT
from commons.proposals.finding.rules import (
    FEW_SUPPORTS,
    MERGED,
    REVIEWED,
    SEARCH_LENGTH,
    SORTS,
    SUPPORT,
    Filter,
    Sort,
)
from commons.proposals.models import RETURNED, STATUSES, WAITING
from commons.proposals.queries import PhaseEntry
from commons.proposals.rules import status_label
from commons.proposals.themes.queries import Choice, places_and_themes

USUAL: Sort = "random"
"""The order of the page where its address names none: the early ones must not win by it."""


def sort_label(sort: Sort) -> str:
    """What an order is called, in the reader's language."""
    return {
        "random": _("By chance, each visitor differently"),
        "newest": _("Newest first"),
        "supported": _("Most supported first"),
        "discussed": _("Most discussed first"),
    }[sort]


class FilterForm(Form):
    """Which proposals a reader wants to see. What is no choice is left out, and said so."""

    class Meta:
        """It changes nothing, so it needs no token."""

        csrf = False

    q = LineField(_l("Words to look for"), render_kw={"type": "search", "maxlength": SEARCH_LENGTH})
    sort = SelectField(_l("Order"), validate_choice=False)
    phase = SelectField(_l("Consultation"), validate_choice=False)
    district = SelectField(_l("District"), validate_choice=False)
    theme = SelectField(_l("Theme"), validate_choice=False)
    status = SelectField(_l("How it stands"), validate_choice=False)
    language = SelectField(_l("Written in"), validate_choice=False)
    author = SelectField(_l("Proposed by"), validate_choice=False)
    need = SelectField(_l("What it needs"), validate_choice=False)

    def offer(
        self,
        phases: Sequence[PhaseEntry],
        places: Sequence[tuple[str, str]],
        themes: Sequence[Choice],
    ) -> None:
        """Fill in what can be chosen, in the reader's language."""
        everything = ("", _("All"))
        self.phase.choices = [
            everything,
            *((str(e.phase.id), e.title, {"lang": e.language}) for e in phases),
        ]
        self.district.choices = [everything, *places]
        self.theme.choices = [everything, *themes]
        self.status.choices = [
            everything,
            *((word, status_label(word)) for word in STATUSES),
            (WAITING, _("Waiting to be admitted")),
            (RETURNED, _("Returned to its author")),
            (REVIEWED, _("Under review")),
            (MERGED, _("Merged into another")),
            (WITHDRAWN, _("Withdrawn by the author")),
        ]
        self.language.choices = [everything, *language_choices()]
        self.author.choices = [
            everything,
            (RESIDENT, _("Residents")),
            (ORGANISATION, _("Organisations")),
            (CITY, _("The city")),
        ]
        few = _("Few supports yet (under %(few)d, still open)", few=FEW_SUPPORTS)
        self.need.choices = [everything, (SUPPORT, few)]
        self.sort.choices = [(sort, sort_label(sort)) for sort in SORTS]
        self.sort.data = self._chosen(self.sort) or USUAL

    @property
    def narrowing(self) -> list[Field]:
        """The fields that leave proposals out, in their order."""
        return [field for field in self if field.name not in {"q", "sort"}]

    @staticmethod
    def _labels(field: Field) -> dict[str, str]:
        choices = field.choices  # type: ignore[attr-defined]
        return {str(value): str(label) for value, label, *_rest in choices}

    def _chosen(self, field: Field) -> str | None:
        return field.data if field.data and field.data in self._labels(field) else None

    def _number(self, field: Field) -> int | None:
        chosen = self._chosen(field)
        return int(chosen) if chosen else None

    def wanted(self) -> Filter:
        """What the reader asked for."""
        return Filter(
            phase_id=self._number(self.phase),
            district_id=self._number(self.district),
            theme_id=self._number(self.theme),
            status=self._chosen(self.status),
            language=self._chosen(self.language),
            author=self._chosen(self.author),
            need=self._chosen(self.need),
            search=(self.q.data or "")[:SEARCH_LENGTH].strip(),
            sort=self._chosen(self.sort) or USUAL,  # type: ignore[arg-type]  # one of SORTS
        )

    def narrows(self) -> bool:
        """Whether anything but the phase and the order was asked for."""
        return self.wanted() != Filter(phase_id=self.wanted().phase_id, sort=self.wanted().sort)

    def opens_more(self) -> bool:
        """Whether a filter is used that stands below "More filters": then they are not folded."""
        return any(field.name != "phase" and self._chosen(field) for field in self.narrowing)

    def unknown(self) -> list[tuple[str, str]]:
        """What the address asks for that is not there: the field's label, and what stood there."""
        return [
            (str(field.label.text), request.args[field.name][:40])
            for field in self
            if field.name != "q" and request.args.get(field.name) and not self._asked(field)
        ]

    def _asked(self, field: Field) -> str | None:
        """What the address says of a field, where it is one of its choices."""
        given = request.args.get(field.name)
        return given if given and given in self._labels(field) else None

    def kept(self, *, with_sort: bool = True) -> dict[str, Any]:
        """The filters as an address holds them, without what says nothing."""
        kept: dict[str, Any] = {}
        if self.wanted().search:
            kept["q"] = self.wanted().search
        for field in [*([self.sort] if with_sort else []), *self.narrowing]:
            chosen = self._asked(field)
            if chosen and (field.name, chosen) != ("sort", USUAL):
                kept[field.name] = chosen
        return kept

    def said(self) -> list[tuple[str, str]]:
        """What is asked for in words, by the names of the fields, without the order."""
        said = [("q", self.wanted().search)] if self.wanted().search else []
        for field in self.narrowing:
            chosen = self._chosen(field)
            if chosen:
                said.append((field.name, self._labels(field)[chosen]))
        return said


def ways_out(form: FilterForm, address: Callable[..., str]) -> list[tuple[str, str]]:
    """Where nothing fits: what could be left out, in words, and the list without it.

    ``address`` makes an address of the filters it is given.
    """
    kept = form.kept()
    return [
        (label, address(**{other: value for other, value in kept.items() if other != name}))
        for name, label in form.said()
        if name in kept
    ]


def filter_form(phases: Sequence[PhaseEntry]) -> FilterForm:
    """The form of the request's address: one statement, for districts and themes."""
    form = FilterForm(formdata=request.args)
    form.offer(phases, *places_and_themes())
    return form
