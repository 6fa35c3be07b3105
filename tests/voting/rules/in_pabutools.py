"""Our elections as pabutools has them, for rules that read ballots as ticks."""

from collections import Counter

from pabutools.election import ApprovalBallot, ApprovalMultiProfile, Instance, Project
from pabutools.election.ballot import FrozenApprovalBallot
from pabutools.tiebreaking import TieBreakingRule

from commons.voting.rules import Ballot, Election, approval


def ticks(election: Election) -> tuple[Instance, ApprovalMultiProfile]:
    """The projects and the ballots; equal ballots are kept once, with their number."""
    projects = {option.id: Project(option.id, option.cost) for option in election.options}
    instance = Instance(projects.values(), budget_limit=election.budget)
    profile = ApprovalMultiProfile(instance=instance)
    for ballot, count in election.ballots.items():
        ticked = ApprovalBallot(projects[c.option] for c in ballot if c.points)
        frozen = FrozenApprovalBallot(ticked)
        profile[frozen] = profile.get(frozen, 0) + count
    return instance, profile


def our_ties(election: Election) -> TieBreakingRule:
    """The cheaper, then the one with more points, then the lower number."""
    support = election.support()
    return TieBreakingRule(
        lambda _instance, _profile, p: (p.cost, -support[p.name].points, int(p.name))
    )


def ticked(election: Election) -> Election:
    """The same election with every mark worth one point, and without what nobody wants.

    pabutools buys options without support with what is left.
    """
    ballots: Counter[Ballot] = Counter()
    for ballot, count in election.ballots.items():
        ballots[approval(*(choice.option for choice in ballot if choice.points))] += count
    support = election.support()
    options = tuple(option for option in election.options if support[option.id].points)
    return Election(options, ballots, election.budget)
