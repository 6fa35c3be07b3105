"""Approval voting: voters tick all they approve of; the most ticks get the seats.

Steven J. Brams, Peter C. Fishburn: "Approval Voting", American Political Science Review 72 (1978).
"""

from dataclasses import dataclass
from typing import ClassVar

from commons.voting.rules.contract import Tally
from commons.voting.rules.election import Election
from commons.voting.rules.seats import elect_by_points, refuse_money


@dataclass(frozen=True, slots=True)
class Approval:
    """The options that most voters ticked get the seats.

    A mark counts as one tick, whatever points it gives. Equal votes: `lot` decides (see
    `seats.drawn`), or the lower id without one.
    """

    lot: str = ""
    name: ClassVar[str] = "approval"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError where money is at stake."""
        refuse_money(election, self.name)
        ticks = {option: got.supporters for option, got in election.support().items()}
        return elect_by_points(self.name, election, ticks, self.lot)
