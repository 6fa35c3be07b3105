"""What an administrator fills in about organisations."""

from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError

from commons.base import clock
from commons.base.web.forms import (
    LAST_YEAR,
    DayField,
    Form,
    LineField,
    TextField,
    at_least,
    at_most,
    needed,
    one_of_the_choices,
)
from commons.cities.context import current_city
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES
from commons.people.organisations.actions import ABOUT_LENGTH, NAME_LENGTH, Described
from commons.people.organisations.models import KINDS, Organisation
from commons.people.organisations.words import kind_words
from commons.people.rules import end_of_day


class OrganisationForm(Form):
    """What an organisation is, until when it speaks here, and why."""

    name = LineField(
        _l("Its name"),
        validators=[
            needed(lambda: _("Please write the organisation's name.")),
            at_least(2),
            at_most(NAME_LENGTH),
        ],
    )
    kind = RadioField(_l("What it is"), validators=[one_of_the_choices], validate_choice=False)
    about = TextField(
        _l("What it does, in a few sentences"),
        validators=[needed(lambda: _("Please say what it does.")), at_most(ABOUT_LENGTH)],
    )
    language = SelectField(
        _l("Language you write in"), validators=[one_of_the_choices], validate_choice=False
    )
    accredited = BooleanField(_l("It may vouch that people live here"))
    last_day = DayField(_l("Last day"))
    reason = LineField(
        _l("Reason"),
        validators=[needed(lambda: _("Please say why.")), at_most(300)],
    )

    def validate_last_day(self, field: Field) -> None:
        """The day must not be over."""
        if field.data is None:
            return
        if field.data.year > LAST_YEAR:
            raise ValidationError(_("Choose a day before the year %(year)s.", year=LAST_YEAR + 1))
        if end_of_day(field.data, current_city().time_zone) <= clock.now():
            raise ValidationError(_("This day is over. Choose today or a later day."))

    def described(self) -> Described:
        """What a valid form says."""
        day = self.last_day.data
        return Described(
            name=self.name.data or "",
            kind=self.kind.data,
            about=self.about.data or "",
            language=self.language.data,
            accredited=bool(self.accredited.data),
            ends_at=end_of_day(day, current_city().time_zone) if day else None,
        )


def organisation_form(found: Organisation | None = None) -> OrganisationForm:
    """The form for a new organisation, or one filled in with what is there."""
    data = {"language": current_language().code}
    if found is not None:
        data = {name: getattr(found, name) for name in ("name", "kind", "about", "language")}
    form = OrganisationForm(data={**data, "accredited": bool(found and found.accredited)})
    form.kind.choices = [(kind, kind_words(kind)) for kind in KINDS]
    own = current_city().languages
    codes = [*own, *(code for code in LANGUAGES if code not in own)]
    form.language.choices = [(code, LANGUAGES[code].own_name) for code in codes]
    return form


class ReasonForm(Form):
    """Why an organisation is ended."""

    reason = LineField(
        _l("Reason"), validators=[needed(lambda: _("Please say why.")), at_most(300)]
    )


class SpeakerForm(ReasonForm):
    """Who may speak as an organisation, and why."""

    who = LineField(
        _l("Their e-mail address, or their name here"),
        validators=[
            needed(lambda: _("Please type the person's e-mail address or name.")),
            at_most(254),
        ],
        render_kw={"autocomplete": "off"},
    )
