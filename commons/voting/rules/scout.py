"""A fast scout for the Method of Equal Shares: it foresees what many shares would buy.

Raising everyone's share one coin at a time asks for hundreds of runs that differ little. The
scout runs them side by side in floating point, with a proven bound on every error it makes. What
it says is certain; where the bound doesn't suffice it says that it doesn't know, and the exact
run (`purses.run`) decides.

While the same options have been bought, a larger share leaves everyone with at least as much
money and makes every offer at most as dear (by induction over the purchases: more money lowers
the price of the next, which leaves more money). So if what the poorest run buys next is cheaper
there than anything else is in the richest run, then all runs between buy it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from commons.voting.rules.prices import ROUNDING, Backing, Floats, UnclearError, backing
from commons.voting.rules.purses import Electorate

_LARGEST = 2**50
_LEVEL = 1 + 2.0**-30
_SIDE_BY_SIDE = 32


class Stretch(NamedTuple):
    """What all raises from `first` to `last` buy: places of options, or None where unknown."""

    first: int
    last: int
    bought: tuple[int, ...] | None


@dataclass(slots=True)
class _Block:
    """Runs with the same purchases so far: a column of `money` for each, poorest first.

    `doubt` bounds how far any column's figure may be from the truth, for each group. `floor` holds
    bounds from below on the prices in all runs; those of `settled` are as good as they get in the
    richest run, whose money is `richest`. `gaps` says that the block stands for raises between its
    columns, too.
    """

    raises: tuple[int, ...]
    gaps: bool
    money: Floats
    doubt: Floats
    floor: Floats
    bought: list[int]
    richest: Floats = field(init=False)
    settled: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.richest = self.money[:, -1].copy()

    def split(self, at: int) -> list["_Block"]:
        """The richer runs, from `at`, and the poorer ones."""
        return [
            _Block(
                self.raises[part],
                self.gaps,
                self.money[:, part].copy(),
                self.doubt.copy(),
                self.floor.copy(),
                self.bought.copy(),
            )
            for part in (slice(at, None), slice(None, at))
        ]

    def pay(self, option: int, backing: Backing, price: Floats, error: float) -> None:
        """Take the payments out of all runs' money, and widen the doubt by what they may err."""
        held = self.money.take(backing.groups, axis=0)
        left = held - price * (backing.heft / backing.sizes)[:, None]
        doubt = self.doubt.take(backing.groups) + error * backing.weights
        doubt += 4 * ROUNDING * held[:, -1]
        broke = left[:, -1] < -doubt
        doubt[broke] = left[broke] = 0.0
        np.maximum(left, 0.0, out=left)
        self.doubt[backing.groups] = doubt
        self.money[backing.groups] = left
        self.richest[backing.groups] = left[:, -1]
        self.bought.append(option)
        self.floor[option] = np.inf
        self.settled.clear()


