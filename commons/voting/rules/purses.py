"""The exact heart of the Method of Equal Shares: voters' purses, and what they buy together.

Voters with the same ballot are one group, groups with the same money share one purse. All money
is whole numbers over one common denominator, so nothing is ever rounded.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from commons.voting.rules.election import Choice, Election, Exact, in_number_order

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Supporters:
    """Who supports an option: groups of equal voters, by their place in `Electorate.sizes`.

    `kinds[i]` is the place in `weights` of the points that each voter of group `groups[i]` gives.
    """

    groups: Ints
    kinds: Ints
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Electorate:
    """An election as the Method of Equal Shares sees it: only what somebody could buy.

    `costs` are in `1/unit` of the currency and weights in `1/grain` of a point, so that all are
    whole; `worths` says how much a point for an option is worth to who gave it (its cost, or 1);
    `order` is each option's place when options are tied, lower first.
    """

    ids: tuple[str, ...]
    costs: tuple[int, ...]
    worths: tuple[int, ...]
    order: tuple[int, ...]
    supporters: tuple[Supporters, ...]
    sizes: Ints
    unit: int
    grain: int


def electorate(election: Election, *, by_cost: bool) -> Electorate:
    """Everything that has supporters, costs something and isn't dearer than the whole budget."""
    support = election.support()
    ids = tuple(
        option.id
        for option in election.options
        if support[option.id].points and 0 < option.cost <= election.budget
    )
    unit = lcm(*(Fraction(election.cost(option)).denominator for option in ids))
    costs = tuple(int(election.cost(option) * unit) for option in ids)
    ranked = sorted(
        range(len(ids)),
        key=lambda at: (costs[at], -support[ids[at]].points, in_number_order(ids[at])),
    )
    supporters, sizes, grain = _supporters(election, ids)
    return Electorate(
        ids=ids,
        costs=costs,
        worths=costs if by_cost else (1,) * len(ids),
        order=tuple(int(place) for place in np.argsort(ranked)),
        supporters=supporters,
        sizes=sizes,
        unit=unit,
        grain=grain,
    )


def _supporters(election: Election, ids: Sequence[str]) -> tuple[tuple[Supporters, ...], Ints, int]:
    place = {option: at for at, option in enumerate(ids)}
    together: dict[frozenset[Choice], int] = {}
    for ballot, count in election.ballots.items():
        kept = frozenset(choice for choice in ballot if choice.points and choice.option in place)
        if kept:
            together[kept] = together.get(kept, 0) + count
    groups: list[list[int]] = [[] for _ in ids]
    points: list[list[Exact]] = [[] for _ in ids]
    for group, kept in enumerate(together):
        for option, given in kept:
            groups[place[option]].append(group)
            points[place[option]].append(given)
    grain = lcm(*(Fraction(given).denominator for given in {g for p in points for g in p}))
    gathered = []
    for members, marks in zip(groups, points, strict=True):
        weights = sorted(set(marks))
        kind = {weight: at for at, weight in enumerate(weights)}
        gathered.append(
            Supporters(
                np.array(members, dtype=np.int64),
                np.array([kind[weight] for weight in marks], dtype=np.int64),
                tuple(int(weight * grain) for weight in weights),
            )
        )
    return tuple(gathered), np.array(list(together.values()), dtype=np.int64), grain


class Offer(NamedTuple):
    """What an option would ask of its supporters.

    Those who have it pay `price/weight` (in common small coin) for each point they gave; the others
    all they have. `rate` is what the most burdened pays for what it is worth: lower goes first.
    """

    rate: Fraction
    price: int
    weight: int


class Purchase(NamedTuple):
    """An option that was bought: its place, what the full payers paid for a point, who paid how.

    `tied` are the places of the options that stood equal with it.
    """

    option: int
    price: Fraction
    paid_in_full: int
    paid_what_they_had: int
    tied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """One run of the method: what was bought, and the money that each option's supporters kept."""

    bought: tuple[Purchase, ...]
    together: tuple[Fraction, ...]

    @property
    def options(self) -> tuple[int, ...]:
        """The places of the options bought, in order."""
        return tuple(purchase.option for purchase in self.bought)


