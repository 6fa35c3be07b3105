"""What an administrator fills in about roles."""

from datetime import datetime

from wtforms import Field, RadioField, ValidationError

from commons.base import clock
from commons.base.web.forms import (
    LAST_YEAR,
    DayField,
    Form,
    LineField,
    at_most,
    needed,
    one_of_the_choices,
)
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.rules import end_of_day, normal_address


class GrantForm(Form):
    """Whom to give which role, why, and until when."""

    address = LineField(
        _l("Their e-mail address"),
        validators=[needed(lambda: _("Please type the person's e-mail address."))],
        render_kw={"type": "email", "autocomplete": "off", "inputmode": "email", "dir": "ltr"},
    )
    role = RadioField(_l("Role"), validators=[one_of_the_choices], validate_choice=False)
    reason = LineField(
        _l("Reason"),
        validators=[needed(lambda: _("Please say why they get this role.")), at_most(300)],
    )
    last_day = DayField(_l("Last day"))

    def validate_address(self, field: Field) -> None:
        """The address must look like one."""
        if field.data and normal_address(field.data) is None:
            raise ValidationError(
                _("This is not an e-mail address. It looks like name@example.org.")
            )

    def validate_last_day(self, field: Field) -> None:
        """The day must not be over."""
        if field.data is None:
            return
        if field.data.year > LAST_YEAR:
            raise ValidationError(_("Choose a day before the year %(year)s.", year=LAST_YEAR + 1))
        if end_of_day(field.data, current_city().time_zone) <= clock.now():
            raise ValidationError(_("This day is over. Choose today or a later day."))

    @property
    def ends_at(self) -> datetime | None:
        """When the last day is over, in UTC; None where no day was given."""
        day = self.last_day.data
        return end_of_day(day, current_city().time_zone) if day else None


class EndForm(Form):
    """Why a role is ended."""

    reason = LineField(
        _l("Reason"),
        validators=[needed(lambda: _("Please say why the role ends.")), at_most(300)],
    )
