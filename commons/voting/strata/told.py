"""What is told of a vote's strata, written into its result when the box is sealed."""

from typing import Any

from commons.voting import channels
from commons.voting.rules import Election, Tally
from commons.voting.strata.keeping import Sorted
from commons.voting.strata.sensitivity import Count, counted_without

PARTS = ("channels", "states", "districts", "without")
"""What of a stored result is about strata. The package has them in a file of their own."""


def told_of_strata(
    election: Election, tally: Tally, ballots: Sorted, count: Count
) -> dict[str, Any]:
    """Totals by way, by state of verification and by district; the outcome without some of them.

    ``count`` is the vote's own rule. Nothing here is of fewer than ten ballots.
    """
    ways, states = channels.totals(ballots.channels), ballots.state_groups()
    told = [*(way.names for way in ways), *(state.names for state in states)]
    without = counted_without(election, tally.selected, ballots, told, count)
    return {
        "channels": [channels.to_json(way) for way in ways],
        "states": [state.to_json() for state in states],
        "districts": [district.to_json() for district in ballots.district_groups()],
        "without": [one.to_json() for one in without],
    }
