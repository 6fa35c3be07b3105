"""Plurality, or first past the post: every voter's first choice counts, the most votes win.

The rule of elections to the House of Commons (Representation of the People Act 1983, schedule 1,
rule 50); with several seats, the single non-transferable vote.
"""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from commons.voting.rules.contract import Tally
from commons.voting.rules.election import Election
from commons.voting.rules.seats import elect_by_points, rankings, refuse_money


@dataclass(frozen=True, slots=True)
class Plurality:
    """The options that most voters put first get the seats.

    Where a ballot names several options, only the first counts. Equal votes: `lot` decides (see
    `seats.drawn`), or the lower id without one.
    """

    lot: str = ""
    name: ClassVar[str] = "plurality"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError where money is at stake."""
        refuse_money(election, self.name)
        firsts: Counter[str] = Counter()
        for ranked, count in rankings(election).items():
            firsts[ranked[0]] += count
        votes = {option.id: firsts[option.id] for option in election.options}
        return elect_by_points(self.name, election, votes, self.lot)
