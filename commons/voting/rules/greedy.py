"""Utilitarian greedy: the way most cities count participatory budgets today.

Options are taken from the most points to the fewest; each is chosen if it still fits in the money
that is left, and passed over if not. See Faliszewski et al., "Participatory Budgeting: Data,
Tools, and Analysis", IJCAI 2023 (rule `greedy` of Pabulib).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from commons.voting.rules.contract import Reason, Step, Tally, Tie, standings
from commons.voting.rules.election import Election, Exact, Support, in_lot_order


@dataclass(frozen=True, slots=True)
class Greedy:
    """Most points first, as long as the money lasts.

    Equal points: the cheaper option goes first; then `lot` decides (see `in_lot_order`), or the
    lower id without one. An option that nobody supports isn't chosen, even if it would fit.
    """

    lot: str = ""
    name: ClassVar[str] = "greedy"

    def tally(self, election: Election) -> Tally:
        """Count the election."""
        support = election.support()
        order = by_points(election, support, self.lot)
        reasons: dict[str, Reason] = {}
        steps: list[Step] = []
        left = election.budget
        for option in order:
            cost, points = election.cost(option), support[option].points
            if cost <= left:
                reasons[option] = Reason("chosen", {"points": points, "left": left - cost})
                steps.append(Step("chosen", option, {"points": points, "cost": cost, "left": left}))
                left -= cost
            else:
                reasons[option] = too_dear(cost, left, election.budget)
                steps.append(Step("passed", option, {"points": points, "cost": cost, "left": left}))
        selected = tuple(option for option in order if reasons[option].code == "chosen")
        for unsupported in support.keys() - reasons.keys():
            reasons[unsupported] = Reason("no_support")
        return Tally(
            rule=self.name,
            selected=selected,
            cost=election.cost_of(selected),
            budget=election.budget,
            voters=election.voters,
            standings=standings(election, selected, reasons),
            steps=tuple(steps),
            ties=tuple(_ties(election, support, order, self.lot)),
        )


def by_points(election: Election, support: Mapping[str, Support], lot: str) -> list[str]:
    """The supported options, most points first; then the cheaper, then by the lot."""
    drawn = in_lot_order(lot)
    return sorted(
        (option for option, got in support.items() if got.points),
        key=lambda option: (
            -support[option].points,
            election.cost(option),
            drawn(option),
        ),
    )


def fill(election: Election, order: Iterable[str], left: Exact) -> Iterator[tuple[str, Exact]]:
    """The options of `order` that still fit, each with what was left before it was taken."""
    for option in order:
        if election.cost(option) <= left:
            yield option, left
            left -= election.cost(option)


def too_dear(cost: Exact, left: Exact, budget: Exact) -> Reason:
    """Why an option that costs more than is left wasn't chosen."""
    if cost > budget:
        return Reason("over_whole_budget", {"needed": cost, "budget": budget})
    return Reason("over_remaining_budget", {"needed": cost, "left": left})


def _ties(
    election: Election, support: Mapping[str, Support], order: list[str], lot: str
) -> Iterator[Tie]:
    last_resort = "lot" if lot else "lower_id"
    for _, group in groupby(order, key=lambda option: support[option].points):
        tied = tuple(group)
        if len(tied) > 1:
            decided_by_cost = election.cost(tied[0]) < election.cost(tied[1])
            yield Tie(tied, tied[0], "lower_cost" if decided_by_cost else last_resort)
