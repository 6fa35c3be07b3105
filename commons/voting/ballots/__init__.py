"""Ways to fill in a ballot. A new one is one class in one file, and one ``register`` line."""

from commons.voting.ballots.allocation import Allocation
from commons.voting.ballots.approval import Approval
from commons.voting.ballots.contract import BallotKind, Filled, kinds
from commons.voting.ballots.knapsack import Knapsack
from commons.voting.ballots.points import Points
from commons.voting.ballots.ranking import Ranking
from commons.voting.ballots.score import Score
from commons.voting.ballots.single_choice import SingleChoice
from commons.voting.ballots.yes_no import YesNo

__all__ = ["BallotKind", "Filled", "kinds"]

for _kind in (
    Approval(),
    Knapsack(),
    SingleChoice(),
    YesNo(),
    Score(),
    Ranking(),
    Points(),
    Allocation(),
):
    kinds.register(_kind)
