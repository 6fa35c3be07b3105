"""What all forms share: cleaned text, a hidden token, and messages that say how to mend."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField, TextAreaField, ValidationError
from wtforms.form import BaseForm
from wtforms.widgets import DateInput

from commons.base.text import clean_line, clean_text
from commons.i18n.catalogue import gettext as _

Validator = Callable[[BaseForm, Field], None]
LAST_YEAR = 2100
"""A later day is a slip of the finger."""


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form that posts back to its own address and keeps what was typed."""


class LineField(StringField):
    """One line of text, cleaned of what cannot be seen."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        super().process_formdata(valuelist)
        self.data = clean_line(self.data or "")


class TextField(TextAreaField):
    """Several lines of text, cleaned of what cannot be seen."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        super().process_formdata(valuelist)
        self.data = clean_text(self.data or "")


class DayField(Field):
    """A day on the city's calendar, or nothing."""

    widget = DateInput()

    def _value(self) -> str:
        """What the control shows: what was typed, even if it cannot be read; else what it holds."""
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; ValueError says what is wrong with it."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            self.data = date.fromisoformat(typed)
        except ValueError:
            raise ValueError(_("Give a day, like 2026-11-27.")) from None


class ExplainedRadioField(RadioField):
    """One of several ways, each with a sentence below it, that may need the choice made elsewhere.

    ``explained``: what each does. ``fitting``: with which values of the field ``beside`` each goes;
    where a script runs, the others are not shown.
    """

    explained: Mapping[str, str] = MappingProxyType({})
    fitting: Mapping[str, Sequence[str]] = MappingProxyType({})
    beside = ""


def needed(message: Callable[[], str] | None = None) -> Validator:
    """The field must be filled in."""

    def check(_form: BaseForm, field: Field) -> None:
        if field.data is None or field.data in ("", [], False):
            raise ValidationError(message() if message else _("Please fill this in."))

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def at_most(characters: int) -> Validator:
    """The text may have at most so many characters."""

    def check(_form: BaseForm, field: Field) -> None:
        length = len(field.data or "")
        if length > characters:
            raise ValidationError(
                _(
                    "This is too long: %(length)d characters. Please shorten it to %(most)d.",
                    length=length,
                    most=characters,
                )
            )

    check.field_flags = {"maxlength": characters}  # type: ignore[attr-defined]
    return check


def at_least(characters: int) -> Validator:
    """A text, if given, must have at least so many characters."""

    def check(_form: BaseForm, field: Field) -> None:
        if field.data and len(field.data) < characters:
            message = _(
                "This is too short. Please write at least %(least)d characters.", least=characters
            )
            raise ValidationError(message)

    check.field_flags = {"minlength": characters}  # type: ignore[attr-defined]
    return check


def one_of_the_choices(_form: BaseForm, field: Field) -> None:
    """The choice must be one that was offered. For fields made with ``validate_choice=False``."""
    offered = {str(value) for value, *_rest in field.choices}  # type: ignore[attr-defined]
    if str(field.data) not in offered:
        raise ValidationError(_("Please choose one of the answers."))
