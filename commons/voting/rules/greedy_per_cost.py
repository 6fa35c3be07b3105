"""Greedy by votes per cost: what has the most votes for each unit of money comes first.

The usual way to come near the most votes that a budget can satisfy. See Simon Rey, Jan Maly: "The
(Computational) Social Choice Take on Indivisible Participatory Budgeting" (2023), on greedy
approximations of the largest welfare.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import ClassVar

from commons.voting.rules.contract import Reason, Step, Tally, Tie, standings
from commons.voting.rules.election import Election, in_lot_order
from commons.voting.rules.exact import plain
from commons.voting.rules.greedy import too_dear


@dataclass(frozen=True, slots=True)
class GreedyPerCost:
    """Most points per unit of money first, as long as the money lasts.

    What costs nothing comes before all else. Equal rates: the cheaper option goes first; then `lot`
    decides (see `in_lot_order`), or the lower id without one. An option that nobody supports isn't
    chosen, even if it would fit.
    """

    lot: str = ""
    name: ClassVar[str] = "greedy-per-cost"

    def tally(self, election: Election) -> Tally:
        """Count the election."""
        support = election.support()
        reasons = {option: Reason("no_support") for option in support}
        order = _order(election, self.lot)
        steps: list[Step] = []
        selected: list[str] = []
        left = election.budget
        for option in order:
            cost, points = election.cost(option), support[option].points
            fits = cost <= left
            step = {"points": points, "cost": cost, "left": left}
            steps.append(Step("chosen" if fits else "passed", option, step))
            if fits:
                left = plain(left - cost)
                selected.append(option)
                numbers = {"points": points, "cost": cost, "left": left}
                reasons[option] = Reason("chosen", numbers)
            else:
                reasons[option] = too_dear(cost, left, election.budget)
        return Tally(
            rule=self.name,
            selected=tuple(selected),
            cost=plain(election.cost_of(selected)),
            budget=election.budget,
            voters=election.voters,
            standings=standings(election, tuple(selected), reasons),
            steps=tuple(steps),
            ties=tuple(_ties(election, order, self.lot)),
        )


def _rank(election: Election, option: str) -> tuple[bool, Fraction]:
    """Where its rate puts an option, lower first: what costs nothing, then by points per cost."""
    cost = election.cost(option)
    if not cost:
        return False, Fraction(0)
    return True, -Fraction(election.support()[option].points) / cost


def _order(election: Election, lot: str) -> list[str]:
    drawn = in_lot_order(lot)
    return sorted(
        (option for option, got in election.support().items() if got.points),
        key=lambda option: (
            _rank(election, option),
            election.cost(option),
            drawn(option),
        ),
    )


def _ties(election: Election, order: list[str], lot: str) -> Iterator[Tie]:
    last_resort = "lot" if lot else "lower_id"
    for _, group in groupby(order, key=lambda option: _rank(election, option)):
        tied = tuple(group)
        if len(tied) > 1:
            decided_by_cost = election.cost(tied[0]) < election.cost(tied[1])
            yield Tie(tied, tied[0], "lower_cost" if decided_by_cost else last_resort)
