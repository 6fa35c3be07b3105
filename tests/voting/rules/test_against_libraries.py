"""The rules that fill seats, against votelib and pyrankvote, which others wrote.

Where they settle ties in their own way, only elections without ties are compared.
"""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pyrankvote
import votelib.convert
import votelib.evaluate.cardinal
import votelib.evaluate.condorcet
import votelib.evaluate.core
import votelib.evaluate.sequential
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from votelib.component import rankscore
from votelib.evaluate.core import Tie, get_n_best

from commons.voting.rules import (
    Approval,
    Borda,
    Choice,
    Election,
    InstantRunoff,
    Option,
    Plurality,
    Schulze,
    Score,
    SingleTransferableVote,
    Tally,
)
from commons.voting.rules.seats import rankings
from tests.voting.rules.ranked import ranked_elections, tennessee


def in_votelib(election: Election) -> dict[tuple[str, ...], int]:
    """The ballots that rank anything, as votelib has them."""
    return dict(rankings(election))


def agrees(tally: Tally, theirs: list[object]) -> bool:
    """Whether we elected the same, in their order; where they see a tie, one of those in it."""
    return len(tally.selected) == len(theirs) and all(
        our in their if isinstance(their, Tie) else our == their
        for our, their in zip(tally.selected, theirs, strict=True)
    )


@st.composite
def scored_elections(draw: st.DrawFn) -> Election:
    """Every ballot gives some options up to five points, or only ticks them."""
    options = "ABCDE"[: draw(st.integers(1, 5))]
    most = draw(st.sampled_from((1, 5)))
    papers = draw(
        st.lists(
            st.dictionaries(st.sampled_from(options), st.integers(1, most)), min_size=1, max_size=9
        )
    )
    ballots = Counter(tuple(Choice(o, p) for o, p in sorted(paper.items())) for paper in papers)
    return Election(tuple(map(Option, options)), ballots, seats=draw(st.integers(1, 3)))


@settings(deadline=None)
@given(ranked_elections())
def test_plurality_elects_whom_votelib_elects(election: Election) -> None:
    assume(in_votelib(election))
    tally = Plurality().tally(election)
    assume(not tally.ties)
    firsts = votelib.convert.RankedToFirstPreference().convert(in_votelib(election))
    assert agrees(tally, votelib.evaluate.core.Plurality().evaluate(firsts, election.seats))


@settings(deadline=None)
@given(scored_elections())
def test_approval_elects_whom_votelib_elects(election: Election) -> None:
    votes = {
        frozenset(choice.option for choice in ballot): 0 for ballot in election.ballots if ballot
    }
    assume(votes)
    for ballot, count in election.ballots.items():
        if ballot:
            votes[frozenset(choice.option for choice in ballot)] += count
    tally = Approval().tally(election)
    assume(not tally.ties)
    ticks = votelib.convert.ApprovalToSimpleVotes().convert(votes)
    assert {s.option: s.points for s in tally.standings if s.points} == ticks
    assert agrees(tally, get_n_best(ticks, election.seats))


@settings(deadline=None)
@given(scored_elections())
def test_score_elects_whom_votelib_elects(election: Election) -> None:
    votes = {frozenset(ballot): count for ballot, count in election.ballots.items() if ballot}
    assume(votes)
    tally = Score().tally(election)
    assume(not tally.ties)
    evaluator = votelib.evaluate.cardinal.ScoreVoting("sum", unscored_value=0)
    assert agrees(tally, evaluator.evaluate(votes, election.seats))


@settings(deadline=None)
@given(ranked_elections())
def test_borda_gives_complete_rankings_the_points_that_votelib_gives(election: Election) -> None:
    options = {option.id for option in election.options}
    complete = {r: n for r, n in in_votelib(election).items() if len(r) == len(options)}
    assume(complete)
    ballots = {tuple(Choice(o, 1) for o in ranked): n for ranked, n in complete.items()}
    tally = Borda().tally(Election(election.options, ballots, seats=election.seats))
    scorer = votelib.convert.RankedToPositionalVotes(rankscore.Borda(base=0))
    assert {s.option: s.points for s in tally.standings} == scorer.convert(complete)


