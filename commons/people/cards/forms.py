"""What is typed about cards: a code, a new batch, the end of a card."""

from datetime import datetime

from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
    widgets,
)

from commons.base import clock
from commons.base.web.forms import DayField, Form, LineField, at_most, needed, one_of_the_choices
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.cards.rules import MOST_CARDS
from commons.people.forms import DeviceForm
from commons.people.rules import end_of_day

MOST_LANGUAGES = 3
"""Languages that have room on a card."""
_AS_A_CODE = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "class": "card-code",
}


class AddCardForm(Form):
    """The code of a card."""

    code = LineField(
        _l("The code on your card"),
        validators=[needed(lambda: _("Please type the code that is on your card."))],
        render_kw=_AS_A_CODE,
    )


class CardForm(AddCardForm, DeviceForm):
    """The code of a card, to come in with."""


class BatchForm(Form):
    """Cards to be made."""

    place = LineField(
        _l("Where they are handed out"),
        validators=[
            needed(lambda: _("Please name the place, such as: main library.")),
            at_most(100),
        ],
    )
    count = LineField(
        _l("How many"),
        validators=[needed(lambda: _("Please say how many cards you need."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    level = RadioField(
        _l("What the card shows"), validators=[one_of_the_choices], validate_choice=False
    )
    district = SelectField(_l("For whom"), validators=[one_of_the_choices], validate_choice=False)
    last_day = DayField(_l("Last day for the first use"))
    languages = SelectMultipleField(
        _l("Languages on the card"),
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
        validate_choice=False,
    )
    mark = HiddenField()

    def validate_count(self, field: Field) -> None:
        """A whole number within bounds."""
        if field.data and self.how_many is None:
            raise ValidationError(
                _("Type a whole number from 1 to %(most)s.", most=MOST_CARDS),
            )

    def validate_last_day(self, field: Field) -> None:
        """The day must not be over, nor further away than anybody plans."""
        if field.data is None:
            return
        if field.data.year > clock.now().year + 10:
            raise ValidationError(_("Choose a day within the next ten years."))
        if end_of_day(field.data, current_city().time_zone) <= clock.now():
            raise ValidationError(_("This day is over. Choose today or a later day."))

    def validate_languages(self, field: Field) -> None:
        """One to three of the city's languages."""
        offered = {code for code, _name in field.choices}  # type: ignore[attr-defined]
        chosen = field.data or []
        if not chosen or not set(chosen) <= offered:
            raise ValidationError(_("Choose at least one language."))
        if len(chosen) > MOST_LANGUAGES:
            raise ValidationError(
                _("There is room for %(most)s languages on a card.", most=MOST_LANGUAGES)
            )

    @property
    def how_many(self) -> int | None:
        """The number of cards; None where none that can be was typed."""
        typed = self.count.data or ""
        if not typed.isdecimal() or len(typed) > 6:
            return None
        return int(typed) if 1 <= int(typed) <= MOST_CARDS else None

    @property
    def expires_at(self) -> datetime | None:
        """When the last day is over, in UTC."""
        day = self.last_day.data
        return end_of_day(day, current_city().time_zone) if day else None


class EndCardsForm(Form):
    """Why cards are ended."""

    reason = LineField(
        _l("Reason"), validators=[needed(lambda: _("Please say why.")), at_most(300)]
    )


class EndCardForm(EndCardsForm):
    """Which card is ended, and which one takes its place."""

    number = LineField(
        _l("Number of the lost card"),
        validators=[needed(lambda: _("Please type the number. It looks like K3-0042."))],
        render_kw={"autocomplete": "off"},
    )
    code = LineField(_l("Code of a new card for the same person"), render_kw=_AS_A_CODE)
