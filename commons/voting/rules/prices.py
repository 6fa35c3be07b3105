"""What an option costs each supporter: bounds in floating point, with every error accounted for.

What supporters pay at a price, the sum of min(money, price), is concave in the price. So a Newton
step from any price bounds the true price from below, whatever rounding did to the price it started
from; and one look at a slightly higher price bounds it from above. If money is wrong by at most a
`doubt` for each voter, the sum is wrong by at most the doubts of those who pay all they have.

Prices are for one point; who gave several points pays as many times as much.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from commons.voting.rules.electorate import Electorate, Ints

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ROUNDING = 2.0**-52
_NEAR = 1 + 2.0**-5
_MARGIN = 2.0**-36
_MOST_STEPS = 64


class UnclearError(Exception):
    """The error bound doesn't allow a decision for some runs; `clear` says for which it does."""

    def __init__(self, clear: Flags | None = None) -> None:
        super().__init__(clear)
        self.clear = clear


class Quote(NamedTuple):
    """What an option asks for a point in each of several runs.

    No price is further than `error` from the truth. Of the groups of its supporters, with what
    they have in each run in `held`, those in `poor` surely pay all they have in every run, and all
    but those and the `mixed` surely pay in full in every run.
    """

    price: Floats
    error: float
    held: Floats
    poor: Flags
    mixed: Ints

    def only(self, runs: Flags) -> "Quote":
        """The same for some of the runs."""
        return self._replace(price=self.price[runs], held=self.held.compress(runs, axis=1))


@dataclass(frozen=True, slots=True)
class Backing:
    """An option's supporters in floating point.

    `heft` is how many points a group gives together, `noise` bounds what rounding does to a sum
    of payments, `least` is what the price would be if all could pay it in full. `money` is a
    vector of what each group has, or a matrix with a column for each run. Where everyone gave the
    same, `weights` is that number alone, because that is faster.
    """

    groups: Ints
    sizes: Floats
    weights: Floats | float
    heft: Floats
    cost: float
    voters: float
    noise: float
    least: float

    def only(self, kept: Flags | Ints) -> "Backing":
        """The same with only some of the groups. Bounds stay as they are: on the safe side."""
        return replace(
            self,
            groups=self.groups[kept],
            sizes=self.sizes[kept],
            weights=self.weights if isinstance(self.weights, float) else self.weights[kept],
            heft=self.heft[kept],
        )

    def floor(self, money: Floats, floor: float, enough: float, worst: float) -> tuple[float, bool]:
        """A bound from below on the price, better than `floor`; inf if surely nobody can pay it.

        Stops when the bound is as good as it gets (then True) or above `enough`. No group's money
        is wrong by more than `worst`.
        """
        noise = worst * self.voters + self.noise
        rich_before = -1.0
        while floor <= enough:
            asked = floor * self.weights
            rich = float(self.heft @ (money >= asked))
            if rich == rich_before:
                return floor, True
            missing = self.cost - float(self.sizes @ np.minimum(money, asked)) - noise
            if not rich:
                return (np.inf, False) if missing > 2 * noise else (floor, True)
            floor = max(floor, (floor + missing / rich) * (1 - 2 * ROUNDING))
            rich_before = rich
        return floor, False

    def dearer(self, held: Floats, ceilings: Floats, worst: float, in_full: float) -> Flags:
        """In which runs the price is surely higher than the run's ceiling.

        There even what all would pay at the ceiling isn't enough. `in_full` are the points of other
        supporters, who can pay it in full.
        """
        paid = self.sizes @ np.minimum(held, ceilings * self._tall()) + in_full * ceilings
        return paid + 2 * (worst * self.voters + self.noise) < self.cost

    def quote(
        self, held: Floats, poorest: Floats, richest: Floats, doubt: Floats, low: float
    ) -> Quote | None:
        """The price in every run, none of which is below `low`; None if surely nobody can pay it.

        `poorest` and `richest` bound what each group has in all runs. Raises UnclearError where a
        price can't be told.
        """
        spread = float(self.sizes @ doubt)
        if float(self.sizes @ poorest) * (1 - _MARGIN) < self.cost + spread:
            totals = self.sizes @ held
            if (totals * (1 + _MARGIN) + spread < self.cost).all():
                return None
            can_pay = totals * (1 - _MARGIN) >= self.cost + spread
            if not can_pay.all():
                raise UnclearError(can_pay)
        poor = richest + 3 * doubt < low * self.weights
        of_the_poor = (self.sizes * poor) @ held if poor.any() else np.zeros(held.shape[1])
        limit = low * _NEAR
        while True:
            short = poorest - 3 * doubt < limit * self.weights
            mixed = np.flatnonzero(short & ~poor)
            payers = _Payers(held[mixed], float(self.heft @ ~short), of_the_poor)
            few = self.only(mixed)
            price, rich = few.solve(payers, low)
            noise = float(self.sizes @ (doubt * short)) + self.noise
            error = float((4 * noise / rich).max())
            most = price + error
            if (most <= limit).all():
                break
            limit = float(most.max()) * _NEAR
        if (few.paid(payers, most) < self.cost + noise).any():
            raise UnclearError
        return Quote(price, error, held, poor, mixed)

    def solve(self, payers: "_Payers", low: float) -> tuple[Floats, Floats]:
        """The price in every run by Newton's method, and the points of those who pay in full."""
        price = np.full(len(payers.all_they_have), low)
        rich_before = np.zeros(len(price))
        for _ in range(_MOST_STEPS):
            rich = self.heft @ (payers.held >= price * self._tall()) + payers.in_full
            if not rich.all():
                break
            if (rich == rich_before).all():
                return price, rich
            price = np.maximum(low, price + (self.cost - self.paid(payers, price)) / rich)
            rich_before = rich
        raise UnclearError

    def paid(self, payers: "_Payers", price: Floats) -> Floats:
        """What all pay together in every run at the price."""
        paid = self.sizes @ np.minimum(payers.held, price * self._tall())
        return paid + price * payers.in_full + payers.all_they_have

    def _tall(self) -> Floats | float:
        return self.weights if isinstance(self.weights, float) else self.weights[:, None]


class _Payers(NamedTuple):
    """Who pays what in several runs: what some have, and those of whom it is known.

    `in_full` are the points of others who pay in full at any price that matters, `all_they_have`
    is what still others have, who pay all of it.
    """

    held: Floats
    in_full: float
    all_they_have: Floats


def backing(voters: Electorate, option: int) -> Backing:
    """The supporters of the option at this place."""
    supporters = voters.supporters[option]
    sizes = voters.sizes[supporters.groups].astype(np.float64)
    weights = np.array([float(weight) for weight in supporters.weights])
    cost = float(voters.costs[option])
    heft = sizes * weights[supporters.kinds]
    return Backing(
        groups=supporters.groups,
        sizes=sizes,
        weights=float(weights[0]) if len(weights) == 1 else weights[supporters.kinds],
        heft=heft,
        cost=cost,
        voters=float(sizes.sum()),
        noise=8 * ROUNDING * cost * (len(sizes) + 8),
        least=cost / float(heft.sum()) * (1 - 4 * ROUNDING),
    )
