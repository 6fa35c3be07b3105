"""The Borda count: points for every place in a ranking, and the largest sums get the seats.

Jean-Charles de Borda: "Mémoire sur les élections au scrutin" (1781). Options that share places
share their points evenly, so that every ranking hands out the same number of points.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from commons.voting.rules.contract import Tally
from commons.voting.rules.election import Election
from commons.voting.rules.exact import plain
from commons.voting.rules.seats import elect_by_points, rankings, refuse_money


@dataclass(frozen=True, slots=True)
class Borda:
    """Of n options the first gets n - 1 points, the second n - 2, and the last none.

    Options a ballot doesn't rank share the last places: each gets the average of their points. A
    ballot can't put two options that it ranks on one place. A blank ballot gives no points. The
    last place gives none either; where a seat is free, an option that has no other still gets it,
    as the only option there is. Equal sums: `lot` decides (see `seats.drawn`), or the lower id
    without one.
    """

    lot: str = ""
    name: ClassVar[str] = "borda"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError where money is at stake."""
        refuse_money(election, self.name)
        options = [option.id for option in election.options]
        halves: Counter[str] = Counter()
        for ranked, count in rankings(election).items():
            places = dict(zip(ranked, range(len(options) - 1, -1, -1), strict=False))
            shared = len(options) - len(ranked) - 1
            for option in options:
                halves[option] += count * (2 * places[option] if option in places else shared)
        points = {option: plain(Fraction(halves[option], 2)) for option in options}
        wanted = {option for option, got in election.support().items() if got.supporters}
        return elect_by_points(self.name, election, points, self.lot, wanted=wanted)
