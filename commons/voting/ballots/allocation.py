"""Allocation: say how much money each thing shall get.

Each ballot is a budget of its own, as in Rupert Freeman, David M. Pennock, Dominik Peters, Jennifer
Wortman Vaughan: "Truthful aggregation of budget proposals", Journal of Economic Theory 193 (2021).
"""

from collections.abc import Sequence
from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.voting.ballots.contract import BallotKind, Filled, Sent, Style
from commons.voting.ballots.numbers import (
    number_mistakes,
    over_points,
    parse_numbers,
    typed_numbers,
)
from commons.voting.explaining.money import amount
from commons.voting.paper import Mark, Mistake, Paper


class Allocation(BallotKind):
    """Amounts of money in steps, together no more than the budget.

    What costs a fixed sum cannot get more than that.
    """

    name = "allocation"
    stored: ClassVar[str] = "cumulative"
    vote_type: ClassVar[str] = "cumulative"
    style: ClassVar[Style] = "amounts"
    template: ClassVar[str] = "voting/kinds/_allocation.html"
    rules: ClassVar[tuple[str, ...]] = ("average",)
    in_money: ClassVar[bool] = True
    asks: ClassVar[frozenset[str]] = frozenset({"step"})

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Say how much money each thing shall get")

    def how(self, paper: Paper) -> str:
        """For voters."""
        return _(
            "You say how much money each thing shall get, in steps of %(step)s: up to %(budget)s "
            "together.",
            step=amount(paper.step),
            budget=amount(paper.points),
        )

    def parse(self, paper: Paper, sent: Sent) -> Filled:  # noqa: ARG002
        """The money for each option."""
        return parse_numbers(sent)

    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """Strays, odd steps, more than something costs, and more than there is."""
        found = number_mistakes(paper, marks)
        for code, money in marks:
            most = most_for(paper, code)
            # Whatever it costs exactly is no odd step.
            if money % paper.step and money != most:
                found.append(Mistake("no_step", money % paper.step, paper.step, option=code))
            if money > most:
                found.append(Mistake("over_each", money - most, most, option=code))
        return found + over_points(paper, marks)

    def typed(self, paper: Paper, marks: Sequence[Mark]) -> dict[str, str]:  # noqa: ARG002
        """The money."""
        return typed_numbers(marks)

    def said(self, paper: Paper, mark: Mark) -> str:  # noqa: ARG002
        """Its money."""
        return amount(mark[1])

    def limits(self, paper: Paper) -> dict[str, str]:
        """The budget."""
        return {"max_sum_points": str(paper.points)}


def most_for(paper: Paper, code: str) -> int:
    """The most that one option can get: what it costs, or all there is where it has no price."""
    return paper.costs.get(code) or paper.points
