"""What can be asked about votes.

Nothing here counts what is in the box of an open vote: nobody can have a running total.
"""

from commons.voting.queries.box import (
    SMALLEST_OPEN_BOX,
    SMALLEST_RICH_BOX,
    ballot_of,
    box_page,
    find_receipt,
    may_be_listed,
    smallest_box,
)
from commons.voting.queries.options import (
    OptionRow,
    ReadableOption,
    bare_options,
    costs,
    made_readable,
    option_rows,
    readable_options,
)
from commons.voting.queries.roll import (
    OwnBallot,
    Turnout,
    ballots_cast,
    counted_on_roll,
    own_ballot,
    turnout,
    turnout_from,
)
from commons.voting.queries.votes import (
    electorate_of,
    kind_of,
    paper_of,
    sealed_votes,
    tally_of,
    vote_of,
    vote_phases,
    votes_to_sweep,
)

__all__ = [
    "SMALLEST_OPEN_BOX",
    "SMALLEST_RICH_BOX",
    "OptionRow",
    "OwnBallot",
    "ReadableOption",
    "Turnout",
    "ballot_of",
    "ballots_cast",
    "bare_options",
    "box_page",
    "costs",
    "counted_on_roll",
    "electorate_of",
    "find_receipt",
    "kind_of",
    "made_readable",
    "may_be_listed",
    "option_rows",
    "own_ballot",
    "paper_of",
    "readable_options",
    "sealed_votes",
    "smallest_box",
    "tally_of",
    "turnout",
    "turnout_from",
    "vote_of",
    "vote_phases",
    "votes_to_sweep",
]
