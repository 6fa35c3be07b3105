"""What is filled in about the life of a proposal."""

from wtforms import Field, SelectField, ValidationError

from commons.base.web.forms import DayField, Form, TextField, at_most, needed, one_of_the_choices
from commons.cities.context import current_city
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES
from commons.proposals.life.actions.reviewing import today
from commons.proposals.life.rules import REASON_LENGTH
from commons.proposals.rules import ANSWER_LENGTH


class InLanguage(Form):
    """Something an officer says in public, in one of the city's languages."""

    language = SelectField(
        _l("Language you write in"), validators=[one_of_the_choices], validate_choice=False
    )

    def offer(self) -> None:
        """Fill in the city's languages; the one the page is read in comes first, where it can."""
        codes, own = current_city().languages, current_language().code
        self.language.choices = [
            (code, LANGUAGES[code].own_name, {"lang": code, "dir": LANGUAGES[code].direction})
            for code in codes
        ]
        self.language.data = self.language.data or (own if own in codes else codes[0])


class ReasonForm(InLanguage):
    """Why something is done with a proposal."""

    reason = TextField(
        _l("Reason"),
        validators=[
            needed(lambda: _("Please write the reason. Everybody can read it.")),
            at_most(REASON_LENGTH),
        ],
    )


class ReviewForm(InLanguage):
    """Until when the city means to answer, and what it looks into."""

    until = DayField(_l("When the city means to answer"))
    note = TextField(_l("What you look into"), validators=[at_most(REASON_LENGTH)])

    def validate_until(self, field: Field) -> None:
        """A day that is not over."""
        if field.data is not None and field.data < today():
            raise ValidationError(_("This day is over. Please choose today or a later day."))


class HandInForm(Form):
    """What the author did, or why it is right as it is."""

    note = TextField(
        _l("What you changed, or why it is right as it is"), validators=[at_most(REASON_LENGTH)]
    )


class TranslateForm(Form):
    """The official answer in one more language."""

    text = TextField(
        _l("The answer in this language"),
        validators=[
            needed(lambda: _("Please write the city's answer.")),
            at_most(ANSWER_LENGTH),
        ],
    )
