"""What people say about themselves, what an officer asks, and how the city is made up."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, RadioField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from commons.base.web.forms import Form, LineField, at_most
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.inclusion.models import InclusionReference
from commons.inclusion.questions import NOT_SAID, Question, questions

MOST_PEOPLE = 100_000_000


class AboutYouForm(Form):
    """Questions about oneself. Each may be left open."""

    asked: Sequence[str] = ()

    def answers(self) -> dict[str, str]:
        """The bands that were chosen."""
        return {name: self[name].data for name in self.asked if self[name].data}


def _offered_or_nothing(_form: Any, field: Field) -> None:
    offered = {code for code, _label in field.choices}  # type: ignore[attr-defined]
    if field.data and field.data not in offered:
        raise ValidationError(_("Please choose one of the answers."))


def about_you_form(asked: Sequence[str], answers: Mapping[str, str]) -> AboutYouForm:
    """The form of these questions, filled in with what was said before."""
    fields: dict[str, Any] = {}
    names = [name for name in asked if name in questions]
    for name in names:
        question = questions.get(name)
        fields[name] = RadioField(
            question.asked,
            description=question.reason,
            validators=[_offered_or_nothing],
            validate_choice=False,
        )
    made: type[AboutYouForm] = type("AboutYouForm", (AboutYouForm,), {**fields, "asked": names})
    form = made(data=dict(answers))
    for name in names:
        bands = [(band.code, band.label) for band in questions.get(name).bands()]
        form[name].choices = [*bands, (NOT_SAID, _("I would rather not say"))]
    return form


class ChoiceForm(Form):
    """Which questions a consultation asks."""

    chosen = SelectMultipleField(
        _l("Ask about"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def validate_chosen(self, field: Field) -> None:
        """Only known questions."""
        if any(name not in questions for name in field.data or ()):
            raise ValidationError(_("Please choose one of the answers."))


def choice_form(chosen: Sequence[str]) -> ChoiceForm:
    """The form of what is asked."""
    form = ChoiceForm(data={"chosen": list(chosen)})
    form.chosen.choices = [
        (each.name, _("%(question)s: %(words)s", question=each.title, words=each.asked))
        for each in questions
    ]
    return form


class PeopleField(LineField):
    """How many people; empty for none that is known."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take digits of any script, with blanks or full stops between thousands."""
        super().process_formdata(valuelist)
        self.people: int | None = None
        typed = "".join(ch for ch in (self.data or "") if ch not in " .,'\u00a0\u202f٬")
        if not typed:
            return
        if not typed.isdecimal() or int(typed) > MOST_PEOPLE:
            raise ValueError(_("Write a whole number of people, like 12 500."))
        self.people = int(typed)


class ReferenceForm(Form):
    """How many people of each band live in the city, and where that is known from."""

    codes: Sequence[str] = ()

    source = LineField(
        _l("Where the figures are from"),
        description=_l("For example: census 2021, national statistical office."),
        validators=[at_most(200)],
    )

    def fields_of_bands(self) -> list[PeopleField]:
        """The fields for numbers, in the order of the bands."""
        return [self[f"band_{number}"] for number in range(len(self.codes))]

    def people(self) -> dict[str, int]:
        """People by band, of those that were filled in."""
        filled = zip(self.codes, self.fields_of_bands(), strict=True)
        return {code: field.people for code, field in filled if field.people is not None}


def reference_form(question: Question, known: InclusionReference | None) -> ReferenceForm:
    """The form of a question's figures, filled in with those there are."""
    bands = question.bands()
    fields: dict[str, Any] = {
        f"band_{number}": PeopleField(band.label) for number, band in enumerate(bands)
    }
    made: type[ReferenceForm] = type(
        "ReferenceForm", (ReferenceForm,), {**fields, "codes": [band.code for band in bands]}
    )
    people = known.people if known is not None else {}
    data = {f"band_{n}": str(people.get(band.code, "")) for n, band in enumerate(bands)}
    return made(data={**data, "source": known.source if known is not None else ""})
