"""Greedy, against what the cities decided, and by hand."""

import pytest
from hypothesis import given, settings

from commons.voting.pabulib import to_election
from commons.voting.rules import Choice, Election, Greedy, Option, approval
from tests.voting.rules.elections import KRAKOW, WARSAW, elections, real_file


def test_options_are_taken_by_points_as_long_as_they_fit() -> None:
    election = Election(
        options=(Option("1", 60), Option("2", 50), Option("3", 40)),
        ballots={approval("1", "2"): 5, approval("1", "3"): 4},
        budget=100,
    )
    tally = Greedy().tally(election)
    assert tally.selected == ("1", "3")
    assert (tally.cost, tally.voters) == (100, 9)
    assert [(step.code, step.option) for step in tally.steps] == [
        ("chosen", "1"),
        ("passed", "2"),
        ("chosen", "3"),
    ]


def test_what_is_not_chosen_says_why() -> None:
    election = Election(
        options=(Option("1", 60), Option("2", 50), Option("3", 101), Option("4", 1)),
        ballots={approval("1", "2", "3"): 5, approval("1"): 1},
        budget=100,
    )
    reasons = {s.option: s.reason for s in Greedy().tally(election).standings}
    assert reasons["2"].code == "over_remaining_budget"
    assert reasons["2"].numbers == {"needed": 50, "left": 40}
    assert reasons["3"].code == "over_whole_budget"
    assert reasons["3"].numbers == {"needed": 101, "budget": 100}
    assert reasons["4"].code == "no_support"


def test_points_count_and_not_only_supporters() -> None:
    election = Election(
        options=(Option("1", 60), Option("2", 60)),
        ballots={(Choice("1", 1),): 2, (Choice("2", 5),): 1},
        budget=100,
    )
    assert Greedy().tally(election).selected == ("2",)


def test_of_equal_options_the_cheaper_goes_first_and_then_the_lower_number() -> None:
    election = Election(
        options=(Option("10", 50), Option("9", 50), Option("11", 40)),
        ballots={approval("9", "10", "11"): 3},
        budget=90,
    )
    tally = Greedy().tally(election)
    assert tally.selected == ("11", "9")
    assert [(tie.options, tie.winner, tie.criterion) for tie in tally.ties] == [
        (("11", "9", "10"), "11", "lower_cost")
    ]


def test_of_equal_options_with_equal_cost_the_lower_number_wins() -> None:
    election = Election((Option("10", 50), Option("9", 50)), {approval("9", "10"): 3}, budget=90)
    tally = Greedy().tally(election)
    assert (tally.selected, tally.ties[0].criterion) == (("9",), "lower_id")


@settings(deadline=None)
@given(elections(most_points=4))
def test_nothing_with_support_that_still_fits_is_left_out(election: Election) -> None:
    tally = Greedy().tally(election)
    left = tally.budget - tally.cost
    assert left >= 0
    for standing in tally.standings:
        assert standing.selected or not standing.points or standing.cost > left


@pytest.mark.real_data
@pytest.mark.parametrize("name", [*WARSAW, *KRAKOW])
def test_greedy_chooses_what_the_city_chose(name: str) -> None:
    file = real_file(name)
    official = {p.id for p in file.projects if p.extra["selected"] == "1"}
    assert official
    assert set(Greedy().tally(to_election(file)).selected) == official


@pytest.mark.real_data
@pytest.mark.parametrize("name", [*WARSAW, *KRAKOW])
def test_points_and_supporters_are_those_the_city_counted(name: str) -> None:
    file = real_file(name)
    support = to_election(file).support()
    for project in file.projects:
        assert support[project.id].supporters == int(project.extra["votes"])
        official = project.extra.get("score", project.extra["votes"])
        assert support[project.id].points == int(official)
