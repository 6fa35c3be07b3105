"""All rules for budgets on all real elections, against pabutools, which others wrote.

pabutools takes from seconds to a quarter of an hour for a district of Warsaw. There its selection
was written down once (``tools/agreement.py``), and is compared with ours each time.
"""

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

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


@cache
def real(name: str) -> Election:
    """A real election, every mark one tick: the form in which pabutools counts fast enough."""
    return ticked(to_election(real_file(name)))


def selected_by(theirs: Theirs, election: Election) -> set[str]:
    instance, profile = ticks(election)
    return {project.name for project in theirs(instance, profile, our_ties(election))}


RULES: dict[str, tuple[str, dict[str, str], Theirs]] = {
    "greedy": ("greedy", {}, greedily),
    "greedy-per-cost": ("greedy-per-cost", {}, greedily_per_cost),
    "phragmen": ("sequential-phragmen", {}, phragmen),
    "equal-shares-cost": (
        "equal-shares",
        {"utility": "cost", "completion": "none"},
        equal_shares("cost"),
    ),
    "equal-shares-count": (
        "equal-shares",
        {"utility": "count", "completion": "none"},
        equal_shares("count"),
    ),
    "add-one-cost": (
        "equal-shares",
        {"utility": "cost", "completion": "add-one"},
        equal_shares("cost", 1),
    ),
    "add-one-count": (
        "equal-shares",
        {"utility": "count", "completion": "add-one"},
        equal_shares("count", 1),
    ),
}
WRITTEN_DOWN: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("selected_by_pabutools.json").read_text()
)
"""What pabutools selected where it takes long: by election and rule, the projects' numbers."""

RAISED_QUICKLY = {*GDANSK_DISTRICTS, "poland_gdansk_2020_", *KRAKOW}
"""Where pabutools takes less than an hour to raise the shares one by one."""

CASES = [
    (name, label)
    for name in ALL_REAL
    for label in RULES
    if not label.startswith("add-one")
    or name in RAISED_QUICKLY
    or label in WRITTEN_DOWN.get(name, {})
]


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "label"), CASES)
def test_every_real_election_comes_out_as_in_pabutools(name: str, label: str) -> None:
    ours, settings_of_ours, theirs = RULES[label]
    written_down = WRITTEN_DOWN.get(name, {}).get(label)
    selected = rule(ours, **settings_of_ours).tally(real(name)).selected
    assert selected
    expected = (
        selected_by(theirs, real(name)) if written_down is None else set(written_down.split())
    )
    assert set(selected) == expected


@pytest.mark.real_data
@pytest.mark.parametrize("name", GDANSK_DISTRICTS)
@pytest.mark.parametrize("utility", ["cost", "count"])
def test_what_is_left_after_raising_is_spent_as_in_pabutools(name: str, utility: Utility) -> None:
    instance, profile = ticks(real(name))
    ties = our_ties(real(name))
    filled = greedy_utilitarian_welfare(
        instance,
        profile,
        sat_class=Cost_Sat,
        tie_breaking=ties,
        initial_budget_allocation=equal_shares(utility, 1)(instance, profile, ties),
    )
    completed = EqualShares(utility, "add-one-utilitarian").tally(real(name)).selected
    assert set(completed) == {project.name for project in filled}


@settings(deadline=None, max_examples=100)
@given(elections())
def test_generated_elections_come_out_by_greedy_as_in_pabutools(election: Election) -> None:
    election = ticked(election)
    assert set(Greedy().tally(election).selected) == selected_by(greedily, election)
