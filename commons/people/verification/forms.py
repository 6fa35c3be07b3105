"""What people and officers fill in about living here."""

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
    widgets,
)

from commons.base.web.forms import Form, LineField, at_most, needed, one_of_the_choices
from commons.cities.queries import districts
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.electorate_form import age_typed
from commons.people.verification import census_rules

AS_A_CODE = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "dir": "ltr",
    "class": "card-code",
}


class LetterCodeForm(Form):
    """The code from a letter."""

    code = LineField(
        _l("The code in the letter"),
        validators=[needed(lambda: _("Please type the code that is in the letter."))],
        render_kw=AS_A_CODE,
    )


class AddressForm(Form):
    """Where a letter goes."""

    name = LineField(
        _l("Name on the letterbox"),
        validators=[at_most(120)],
        description=_l("Only so that the letter arrives. Leave it empty if it arrives without."),
        render_kw={"autocomplete": "off"},
    )
    street = LineField(
        _l("Street and number"),
        validators=[needed(lambda: _("Please write the street and the number.")), at_most(120)],
        render_kw={"autocomplete": "street-address"},
    )
    place = LineField(
        _l("Postal code and town"),
        validators=[needed(lambda: _("Please write the postal code and the town.")), at_most(120)],
        render_kw={"autocomplete": "postal-code"},
    )
    district = SelectField(_l("District"), [one_of_the_choices], validate_choice=False)

    def offer(self) -> None:
        """Give the districts to choose from."""
        self.district.choices = [("", _("I do not know"))] + [
            (str(one.id), one.name) for one in districts()
        ]

    @property
    def district_id(self) -> int | None:
        """The district that was chosen."""
        return int(self.district.data) if self.district.data else None


class VouchCodeForm(Form):
    """The code of who asks others to vouch."""

    code = LineField(
        _l("The code you were given"),
        validators=[needed(lambda: _("Please type the code you were given."))],
        render_kw=AS_A_CODE,
    )


class VouchForm(Form):
    """That one knows somebody who lives here."""

    code = HiddenField()
    speaker = RadioField(_l("Who vouches"), [one_of_the_choices], validate_choice=False)
    sure = BooleanField(
        _l("I know that this person lives here"),
        validators=[needed(lambda: _("Please tick the box if you know that they live here."))],
    )


class DeskCodeForm(Form):
    """Who is at the desk."""

    code = LineField(
        _l("Short code, or code of the access card"),
        validators=[needed(lambda: _("Please type the code that the person shows you."))],
        render_kw=AS_A_CODE,
    )


class DeskForm(Form):
    """What is confirmed at a desk."""

    code = HiddenField()
    district = SelectField(_l("District"), [one_of_the_choices], validate_choice=False)
    age = LineField(
        _l("At least this old, in years"),
        description=_l("Only if the person wants it confirmed. Never write a birth date anywhere."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    sure = BooleanField(
        _l("I have made sure that this person lives in the city"),
        validators=[needed(lambda: _("Please tick the box once you have made sure."))],
    )

    def offer(self) -> None:
        """Give the districts to choose from."""
        self.district.choices = [("", _("Not confirmed"))] + [
            (str(one.id), one.name) for one in districts()
        ]

    def validate_age(self, field: Field) -> None:
        """An age, or nothing."""
        if field.data and age_typed(field.data) is None:
            raise ValidationError(_("Write an age in whole years, or leave this empty."))


class WaysForm(Form):
    """Which ways the city offers."""

    ways = SelectMultipleField(
        _l("Ways that the city offers"),
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
        validate_choice=False,
    )


class RecipeForm(Form):
    """What the city's list is made of."""

    fields = SelectMultipleField(
        _l("What people will be asked for"),
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
        validate_choice=False,
    )
    ages = LineField(
        _l("Ages to confirm"),
        description=_l("Such as: 16, 18. Leave it empty to confirm none."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def validate_fields(self, field: Field) -> None:
        """They must tell people apart."""
        if not census_rules.enough(field.data or []):
            raise ValidationError(
                _(
                    "Choose at least three, one of them the date of birth. The number on a letter "
                    "is enough alone."
                )
            )

    def validate_ages(self, _field: Field) -> None:
        """Ages with commas between."""
        if self.ages_typed is None:
            raise ValidationError(_("Write ages with commas between: 16, 18."))

    @property
    def ages_typed(self) -> list[int] | None:
        """The ages; None for what are none."""
        parts = [
            part for part in (self.ages.data or "").replace("،", ",").split(",") if part.strip()
        ]
        found = [age_typed(part) for part in parts]
        return None if None in found else [age for age in found if age is not None]


class CensusFileForm(Form):
    """The scrambled list."""

    file = FileField(
        _l("The scrambled list"),
        validators=[needed(lambda: _("Please choose the file."))],
    )
    whole = BooleanField(_l("This is the whole list: take out who is not in it"))


class StartAnewForm(Form):
    """Removing the list takes a tick."""

    sure = BooleanField(
        _l("Remove the list. Everybody who showed it by the list must show it again."),
        validators=[needed(lambda: _("Please tick the box if you want to remove the list."))],
    )
