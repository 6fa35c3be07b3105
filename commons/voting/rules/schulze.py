"""The Schulze method: every option against every other, and the strongest paths between them.

Markus Schulze: "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011); strength of a link by winning
votes.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from commons.voting.rules.contract import Reason, Step, Tally, Tie
from commons.voting.rules.election import Election
from commons.voting.rules.seats import drawn, rankings, refuse_money, seats_filled

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Schulze:
    """Who would win every duel is elected; where duels go in a circle, the stronger path decides.

    In a duel a ballot counts for the option it ranks higher. Options it doesn't rank stand below
    all that it ranks, and equal to each other. A won duel is a link as strong as the votes that
    won it, a path as strong as its weakest link; an option beats another when its strongest path
    there is stronger than the one back.

    A seat goes to an option that none of those without a seat beats. Where there are several,
    `lot` decides (see `seats.drawn`), or the lower id without one; Schulze's own way to settle
    such ties, by drawing ballots, isn't used. An option that no ballot ranks isn't elected.
    """

    lot: str = ""
    name: ClassVar[str] = "schulze"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError where money is at stake."""
        refuse_money(election, self.name)
        options = [option.id for option in election.options]
        duels = _duels(election, options)
        paths = _paths(duels)
        beats = paths > paths.T
        steps = [*_shown("duels", options, duels), *_shown("paths", options, paths)]
        selected, ties = self._fill(election, options, beats)
        points = dict(zip(options, (int(row.sum()) for row in beats), strict=True))
        reasons = {
            option: Reason("elected", {"place": place, "beats": points[option]})
            for place, option in enumerate(selected, 1)
        }
        steps += [Step("elected", option, reasons[option].numbers) for option in selected]
        others = [option for option in options if option not in reasons]
        others = sorted(drawn(others, self.lot), key=lambda option: -points[option])
        ahead = [options.index(option) for option in (*selected, *others)]
        for option in others:
            at = options.index(option)
            stronger = next((other for other in ahead if beats[other, at]), None)
            if not election.support()[option].supporters:
                reasons[option] = Reason("no_support")
            elif stronger is None:
                reasons[option] = Reason("lost_tie", {"beats": points[option]})
            else:
                numbers = {"against": int(paths[stronger, at]), "own": int(paths[at, stronger])}
                reasons[option] = Reason("weaker_path", numbers)
        return seats_filled(self.name, election, selected, others, points, reasons, steps, ties)

    def _fill(
        self, election: Election, options: list[str], beats: npt.NDArray[np.bool_]
    ) -> tuple[list[str], list[Tie]]:
        """Who gets the seats, one after the other, and the ties on the way."""
        selected: list[str] = []
        ties: list[Tie] = []
        support = election.support()
        left = [at for at, option in enumerate(options) if support[option].supporters]
        while left and len(selected) < election.seats:
            best = [at for at in left if not beats[left, at].any()]
            first = tuple(drawn((options[at] for at in best), self.lot))
            if len(first) > 1:
                ties.append(Tie(first, first[0], "lot" if self.lot else "lower_id"))
            selected.append(first[0])
            left.remove(options.index(first[0]))
        return selected, ties


def _duels(election: Election, options: list[str]) -> Ints:
    """How many ballots rank the option of a row above the option of a column."""
    place = {option: at for at, option in enumerate(options)}
    duels = np.zeros((len(options), len(options)), dtype=np.int64)
    for ranked, count in rankings(election).items():
        below = np.ones(len(options), dtype=np.bool_)
        for option in ranked:
            below[place[option]] = False
            duels[place[option], below] += count
    return duels


def _paths(duels: Ints) -> Ints:
    """How strong the strongest path is from each row's option to each column's."""
    paths = np.where(duels > duels.T, duels, 0)
    for by in range(len(paths)):
        paths = np.maximum(paths, np.minimum(paths[:, by, None], paths[None, by, :]))
    np.fill_diagonal(paths, 0)
    return paths


def _shown(code: str, options: list[str], table: Ints) -> list[Step]:
    """A step for each row of the table, with a figure against each other option."""
    return [
        Step(
            code,
            option,
            counts={other: int(row[at]) for at, other in enumerate(options) if other != option},
        )
        for option, row in zip(options, table, strict=True)
    ]
