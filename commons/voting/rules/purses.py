"""The exact heart of the Method of Equal Shares: voters' purses, and what they buy together.

All money is whole numbers over one common denominator, so nothing is ever rounded. A voter's purse
isn't written down as such a number, which would be long: it is the share less the prices of what
the voter helped to buy, or empty. Beside it stands the same in floating point with a bound on its
error. That says for nearly all voters whether they can pay a price and for nearly all options
whether they are dearer than the next; only what is closer than the bound is reckoned exactly.
"""

from dataclasses import dataclass
from fractions import Fraction
from operator import mul
from typing import NamedTuple

import numpy as np

from commons.voting.rules.electorate import Electorate, Ints, Supporters, small_enough
from commons.voting.rules.prices import ROUNDING, Flags, Floats, backing

_ABOVE = 1 + 8 * ROUNDING
_MARGIN = 2.0**-36
_CROWD = 0.75
_TINY = 2.0**-1000


class Purchase(NamedTuple):
    """An option that was bought: its place, what the full payers paid for a point, who paid how.

    `tied` are the places of the options that stood equal with it, the first that lost first.
    """

    option: int
    price: Fraction
    paid_in_full: int
    paid_what_they_had: int
    tied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """One run of the method: what was bought, and what the supporters of everything else kept."""

    bought: tuple[Purchase, ...]
    kept: dict[int, Fraction]

    @property
    def options(self) -> tuple[int, ...]:
        """The places of the options bought, in order."""
        return tuple(purchase.option for purchase in self.bought)


class _Offer(NamedTuple):
    """What an option asks for: `price` for a point, in common small coin, of those who are rich.

    `rate` is what the most burdened pays for what it is worth: lower goes first. `groups` are the
    supporters with money, and `rich` says which of them pay in full.
    """

    rate: Fraction
    price: Fraction
    groups: Ints
    points: Ints
    rich: Flags


def run(voters: Electorate, share: Fraction) -> Course:
    """Run the Method of Equal Shares once, each voter starting with `share` (in `1/unit`).

    Rates only rise as money is spent, so a rate from before is a bound: only options whose bound
    is the lowest are reckoned anew.
    """
    purses = _Purses(voters, share)
    bought: list[Purchase] = []
    while (purchase := purses.buy_next()) is not None:
        bought.append(purchase)
    left = set(range(len(voters.ids))) - {purchase.option for purchase in bought}
    return Course(tuple(bought), {option: purses.together(option) for option in sorted(left)})


