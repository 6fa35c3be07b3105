"""What an officer fills in about a consultation and its phases."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

import wtforms
from wtforms import FormField, SelectField, ValidationError
from wtforms.widgets import DateTimeLocalInput

from commons.base.web.forms import (
    Form,
    LineField,
    TextField,
    Validator,
    at_most,
    needed,
    one_of_the_choices,
)
from commons.cities.context import current_city
from commons.consultations.models import Consultation, Phase
from commons.consultations.rules import LocalTimeError, local_time, moment_of
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import language

FIRST_YEAR, LAST_YEAR = 2000, 2100
BODY_MOST = 20_000
ANSWER_MOST = 20_000


class MomentField(wtforms.Field):
    """A date and time on the city's clocks; ``data`` is the moment in UTC."""

    widget = DateTimeLocalInput()

    def _value(self) -> str:
        """What the control shows: what was typed, even if it cannot be read."""
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        return local_time(self.data, current_city().time_zone).strftime("%Y-%m-%dT%H:%M")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; ValueError says what is wrong with it."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        shown = self.data  # the stored moment: unchanged unless something else was typed
        self.data = None
        if not typed:
            return
        local = _read_local(typed)
        zone = current_city().time_zone
        if isinstance(shown, datetime):
            was = local_time(shown, zone)
            if was.replace(second=0, microsecond=0) == local:
                self.data = shown
                return
        try:
            self.data = moment_of(local, zone)
        except LocalTimeError:
            raise ValueError(
                _(
                    "On that day the clocks are put forward, and this time does not exist. "
                    "Choose an hour earlier or later."
                )
            ) from None


