"""Ways to count a vote: pure thinking, without database or web.

A new rule is one class in one file that fulfils `TallyRule`, and one `register` line.
"""

from commons.voting.rules.approval_voting import Approval
from commons.voting.rules.average import Average
from commons.voting.rules.borda import Borda
from commons.voting.rules.contract import Reason, Standing, Step, Tally, TallyRule, Tie
from commons.voting.rules.election import Ballot, Choice, Election, ElectionError, Option, approval
from commons.voting.rules.equal_shares import EqualShares
from commons.voting.rules.greedy import Greedy
from commons.voting.rules.greedy_per_cost import GreedyPerCost
from commons.voting.rules.instant_runoff import InstantRunoff
from commons.voting.rules.majority import Majority
from commons.voting.rules.plurality import Plurality
from commons.voting.rules.registry import (
    UnknownRuleError,
    knows_setting,
    register,
    rule,
    rule_names,
)
from commons.voting.rules.schulze import Schulze
from commons.voting.rules.score import Score
from commons.voting.rules.sequential_phragmen import SequentialPhragmen
from commons.voting.rules.single_transferable_vote import SingleTransferableVote

__all__ = [
    "Approval",
    "Average",
    "Ballot",
    "Borda",
    "Choice",
    "Election",
    "ElectionError",
    "EqualShares",
    "Greedy",
    "GreedyPerCost",
    "InstantRunoff",
    "Majority",
    "Option",
    "Plurality",
    "Reason",
    "Schulze",
    "Score",
    "SequentialPhragmen",
    "SingleTransferableVote",
    "Standing",
    "Step",
    "Tally",
    "TallyRule",
    "Tie",
    "UnknownRuleError",
    "approval",
    "knows_setting",
    "register",
    "rule",
    "rule_names",
]

register(Greedy.name, Greedy)
register(EqualShares.name, EqualShares)
register(GreedyPerCost.name, GreedyPerCost)
register(SequentialPhragmen.name, SequentialPhragmen)
register(Average.name, Average)
register(Plurality.name, Plurality)
register(Approval.name, Approval)
register(Score.name, Score)
register(Majority.name, Majority)
register(Borda.name, Borda)
register(InstantRunoff.name, InstantRunoff)
register(SingleTransferableVote.name, SingleTransferableVote)
register(Schulze.name, Schulze)