class _Purses:
    """The voters' money in the middle of a run.

    `paid` says for each purchase who paid in full: groups, and the points of each of their voters.
    Where the numbers are too large for `money` to be trusted, everything is reckoned exactly.
    """

    def __init__(self, voters: Electorate, share: Fraction) -> None:
        self.voters = voters
        self.coin = share.denominator
        self.share = share.numerator
        self.prices: list[int] = []
        self.paid: list[tuple[Ints, Ints]] = []
        self.money: Floats = np.full(len(voters.sizes), float(share))
        self.trusted = small_enough(voters)
        whole: type[np.generic] = np.int64 if self.trusted else np.object_
        self.sizes: Ints = voters.sizes.astype(whole)
        self.points = [_points(supporters, whole) for supporters in voters.supporters]
        self.doubt = self.rounding = 4 * ROUNDING * float(share) if self.trusted else np.inf
        self.backings = [backing(voters, at) for at in range(len(voters.ids))]
        self.floors = np.array([b.least if self.trusted else 0.0 for b in self.backings])
        self.worths = np.array([float(worth) for worth in voters.worths])

    def buy_next(self) -> Purchase | None:
        """Buy the option with the lowest rate, or nothing if nobody can pay for any."""
        offers = self._best_offers()
        if not offers:
            return None
        option, *tied = sorted(offers, key=self.voters.order.__getitem__)
        offer = offers[option]
        self._pay(offer)
        self.floors[option] = np.inf
        sizes = self.voters.sizes[offer.groups]
        return Purchase(
            option=option,
            price=Fraction(self.prices[-1], self.coin),
            paid_in_full=int(sizes[offer.rich].sum()),
            paid_what_they_had=int(sizes[~offer.rich].sum()),
            tied=tuple(tied),
        )

    def together(self, option: int) -> Fraction:
        """What the supporters of an option have left, in `1/unit` of the currency."""
        groups = self.voters.supporters[option].groups
        return Fraction(self._sum(groups[self.money[groups] > 0]), self.coin)

    def _best_offers(self) -> dict[int, _Offer]:
        """The offers with the lowest rate: of each option that isn't surely dearer."""
        offers: dict[int, _Offer] = {}
        fresh: set[int] = set()
        rates = self.floors / self.worths
        limit = np.inf
        while len(rates) and rates[option := int(rates.argmin())] < np.inf:
            if rates[option] > limit:
                break
            if option not in fresh:
                fresh.add(option)
                rates[option] = self._raise_floor(option)
                continue
            rates[option] = np.inf
            offer = self._offer(option)
            if offer is None:
                self.floors[option] = np.inf
            elif not offers or offer.rate <= min(other.rate for other in offers.values()):
                offers = {at: other for at, other in offers.items() if other.rate == offer.rate}
                offers[option] = offer
                limit = offer.rate.numerator / (offer.rate.denominator * self.coin) * _ABOVE
        return offers

    def _raise_floor(self, option: int) -> float:
        """Make the bound on the option's rate as good as it gets."""
        if self.trusted:
            backing = self.backings[option]
            held = self.money.take(backing.groups)
            alive = held > 0
            if np.count_nonzero(alive) < _CROWD * len(alive):
                self.backings[option] = backing = backing.only(alive)
                held = held[alive]
            floor = float(self.floors[option])
            self.floors[option], _ = backing.floor(held, floor, np.inf, self.doubt)
        return float(self.floors[option] / self.worths[option])

    def _offer(self, option: int) -> _Offer | None:
        """What buying the option would ask now, or None if its supporters can't pay it.

        Newton's method with exact numbers, from the bound on the price: it comes to the price from
        below in a few steps, most often in one.
        """
        supporters = self.voters.supporters[option].groups
        alive = self.money[supporters] > 0
        groups, points = supporters[alive], self.points[option][alive]
        cost = self.voters.costs[option] * self.coin
        if not self._can_pay(groups, self.voters.costs[option]):
            return None
        heft = self.sizes[groups] * points
        rich = self._rich(groups, points, Fraction(self.floors[option]) * self.coin)
        while True:
            missing, full = cost - self._sum(groups[~rich]), int(heft[rich].sum())
            price = Fraction(missing, full)
            still_rich = self._rich(groups, points, price)
            if (still_rich == rich).all():
                rate = Fraction(missing, full * self.voters.worths[option])
                return _Offer(rate, price, groups, points, rich)
            rich = still_rich

    def _can_pay(self, groups: Ints, cost: int) -> bool:
        total = float(self.voters.sizes[groups] @ self.money[groups])
        margin = self.doubt * float(self.voters.sizes[groups].sum()) + total * _MARGIN
        if abs(total - cost) > 2 * margin:
            return total > cost
        return self._sum(groups) >= cost * self.coin

    def _rich(self, groups: Ints, points: Ints, price: Fraction) -> Flags:
        """Who can pay the price for each of their points."""
        asked = price.numerator / (price.denominator * self.coin) * points.astype(np.float64)
        over = self.money[groups] - asked
        rich = over >= 0
        near = np.flatnonzero(np.abs(over) <= self.doubt + 8 * ROUNDING * asked)
        for at, held in zip(near.tolist(), self._purses(groups[near]), strict=True):
            rich[at] = held >= price * int(points[at])
        return rich

    def _sum(self, groups: Ints) -> int:
        """What all voters of these groups have, none of which is empty, in common small coin."""
        counted = np.zeros_like(self.sizes)
        counted[groups] = self.sizes[groups]
        total = int(counted.sum()) * self.share
        for price, (payers, points) in zip(self.prices, self.paid, strict=True):
            total -= int(counted[payers] @ points) * price
        return total

    def _purses(self, groups: Ints) -> list[int]:
        """What one voter of each of these groups has, in common small coin."""
        if not len(groups):
            return []
        spent = np.zeros((len(groups), len(self.prices)), dtype=self.sizes.dtype)
        given = np.zeros_like(self.sizes)
        for at, (payers, points) in enumerate(self.paid):
            given[payers] = points
            spent[:, at] = given[groups]
            given[payers] = 0
        known: dict[tuple[int, ...], int] = {}
        for row in map(tuple, spent.tolist()):
            if row not in known:
                known[row] = self.share - sum(map(mul, row, self.prices))
        return [known[row] for row in map(tuple, spent.tolist())]

    def _pay(self, offer: _Offer) -> None:
        """Take the payments out of the purses."""
        finer = offer.price.denominator
        self.coin *= finer
        self.share *= finer
        self.prices = [price * finer for price in self.prices] + [offer.price.numerator]
        payers, points = offer.groups[offer.rich], offer.points[offer.rich]
        self.paid.append((payers, points))
        self.money[offer.groups[~offer.rich]] = 0.0
        left = self.money[payers] - self.prices[-1] / self.coin * points.astype(np.float64)
        self.doubt += self.rounding
        near = np.flatnonzero(left <= self.doubt)
        left[near] = [
            max(held / self.coin, _TINY) if held else 0.0 for held in self._purses(payers[near])
        ]
        self.money[payers] = left


def _points(supporters: Supporters, whole: type[np.generic]) -> Ints:
    """How many points each voter of a group gives; `whole` is the kind of number it is kept in."""
    points: Ints = np.array(supporters.weights, dtype=whole)[supporters.kinds]
    return points
