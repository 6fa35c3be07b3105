"""What a person fills in to invite a co-author, and to become one."""

from commons.base.web.forms import Form, LineField, at_most, needed
from commons.contributions.forms import VoiceForm, usual_voice
from commons.contributions.voices import own_voices
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.current import signed_in_person
from commons.people.names import LONGEST


class InviteForm(Form):
    """Whom to invite, by the name they write under."""

    name = LineField(
        _l("Their name here"),
        validators=[needed(lambda: _("Please write the name.")), at_most(2 * LONGEST)],
        render_kw={"autocomplete": "off"},
    )


def shown_form(now: str | None = None) -> VoiceForm:
    """With or without one's name; ``now`` is how one is shown already."""
    form = VoiceForm(data={"voice": now or usual_voice()})
    form.voice.choices = own_voices(signed_in_person())
    return form
