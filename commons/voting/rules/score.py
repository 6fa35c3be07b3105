"""Score voting: voters give points, and the largest sums get the seats.

Also called range voting: Warren D. Smith, "Range Voting" (2000). With a fixed number of points to
spread, the same sum is cumulative voting.
"""

from dataclasses import dataclass
from typing import ClassVar

from commons.voting.rules.contract import Tally
from commons.voting.rules.election import Election
from commons.voting.rules.seats import elect_by_points, refuse_money


@dataclass(frozen=True, slots=True)
class Score:
    """The options with the most points get the seats; an option without a mark gets 0 points.

    Equal sums: `lot` decides (see `seats.drawn`), or the lower id without one.
    """

    lot: str = ""
    name: ClassVar[str] = "score"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError where money is at stake."""
        refuse_money(election, self.name)
        points = {option: got.points for option, got in election.support().items()}
        return elect_by_points(self.name, election, points, self.lot)
