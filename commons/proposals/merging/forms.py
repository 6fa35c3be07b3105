"""What officers and authors fill in to merge and split proposals."""

import re

from commons.base.web.forms import LineField, TextField, at_most, needed
from commons.contributions.rules import LARGEST_ID
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.proposals.forms import WordsForm
from commons.proposals.life.forms import ReasonForm
from commons.proposals.life.rules import REASON_LENGTH

_ADDRESS = re.compile(r"/proposals/([0-9]{1,10})")


class MergeForm(ReasonForm):
    """Which proposals become one, and why."""

    others = LineField(
        _l("Numbers of other proposals"),
        validators=[at_most(1_000)],
        render_kw={"autocomplete": "off", "dir": "ltr"},
    )

    def numbers(self, ticked: list[str]) -> list[int]:
        """The proposals that were ticked or typed, by number or address; the rest is left out."""
        found = [
            number
            for word in [*ticked, *(self.others.data or "").split()]
            for number in _ADDRESS.findall(word) or re.findall(r"[0-9]{1,10}", word)
        ]
        return sorted({int(number) for number in found if int(number) <= LARGEST_ID})


class SplitForm(WordsForm):
    """The words of the second proposal, and why there are two."""

    why = TextField(
        _l("Why two proposals"),
        validators=[
            needed(lambda: _("Please write the reason. Everybody can read it.")),
            at_most(REASON_LENGTH),
        ],
    )


class AskSplitForm(WordsForm, ReasonForm):
    """The words an officer suggests, and why."""
