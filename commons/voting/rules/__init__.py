"""Ways to count a vote: pure thinking, without database or web.

A new rule is one class in one file that fulfils `TallyRule`, and one `register` line.
"""

from commons.voting.rules.contract import Reason, Standing, Step, Tally, TallyRule, Tie
from commons.voting.rules.election import Ballot, Choice, Election, ElectionError, Option, approval
from commons.voting.rules.equal_shares import EqualShares
from commons.voting.rules.greedy import Greedy
from commons.voting.rules.registry import UnknownRuleError, register, rule, rule_names

__all__ = [
    "Ballot",
    "Choice",
    "Election",
    "ElectionError",
    "EqualShares",
    "Greedy",
    "Option",
    "Reason",
    "Standing",
    "Step",
    "Tally",
    "TallyRule",
    "Tie",
    "UnknownRuleError",
    "approval",
    "register",
    "rule",
    "rule_names",
]

register(Greedy.name, Greedy)
register(EqualShares.name, EqualShares)