class Scout:
    """Foresees what the voters would buy if each had `share + raises * step` (in `1/unit`)."""

    def __init__(self, voters: Electorate, share: Fraction, step: int) -> None:
        self._voters = voters
        self._share = share
        self._step = step
        self._worths = np.array(voters.worths, dtype=np.float64)
        self._backings = [backing(voters, at) for at in range(len(voters.ids))]
        self._trusted = self._small_enough()
        self._order = np.array(voters.order, dtype=np.int64)

    def _small_enough(self) -> bool:
        """Whether all whole numbers in play are exact in floating point."""
        weights = [w for supporters in self._voters.supporters for w in supporters.weights]
        return (
            max((*self._voters.costs, *weights), default=0) < _LARGEST
            and sum(float(backing.heft.sum()) for backing in self._backings) < _LARGEST
        )

    def foresee(self, first: int, last: int) -> Iterator[Stretch]:
        """The outcomes of raises `first` to `last`, in that order, without gaps."""
        if not self._trusted:
            yield Stretch(first, last, None)
            return
        waiting = [(first, last)]
        while waiting:
            first, last = waiting.pop()
            middle = (first + last) // 2
            if last - first < _SIDE_BY_SIDE:
                yield from self._side_by_side(self._fresh(tuple(range(first, last + 1))))
            elif self._complete(block := self._fresh((first, last), gaps=True)) is None:
                yield Stretch(first, last, tuple(block.bought))
            else:
                waiting += [(middle + 1, last), (first, middle)]

    def _side_by_side(self, block: _Block) -> Iterator[Stretch]:
        waiting = [block]
        while waiting:
            block = waiting.pop()
            split = self._complete(block)
            if split is None:
                yield Stretch(block.raises[0], block.raises[-1], tuple(block.bought))
            elif len(block.raises) == 1:
                yield self._alone(*block.raises)
            else:
                waiting += block.split(split or len(block.raises) // 2)

    def _alone(self, raises: int) -> Stretch:
        """One more try for one run: without others beside it, it is surer about who is broke."""
        block = self._fresh((raises,))
        known = self._complete(block) is None
        return Stretch(raises, raises, tuple(block.bought) if known else None)

    def _complete(self, block: _Block) -> int | None:
        """Let the runs buy all they can: None if they all do the same, else where to part them."""
        try:
            while self._buy_next(block):
                pass
        except UnclearError as unclear:
            return unclear.split
        return None

    def _fresh(self, raises: tuple[int, ...], *, gaps: bool = False) -> _Block:
        shares = np.array([float(self._share + times * self._step) for times in raises])
        money = np.tile(shares, (len(self._voters.sizes), 1))
        doubt = np.full(len(money), 2 * ROUNDING * shares[-1])
        return _Block(raises, gaps, money, doubt, np.zeros(len(self._backings)), [])

    def _buy_next(self, block: _Block) -> bool:
        """Let all runs buy the same next option; False if none of them can buy anything.

        Raises UnclearError where they differ or the bound doesn't suffice.
        """
        worst = float(block.doubt.max(initial=0.0))
        option = self._cheapest(block, worst)
        if option is None:
            return False
        backing = self._backings[option]
        held = block.money.take(backing.groups, axis=0)
        doubt = block.doubt.take(backing.groups)
        price, error = backing.prices(held, doubt, float(block.floor[option]))
        ceilings = (price + error) * (1 + 4 * ROUNDING)
        evenly = (held[:, 0] - doubt > ceilings[0] * backing.weights) | (doubt == 0)
        even_rate = self._even_rate(option, block) if evenly.all() else None
        self._outbid(option, ceilings / self._worths[option], even_rate, block, worst)
        block.pay(option, backing, price, error)
        return True

    def _cheapest(self, block: _Block, worst: float) -> int | None:
        """The option with the lowest rate in the richest run; of several, who wins ties."""
        rates = block.floor / self._worths
        while len(rates):
            option = int(rates.argmin())
            if rates[option] == np.inf:
                return None
            if option in block.settled:
                level = np.flatnonzero(rates <= rates[option] * _LEVEL)
                return int(level[self._order[level].argmin()])
            rates[option] = np.inf
            rates[option] = self._raise_floor(option, block, float(rates.min()), worst)
        return None

    def _outbid(
        self,
        option: int,
        ceilings: Floats,
        even_rate: Fraction | None,
        block: _Block,
        worst: float,
    ) -> None:
        """Make sure that in every run everything else is dearer than the ceiling, or loses a tie.

        `even_rate` is the option's exact rate if all who aren't broke pay in full in every run.
        """
        ceilings = ceilings * (1 + 4 * ROUNDING)
        limit = float(ceilings.max())
        rates = block.floor / self._worths
        rates[option] = np.inf
        while rates[rival := int(rates.argmin())] <= limit:
            if rival not in block.settled:
                rates[rival] = self._raise_floor(rival, block, limit, worst)
                continue
            if even_rate is None or not self._loses(rival, option, even_rate, block):
                self._dearer_in_all(rival, ceilings, block, worst)
            rates[rival] = np.inf

    def _even_rate(self, option: int, block: _Block) -> Fraction:
        """The exact rate if all who aren't broke pay in full; it can't be lower in any run."""
        backing = self._backings[option]
        solvent = int(backing.heft @ (block.doubt.take(backing.groups) > 0))
        return Fraction(self._voters.costs[option], solvent * self._voters.worths[option])

    def _loses(self, rival: int, option: int, rate: Fraction, block: _Block) -> bool:
        least = self._even_rate(rival, block)
        return least > rate or (least == rate and self._order[rival] > self._order[option])

    def _dearer_in_all(self, rival: int, ceilings: Floats, block: _Block, worst: float) -> None:
        if block.gaps:
            raise UnclearError
        backing = self._backings[rival]
        held = block.money.take(backing.groups, axis=0)
        floors = backing.floors(held, float(block.floor[rival]), worst)
        dearer = floors / self._worths[rival] > ceilings
        if not dearer.all():
            raise UnclearError(int((dearer != dearer[0]).argmax()))

    def _raise_floor(self, option: int, block: _Block, enough: float, worst: float) -> float:
        """A better bound on an option's rate; it needn't be better than `enough`."""
        backing, worth = self._backings[option], float(self._worths[option])
        held = block.richest.take(backing.groups)
        floor, settled = backing.floor(
            held, float(block.floor[option]), enough * worth * (1 + 4 * ROUNDING), worst
        )
        block.floor[option] = floor
        if settled:
            block.settled.add(option)
        return floor / worth
