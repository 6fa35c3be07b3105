"""A statement of residence, as Polish cities accept it for participatory budgets."""

from collections.abc import Mapping

from wtforms import BooleanField

from commons.base.web.forms import Form, needed
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import Person
from commons.people.verification.contract import OWN_WORD, NotShown, Shown, VerificationMethod

OLDEST = 120


class DeclarationForm(Form):
    """One's own word."""

    declared = BooleanField(
        _l("I live in this city"),
        validators=[needed(lambda: _("Please tick the box if you live here."))],
    )


class Declaration(VerificationMethod):
    """A person's own word that they live here; and, where a vote asks, that they are old enough."""

    name = "declaration"
    level = OWN_WORD
    shows_age = True

    def title(self) -> str:
        """What it is called."""
        return _("Your own word")

    def explanation(self) -> str:
        """What is asked."""
        return _("You state that you live in this city. Nothing else is asked, and no document.")

    def form(self, person: Person) -> Form:  # noqa: ARG002
        """A box to tick."""
        form = DeclarationForm()
        form.declared.label.text = _("I live in %(city)s", city=current_city().name)
        return form

    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:  # noqa: ARG002
        """The box must have been ticked. ``at_least_age`` is an age they say they have reached."""
        if answers.get("declared") not in ("yes", "y"):
            raise NotShown(_("Please tick the box that says you live here. Then send your ballot."))
        age = answers.get("at_least_age", "")
        reached = int(age) if age.isdecimal() and 0 < int(age) <= OLDEST else None
        return Shown(self.level, at_least_age=reached)
