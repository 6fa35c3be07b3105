"""What a person fills in about themselves."""

from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError

from commons.base.web.forms import Form, LineField, at_least, at_most, needed, one_of_the_choices
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.rules import CODE_DIGITS, normal_address, typed_code


class AddressForm(Form):
    """Where to send a sign-in code."""

    address = LineField(
        _l("Your e-mail address"),
        validators=[needed(lambda: _("Please type your e-mail address."))],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email", "dir": "ltr"},
    )

    def validate_address(self, field: Field) -> None:
        """The address must look like one."""
        if field.data and normal_address(field.data) is None:
            raise ValidationError(
                _("This is not an e-mail address. It looks like name@example.org.")
            )


class DeviceForm(Form):
    """What kind of device this is."""

    shared = BooleanField(_l("Other people use this device too"))


class CodeForm(DeviceForm):
    """The code from the mail."""

    code = LineField(
        _l("The code from the mail"),
        validators=[needed(lambda: _("Please type the code we sent you."))],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"},
    )

    def validate_code(self, field: Field) -> None:
        """It has six digits, however they are spaced."""
        if field.data and len(typed_code(field.data)) != CODE_DIGITS:
            raise ValidationError(_("The code has 6 digits. Please type all of them."))


class AccountForm(Form):
    """What a person is called, and how we write to them."""

    display_name = LineField(
        _l("Your name here"),
        validators=[needed(), at_least(2), at_most(60)],
        render_kw={"autocomplete": "nickname"},
    )
    language = SelectField(
        _l("Language of your mails"), validators=[one_of_the_choices], validate_choice=False
    )
    district = SelectField(
        _l("Your district"), validators=[one_of_the_choices], validate_choice=False
    )
    shown_as = RadioField(
        _l("How is what you write shown?"), validators=[one_of_the_choices], validate_choice=False
    )
