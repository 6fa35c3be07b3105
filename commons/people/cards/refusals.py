"""Why a card does not let somebody in: each reason apart, with the next way in."""

from commons.base.errors import Refused


class CardRefused(Refused):
    """A well-typed code does not let its holder in."""


class OtherCity(CardRefused):
    """The card is of another city."""


class UnknownCard(CardRefused):
    """There is no card with this code."""


class EndedCard(CardRefused):
    """The card was ended: lost, or its holder has left."""


class OutOfDateCard(CardRefused):
    """The card was never used, and its time is over."""


class TooManyTries(CardRefused):
    """Too many unknown codes came from this sender."""


class CardOfAnother(CardRefused):
    """The card is somebody else's already: most likely the same human's other account."""

    def __init__(self, text: str, person_id: int) -> None:
        super().__init__(text)
        self.person_id = person_id
        """Whose card it is."""
