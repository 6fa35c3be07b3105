"""Runs of the Method of Equal Shares side by side, in floating point with bounds on all errors."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from commons.voting.rules.electorate import Ints
from commons.voting.rules.prices import ROUNDING, Backing, Flags, Floats, Quote

_CROWD = 0.75
_TINY = 2.0**-1000
_ROWS = 512
_MOST = 0.7


@dataclass(slots=True)
class Block:
    """Runs that have bought the same options so far, in whatever order: a column for each.

    `raises` are by how much the share was raised in each run, the lowest first. `gaps` says that
    the block stands for all raises between its two columns as well; such runs buy in one order.

    `money` has a row for each group of voters, and the block's runs in its `columns`; blocks share
    it. It is exactly 0 where voters surely have nothing, and wrong by `doubt` of the group at most.
    `richest` and `poorest` bound it in all the runs, and are 0 only where it is. `floor` bounds the
    prices in all runs from below, as well as it can be done for those in `settled`. `spent` is what
    all bought cost together, `look_again` when the scout looks what nobody can pay.
    """

    raises: list[int]
    gaps: bool
    money: Floats
    columns: Ints
    richest: Floats
    poorest: Floats
    doubt: Floats
    floor: Floats
    backings: list[Backing]
    bought: list[int] = field(default_factory=list)
    spent: int = 0
    look_again: float = 0.0
    settled: set[int] = field(default_factory=set)
    worst: float = field(init=False)

    def __post_init__(self) -> None:
        self.worst = float(self.doubt.max(initial=0.0))

    def below(self, raised: int) -> list["Block"]:
        """The runs with a lower raise, if there are any."""
        kept = np.array(self.raises) < raised
        if kept.all():
            return [self]
        return [self._part(kept)] if kept.any() else []

    def parts(self, runs: Flags | None = None) -> list["Block"]:
        """These runs and the others; or the lower and the upper half."""
        if runs is None or runs.all() or not runs.any():
            runs = np.arange(len(self.raises)) < len(self.raises) // 2
        return [self._part(runs), self._part(~runs)]

    def _part(self, runs: Flags) -> "Block":
        """Some of the runs. Of groups that are broke in each of them there is no doubt any more."""
        columns = self.columns[runs]
        if len(columns) > _MOST * len(self.columns):
            poorest, richest = self.poorest.copy(), self.richest.copy()
        else:
            poorest, richest = _range(self.money, columns)
        return replace(
            self,
            raises=[self.raises[at] for at in np.flatnonzero(runs)],
            columns=columns,
            richest=richest,
            poorest=poorest,
            doubt=np.where(richest > 0, self.doubt, 0.0),
            floor=self.floor.copy(),
            backings=self.backings.copy(),
            bought=self.bought.copy(),
            settled=set(),
        )

    def backing(self, option: int) -> tuple[Backing, Floats]:
        """The option's supporters and the most they have, without most of those who are broke."""
        backing = self.backings[option]
        richest = self.richest.take(backing.groups)
        alive = richest > 0
        if np.count_nonzero(alive) < _CROWD * len(alive):
            self.backings[option] = backing = backing.only(alive)
            richest = richest[alive]
        return backing, richest

    def raise_floor(self, option: int, enough: float) -> float:
        """A better bound on an option's price; it needn't be better than `enough`."""
        backing, richest = self.backing(option)
        floor = float(self.floor[option])
        self.floor[option], settled = backing.floor(richest, floor, enough, self.worst)
        if settled:
            self.settled.add(option)
        return float(self.floor[option])

    def quote(self, option: int) -> Quote | None:
        """What the option costs in each run; None if surely nobody can pay for it in any.

        Raises UnclearError where that can't be told.
        """
        backing = self.backings[option]
        groups = backing.groups
        return backing.quote(
            held=self.held(groups),
            poorest=self.poorest.take(groups),
            richest=self.richest.take(groups),
            doubt=self.doubt.take(groups),
            low=float(self.floor[option]),
        )

    def dearer(self, option: int, ceilings: Floats) -> Flags:
        """In which runs the option's price is surely above the run's ceiling."""
        backing = self.backings[option]
        most = float(ceilings.max()) * backing.weights
        short = self.poorest.take(backing.groups) < most
        part = backing.only(short)
        in_full = float(backing.heft.sum() - part.heft.sum())
        return part.dearer(self.held(part.groups), ceilings, self.worst, in_full)

    def held(self, groups: Ints) -> Floats:
        """What these groups have: a row for each, a column for each run."""
        rows = self.money.take(groups, axis=0)
        return rows if len(self.columns) == rows.shape[1] else rows.take(self.columns, axis=1)

    def pay(self, option: int, quote: Quote, cost: int) -> None:
        """Take the payments out of all runs' money, and widen the doubt by what they may err.

        Uses up the quote.
        """
        backing = self.backings[option]
        weights, groups = backing.weights, backing.groups
        richest = self.richest.take(groups)
        doubt = self.doubt.take(groups) + quote.error * weights + 4 * ROUNDING * richest
        left = quote.held
        left -= quote.price * (weights if isinstance(weights, float) else weights[:, None])
        richest = np.maximum(richest - quote.price.min() * weights, _TINY)
        poorest = np.maximum(self.poorest.take(groups) - quote.price.max() * weights, 0.0)
        few = left[quote.mixed]
        few[few < -doubt[quote.mixed, None]] = 0.0
        np.maximum(few, _TINY, out=few, where=few != 0.0)
        left[quote.mixed] = few
        left[quote.poor] = 0.0
        gone = quote.poor.copy()
        gone[quote.mixed] = ~few.any(axis=1)
        doubt[gone] = richest[gone] = 0.0
        self.doubt[groups] = doubt
        if len(self.columns) == self.money.shape[1]:
            self.money[groups] = left
        else:
            self.money[groups[:, None], self.columns] = left
        self.richest[groups] = richest
        self.poorest[groups] = poorest
        self.worst = float(self.doubt.max(initial=0.0))
        self.bought.append(option)
        self.spent += cost
        self.floor[option] = np.inf
        self.settled.clear()


def _range(money: Floats, columns: Ints) -> tuple[Floats, Floats]:
    """The least and the most in each row: a few rows at a time, turned over, which is faster."""
    least, most = np.empty(len(money)), np.empty(len(money))
    for at in range(0, len(money), _ROWS):
        turned = money[at : at + _ROWS].T[columns]
        turned.min(axis=0, out=least[at : at + _ROWS])
        turned.max(axis=0, out=most[at : at + _ROWS])
    return least, most


def merged(blocks: Sequence[Block], backings: Sequence[Backing]) -> Block:
    """Blocks that have bought the same, as one."""
    if len(blocks) == 1:
        return blocks[0]
    return replace(
        blocks[0],
        raises=sorted(raised for block in blocks for raised in block.raises),
        columns=np.sort(np.concatenate([block.columns for block in blocks])),
        richest=np.max([block.richest for block in blocks], axis=0),
        poorest=np.min([block.poorest for block in blocks], axis=0),
        doubt=np.max([block.doubt for block in blocks], axis=0),
        floor=np.min([block.floor for block in blocks], axis=0),
        backings=list(backings),
        look_again=min(block.look_again for block in blocks),
        settled=set(),
    )
