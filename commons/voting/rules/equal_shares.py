"""The Method of Equal Shares: everyone gets the same part of the money, to spend with others.

The budget is split equally among the voters. An option is bought when its supporters can pay for
it together, each the same for a point they gave, or all they have. Next comes always the option
whose most burdened supporters pay the least for what it is worth to them.

Dominik Peters, Grzegorz Pierczyński, Piotr Skowron: "Proportional Participatory Budgeting with
Additive Utilities", NeurIPS 2021; completion and ties as recommended on equalshares.net.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from commons.voting.rules.contract import Reason, Step, Tally, Tie, standings
from commons.voting.rules.election import Election, Exact
from commons.voting.rules.electorate import electorate
from commons.voting.rules.greedy import by_points, fill
from commons.voting.rules.purses import Course, Purchase, run
from commons.voting.rules.scout import Scout

Utility = Literal["cost", "count"]
Completion = Literal["none", "add-one", "add-one-utilitarian"]


@dataclass(frozen=True, slots=True)
class EqualShares:
    """Everyone gets the same part of the budget, and options are bought by those who want them.

    `utility` says what an option is worth to a supporter: its `cost` (a dear project is worth more
    than a cheap one) or a `count` of one for each. Where ballots give points, both are multiplied
    by the points the voter gave, and supporters pay in proportion to their points.

    `completion` says what happens with money that nobody could spend: `none` leaves it;
    `add-one` raises everyone's share, one unit of the currency at a time, and stops as soon as
    nothing more fits, or just before the outcome would cost more than the budget;
    `add-one-utilitarian` then takes, most points first, what still fits.

    Options dearer than the whole budget are left aside from the start. Equal rates: the cheaper
    option goes first, then the one with more points; then `lot` decides (see `in_lot_order`), or
    the lower id without one (where equalshares.net draws lots).
    """

    utility: Utility = "cost"
    completion: Completion = "add-one"
    lot: str = ""
    name: ClassVar[str] = "equal-shares"

    def __post_init__(self) -> None:
        if self.utility not in {"cost", "count"}:
            raise ValueError(f"The utility must be cost or count, not {self.utility!r}.")
        if self.completion not in {"none", "add-one", "add-one-utilitarian"}:
            raise ValueError(
                "The completion must be none, add-one or add-one-utilitarian, "
                f"not {self.completion!r}."
            )

    def tally(self, election: Election) -> Tally:
        """Count the election."""
        return _Count(election, self).tally(self.name)


class _Count:
    """One count under way: fills in what was chosen, why, and how it came about."""

    def __init__(self, election: Election, asked: EqualShares) -> None:
        self.election = election
        self.support = election.support()
        self.voters = electorate(election, by_cost=asked.utility == "cost", lot=asked.lot)
        self.completion, self.lot = asked.completion, asked.lot
        self.selected: list[str] = []
        self.reasons: dict[str, Reason] = {}
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def tally(self, rule: str) -> Tally:
        self._leave_aside()
        if self.election.voters:
            self._spend()
            if self.completion == "add-one-utilitarian":
                self._take_what_fits()
        selected = tuple(self.selected)
        return Tally(
            rule=rule,
            selected=selected,
            cost=self.election.cost_of(selected),
            budget=self.election.budget,
            voters=self.election.voters,
            standings=standings(self.election, selected, self.reasons),
            steps=tuple(self.steps),
            ties=tuple(self.ties),
        )

    def _leave_aside(self) -> None:
        """Settle the options that take no part: unwanted, free of charge, or beyond the budget."""
        for option in self.election.options:
            points, supporters = self.support[option.id]
            if not points:
                self.reasons[option.id] = Reason("no_support")
            elif option.cost > self.election.budget:
                numbers = {"needed": option.cost, "budget": self.election.budget}
                self.reasons[option.id] = Reason("over_whole_budget", numbers)
            elif not option.cost:
                self.selected.append(option.id)
                self.reasons[option.id] = Reason(
                    "chosen", {"price": 0, "paid_in_full": supporters, "paid_what_they_had": 0}
                )

    def _spend(self) -> None:
        share = Fraction(self.election.budget * self.voters.unit) / self.election.voters
        numbers = {"share": self._money(share), "voters": self.election.voters}
        self.steps.append(Step("shared", numbers=numbers))
        course = run(self.voters, share) if self.completion == "none" else self._raise(share)
        for purchase in course.bought:
            self._bought(purchase)
        for at, kept in course.kept.items():
            option = self.voters.ids[at]
            numbers = {
                "supporters": self.support[option].supporters,
                "together": self._money(kept),
                "needed": self.election.cost(option),
            }
            self.reasons[option] = Reason("supporters_could_not_pay", numbers)

    def _raise(self, share: Fraction) -> Course:
        """Raise every share until the count ends; what is bought then."""
        budget = int(self.election.budget * self.voters.unit)
        costs, unit = self.voters.costs, self.voters.unit
        for raises in Scout(self.voters, share, budget).suspects():
            course = run(self.voters, share + raises * unit)
            left = budget - sum(costs[option] for option in course.options)
            if left < 0 or all(costs[option] > left for option in course.kept):
                break
        why = "nothing_more_fits" if left >= 0 else "next_raise_over_budget"
        if left < 0:
            raises -= 1
            course = run(self.voters, share + raises * unit)
        numbers = {
            "raises": raises,
            "share": self._money(share + raises * unit),
            "next_cost": self._money(Fraction(budget - left)),
        }
        self.steps.append(Step(why, numbers=numbers))
        return course

    def _bought(self, purchase: Purchase) -> None:
        option = self.voters.ids[purchase.option]
        numbers: dict[str, Exact] = {
            "price": self._money(purchase.price * self.voters.grain),
            "paid_in_full": purchase.paid_in_full,
            "paid_what_they_had": purchase.paid_what_they_had,
        }
        self.selected.append(option)
        self.reasons[option] = Reason("chosen", numbers)
        self.steps.append(Step("bought", option, {**numbers, "cost": self.election.cost(option)}))
        if purchase.tied:
            tied = (option, *(self.voters.ids[at] for at in purchase.tied))
            self.ties.append(Tie(tied, option, self._criterion(option, tied[1])))

    def _criterion(self, winner: str, second: str) -> str:
        if self.election.cost(winner) != self.election.cost(second):
            return "lower_cost"
        if self.support[winner].points != self.support[second].points:
            return "more_points"
        return "lot" if self.lot else "lower_id"

    def _take_what_fits(self) -> None:
        ranked = by_points(self.election, self.support, self.lot)
        order = (option for option in ranked if option not in self.selected)
        left = self.election.budget - self.election.cost_of(self.selected)
        for option, before in list(fill(self.election, order, left)):
            numbers = {"points": self.support[option].points, "left": before}
            self.selected.append(option)
            self.reasons[option] = Reason("chosen_with_the_rest", numbers)
            self.steps.append(
                Step("filled", option, {**numbers, "cost": self.election.cost(option)})
            )

    def _money(self, amount: Fraction) -> Exact:
        """An amount in `1/unit` of the currency, in the currency."""
        money = amount / self.voters.unit
        return int(money) if money.denominator == 1 else money
