"""The fields by which an officer says who may take part."""

from typing import Any

from wtforms import Field, RadioField, SelectMultipleField, ValidationError, widgets
from wtforms.form import BaseForm

from commons.base.web.forms import LineField, one_of_the_choices
from commons.cities.queries import districts
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.electorate import OLDEST, YOUNGEST, Electorate
from commons.people.rules import typed_code
from commons.people.verification.contract import LEVELS, level_words


def _some_of_the_choices(_form: BaseForm, field: Field) -> None:
    offered = {str(value) for value, *_rest in field.choices}  # type: ignore[attr-defined]
    if not set(field.data or ()) <= offered:
        raise ValidationError(_("Please choose only from these districts."))


def _an_age(_form: BaseForm, field: Field) -> None:
    if field.data and age_typed(field.data) is None:
        raise ValidationError(
            _(
                "Write a whole number from %(first)s to %(last)s, or leave this empty.",
                first=YOUNGEST,
                last=OLDEST,
            )
        )


def age_typed(text: str) -> int | None:
    """An age as people type it, in any script; None where it cannot be one."""
    digits = typed_code(text)
    if not digits or len(digits) != len(text.strip()) or not YOUNGEST <= int(digits) <= OLDEST:
        return None
    return int(digits)


def level_field(label: Any) -> Any:
    """How strongly it must be shown that somebody lives here."""
    return RadioField(label, [one_of_the_choices], validate_choice=False)


def districts_field() -> Any:
    """The districts whose people may take part."""
    return SelectMultipleField(
        _l("Only people of these districts"),
        [_some_of_the_choices],
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
        validate_choice=False,
        description=_l("Tick none to let the whole city take part."),
    )


def age_field() -> Any:
    """The lowest age."""
    return LineField(
        _l("Lowest age"),
        [_an_age],
        description=_l("Leave it empty to set none. Nobody is asked for a birth date."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


def offer(form: Any) -> None:
    """Give the fields ``level``, ``districts`` and ``min_age`` of a form their choices."""
    form.level.choices = [(str(level), level_words(level)) for level in LEVELS]
    form.districts.choices = [(str(one.id), one.name) for one in districts()]


def filled_in(electorate: Electorate) -> dict[str, Any]:
    """The data that a form with these fields begins with."""
    return {
        "level": str(electorate.level),
        "districts": [str(one) for one in electorate.district_ids],
        "min_age": str(electorate.min_age or ""),
    }


def electorate_from(form: Any) -> Electorate:
    """What a valid form says."""
    return Electorate(
        level=int(form.level.data),
        district_ids=tuple(sorted(int(one) for one in form.districts.data or ())),
        min_age=age_typed(form.min_age.data or ""),
    )
