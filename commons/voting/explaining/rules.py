"""What the ways to count are called, and how they work, in plain sentences."""

from collections.abc import Mapping

from commons.i18n.catalogue import lazy_gettext as _l

TITLES: Mapping[str, object] = {
    "greedy": _l("Most votes first"),
    "equal-shares": _l("Equal shares"),
    "greedy-per-cost": _l("Most votes for the money first"),
    "sequential-phragmen": _l("Savings, step by step"),
    "average": _l("The average of all ballots"),
    "plurality": _l("Most first choices"),
    "approval": _l("Most ticks"),
    "score": _l("Most points"),
    "instant-runoff": _l("The weakest drop out"),
    "single-transferable-vote": _l("Places in fair parts"),
    "schulze": _l("Two by two"),
    "borda": _l("Points for places"),
    "majority": _l("Yes or no"),
}

EXPLANATIONS: Mapping[str, object] = {
    "greedy": _l(
        "We begin with what got the most votes and go down the list. Everything is chosen that "
        "still fits in the money that is left."
    ),
    "equal-shares": _l(
        "Every voter gets the same share of the money. Something is chosen when those who voted "
        "for it can pay for it together from their shares. So each group of people decides about "
        "its fair part. What is left goes to what has the most votes and still fits."
    ),
    "greedy-per-cost": _l(
        "We begin with what got the most votes for each unit of money it costs, and go down the "
        "list. Everything is chosen that still fits. Small things have it easier."
    ),
    "sequential-phragmen": _l(
        "Every voter saves at the same speed. As soon as those who voted for something can pay "
        "for it together, it is chosen, and they begin to save anew. So each group of people gets "
        "its turn."
    ),
    "average": _l(
        "Everything gets what people gave it on average. Nothing wins or loses: every ballot "
        "moves each sum a little."
    ),
    "plurality": _l("Everybody's first choice counts. What has the most of them is chosen."),
    "approval": _l("What was ticked most often is chosen."),
    "score": _l("All points are added up. What has the most is chosen."),
    "instant-runoff": _l(
        "Every ballot counts for its first choice. What has the fewest drops out, and its ballots "
        "go on to their next choice, until one has more than half. For one thing to be chosen."
    ),
    "single-transferable-vote": _l(
        "For several things to be chosen. What reaches a certain number of votes is chosen; votes "
        "it does not need go on to the next choices on its ballots. Then the weakest drops out. "
        "So each large group of people gets its part of the places."
    ),
    "schulze": _l(
        "Every thing is compared with every other: which of the two do more people put higher? "
        "What beats all others, directly or by way of third ones, is chosen."
    ),
    "borda": _l(
        "The first place gives the most points, each place below it one fewer. What has the most "
        "points is chosen. Also suits when something is wanted that most people can live with."
    ),
    "majority": _l(
        "It is accepted when enough people vote, enough say yes, and yes has the majority that "
        "is asked for against no. Abstentions count as voting, but neither for nor against."
    ),
}


def rule_title(name: str) -> str:
    """What a way to count is called."""
    return str(TITLES.get(name, name))


def rule_explanation(name: str) -> str:
    """How a way to count works, in a few short sentences."""
    return str(EXPLANATIONS.get(name, name))
