"""What is held about a person through access cards."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.cards.models import AccessCard, CardBatch
from commons.people.cards.queries import cards_of
from commons.people.held import Group, Holder, fact
from commons.people.models import Person

LEFT = "account deleted"
"""The end reason of a card whose holder left."""


class CardsHolder(Holder):
    """One's own cards; for officers and mediators, the cards they made."""

    name = "cards"

    def held(self, person: Person) -> Iterator[Group]:
        """Own cards, batches made: a statement each."""
        yield Group(
            "cards",
            _("Your access cards"),
            [
                [
                    fact(AccessCard.number, card.number),
                    fact(AccessCard.first_used_on, card.first_used_on),
                    fact(AccessCard.ended_at, card.ended_at),
                    fact(AccessCard.end_reason, card.end_reason),
                ]
                for card, _place in cards_of(person.id)
            ],
        )
        made = db.session.scalars(
            sa.select(CardBatch).where(CardBatch.made_by_id == person.id).order_by(CardBatch.id)
        )
        yield Group(
            "cards_made",
            _("Access cards you made for others"),
            [[fact(CardBatch.made_by_id, person.id, f"{row.place} (K{row.id})")] for row in made],
        )

    def forget(self, person_id: int) -> None:
        """Own cards end, and belong to nobody: their codes let nobody in again."""
        db.session.execute(
            sa.update(AccessCard)
            .where(AccessCard.person_id == person_id, AccessCard.ended_at.is_(None))
            .values(ended_at=clock.now(), end_reason=LEFT)
            .execution_options(synchronize_session=False)
        )
        db.session.execute(
            sa.update(AccessCard)
            .where(AccessCard.person_id == person_id)
            .values(person_id=None, first_used_on=None)
            .execution_options(synchronize_session=False)
        )
        db.session.execute(
            sa.update(CardBatch)
            .where(CardBatch.made_by_id == person_id)
            .values(made_by_id=None)
            .execution_options(synchronize_session=False)
        )