class _Purses:
    """The voters' money in the middle of a run."""

    def __init__(self, voters: Electorate, share: Fraction) -> None:
        self.voters = voters
        self.coin = share.denominator
        self.money = [0, share.numerator]
        self.purse = np.ones(len(voters.sizes), dtype=np.int64)

    def held(self, option: int) -> tuple[list[tuple[int, int, int]], Ints, Ints]:
        """The purses behind an option as (money, weight, voters), their keys, and each group's."""
        supporters = self.voters.supporters[option]
        spread = len(supporters.weights)
        keys, which = np.unique(
            self.purse[supporters.groups] * spread + supporters.kinds, return_inverse=True
        )
        counts = np.zeros(len(keys), dtype=np.int64)
        np.add.at(counts, which, self.voters.sizes[supporters.groups])
        purses = [
            (self.money[key // spread], supporters.weights[key % spread], count)
            for key, count in zip(keys.tolist(), counts.tolist(), strict=True)
        ]
        return purses, keys, which

    def together(self, option: int) -> Fraction:
        """What the supporters of an option have left, in `1/unit` of the currency."""
        purses, _, _ = self.held(option)
        return Fraction(sum(money * count for money, _, count in purses), self.coin)

    def offer(self, option: int) -> Offer | None:
        """What buying the option would ask now, or None if its supporters can't pay it."""
        purses, _, _ = self.held(option)
        missing = self.voters.costs[option] * self.coin
        if sum(money * count for money, _, count in purses) < missing:
            return None
        weight = sum(weight * count for _, weight, count in purses)
        whole = lcm(*self.voters.supporters[option].weights)
        purses.sort(key=lambda purse: purse[0] * (whole // purse[1]))
        for money, points, count in purses:
            if money * weight >= missing * points:
                break
            missing -= money * count
            weight -= points * count
        rate = Fraction(missing, weight * self.coin * self.voters.worths[option])
        return Offer(rate, missing, weight)

    def buy(self, option: int, offer: Offer, tied: tuple[int, ...]) -> Purchase:
        """Take the payments out of the purses."""
        finer = offer.weight // gcd(offer.price, offer.weight)
        self.coin *= finer
        self.money = [money * finer for money in self.money]
        price = offer.price * finer // offer.weight
        purses, keys, which = self.held(option)
        new = np.zeros(len(keys), dtype=np.int64)
        in_full = what_they_had = 0
        for at, (money, points, count) in enumerate(purses):
            if money >= price * points:
                in_full += count
            elif money:
                what_they_had += count
            if money > price * points:
                new[at] = len(self.money)
                self.money.append(money - price * points)
        self.purse[self.voters.supporters[option].groups] = new[which]
        self._forget_unused_purses()
        return Purchase(option, Fraction(price, self.coin), in_full, what_they_had, tied)

    def _forget_unused_purses(self) -> None:
        used, self.purse = np.unique(np.append(self.purse, 0), return_inverse=True)
        self.purse = self.purse[:-1]
        self.money = [self.money[at] for at in used.tolist()]


def run(voters: Electorate, share: Fraction) -> Course:
    """Run the Method of Equal Shares once, each voter starting with `share` (in `1/unit`).

    Rates only rise as money is spent, so a rate from before is a bound: only options whose bound
    is the lowest are reckoned anew.
    """
    purses = _Purses(voters, share)
    queue: list[tuple[Fraction, int, int, int]] = [
        (Fraction(0), voters.order[option], option, -1) for option in range(len(voters.ids))
    ]
    heapq.heapify(queue)
    bought: list[Purchase] = []
    offers: dict[int, Offer] = {}
    while queue:
        rate, order, option, reckoned = heapq.heappop(queue)
        if reckoned == len(bought):
            tied = _tied(queue, rate, len(bought), purses, offers)
            bought.append(purses.buy(option, offers[option], tied))
            continue
        offer = purses.offer(option)
        if offer is not None:
            offers[option] = offer
            heapq.heappush(queue, (offer.rate, order, option, len(bought)))
    return Course(
        tuple(bought),
        tuple(purses.together(option) for option in range(len(voters.ids))),
    )


def _tied(
    queue: list[tuple[Fraction, int, int, int]],
    rate: Fraction,
    now: int,
    purses: _Purses,
    offers: dict[int, Offer],
) -> tuple[int, ...]:
    """The options whose rate is the same as the winner's; bounds that prove too low are raised."""
    tied: list[tuple[Fraction, int, int, int]] = []
    while queue and queue[0][0] == rate:
        _, order, option, _ = heapq.heappop(queue)
        offer = purses.offer(option)
        if offer is None:
            continue
        offers[option] = offer
        if offer.rate == rate:
            tied.append((rate, order, option, now))
        else:
            heapq.heappush(queue, (offer.rate, order, option, now))
    for entry in tied:
        heapq.heappush(queue, entry)
    return tuple(entry[2] for entry in tied)
