"""A statement of residence, as Polish cities accept it for participatory budgets."""

from collections.abc import Mapping

from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.verification.contract import VerificationMethod


class Declaration(VerificationMethod):
    """A statement of residence, as Polish cities accept it for participatory budgets."""

    name = "declaration"
    level = 1

    def title(self) -> str:
        """What it is called."""
        return _("Your own word")

    def explanation(self) -> str:
        """What is asked."""
        return _("You state that you live in this city. Nothing else is asked, and no document.")

    def check(self, person: Person, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """The box must have been ticked."""
        if answers.get("declared") != "yes":
            raise Refused(_("Please tick the box that says you live here. Then send your ballot."))
