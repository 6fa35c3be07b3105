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
from commons.contributions.models import WITHDRAWN
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
from commons.proposals.models import DECISIONS, STATUSES
from commons.proposals.queries import Filter, PhaseEntry
from commons.proposals.rules import (
    ANSWER_LENGTH,
    NotAnAmount,
    PhaseSettings,
    parse_cost,
    status_label,
)

MOST_EACH = 1_000


class EditForm(Form):
    """What of a proposal may be changed later."""

    title = LineField(
        _l("Title"),
        validators=[needed(lambda: _("Please give it a title.")), at_most(TITLE_LENGTH)],
    )
    body = TextField(
        _l("What should change, and why?"),
        validators=[
            needed(lambda: _("Please write what should change, and why.")),
            at_most(BODY_LENGTH),
        ],
    )
    district = SelectField(_l("District"), validators=[one_of_the_choices], validate_choice=False)
    cost = LineField(
        _l("What it costs, about"),
        validators=[at_most(40)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def offer(self, districts: list[District], *, district_needed: bool = False) -> None:
        """Fill in the districts that can be chosen."""
        first = _("Please choose") if district_needed else _("The whole city")
        self.district.choices = [("", first), *((str(d.id), d.name) for d in districts)]
        self.district_needed = district_needed
        self.cost.flags.optional = True

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

    def values(self) -> dict[str, Any]:
        """What a valid form says, as the actions take it."""
        return {
            "title": self.title.data,
            "body": self.body.data,
            "district_id": int(self.district.data) if self.district.data else None,
            "cost": parse_cost(self.cost.data or ""),
        }


class ProposalForm(EditForm, VoiceForm):
    """A new proposal."""

    language = SelectField(
        _l("Language you write in"), validators=[one_of_the_choices], validate_choice=False
    )

    def offer(self, districts: list[District], *, district_needed: bool = False) -> None:
        """Fill in the districts and languages that can be chosen."""
        super().offer(districts, district_needed=district_needed)
        self.language.choices = language_choices()
        self.voice.choices = voices(current_person())

    def typed(self) -> dict[str, str | None]:
        """What was filled in, to be kept while the person signs in."""
        return {
            "title": self.title.data,
            "body": self.body.data,
            "district": self.district.data,
            "cost": self.cost.data,
            "language": self.language.data,
            "voice": self.voice.data,
        }

    def values(self) -> dict[str, Any]:
        """What a valid form says, as ``submit_proposal`` takes it."""
        return {
            **super().values(),
            "language": self.language.data,
            "voice": self.voice.data,
        }


class FilterForm(Form):
    """Which proposals a reader wants to see. What is no choice is read as no wish."""

    class Meta:
        """It changes nothing, so it needs no token."""

        csrf = False

    q = LineField(_l("Words to look for"), render_kw={"type": "search", "maxlength": 100})
    phase = SelectField(_l("Consultation"), validate_choice=False)
    district = SelectField(_l("District"), validate_choice=False)
    status = SelectField(_l("Answer of the city"), validate_choice=False)
    language = SelectField(_l("Written in"), validate_choice=False)
    sort = SelectField(_l("Order"), validate_choice=False)

    def offer(self, phases: Sequence[PhaseEntry], districts: Sequence[District]) -> None:
        """Fill in what can be chosen, in the reader's language."""
        everything = ("", _("All"))
        self.phase.choices = [
            everything,
            *((str(e.phase.id), e.title, {"lang": e.language}) for e in phases),
        ]
        self.district.choices = [everything, *((str(d.id), d.name) for d in districts)]
        statuses = [(word, status_label(word)) for word in STATUSES]
        self.status.choices = [everything, *statuses, (WITHDRAWN, _("Withdrawn by the author"))]
        self.language.choices = [everything, *language_choices()]
        self.sort.choices = [
            ("newest", _("Newest first")),
            ("supported", _("Most supported first")),
        ]

    def _chosen(self, field: Field) -> str | None:
        offered = {str(value) for value, *_rest in field.choices}  # type: ignore[attr-defined]
        return field.data if field.data and field.data in offered else None

    def wanted(self) -> Filter:
        """What the reader asked for."""
        phase, district = self._chosen(self.phase), self._chosen(self.district)
        return Filter(
            phase_id=int(phase) if phase else None,
            district_id=int(district) if district else None,
            status=self._chosen(self.status),
            language=self._chosen(self.language),
            search=(self.q.data or "")[:100],
            sort="supported" if self.sort.data == "supported" else "newest",
        )

    def narrows(self) -> bool:
        """Whether anything but the phase and the order was asked for."""
        return self.wanted() != Filter(phase_id=self.wanted().phase_id, sort=self.wanted().sort)


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
        )
