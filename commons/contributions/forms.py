"""What a person fills in to comment."""

from wtforms import RadioField, SelectField

from commons.base.web.forms import Form, TextField, at_most, needed, one_of_the_choices
from commons.cities.context import current_city
from commons.contributions.drafts import kept_draft
from commons.contributions.rules import COMMENT_LENGTH, alignments
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES

LanguageChoice = tuple[str, str, dict[str, str]]


def language_choices() -> list[LanguageChoice]:
    """Every language people may say they wrote in, by its own name; the city's own ones first."""
    own = current_city().languages
    codes = [*own, *(code for code in LANGUAGES if code not in own)]
    return [
        (code, LANGUAGES[code].own_name, {"lang": code, "dir": LANGUAGES[code].direction})
        for code in codes
    ]


class CommentForm(Form):
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
            "alignment": self.alignment.data,
            "body": self.body.data,
            "language": self.language.data,
        }


def comment_form(subject_id: int) -> CommentForm:
    """The form for a comment, with what was typed before signing in, in the reader's language."""
    usual = {"alignment": "idea", "language": current_language().code}
    form = CommentForm(data={**usual, **kept_draft(f"comment:{subject_id}")})
    form.alignment.choices = alignments()
    form.language.choices = language_choices()
    return form


class CommentEditForm(Form):
    """Another wording of one's own comment."""

    body = TextField(
        _l("Your comment"),
        validators=[needed(lambda: _("Please write something first.")), at_most(COMMENT_LENGTH)],
    )
