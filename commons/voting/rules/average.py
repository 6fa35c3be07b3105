"""The average of budgets: every option gets what voters gave it on average.

The plain rule for ballots that are budgets themselves, as in Rupert Freeman, David M. Pennock,
Dominik Peters, Jennifer Wortman Vaughan: "Truthful aggregation of budget proposals", Journal of
Economic Theory 193 (2021), where it is the rule that others are measured by.
"""

from dataclasses import dataclass
from typing import ClassVar

from commons.voting.rules.contract import Reason, Standing, Step, Tally
from commons.voting.rules.election import Election, ElectionError


@dataclass(frozen=True, slots=True)
class Average:
    """Each option gets the money it was given divided by the ballots that gave any to anything.

    Sums are rounded down to whole units of the currency, so what is left over is less than one unit
    for each option, and what voters left unspent. Blank ballots say nothing and count for nothing.
    """

    name: ClassVar[str] = "average"

    def tally(self, election: Election) -> Tally:
        """Count the election. Raises ElectionError where a ballot spends more than there is."""
        for ballot in election.ballots:
            if sum(choice.points for choice in ballot) > election.budget:
                raise ElectionError("A ballot gives out more money than there is.")
        support = election.support()
        voters = sum(
            count
            for ballot, count in election.ballots.items()
            if any(choice.points for choice in ballot)
        )
        amounts = {
            option: int(got.points // voters) if voters else 0 for option, got in support.items()
        }
        # Options in their order on the ballot stay so where they get the same.
        order = sorted(amounts, key=lambda option: -amounts[option])
        reasons = {
            option: Reason(
                "allocated",
                {"money": amounts[option], "supporters": got.supporters, "voters": voters},
            )
            if got.supporters
            else Reason("no_support")
            for option, got in support.items()
        }
        steps = [Step("averaged", numbers={"voters": voters, "budget": election.budget})]
        steps += [
            Step("allocated", option, {"money": amounts[option], "given": support[option].points})
            for option in order
            if support[option].supporters
        ]
        selected = tuple(option for option in order if amounts[option])
        return Tally(
            rule=self.name,
            selected=selected,
            cost=sum(amounts.values()),
            budget=election.budget,
            voters=election.voters,
            standings=tuple(
                Standing(
                    option=option,
                    cost=amounts[option],
                    points=support[option].points,
                    supporters=support[option].supporters,
                    selected=bool(amounts[option]),
                    reason=reasons[option],
                )
                for option in order
            ),
            steps=tuple(steps),
        )
