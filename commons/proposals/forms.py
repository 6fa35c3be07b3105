"""What a person fills in to propose, and an officer to answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError

from commons.base.web.forms import (
    Form,
    LineField,
    TextField,
    at_most,
    needed,
    one_of_the_choices,
)
from commons.cities.context import current_city
from commons.cities.models import District
from commons.contributions.forms import VoiceForm, language_choices
from commons.contributions.rules import BODY_LENGTH, TITLE_LENGTH
from commons.contributions.voices import voices
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES, Language
from commons.people.current import current_person
from commons.people.electorate_form import (
    age_field,
    districts_field,
    electorate_from,
    level_field,
)
from commons.proposals.models import DECISIONS
from commons.proposals.rules import (
    ANSWER_LENGTH,
    NotAnAmount,
    PhaseSettings,
    parse_cost,
    status_label,
)
from commons.proposals.themes.queries import theme_choices

MOST_EACH = 1_000


class WordsForm(Form):
    """The words of a proposal."""

    title = LineField(
        _l("Title"),
        validators=[needed(lambda: _("Please give it a title.")), at_most(TITLE_LENGTH)],
        render_kw={"maxlength": False},  # a title that is pasted is not cut without a word
    )
    body = TextField(
        _l("What should change, and why?"),
        validators=[
            needed(lambda: _("Please write what should change, and why.")),
            at_most(BODY_LENGTH),
        ],
    )


class PlaceForm(Form):
    """Where it is, what it is about, what it costs."""

    district = SelectField(_l("District"), validators=[one_of_the_choices], validate_choice=False)
    theme = SelectField(_l("Theme"), validators=[one_of_the_choices], validate_choice=False)
    cost = LineField(
        _l("What it costs, about"),
        validators=[at_most(40)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def offer(
        self,
        districts: Sequence[District],
        *,
        district_needed: bool = False,
        theme: int | None = None,
    ) -> None:
        """Fill in what can be chosen; ``theme`` is the one that the text has already."""
        first = _("Please choose") if district_needed else _("The whole city")
        self.district.choices = [("", first), *((str(d.id), d.name) for d in districts)]
        self.district_needed = district_needed
        themes = theme_choices(also=theme)
        self.theme.choices = [("", _("None of these")), *themes]
        # What was never asked is as good as what was left out.
        self.district.data, self.theme.data = self.district.data or "", self.theme.data or ""
        self.has_themes = bool(themes)
        self.cost.flags.optional = self.theme.flags.optional = True

    def validate_district(self, field: Field) -> None:
        """Where the officer asked for a district, it must be chosen."""
        if self.district_needed and not field.data:
            raise ValidationError(_("Please choose the district your proposal is about."))

    def validate_cost(self, field: Field) -> None:
        """It must be a whole amount, however it is written."""
        try:
            parse_cost(field.data or "")
        except NotAnAmount as problem:
            raise ValidationError(str(problem)) from problem


class EditForm(WordsForm, PlaceForm):
    """What of a proposal may be changed later."""

    def values(self) -> dict[str, Any]:
        """What a valid form says, as the actions take it."""
        return {
            "title": self.title.data,
            "body": self.body.data,
            "district_id": int(self.district.data) if self.district.data else None,
            "theme_id": int(self.theme.data) if self.theme.data else None,
            "cost": parse_cost(self.cost.data or ""),
        }


class LookForm(VoiceForm):
    """What is confirmed when a proposal is looked over."""

    language = SelectField(
        _l("Language you wrote in"), validators=[one_of_the_choices], validate_choice=False
    )

    def offer_languages(self) -> None:
        """Fill in the languages, and as whom the person can speak."""
        self.language.choices = language_choices()
        self.voice.choices = voices(current_person())


class ProposalForm(EditForm, LookForm):
    """A whole new proposal: what a draft must hold to be posted."""

    def values(self) -> dict[str, Any]:
        """What a valid form says, as ``submit_proposal`` takes it."""
        return {
            **super().values(),
            "language": self.language.data,
            "voice": self.voice.data,
        }


class AnswerForm(Form):
    """The city's answer: one decision, its reasons in one language or more."""

    decision = RadioField(
        _l("How did the city decide?"), validators=[one_of_the_choices], validate_choice=False
    )

    @property
    def texts(self) -> list[tuple[Language, Field]]:
        """The fields of the answer's texts with their languages, the city's main one first."""
        return [(LANGUAGES[code], self[f"text_{code}"]) for code in current_city().languages]

    def written(self) -> Mapping[str, str]:
        """The texts by language, without empty ones."""
        return {language.code: field.data for language, field in self.texts if field.data}


def answer_form(data: Mapping[str, Any]) -> AnswerForm:
    """The form for an answer in the current city's languages; the main one is needed."""

    class CityAnswerForm(AnswerForm):
        """The form with a text for each language of this city."""

    for place, code in enumerate(current_city().languages):
        validators = [at_most(ANSWER_LENGTH)]
        if place == 0:
            validators.insert(0, needed(lambda: _("Please write the city's answer.")))
        label = _("Answer in %(language)s", language=LANGUAGES[code].own_name)
        setattr(CityAnswerForm, f"text_{code}", TextField(label, validators=validators))
    form = CityAnswerForm(data=data)
    form.decision.choices = [(word, status_label(word)) for word in DECISIONS]
    for _language, field in form.texts[1:]:
        field.flags.optional = True
    return form


class PhaseSettingsForm(Form):
    """What an officer chooses for a phase of proposals."""

    most_each = LineField(
        _l("How many proposals each person can post"),
        description=_l("Leave this empty for as many as they like."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    district_needed = BooleanField(_l("Each proposal must name a district"))
    level = level_field(_l("What people must show to propose"))
    districts = districts_field()
    min_age = age_field()
    comments_too = BooleanField(_l("Comments and support are for the same people only"))
    admission = BooleanField(_l("Officers admit proposals before they go on"))

    def validate_most_each(self, field: Field) -> None:
        """A whole number from 1, or nothing."""
        if field.data and not self._number():
            raise ValidationError(
                _("Please write a whole number from 1 to %(most)d.", most=MOST_EACH)
            )

    def _number(self) -> int | None:
        try:
            number = parse_cost(self.most_each.data or "")
        except NotAnAmount:
            return None
        return number if number is not None and number <= MOST_EACH else None

    def settings(self) -> PhaseSettings:
        """What a valid form says."""
        return PhaseSettings(
            self._number(),
            bool(self.district_needed.data),
            electorate_from(self),
            bool(self.comments_too.data),
            bool(self.admission.data),
        )
