"""Sequential Phragmén: Phragmén's own example, by hand, and against pabutools."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from pabutools.rules import sequential_phragmen

from commons.voting.rules import Choice, Election, Option, SequentialPhragmen, Tally, approval
from tests.voting.rules.elections import elections
from tests.voting.rules.in_pabutools import our_ties, ticked, ticks


def count(election: Election) -> Tally:
    return SequentialPhragmen().tally(election)


def test_phragmens_own_example_elects_a_q_and_b() -> None:
    # From 1899; worked through by Svante Janson, "Phragmén's and Thiele's election methods" (2016).
    election = Election(
        tuple(Option(letter, 1) for letter in "ABCPQR"),
        {
            approval("A", "B", "C"): 1034,
            approval("P", "Q", "R"): 519,
            approval("A", "B", "Q"): 90,
            approval("A", "P", "Q"): 47,
        },
        budget=3,
    )
    tally = count(election)
    assert tally.selected == ("A", "Q", "B")
    first, second = (step.numbers["earned"] for step in tally.steps[:2])
    assert first == Fraction(1, 1171)
    assert second == (1 + Fraction(137, 1171)) / 656


def town() -> Election:
    """Three want a park (6), the first of them and one more a pond (5), another one a bench (3)."""
    return Election(
        (Option("park", 6), Option("pond", 5), Option("bench", 3)),
        {
            approval("park"): 2,
            approval("park", "pond"): 1,
            approval("pond"): 1,
            approval("bench"): 1,
        },
        budget=14,
    )


def test_who_paid_starts_anew() -> None:
    # The park after 2 each. Then one of the pond's two has 0, the other 2: 3.5, when they have 1.5
    # and 3.5. The bench's one has 3 before that.
    tally = count(town())
    assert [(s.option, s.numbers["earned"], s.numbers["left"]) for s in tally.steps] == [
        ("park", 2, 8),
        ("bench", 3, 5),
        ("pond", Fraction(7, 2), 0),
    ]


def test_the_count_ends_when_the_next_is_more_than_what_is_left() -> None:
    election = Election(town().options, town().ballots, budget=8)
    tally = count(election)
    assert tally.selected == ("park",)
    assert (tally.steps[-1].code, tally.steps[-1].option) == ("over_budget", "bench")
    reasons = {s.option: (s.reason.code, dict(s.reason.numbers)) for s in tally.standings}
    assert reasons["bench"] == ("over_remaining_budget", {"needed": 3, "left": 2})
    assert reasons["pond"] == (
        "supporters_could_not_pay",
        {"supporters": 2, "together": 4, "needed": 5},
    )


def test_what_nobody_wants_or_nobody_could_pay_is_left_aside() -> None:
    election = Election(
        (Option("1", 5), Option("2", 50), Option("3", 5)), {approval("1", "2"): 3}, budget=10
    )
    codes = {s.option: s.reason.code for s in count(election).standings}
    assert codes == {"1": "chosen", "2": "over_whole_budget", "3": "no_support"}


def test_points_count_as_ticks() -> None:
    options = (Option("1", 6), Option("2", 6))
    election = Election(options, {(Choice("1", 9),): 1, (Choice("2", 1),): 2}, budget=12)
    assert count(election).selected == ("2", "1")


@pytest.mark.parametrize(
    ("options", "ballots", "winner", "criterion"),
    [
        ((Option("1", 6), Option("2", 3)), {approval("1"): 2, approval("2"): 1}, "2", "lower_cost"),
        ((Option("1", 3), Option("2", 3)), {approval("1"): 1, approval("2"): 1}, "1", "lower_id"),
        (
            (Option("1", 3), Option("2", 3)),
            {(Choice("1", 1),): 1, (Choice("2", 2),): 1},
            "2",
            "more_points",
        ),
    ],
)
def test_a_tie_is_settled_and_written_down(
    options: tuple[Option, ...], ballots: dict[tuple[Choice, ...], int], winner: str, criterion: str
) -> None:
    tally = count(Election(options, ballots, budget=20))
    assert [(t.winner, t.criterion) for t in tally.ties] == [(winner, criterion)]
    assert tally.selected[0] == winner


def test_what_is_due_at_the_same_moment_and_fits_is_bought_before_the_count_ends() -> None:
    election = Election(
        (Option("1", 6), Option("2", 3)), {approval("1"): 2, approval("2"): 1}, budget=8
    )
    assert count(election).selected == ("2",)


def test_without_voters_nothing_is_chosen() -> None:
    assert count(Election((Option("1", 5),), {}, budget=10)).selected == ()


def in_pabutools(election: Election) -> set[str]:
    instance, profile = ticks(election)
    bought = sequential_phragmen(instance, profile, tie_breaking=our_ties(election))
    return {project.name for project in bought}


def ends_in_a_tie(tally: Tally) -> bool:
    """Whether options were due together of which some fitted: pabutools ends there, we buy."""
    return any(
        option not in tally.selected for tie in tally.ties for option in tie.options
    ) and any(step.code == "over_budget" for step in tally.steps)


@settings(deadline=None, max_examples=300)
@given(elections())
def test_generated_elections_come_out_as_in_pabutools(election: Election) -> None:
    election = ticked(election)
    tally = count(election)
    theirs = in_pabutools(election)
    if ends_in_a_tie(tally):
        assert theirs <= set(tally.selected)
    else:
        assert theirs == set(tally.selected)


@settings(deadline=None)
@given(elections(most_points=3))
def test_time_never_runs_backwards_and_the_budget_holds(election: Election) -> None:
    tally = count(election)
    times = [step.numbers["earned"] for step in tally.steps]
    assert times == sorted(times)
    assert tally.cost <= election.budget
    supported = {s.option for s in tally.standings if s.points and s.cost <= election.budget}
    ended_early = any(step.code == "over_budget" for step in tally.steps)
    assert ended_early or supported == set(tally.selected)
