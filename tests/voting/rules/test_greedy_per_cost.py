"""Greedy by votes per cost, by hand and against pabutools."""

from hypothesis import given, settings
from pabutools.election import Cardinality_Sat
from pabutools.rules import greedy_utilitarian_welfare

from commons.voting.rules import Choice, Election, GreedyPerCost, Option, approval
from tests.voting.rules.elections import elections
from tests.voting.rules.in_pabutools import our_ties, ticked, ticks


def test_what_has_the_most_votes_for_its_money_comes_first() -> None:
    # 6/60 = 1/10 a vote for each unit, 4/20 = 1/5, 3/30 = 1/10, 1/50.
    election = Election(
        options=(Option("1", 60), Option("2", 20), Option("3", 30), Option("4", 50)),
        ballots={
            approval("1"): 3, approval("1", "2"): 2, approval("1", "2", "3"): 1,
            approval("2", "3"): 1, approval("3", "4"): 1,
        },
        budget=100,
    )  # fmt: skip
    tally = GreedyPerCost().tally(election)
    assert tally.selected == ("2", "3", "4")
    assert (tally.cost, tally.budget) == (100, 100)
    assert [(s.code, s.option, s.numbers["left"]) for s in tally.steps] == [
        ("chosen", "2", 100),
        ("chosen", "3", 80),
        ("passed", "1", 50),
        ("chosen", "4", 50),
    ]


def test_what_is_not_chosen_says_why() -> None:
    election = Election(
        options=(Option("1", 60), Option("2", 50), Option("3", 101), Option("4", 1)),
        ballots={approval("1", "2", "3"): 5, approval("1"): 2},
        budget=100,
    )
    reasons = {s.option: s.reason for s in GreedyPerCost().tally(election).standings}
    assert (reasons["1"].code, reasons["1"].numbers) == (
        "chosen",
        {"points": 7, "cost": 60, "left": 40},
    )
    assert (reasons["2"].code, reasons["2"].numbers) == (
        "over_remaining_budget",
        {"needed": 50, "left": 40},
    )
    assert reasons["3"].code == "over_whole_budget"
    assert reasons["4"].code == "no_support"


def test_what_costs_nothing_comes_first_if_anyone_wants_it() -> None:
    election = Election(
        (Option("1", 5), Option("2", 0), Option("3", 0)), {approval("1", "2"): 1}, budget=5
    )
    assert GreedyPerCost().tally(election).selected == ("2", "1")


def test_of_equal_rates_the_cheaper_goes_first_and_then_the_lower_number() -> None:
    ballots = {approval("1", "2", "10"): 1, approval("1"): 1}
    election = Election((Option("1", 40), Option("10", 20), Option("2", 20)), ballots, 60)
    tally = GreedyPerCost().tally(election)
    assert tally.selected == ("2", "10")
    assert [(t.options, t.winner, t.criterion) for t in tally.ties] == [
        (("2", "10", "1"), "2", "lower_id")
    ]


def test_points_count_and_not_only_supporters() -> None:
    ballots = {(Choice("1", 1),): 2, (Choice("2", 5),): 1}
    election = Election((Option("1", 60), Option("2", 60)), ballots, budget=100)
    assert GreedyPerCost().tally(election).selected == ("2",)


def in_pabutools(election: Election) -> set[str]:
    instance, profile = ticks(election)
    bought = greedy_utilitarian_welfare(
        instance, profile, sat_class=Cardinality_Sat, tie_breaking=our_ties(election)
    )
    return {project.name for project in bought}


@settings(deadline=None, max_examples=200)
@given(elections())
def test_generated_elections_come_out_as_in_pabutools(election: Election) -> None:
    election = ticked(election)
    assert set(GreedyPerCost().tally(election).selected) == in_pabutools(election)


@settings(deadline=None)
@given(elections(most_points=4))
def test_nothing_with_support_that_still_fits_is_left_out(election: Election) -> None:
    tally = GreedyPerCost().tally(election)
    left = tally.budget - tally.cost
    assert left >= 0
    for standing in tally.standings:
        assert standing.selected or not standing.points or standing.cost > left
