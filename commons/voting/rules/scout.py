"""A fast scout for the Method of Equal Shares: it foresees for which shares the count goes on.

Raising everyone's share one coin at a time asks for hundreds of runs that differ little. The
scout runs them side by side in floating point, with a proven bound on every error it makes. It
passes over the raises of which it is certain that they don't end the count; what is left, the
exact run (`purses.run`) decides.

Three things save work. Runs that differ are parted, and put together again once they have bought
the same. A run is left as soon as its outcome surely stays within the budget and surely leaves
out something that would still fit: what its supporters can't pay now they never can, because money
only gets less. And while the same options have been bought in the same order, a larger share
leaves everyone with at least as much money and makes every offer at most as dear (by induction
over the purchases: more money lowers the price of the next, which leaves more money). So if what
the poorest run buys next is cheaper there than anything else is in the richest run, then all runs
between buy it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from commons.voting.rules.blocks import Block, merged
from commons.voting.rules.electorate import Electorate, small_enough
from commons.voting.rules.prices import ROUNDING, Flags, Floats, Quote, UnclearError, backing

_ABOVE = 1 + 4 * ROUNDING
_LEVEL = 1 + 2.0**-30
_MARGIN = 2.0**-36
_SIDE_BY_SIDE = 32
_ROOM = 2**24
_SOON = 24


class Scout:
    """Foresees what the voters would buy if each had `share` and some raises of one unit more.

    `share` and `budget` are in `1/unit` of the currency.
    """

    def __init__(self, voters: Electorate, share: Fraction, budget: int) -> None:
        self._voters = voters
        self._share = share
        self._budget = budget
        self._trusted = small_enough(voters)
        self._worths = np.array(voters.worths, dtype=np.float64)
        self._costs = np.array(voters.costs, dtype=np.float64)
        self._order = np.array(voters.order, dtype=np.int64)
        self._backings = [backing(voters, at) for at in range(len(voters.ids))]
        self._everyone = np.concatenate(
            [np.zeros(0, np.int64), *(b.groups for b in self._backings)]
        )
        self._starts = np.cumsum([0, *(len(b.groups) for b in self._backings)])[:-1]
        self._crowds = np.array([b.voters for b in self._backings])
        self._sizes = voters.sizes.astype(np.float64)
        self._width = max(4, min(_SIDE_BY_SIDE, _ROOM // (len(self._sizes) or 1)))

    def suspects(self) -> Iterator[int]:
        """All raises that may end the count, the lowest first, without end; surely no other does.

        Looks ahead further and further while nothing changes.
        """
        first, width = 0, self._width
        while True:
            alike = False
            if not self._trusted:
                found = list(range(first, first + width))
            elif width > self._width:
                ends = self._alike(range(first, first + width))
                if ends is None:
                    width //= 2
                    continue
                alike, found = True, list(range(first, first + width)) if ends else []
            else:
                found, alike = self._side_by_side(range(first, first + width))
            yield from sorted(found)
            first += width
            width = width * 2 if alike else self._width

    def _alike(self, raises: range) -> bool | None:
        """Whether these raises end the count, if they surely all buy the same; else None."""
        ends = sorted({raises[0], raises[-1]})
        block = self._fresh(ends, gaps=len(raises) > len(ends))
        try:
            while not self._goes_on(block):
                choice = self._choose(block)
                if choice is None:
                    return not self._leaves_room(block)
                option, quote, runs = choice
                if not runs.all():
                    return None
                block.pay(option, quote, self._voters.costs[option])
        except UnclearError:
            return None
        return False

    def _side_by_side(self, raises: range) -> tuple[list[int], bool]:
        """Which of these raises may end the count, and whether all bought the same in one order.

        Those above one that surely ends it are not looked at any longer, and so may end it, too.
        """
        suspects: set[int] = set()
        alike = True
        ahead = [self._fresh(raises)]
        while ahead:
            reached: dict[frozenset[int], list[Block]] = defaultdict(list)
            for block in ahead:
                lower = block.below(min(suspects, default=raises[-1] + 1))
                parts, ends, unclear = self._one_more(lower)
                alike = alike and len(parts) <= 1 and not ends and not unclear
                for part in parts:
                    reached[frozenset(part.bought)].append(part)
                ends += [r for r in unclear if self._alike(range(r, r + 1)) is not False]
                if ends:
                    suspects.update(range(min(ends), raises[-1] + 1))
            ahead = [merged(parts, self._backings) for parts in reached.values()]
        return sorted(suspects), alike

    def _one_more(self, waiting: list[Block]) -> tuple[list[Block], list[int], list[int]]:
        """Let each of the waiting runs buy one more option.

        Gives parts that bought the same, raises that end the count, and raises for which it isn't
        clear what is bought. Runs that go on whatever they buy are left.
        """
        parts: list[Block] = []
        ends: list[int] = []
        unclear: list[int] = []
        while waiting:
            block = waiting.pop()
            if self._goes_on(block):
                continue
            try:
                choice = self._choose(block)
            except UnclearError as error:
                if len(block.raises) > 1:
                    waiting += block.parts(error.clear)
                else:
                    unclear += block.raises
                continue
            if choice is None:
                ends += [] if self._leaves_room(block) else block.raises
                continue
            option, quote, runs = choice
            if not runs.all():
                rest, block = block.parts(~runs)
                quote = quote.only(runs)
                waiting.append(rest)
            block.pay(option, quote, self._voters.costs[option])
            parts.append(block)
        return parts, ends, unclear

    def _fresh(self, raises: Sequence[int], *, gaps: bool = False) -> Block:
        unit = self._voters.unit
        shares = np.array([float(self._share + times * unit) for times in raises])
        money = np.tile(shares, (len(self._sizes), 1))
        return Block(
            raises=list(raises),
            gaps=gaps,
            money=money,
            columns=np.arange(len(raises)),
            richest=money[:, -1].copy(),
            poorest=money[:, 0].copy(),
            doubt=np.full(len(money), 2 * ROUNDING * shares[-1]),
            floor=np.array([backing.least for backing in self._backings]),
            backings=self._backings.copy(),
        )

    def _goes_on(self, block: Block) -> bool:
        """Whether surely no run of the block ends the count, whatever else it buys.

        At most it buys all that its supporters can pay for now. If that is within the budget, and
        something that they can't pay for still fits, the count goes on.
        """
        if self._leaves_room(block):
            return True
        if block.spent < block.look_again:
            return False
        totals = np.add.reduceat((self._sizes * block.richest)[self._everyone], self._starts)
        most = totals * (1 + _MARGIN) + block.worst * self._crowds
        block.floor[most < self._costs] = np.inf
        self._plan(block, most)
        return self._leaves_room(block)

    def _leaves_room(self, block: Block) -> bool:
        never = np.isinf(block.floor)
        never[block.bought] = False
        least = float(self._costs[never].min(initial=np.inf))
        most = block.spent + float(self._costs[np.isfinite(block.floor)].sum())
        return most + least <= self._budget

    def _plan(self, block: Block, most: Floats) -> None:
        """Set how much must have been spent before it is worth while to look again.

        That is when enough could be gone so that some options can't be paid and the rest fits.
        """
        open_now = np.flatnonzero(np.isfinite(block.floor))
        spare = (most - self._costs)[open_now]
        order = spare.argsort()
        costs = self._costs[open_now][order]
        left = block.spent + costs.sum() - costs.cumsum() + np.minimum.accumulate(costs)
        enough = np.flatnonzero(left <= self._budget)
        needed = float(spare[order][enough[0]]) if len(enough) else np.inf
        block.look_again = block.spent + max(needed, self._budget / _SOON)

    def _choose(self, block: Block) -> tuple[int, Quote, Flags] | None:
        """What some runs surely buy next, for how much, and which; None if nobody can buy.

        Raises UnclearError where that isn't sure for any run.
        """
        tried: set[int] = set()
        ceiling = np.inf
        while (option := self._cheapest(block, tried, ceiling)) is not None:
            quote = block.quote(option)
            if quote is None:
                block.floor[option] = np.inf
                continue
            ceilings = (quote.price + quote.error) * _ABOVE / self._worths[option]
            runs = self._undercuts(option, quote, ceilings * _ABOVE, block)
            if runs.any():
                return option, quote, runs
            tried.add(option)
            ceiling = min(ceiling, float(ceilings.max()) * _ABOVE)
        if tried:
            raise UnclearError
        return None

    def _cheapest(self, block: Block, tried: set[int], ceiling: float) -> int | None:
        """The option with the lowest rate in the richest run; of several, who wins ties.

        Leaves out those tried; None if all others are above the ceiling.
        """
        rates = block.floor / self._worths
        rates[list(tried)] = np.inf
        while len(rates):
            option = int(rates.argmin())
            if rates[option] == np.inf or rates[option] > ceiling:
                return None
            level = np.flatnonzero(rates <= rates[option] * _LEVEL).tolist()
            rough = [at for at in level if at not in block.settled]
            if not rough:
                return min(level, key=self._voters.order.__getitem__)
            option = rough[0]
            rates[option] = np.inf
            enough = float(rates.min()) * _LEVEL
            rates[option] = self._raise_floor(option, block, enough)
        return None

    def _undercuts(self, option: int, quote: Quote, ceilings: Floats, block: Block) -> Flags:
        """In which runs everything else surely is dearer than the ceiling, or loses a tie."""
        sure = np.ones(len(ceilings), dtype=np.bool_)
        limit = float(ceilings.max())
        rates = block.floor / self._worths
        rates[option] = np.inf
        while sure.any() and rates[rival := int(rates.argmin())] <= limit:
            if rival not in block.settled:
                rates[rival] = self._raise_floor(rival, block, limit)
                continue
            rates[rival] = np.inf
            if not block.gaps:
                dearer = block.dearer(rival, ceilings * self._worths[rival] * _ABOVE)
                if dearer[sure].all():
                    continue
                sure &= dearer | self._loses(rival, option, quote, block)
            elif not self._loses(rival, option, quote, block).all():
                raise UnclearError
        return sure

    def _loses(self, rival: int, option: int, quote: Quote, block: Block) -> Flags:
        """In which runs all who have money pay the option in full, and so the rival can't beat it.

        Then the option's rate is known exactly, and the rival's can't be lower than if all who have
        money paid in full there.
        """
        evenly: Flags = np.logical_not(
            quote.held[quote.mixed].any(axis=0) | quote.held[quote.poor].any(axis=0)
        )
        payers = block.backings[option].heft @ (quote.held > 0)
        backing = block.backings[rival]
        most = backing.heft @ (block.held(backing.groups) > 0)
        costs, worths = self._voters.costs, self._voters.worths
        first = self._voters.order[option] < self._voters.order[rival]
        for run in np.flatnonzero(evenly).tolist():
            rate = costs[option] * worths[rival] * int(most.max() if block.gaps else most[run])
            least = costs[rival] * worths[option] * int(payers[run])
            evenly[run] = least > rate or (least == rate and first)
        return evenly

    def _raise_floor(self, option: int, block: Block, enough: float) -> float:
        """A better bound on an option's rate; it needn't be better than `enough`."""
        worth = float(self._worths[option])
        return block.raise_floor(option, enough * worth * _ABOVE) / worth
