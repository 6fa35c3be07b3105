"""What an option costs each supporter: bounds in floating point, with every error accounted for.

What supporters pay at a price, the sum of min(money, price), is concave in the price. So a Newton
step from any price bounds the true price from below, whatever rounding did to the price it started
from; and one look at a slightly higher price bounds it from above. If money is wrong by at most a
`doubt` for each voter, the sum is wrong by at most the doubts of those who pay all they have.

Prices are for one point; who gave several points pays as many times as much.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commons.voting.rules.purses import Electorate, Ints

Floats = npt.NDArray[np.float64]

ROUNDING = 2.0**-52
_NEAR = 1 + 2.0**-10
_MOST_STEPS = 64


class UnclearError(Exception):
    """The error bound doesn't allow a decision, or runs side by side differ.

    `split` is a good place to part the runs: as many as there are before the first that differs,
    or 0 if that isn't known.
    """

    def __init__(self, split: int = 0) -> None:
        super().__init__(split)
        self.split = split


@dataclass(frozen=True, slots=True)
class Backing:
    """An option's supporters in floating point.

    `heft` is how many points a group gives together, `noise` bounds what rounding does to a sum
    of payments. `money` is a vector of what each group has, or a matrix with a column for each
    run. Where everyone gave the same, `weights` is that number alone, because that is faster.
    """

    groups: Ints
    sizes: Floats
    weights: Floats | float
    heft: Floats
    cost: float
    voters: float
    noise: float

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

    def floors(self, money: Floats, start: float, worst: float) -> Floats:
        """A bound from below on the price in every run, starting from one that holds for all."""
        noise = worst * self.voters + self.noise
        floors = np.full(money.shape[1], start)
        rich_before = np.full(len(floors), -1.0)
        for _ in range(_MOST_STEPS):
            asked = floors * self._tall()
            rich = self.heft @ (money >= asked)
            if (rich == rich_before).all():
                break
            missing = self.cost - self.sizes @ np.minimum(money, asked) - noise
            nobody = rich == 0
            steps = np.where(nobody, 0.0, missing / np.where(nobody, 1.0, rich))
            floors = np.where(nobody & (missing > 2 * noise), np.inf, floors + steps)
            rich_before = rich
        return floors * (1 - 2 * ROUNDING)

    def prices(self, money: Floats, doubt: Floats, start: float) -> tuple[Floats, float]:
        """The price in every run, and how far any of them may be from the truth.

        `start` bounds all of them from below; the first run is the poorest. Raises UnclearError
        where a price can't be told.
        """
        price, rich = self._solve(money, start)
        limit = float(price.max()) * _NEAR
        short = money[:, 0] - 3 * doubt < limit * self.weights
        noise = float(self.sizes @ (doubt * short)) + self.noise
        error = float((4 * noise / rich).max())
        most = (price + error) * self._tall()
        enough = (self.sizes @ np.minimum(money, most) >= self.cost + noise).all()
        if not enough or (price + error > limit).any():
            raise UnclearError
        return price, error

    def _solve(self, money: Floats, start: float) -> tuple[Floats, Floats]:
        """The price in every run by Newton's method, and the points of those who pay in full."""
        price = np.full(money.shape[1], start)
        rich_before = np.zeros(len(price))
        for _ in range(_MOST_STEPS):
            asked = price * self._tall()
            rich = self.heft @ (money >= asked)
            if not rich.all():
                raise UnclearError(int((rich == 0).argmin()))
            if (rich == rich_before).all():
                return price, rich
            price = price + (self.cost - self.sizes @ np.minimum(money, asked)) / rich
            rich_before = rich
        raise UnclearError

    def _tall(self) -> Floats | float:
        return self.weights if isinstance(self.weights, float) else self.weights[:, None]


def backing(voters: Electorate, option: int) -> Backing:
    """The supporters of the option at this place."""
    supporters = voters.supporters[option]
    sizes = voters.sizes[supporters.groups].astype(np.float64)
    weights = np.array([float(weight) for weight in supporters.weights])
    cost = float(voters.costs[option])
    return Backing(
        groups=supporters.groups,
        sizes=sizes,
        weights=float(weights[0]) if len(weights) == 1 else weights[supporters.kinds],
        heft=sizes * weights[supporters.kinds],
        cost=cost,
        voters=float(sizes.sum()),
        noise=8 * ROUNDING * cost * (len(sizes) + 8),
    )