@settings(deadline=None, max_examples=300)
@given(ranked_elections())
def test_schulze_finds_the_paths_and_winners_that_votelib_finds(election: Election) -> None:
    votes = in_votelib(election)
    assume(votes)
    duels = votelib.convert.RankedToCondorcetVotes(unranked_at_bottom=True).convert(votes)
    paths = votelib.evaluate.condorcet.Schulze.widest_paths(duels)
    tally = Schulze().tally(election)
    known = {option for ranked in votes for option in ranked}  # votelib knows of no others
    for step in tally.steps:
        if step.code == "paths" and step.option in known:
            for other in known - {step.option}:
                assert step.counts[other] == paths.get((step.option, other), 0)
    assume(not tally.ties and len(known) > election.seats)
    assert agrees(tally, votelib.evaluate.condorcet.Schulze().evaluate(duels, election.seats))


@settings(deadline=None, max_examples=300)
@given(ranked_elections(most_seats=1, most_alike=9))
def test_instant_runoff_elects_whom_pyrankvote_elects(election: Election) -> None:
    assume(in_votelib(election) and len(election.options) > 1)
    tally = InstantRunoff().tally(election)
    assume(not tally.ties)
    candidates = {option.id: pyrankvote.Candidate(option.id) for option in election.options}
    ballots = [
        pyrankvote.Ballot([candidates[option] for option in ranked])
        for ranked, count in in_votelib(election).items()
        for _ in range(count)
    ]
    theirs = pyrankvote.instant_runoff_voting(
        list(candidates.values()), ballots, pick_random_if_blank=False
    )
    assert list(tally.selected) == [winner.name for winner in theirs.get_winners()]


def stages_of(tally: Tally) -> list[list[Fraction]]:
    return [sorted(map(Fraction, step.counts.values())) for step in tally.steps if step.counts]


@st.composite
def complete_rankings(draw: st.DrawFn) -> Election:
    """Every ballot ranks all options: votelib takes used up ballots for an option of their own."""
    options = "ABCDEF"[: draw(st.integers(2, 6))]
    papers = draw(
        st.lists(st.tuples(st.permutations(options), st.integers(1, 30)), min_size=1, max_size=9)
    )
    ballots: Counter[tuple[Choice, ...]] = Counter()
    for ranked, count in papers:
        ballots[tuple(Choice(option, 1) for option in ranked)] += count
    seats = draw(st.integers(1, len(options) - 1))
    return Election(tuple(map(Option, options)), ballots, seats=seats)


@settings(deadline=None, max_examples=400)
@given(complete_rankings())
def test_the_single_transferable_vote_elects_whom_votelib_elects(election: Election) -> None:
    """votelib passes on all surpluses of a stage at once, in exact fractions: the same, if one."""
    tally = SingleTransferableVote().tally(election)
    assume(not tally.ties)
    waiting = most = 0
    for step in tally.steps:
        waiting += step.code == "elected" and step.numbers["votes"] > step.numbers["quota"]
        most = max(most, waiting)
        waiting -= step.code == "surplus_transferred"
    assume(most <= 1)
    assume(not any(0 < b - a < Fraction(1, 1000) for s in stages_of(tally) for a, b in pairwise(s)))
    selector = votelib.evaluate.sequential.TransferableVoteSelector("Gregory")
    theirs = selector.evaluate(in_votelib(election), election.seats)
    assert set(tally.selected) == set(theirs)


def test_all_see_the_capital_of_tennessee_alike() -> None:
    votes = in_votelib(tennessee())
    transferable = votelib.evaluate.sequential.TransferableVoteSelector("Gregory")
    assert transferable.evaluate(votes, 1) == list(InstantRunoff().tally(tennessee()).selected)
    duels = votelib.convert.RankedToCondorcetVotes().convert(votes)
    schulze = votelib.evaluate.condorcet.Schulze()
    assert schulze.evaluate(duels, 1) == list(Schulze().tally(tennessee()).selected)
