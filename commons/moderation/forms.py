"""What is filled in to report, to decide and to appeal."""

from wtforms import Field, RadioField, ValidationError

from commons.base.web.forms import Form, TextField, at_least, at_most, needed, one_of_the_choices
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.moderation import rules
from commons.moderation.models import GROUNDS, HIDE, KEEP, REASONS, RESTORE


class ReportForm(Form):
    """What is wrong with a text."""

    reason = RadioField(_l("What is wrong with it?"), validate_choice=False)
    note = TextField(_l("Do you want to tell us more?"), validators=[at_most(rules.NOTE_MOST)])

    def offer(self) -> "ReportForm":
        """Fill in the reasons, in the reader's language."""
        self.reason.choices = [(reason, rules.reason_words(reason)) for reason in REASONS]
        self.note.flags.optional = True
        return self

    def validate_reason(self, field: Field) -> None:
        """One of the reasons."""
        if field.data not in REASONS:
            raise ValidationError(_("Please choose what is wrong with it."))


class DecisionForm(Form):
    """One decision about one or many texts."""

    act = RadioField(_l("What do you decide?"), validators=[], validate_choice=False)
    reason = RadioField(_l("Why?"), validators=[], validate_choice=False)
    statement = TextField(
        _l("Your reasons, for the author and for everyone"),
        validators=[
            needed(lambda: _("Please give your reasons: the author reads them.")),
            at_least(rules.STATEMENT_LEAST),
            at_most(rules.STATEMENT_MOST),
        ],
    )

    def offer(self, acts: tuple[str, ...] = (HIDE, KEEP, RESTORE)) -> "DecisionForm":
        """Fill in what can be decided, in the moderator's language."""
        words = {
            HIDE: _("Hide the text"),
            KEEP: _("Leave it as it is"),
            RESTORE: _("Show the text again"),
        }
        self.act.choices = [(act, words[act]) for act in acts]
        self.reason.choices = [(reason, rules.reason_words(reason)) for reason in GROUNDS]
        return self

    def validate_act(self, field: Field) -> None:
        """One of the acts."""
        one_of_the_choices(self, field)

    def validate_reason(self, field: Field) -> None:
        """One that goes with the act."""
        one_of_the_choices(self, field)
        if self.act.data == HIDE and field.data not in REASONS:
            raise ValidationError(_("To hide a text, please choose the rule that it breaks."))

    def suggest(self) -> None:
        """Put the usual words for the chosen reason into the statement, to be changed."""
        if self.reason.data in GROUNDS:
            words = rules.suggested_statement(self.reason.data)
            self.statement.data = words or self.statement.data


class AppealForm(Form):
    """Why the decision should be looked at again."""

    text = TextField(
        _l("Why should we look at it again?"),
        validators=[
            needed(lambda: _("Please say why we should look at it again.")),
            at_least(rules.STATEMENT_LEAST),
            at_most(rules.APPEAL_MOST),
        ],
    )
