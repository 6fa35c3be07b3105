"""What a person fills in to propose another wording, and an author to decide."""

from wtforms import IntegerField

from commons.base.web.forms import Form, LineField, TextField, at_most, needed
from commons.contributions.forms import VoiceForm, usual_voice
from commons.contributions.rules import BODY_LENGTH, LARGEST_ID, TITLE_LENGTH
from commons.contributions.voices import voices
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.current import current_person
from commons.proposals.amendments.rules import REASON_LENGTH, WHY_LENGTH
from commons.proposals.models import Proposal


class AmendmentForm(VoiceForm):
    """Another wording, and why. It begins with what the proposal says."""

    title = LineField(
        _l("Title"),
        validators=[needed(lambda: _("Please leave it a title.")), at_most(TITLE_LENGTH)],
        render_kw={"maxlength": False},
    )
    body = TextField(
        _l("The text as you would word it"),
        validators=[needed(lambda: _("Please leave it a text.")), at_most(BODY_LENGTH)],
    )
    why = TextField(
        _l("Why would you word it so?"),
        validators=[
            needed(lambda: _("Please say why you would word it so.")),
            at_most(WHY_LENGTH),
        ],
    )


def amendment_form(proposal: Proposal) -> AmendmentForm:
    """The form, filled in with the proposal's wording."""
    form = AmendmentForm(
        data={"title": proposal.title, "body": proposal.body, "voice": usual_voice()}
    )
    form.voice.choices = voices(current_person())
    return form


class AcceptForm(Form):
    """Which wording of the proposal the author compared the amendment with."""

    seen = IntegerField()

    def number(self) -> int:
        """The number; 0, which no wording has, for anything else."""
        found = self.seen.data
        return found if isinstance(found, int) and 0 < found <= LARGEST_ID else 0


class DeclineForm(Form):
    """Why the author declines."""

    reason = TextField(
        _l("Why do you decline it?"),
        validators=[
            needed(lambda: _("Please give a reason. It is shown beside the amendment.")),
            at_most(REASON_LENGTH),
        ],
    )
