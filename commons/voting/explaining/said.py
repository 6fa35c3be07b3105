"""What the sentence of a step is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commons.voting.explain import figure, votes_text
from commons.voting.explaining.money import amount
from commons.voting.rules.election import Exact


@dataclass(frozen=True, slots=True)
class Said:
    """What a step's sentence is made of."""

    title: str
    numbers: Mapping[str, Exact]
    points: bool

    @property
    def votes(self) -> str:
        """Its votes or points, in words."""
        value = self.numbers.get("votes", self.numbers.get("points", 0))
        return votes_text(value, points=self.points)

    def money(self, name: str) -> str:
        """A sum of money."""
        return amount(self.numbers[name])

    def count(self, name: str) -> str:
        """A number of people, votes or places."""
        return figure(self.numbers[name])


Say = Callable[[Said], str]
