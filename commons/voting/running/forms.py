"""What officers and observers fill in about how a vote is run."""

from wtforms import Field, ValidationError

from commons.base.web.forms import Form, LineField, TextField, at_most, needed
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.voting.drawing.rules import LONGEST_VALUE, plain_value
from commons.voting.running.models import TEXT_LENGTH


class IncidentForm(Form):
    """Something that happened."""

    what = TextField(
        _l("What happened"),
        [needed(), at_most(TEXT_LENGTH)],
        description=_l(
            "What, where, from when until when, and what was done about it. Name nobody. "
            "Everybody can read it, and it cannot be taken back."
        ),
    )


class DrawForm(Form):
    """The public numbers of a draw."""

    value = LineField(
        _l("Numbers as they were drawn"),
        [needed(), at_most(LONGEST_VALUE)],
        description=_l("They cannot be changed afterwards. Compare them once more."),
    )

    def validate_value(self, field: Field) -> None:
        """Something must be left of it once signs and gaps are gone."""
        if field.data and not plain_value(field.data):
            raise ValidationError(_("Write the numbers as they were drawn."))


class AnnulForm(Form):
    """Why a vote is not used."""

    annul_reason = TextField(
        _l("Reason"),
        [needed(), at_most(TEXT_LENGTH)],
        description=_l("Who decided it, when, and why. Everybody can read it."),
    )