def _read_local(typed: str) -> datetime:
    """The date and time that was typed. Raises ValueError with words for the person."""
    for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"):
        try:
            local = datetime.strptime(typed, pattern)  # noqa: DTZ007  (the city's zone follows)
        except ValueError:
            continue
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            raise ValueError(
                _("Choose a year from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            )
        return local.replace(second=0)
    raise ValueError(_("Give a day and a time, like 2026-11-27 20:00."))


class PhaseForm(Form):
    """When a phase opens and closes."""

    phase_opens = MomentField(_l("Opens on"), validators=[needed(lambda: _("Say when it opens."))])
    phase_closes = MomentField(
        _l("Closes on"), validators=[needed(lambda: _("Say when it closes."))]
    )

    def validate_phase_closes(self, field: wtforms.Field) -> None:
        """It must close after it opens."""
        opens = self.phase_opens.data
        if opens and field.data and field.data <= opens:
            raise ValidationError(_("The end must come after the beginning. Choose a later date."))


class PublishedPhaseForm(PhaseForm):
    """New dates for a phase that people know of already."""

    reason = LineField(_l("Why the dates change"), validators=[at_most(300)])


class ExtendForm(Form):
    """A later end for an open phase."""

    new_end = MomentField(
        _l("New end"), validators=[needed(lambda: _("Say until when it stays open."))]
    )
    extend_reason = LineField(
        _l("Why it stays open longer"),
        validators=[needed(lambda: _("Give a reason. Everybody can read it.")), at_most(300)],
    )


class CloseForm(Form):
    """The reason for ending a phase before its time."""

    close_reason = LineField(
        _l("Why it closes early"),
        validators=[needed(lambda: _("Give a reason. Everybody can read it.")), at_most(300)],
    )


class Together:
    """Several forms on one page, for one list of what has to be mended."""

    def __init__(self, *forms: Form) -> None:
        self.forms = forms

    def __iter__(self) -> Iterator[wtforms.Field]:
        return chain.from_iterable(self.forms)

    @property
    def errors(self) -> dict[str, Any]:
        """The mistakes of all of them."""
        return {name: found for form in self.forms for name, found in form.errors.items()}

    @property
    def form_errors(self) -> list[str]:
        """The mistakes that belong to no field."""
        return [message for form in self.forms for message in form.form_errors]


class _TextForm(wtforms.Form):
    """The texts in one language."""

    title = LineField(_l("Title"), validators=[at_most(160)])
    summary = TextField(_l("Summary"), validators=[at_most(400)])
    body = TextField(_l("Main text"), validators=[at_most(BODY_MOST)])


class _LanguagesForm(Form):
    """A form with the same fields for each of the city's languages."""

    codes: Sequence[str] = ()

    def part(self, code: str) -> Any:
        """The field, or form, of a language."""
        return self[f"text_{code}"]


class TextsForm(_LanguagesForm):
    """What a consultation says, in its primary language at least."""

    primary_language = SelectField(
        _l("Main language"), validators=[one_of_the_choices], validate_choice=False
    )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Title and summary are needed in the primary language, and wherever a text is begun."""
        valid = bool(super().validate(extra_validators))
        for code in self.codes:
            part = self.part(code).form
            begun = any(field.data for field in part)
            if not begun and code != self.primary_language.data:
                continue
            for field, message in (
                (part.title, _("Write a title (%(language)s).", language=language(code).own_name)),
                (
                    part.summary,
                    _("Write a summary (%(language)s).", language=language(code).own_name),
                ),
            ):
                if not field.data:
                    field.errors = [*field.errors, message]
                    valid = False
        return valid

    def texts(self) -> dict[str, tuple[str, str, str]]:
        """Title, summary and body by language, of those that were written."""
        parts = {code: self.part(code).form for code in self.codes}
        return {
            code: (part.title.data, part.summary.data, part.body.data)
            for code, part in parts.items()
            if part.title.data
        }


class AnswerForm(_LanguagesForm):
    """The council's official answer, in the consultation's primary language at least."""

    def texts(self) -> dict[str, str]:
        """The answer by language, of those that were written."""
        return {code: self.part(code).data for code in self.codes if self.part(code).data}


def languages_of(consultation: Consultation | None) -> list[str]:
    """The languages to write in: the city's, and those that texts exist in from before."""
    codes = list(current_city().languages)
    if consultation is not None:
        older = [consultation.primary_language, *(text.language for text in consultation.texts)]
        codes += [code for code in dict.fromkeys(older) if code not in codes]
    return codes


def texts_form(consultation: Consultation | None = None) -> TextsForm:
    """The form of a consultation's texts, filled in with those it has."""
    codes = languages_of(consultation)
    fields: dict[str, Any] = {f"text_{code}": FormField(_TextForm) for code in codes}
    made: type[TextsForm] = type("TextsForm", (TextsForm,), {**fields, "codes": tuple(codes)})
    texts = consultation.texts if consultation is not None else []
    data: dict[str, Any] = {
        f"text_{text.language}": {"title": text.title, "summary": text.summary, "body": text.body}
        for text in texts
    }
    data["primary_language"] = consultation.primary_language if consultation else codes[0]
    form = made(data=data)
    form.primary_language.choices = [(code, language(code).own_name) for code in codes]
    return form


def answer_form(consultation: Consultation) -> AnswerForm:
    """The form of the official answer, filled in with the one that was given."""
    codes = sorted(
        languages_of(consultation), key=lambda code: code != consultation.primary_language
    )
    fields: dict[str, Any] = {}
    for code in codes:
        checks: list[Validator] = [at_most(ANSWER_MOST)]
        if code == consultation.primary_language:
            checks.insert(0, needed(lambda: _("Write the answer in the main language.")))
        fields[f"text_{code}"] = TextField(language(code).own_name, validators=checks)
    made: type[AnswerForm] = type("AnswerForm", (AnswerForm,), {**fields, "codes": tuple(codes)})
    return made(data={f"text_{answer.language}": answer.text for answer in consultation.answers})


def phase_form(phase: Phase | None = None, *, published: bool = False) -> PhaseForm:
    """The form of a phase's dates, filled in with those it has."""
    kind = PublishedPhaseForm if published else PhaseForm
    data = {"phase_opens": phase.opens_at, "phase_closes": phase.closes_at} if phase else {}
    return kind(data=data)
