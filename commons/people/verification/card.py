"""An access card that was handed out to people who live here."""

from collections.abc import Mapping

from commons.base.database import db
from commons.base.web.forms import Form
from commons.i18n.catalogue import gettext as _
from commons.people.cards.actions import attach_card
from commons.people.cards.forms import AddCardForm
from commons.people.cards.models import CardBatch
from commons.people.models import Person
from commons.people.verification.contract import SHOWN, NotShown, Shown, VerificationMethod


class Card(VerificationMethod):
    """An access card."""

    name = "card"
    level = SHOWN
    shows_district = True
    on_its_own = True

    def title(self) -> str:
        """What it is called."""
        return _("An access card")

    def explanation(self) -> str:
        """What is asked, and what is kept."""
        return _(
            "You type the code of a card that a desk, a library, a school or an association gave "
            "you. The card becomes yours: it shows that you live here, and you can sign in with it."
        )

    def form(self, person: Person) -> Form:  # noqa: ARG002
        """The code of a card."""
        return AddCardForm()

    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:
        """Make the card theirs. Raises as ``attach_card``; NotShown for one that shows nothing."""
        card = attach_card(person, answers.get("code", ""))
        batch = db.session.get_one(CardBatch, card.batch_id)
        if batch.level == 0:
            raise NotShown(
                _(
                    "This card is yours now, and you can sign in with it. But it does not show "
                    "that you live here. Please take another way for that."
                )
            )
        return Shown(batch.level, batch.district_id)
