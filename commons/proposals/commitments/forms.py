"""What an officer fills in about a commitment."""

from collections.abc import Collection, Mapping
from typing import Any

from wtforms import Field, RadioField, ValidationError

from commons.base.web.forms import (
    LAST_YEAR,
    DayField,
    TextField,
    at_most,
    needed,
    one_of_the_choices,
)
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES, Language
from commons.proposals.commitments.models import DROPPED, STATES
from commons.proposals.commitments.rules import NOTE_LENGTH, TEXT_LENGTH, commitment_words
from commons.proposals.life.forms import InLanguage


class CommitmentForm(InLanguage):
    """By when, and the texts that the city's form adds."""

    due = DayField(_l("By when"))

    def validate_due(self, field: Field) -> None:
        """Not a typing mistake."""
        if field.data is not None and not 2000 <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Choose a day before the year %(year)s.", year=LAST_YEAR + 1))

    @property
    def texts(self) -> list[tuple[Language, Field]]:
        """The fields of the texts with their languages, in the city's order."""
        return [
            (LANGUAGES[code], self[f"text_{code}"])
            for code in current_city().languages
            if f"text_{code}" in self
        ]

    def written(self) -> Mapping[str, str]:
        """The texts by language, without empty ones."""
        return {language.code: field.data for language, field in self.texts if field.data}


class UpdateForm(CommitmentForm):
    """How it stands, and a note."""

    state = RadioField(
        _l("How does it stand?"), validators=[one_of_the_choices], validate_choice=False
    )
    note = TextField(_l("Note"), validators=[at_most(NOTE_LENGTH)])

    def validate_note(self, field: Field) -> None:
        """Whoever drops it says why."""
        if self.state.data == DROPPED and not (field.data or "").strip():
            raise ValidationError(_("Please write why it is dropped. Everybody can read it."))


def commitment_form(
    kind: type[CommitmentForm],
    data: Mapping[str, Any],
    *,
    languages: Collection[str],
) -> CommitmentForm:
    """The form with a text for each of these languages; the city's main one is needed."""

    class CityForm(kind):  # type: ignore[misc, valid-type]
        """The form with the texts of this city."""

    main = current_city().languages[0]
    for code in languages:
        validators = [at_most(TEXT_LENGTH)]
        if code == main:
            validators.insert(0, needed(lambda: _("Please write what the city will do.")))
        label = _("What the city will do, in %(language)s", language=LANGUAGES[code].own_name)
        setattr(CityForm, f"text_{code}", TextField(label, validators=validators))
    form: CommitmentForm = CityForm(data=data)
    form.offer()
    form.due.flags.optional = True
    for language, field in form.texts:
        field.flags.optional = language.code != main
    if isinstance(form, UpdateForm):
        form.state.choices = [(word, commitment_words(word)) for word in STATES]
        form.note.flags.optional = True
    return form
