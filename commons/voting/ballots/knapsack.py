"""Knapsack: spend the budget yourself.

Ashish Goel, Anilesh K. Krishnaswamy, Sukolsak Sakshuwong, Tanja Aitamurto: "Knapsack Voting for
Participatory Budgeting", ACM Transactions on Economics and Computation 7 (2019).
"""

from collections.abc import Sequence
from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.voting.ballots.ticking import Ticking
from commons.voting.paper import Mark, Mistake, Paper


class Knapsack(Ticking):
    """What is ticked may cost as much as there is."""

    name = "knapsack"
    stored: ClassVar[str] = "knapsack"
    vote_type: ClassVar[str] = "approval"
    rules: ClassVar[tuple[str, ...]] = (
        "greedy",
        "equal-shares",
        "greedy-per-cost",
        "sequential-phragmen",
    )

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Spend the budget themselves: what they tick may cost as much as there is")

    def how(self, paper: Paper) -> str:  # noqa: ARG002
        """For voters."""
        return _("You spend it yourself: tick what you want, as far as the money goes.")

    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """Strays, and spending more than there is."""
        found = super().mistakes(paper, marks)
        total = paper.total(marks)
        if paper.limit is not None and total > paper.limit:
            found.append(Mistake("over_budget", total - paper.limit, paper.limit))
        return found

    def limits(self, paper: Paper) -> dict[str, str]:
        """The budget."""
        return super().limits(paper) | {"max_sum_cost": str(paper.limit)}
