"""Sequential Phragmén: everyone's purse fills at the same speed, and who can pay together buys.

Lars Edvard Phragmén (1894); Markus Brill, Rupert Freeman, Svante Janson, Martin Lackner:
"Phragmén's Voting Methods and Justified Representation", AAAI 2017. For options that cost
differently: Maaike Los, Zoé Christoff, Davide Grossi: "Proportional Budget Allocations: Towards a
Systematization", IJCAI 2022.
"""

from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import lcm
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from commons.voting.rules.contract import Reason, Step, Tally, Tie, standings
from commons.voting.rules.election import Election, Exact, in_lot_order
from commons.voting.rules.exact import plain
from commons.voting.rules.greedy import too_dear

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SequentialPhragmen:
    """Everyone earns money at the same speed; an option is bought when its supporters can pay it.

    They pay all they have, and start anew. The count ends when the next option to be bought is more
    than what is left of the budget, even if another would fit later. Options dearer than the whole
    budget are left aside from the start.

    A mark counts as one tick, whatever points it gives. Options that could be bought at the same
    moment: the cheaper goes first, then the one with more points; then `lot` decides (see
    `in_lot_order`), or the lower id without one. So the count never ends while another that is due
    at that moment still fits.
    """

    lot: str = ""
    name: ClassVar[str] = "sequential-phragmen"

    def tally(self, election: Election) -> Tally:
        """Count the election."""
        return _Count(election, self.lot).tally(self.name)


class _Count:
    """One count under way.

    A voter's purse was last emptied when something they support was bought. So it is enough to
    know for each group of equal voters which purchase that was (0 for none yet), and when it was.
    """

    def __init__(self, election: Election, lot: str) -> None:
        self.election = election
        self.support = election.support()
        self.left = election.budget
        self.lot, self.drawn = lot, in_lot_order(lot)
        self.open = [
            option.id
            for option in election.options
            if self.support[option.id].points and option.cost <= election.budget
        ]
        self.groups, self.sizes = _groups(election, self.open)
        self.emptied: Ints = np.zeros(len(self.sizes), dtype=np.int64)
        self.times = [Fraction(0)]
        self.due = dict.fromkeys(self.open, Fraction(0))
        self.selected: list[str] = []
        self.reasons: dict[str, Reason] = {}
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def tally(self, rule: str) -> Tally:
        for option, got in self.support.items():
            if not got.points:
                self.reasons[option] = Reason("no_support")
            elif option not in self.groups:
                cost = self.election.cost(option)
                self.reasons[option] = too_dear(cost, self.left, self.election.budget)
        while self.open:
            option, time = self._next()
            if self.election.cost(option) > self.left:
                self._stop(option, time)
                break
            self._buy(option, time)
        selected = tuple(self.selected)
        return Tally(
            rule=rule,
            selected=selected,
            cost=plain(self.election.cost_of(selected)),
            budget=self.election.budget,
            voters=self.election.voters,
            standings=standings(self.election, selected, self.reasons),
            steps=tuple(self.steps),
            ties=tuple(self.ties),
        )

    def _next(self) -> tuple[str, Fraction]:
        """What is bought next, and when: what each voter has earned since the start.

        Purses that are emptied only put a purchase off. So when an option was due before is a
        bound, and only the options whose bound is the earliest are reckoned anew.
        """
        bounds = [(self.due[option], option) for option in self.open]
        heapify(bounds)
        fresh: set[str] = set()
        tied: list[str] = []
        time = bounds[0][0]
        while bounds and (not tied or bounds[0][0] == time):
            time, option = heappop(bounds)
            if option in fresh:
                tied.append(option)
                continue
            fresh.add(option)
            self.due[option] = self._due(option)
            heappush(bounds, (self.due[option], option))
        tied.sort(key=self._preference)
        if len(tied) > 1:
            self.ties.append(Tie(tuple(tied), tied[0], self._criterion(tied[0], tied[1])))
        return tied[0], time

    def _preference(self, option: str) -> tuple[Exact, Exact, tuple[object, ...]]:
        """Who goes first of options that are due together: lower first."""
        points = self.support[option].points
        return self.election.cost(option), -points, self.drawn(option)

    def _criterion(self, winner: str, second: str) -> str:
        if self.election.cost(winner) != self.election.cost(second):
            return "lower_cost"
        if self.support[winner].points != self.support[second].points:
            return "more_points"
        return "lot" if self.lot else "lower_id"

    def _due(self, option: str) -> Fraction:
        """When the option's supporters will have its cost together, if they buy nothing before."""
        supporters = self.support[option].supporters
        return (Fraction(self.election.cost(option)) + self._spent(option)) / supporters

    def _spent(self, option: str) -> Fraction:
        """What the option's supporters had all earned together when each last paid."""
        groups = self.groups[option]
        voters = np.zeros(len(self.times), dtype=np.int64)
        np.add.at(voters, self.emptied[groups], self.sizes[groups])
        whole = lcm(*(time.denominator for time, n in zip(self.times, voters, strict=True) if n))
        return Fraction(
            sum(
                count * time.numerator * (whole // time.denominator)
                for count, time in zip(voters.tolist(), self.times, strict=True)
                if count
            ),
            whole,
        )

    def _buy(self, option: str, time: Fraction) -> None:
        cost = self.election.cost(option)
        numbers: dict[str, Exact] = {
            "points": self.support[option].points,
            "cost": cost,
            "earned": plain(time),
            "left": plain(self.left - cost),
        }
        self.left = plain(self.left - cost)
        self.emptied[self.groups[option]] = len(self.times)
        self.times.append(time)
        self.open.remove(option)
        self.selected.append(option)
        self.reasons[option] = Reason("chosen", numbers)
        self.steps.append(Step("bought", option, numbers))

    def _stop(self, option: str, time: Fraction) -> None:
        """Say of all that is left why it isn't bought: too dear when due, or not due yet."""
        cost = self.election.cost(option)
        self.steps.append(
            Step("over_budget", option, {"cost": cost, "earned": plain(time), "left": self.left})
        )
        for other in self.open:
            supporters = self.support[other].supporters
            needed = self.election.cost(other)
            together = plain(supporters * time - self._spent(other))
            if together < needed:
                numbers: dict[str, Exact] = {
                    "supporters": supporters,
                    "together": together,
                    "needed": needed,
                }
                self.reasons[other] = Reason("supporters_could_not_pay", numbers)
            else:
                self.reasons[other] = too_dear(needed, self.left, self.election.budget)


def _groups(election: Election, options: list[str]) -> tuple[dict[str, Ints], Ints]:
    """Voters who tick the same: for each option the groups that tick it, and all groups' sizes."""
    wanted = frozenset(options)
    sizes: dict[frozenset[str], int] = {}
    for ballot, count in election.ballots.items():
        ticked = frozenset(choice.option for choice in ballot if choice.points) & wanted
        sizes[ticked] = sizes.get(ticked, 0) + count
    members: dict[str, list[int]] = {option: [] for option in options}
    for group, ticked in enumerate(sizes):
        for option in ticked:
            members[option].append(group)
    return (
        {option: np.array(groups, dtype=np.int64) for option, groups in members.items()},
        np.array(list(sizes.values()), dtype=np.int64),
    )
