"""What a person fills in to comment."""

from wtforms import RadioField, SelectField

from commons.base.web.forms import Form, TextField, at_most, needed, one_of_the_choices
from commons.cities.context import current_city
from commons.contributions.drafts import kept_draft
from commons.contributions.rules import COMMENT_LENGTH, alignments
from commons.contributions.voices import voices
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES
from commons.people.current import current_person
from commons.people.models import BY_NAME

LanguageChoice = tuple[str, str, dict[str, str]]


def language_choices() -> list[LanguageChoice]:
    """Every language people may say they wrote in, by its own name; the city's own ones first."""
    own = current_city().languages
    codes = [*own, *(code for code in LANGUAGES if code not in own)]
    return [
        (code, LANGUAGES[code].own_name, {"lang": code, "dir": LANGUAGES[code].direction})
        for code in codes
    ]


class VoiceForm(Form):
    """As whom something is said."""

    voice = RadioField(
        _l("How is it shown?"), validators=[one_of_the_choices], validate_choice=False
    )


def usual_voice() -> str:
    """Where a form for writing begins: what the person chose in their account."""
    person = current_person()
    return person.shown_as if person is not None else BY_NAME


class CommentForm(VoiceForm):
    """What somebody says about a text."""

    alignment = RadioField(
        _l("What is your comment?"), validators=[one_of_the_choices], validate_choice=False
    )
    body = TextField(
        _l("Your comment"),
        validators=[needed(lambda: _("Please write something first.")), at_most(COMMENT_LENGTH)],
    )
    language = SelectField(
        _l("Language you write in"), validators=[one_of_the_choices], validate_choice=False
    )

    def typed(self) -> dict[str, str | None]:
        """What was filled in, to be kept while the person signs in."""
        return {
            "alignment": self.alignment.data if self.alignment else None,
            "body": self.body.data,
            "language": self.language.data,
            "voice": self.voice.data,
        }


def comment_form(subject_id: int, *, answers: bool = False) -> CommentForm:
    """The form for a comment, with what was typed before signing in, in the reader's language.

    For an answer to a comment it does not ask whether that is for or against.
    """
    usual = {
        "alignment": "idea",
        "language": current_language().code,
        "voice": usual_voice(),
    }
    form = CommentForm(data={**usual, **kept_draft(f"comment:{subject_id}")})
    form.alignment.choices = alignments()
    if answers:
        del form.alignment
    form.language.choices = language_choices()
    form.voice.choices = voices(current_person())
    return form


class CommentEditForm(Form):
    """Another wording of one's own comment."""

    body = TextField(
        _l("Your comment"),
        validators=[needed(lambda: _("Please write something first.")), at_most(COMMENT_LENGTH)],
    )
