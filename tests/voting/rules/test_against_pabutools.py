"""All rules for budgets on all real elections, against pabutools, which others wrote.

pabutools takes from seconds to a quarter of an hour to raise the shares in a district of Warsaw one
by one. There its selection was written down once, and is compared with ours each time.
"""

from collections.abc import Callable, Iterable
from functools import cache

import pytest
from hypothesis import given, settings
from pabutools.election import ApprovalMultiProfile, Cardinality_Sat, Cost_Sat, Instance, Project
from pabutools.rules import (
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.tiebreaking import TieBreakingRule

from commons.voting.pabulib import to_election
from commons.voting.rules import Election, EqualShares, Greedy, rule
from commons.voting.rules.equal_shares import Utility
from tests.voting.rules.elections import ALL_REAL, GDANSK_DISTRICTS, KRAKOW, elections, real_file
from tests.voting.rules.in_pabutools import our_ties, ticked, ticks

Theirs = Callable[[Instance, ApprovalMultiProfile, TieBreakingRule], Iterable[Project]]

SATISFACTION = {"cost": Cost_Sat, "count": Cardinality_Sat}


def greedily(instance: Instance, profile: ApprovalMultiProfile, ties: TieBreakingRule):
    return greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=ties)


def greedily_per_cost(instance: Instance, profile: ApprovalMultiProfile, ties: TieBreakingRule):
    return greedy_utilitarian_welfare(
        instance, profile, sat_class=Cardinality_Sat, tie_breaking=ties
    )


def phragmen(instance: Instance, profile: ApprovalMultiProfile, ties: TieBreakingRule):
    return sequential_phragmen(instance, profile, tie_breaking=ties)


def equal_shares(utility: Utility, increment: int | None = None) -> Theirs:
    def counted(instance: Instance, profile: ApprovalMultiProfile, ties: TieBreakingRule):
        return method_of_equal_shares(
            instance,
            profile,
            sat_class=SATISFACTION[utility],
            tie_breaking=ties,
            voter_budget_increment=increment,
        )

    return counted


# What pabutools 1.2.3 selected with shares raised by 1 until nothing more fits.
RAISED_IN_WARSAW: dict[tuple[str, Utility], str] = {
    ("praga-polnoc", "cost"): (
        "8 14 61 334 340 362 821 828 890 891 892 898 927 943 956 957 1035 1062 1352 1430 "
        "1490 1509 1528 1754 1918 1919 1934 1935 1938 1939 1943"
    ),
    ("ochota", "cost"): (
        "306 388 402 403 437 445 451 453 504 513 568 572 575 576 582 583 593 597 620 621 "
        "622 625 627 757 774 820 824 838 877 885 1048 1072 1121 1334 1448 1682 1728"
    ),
    ("praga-polnoc", "count"): (
        "6 8 18 28 29 334 340 362 400 454 566 821 828 890 891 892 898 927 931 943 947 956 "
        "957 1035 1036 1050 1062 1063 1199 1352 1356 1387 1430 1490 1509 1528 1754 1918 "
        "1919 1932 1934 1938 1939 1943"
    ),
}


@cache
def real(name: str) -> Election:
    """A real election, every mark one tick: the form in which pabutools counts fast enough."""
    return ticked(to_election(real_file(name)))


def selected_by(theirs: Theirs, election: Election) -> set[str]:
    instance, profile = ticks(election)
    return {project.name for project in theirs(instance, profile, our_ties(election))}


@pytest.mark.real_data
@pytest.mark.parametrize("name", ALL_REAL)
@pytest.mark.parametrize(
    ("ours", "settings_of_ours", "theirs"),
    [
        ("greedy", {}, greedily),
        ("greedy-per-cost", {}, greedily_per_cost),
        ("sequential-phragmen", {}, phragmen),
        ("equal-shares", {"utility": "cost", "completion": "none"}, equal_shares("cost")),
        ("equal-shares", {"utility": "count", "completion": "none"}, equal_shares("count")),
    ],
    ids=["greedy", "greedy-per-cost", "phragmen", "equal-shares-cost", "equal-shares-count"],
)
def test_every_real_election_comes_out_as_in_pabutools(
    name: str, ours: str, settings_of_ours: dict[str, str], theirs: Theirs
) -> None:
    selected = rule(ours, **settings_of_ours).tally(real(name)).selected
    assert selected
    assert set(selected) == selected_by(theirs, real(name))


@pytest.mark.real_data
@pytest.mark.parametrize("name", [*GDANSK_DISTRICTS, "poland_gdansk_2020_", *KRAKOW])
@pytest.mark.parametrize("utility", ["cost", "count"])
def test_where_pabutools_is_quick_raised_shares_come_out_alike(name: str, utility: Utility) -> None:
    instance, profile = ticks(real(name))
    ties = our_ties(real(name))
    theirs = equal_shares(utility, 1)(instance, profile, ties)
    raised = EqualShares(utility, "add-one").tally(real(name)).selected
    assert set(raised) == {project.name for project in theirs}
    filled = greedy_utilitarian_welfare(
        instance,
        profile,
        sat_class=Cost_Sat,
        tie_breaking=ties,
        initial_budget_allocation=theirs,
    )
    completed = EqualShares(utility, "add-one-utilitarian").tally(real(name)).selected
    assert set(completed) == {project.name for project in filled}


@pytest.mark.real_data
@pytest.mark.parametrize(("district", "utility"), RAISED_IN_WARSAW)
def test_raised_shares_in_warsaw_select_what_pabutools_selected(
    district: str, utility: Utility
) -> None:
    election = real(f"poland_warszawa_2023_{district}")
    selected = EqualShares(utility, "add-one").tally(election).selected
    assert set(selected) == set(RAISED_IN_WARSAW[district, utility].split())


@settings(deadline=None, max_examples=100)
@given(elections())
def test_generated_elections_come_out_by_greedy_as_in_pabutools(election: Election) -> None:
    election = ticked(election)
    assert set(Greedy().tally(election).selected) == selected_by(greedily, election)
