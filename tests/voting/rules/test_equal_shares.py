"""The Method of Equal Shares, against the paper's definition, pabutools, and by hand."""

from fractions import Fraction
from itertools import takewhile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from commons.voting.pabulib import to_election
from commons.voting.rules import Choice, Election, EqualShares, Option, Tally, approval
from commons.voting.rules.electorate import Electorate, electorate
from commons.voting.rules.equal_shares import Completion, Utility
from commons.voting.rules.purses import run
from commons.voting.rules.scout import Scout
from tests.voting.rules.elections import (
    GDANSK_DISTRICTS,
    KRAKOW,
    WARSAW,
    elections,
    naive_add_one,
    naive_equal_shares,
    real_file,
)

UTILITIES: tuple[Utility, ...] = ("cost", "count")


def count(election: Election, completion: Completion = "none", utility: Utility = "cost") -> Tally:
    return EqualShares(utility, completion).tally(election)


def two_camps() -> Election:
    """Sixty voters for each of two parks, forty for a playground and a library; money for 100."""
    return Election(
        options=(Option("park", 50), Option("pond", 50), Option("library", 40)),
        ballots={approval("park", "pond"): 60, approval("library"): 40},
        budget=100,
    )


def test_a_minority_gets_its_part_of_the_money() -> None:
    tally = count(two_camps())
    assert tally.selected == ("park", "library")
    assert tally.cost == 90


def test_a_losing_option_says_what_its_supporters_had_left() -> None:
    pond = next(s for s in count(two_camps()).standings if s.option == "pond")
    assert pond.reason.code == "supporters_could_not_pay"
    assert pond.reason.numbers == {"supporters": 60, "together": 10, "needed": 50}


def test_a_winning_option_says_what_its_supporters_paid() -> None:
    park = count(two_camps()).standings[0]
    assert park.reason.code == "chosen"
    assert park.reason.numbers["price"] == Fraction(50, 60)
    assert park.reason.numbers["paid_in_full"] == 60


def test_who_has_too_little_pays_all_they_have_and_the_others_the_rest() -> None:
    # Each has 6. For the tree Ana and Eve pay 7/2 each. Ana keeps 5/2 for the bench; Ben pays 11/2.
    election = Election(
        options=(Option("bench", 8), Option("tree", 7)),
        ballots={approval("bench", "tree"): 1, approval("bench"): 1, approval("tree"): 1},
        budget=18,
    )
    tree, bench = [step for step in count(election, utility="count").steps if step.option]
    assert (tree.option, tree.numbers["price"]) == ("tree", Fraction(7, 2))
    assert (bench.option, bench.numbers["price"]) == ("bench", Fraction(11, 2))
    assert (bench.numbers["paid_in_full"], bench.numbers["paid_what_they_had"]) == (1, 1)


def test_points_decide_how_much_a_supporter_pays() -> None:
    election = Election(
        options=(Option("1", 8),),
        ballots={(Choice("1", 3),): 1, (Choice("1", 1),): 1},
        budget=12,
    )
    tally = count(election, utility="count")
    assert tally.steps[-1].numbers["price"] == 2
    assert tally.selected == ("1",)


def test_an_option_without_support_or_beyond_the_budget_is_left_aside() -> None:
    election = Election(
        (Option("1", 5), Option("2", 500), Option("3", 5)), {approval("1", "2"): 3}, budget=10
    )
    codes = {s.option: s.reason.code for s in count(election, "add-one").standings}
    assert codes == {"1": "chosen", "2": "over_whole_budget", "3": "no_support"}


def test_an_option_that_costs_nothing_is_chosen_if_anyone_wants_it() -> None:
    election = Election((Option("1", 0), Option("2", 0)), {approval("1"): 1}, budget=10)
    assert count(election).selected == ("1",)


def test_without_voters_nothing_is_chosen() -> None:
    assert count(Election((Option("1", 5),), {}, budget=10), "add-one").selected == ()


@pytest.mark.parametrize(
    ("costs", "ballots", "winner", "criterion"),
    [
        ((4, 6), {approval("1"): 2, approval("2"): 3}, "1", "lower_cost"),
        ((6, 6), {approval("1"): 3, approval("2"): 3}, "1", "lower_id"),
    ],
)
def test_a_tie_is_settled_by_cost_and_then_by_id_and_written_down(
    costs: tuple[int, int], ballots: dict[tuple[Choice, ...], int], winner: str, criterion: str
) -> None:
    options = (Option("1", costs[0]), Option("2", costs[1]))
    tally = count(Election(options, ballots, budget=30), utility="count")
    assert [(tie.winner, tie.criterion) for tie in tally.ties] == [(winner, criterion)]


def test_of_options_that_cost_the_same_the_one_with_more_points_wins_a_tie() -> None:
    # Each has 12. Three pay 6 each for option 3, and keep 6. Then option 2 would take 6 + 6 + 12
    # of its three supporters and option 1 12 + 12 of its two: 12 at most in both cases.
    election = Election(
        options=(Option("1", 24), Option("2", 24), Option("3", 12)),
        ballots={approval("1"): 2, approval("2", "3"): 2, approval("2"): 1},
        budget=60,
    )
    tally = count(election, utility="count")
    assert tally.selected == ("3", "2", "1")
    assert [(tie.winner, tie.criterion) for tie in tally.ties] == [("2", "more_points")]


def test_add_one_raises_the_share_until_nothing_more_fits() -> None:
    tally = count(two_camps(), "add-one")
    assert tally.steps[1].code == "nothing_more_fits"
    assert tally.selected == ("park", "library")


def test_add_one_stops_before_the_outcome_is_over_the_budget() -> None:
    election = Election(
        options=(Option("1", 60), Option("2", 60), Option("3", 30)),
        ballots={approval("1"): 1, approval("2"): 1, approval("3"): 1},
        budget=100,
    )
    tally = count(election, "add-one")
    assert tally.selected == ("3",)
    assert tally.steps[1].code == "next_raise_over_budget"
    assert tally.steps[1].numbers["next_cost"] == 150


def test_what_is_left_after_add_one_can_go_to_the_options_with_the_most_points() -> None:
    election = Election(
        options=(Option("1", 60), Option("2", 60), Option("3", 30)),
        ballots={approval("1"): 1, approval("2"): 1, approval("3"): 1},
        budget=100,
    )
    tally = count(election, "add-one-utilitarian")
    assert tally.selected == ("3", "1")
    reason = tally.standings[1].reason
    assert (reason.code, reason.numbers["left"]) == ("chosen_with_the_rest", 70)


def test_costs_with_cents_are_counted_exactly() -> None:
    third = Fraction("33.33")
    election = Election(
        (Option("1", third), Option("2", third)), {approval("1", "2"): 3}, 2 * third
    )
    assert count(election).cost == Fraction("66.66")


@settings(deadline=None)
@given(elections(most_points=3), st.sampled_from(UTILITIES))
def test_a_run_buys_what_the_definition_says(election: Election, utility: Utility) -> None:
    share = Fraction(election.budget, election.voters)
    expected = naive_equal_shares(election, share, by_cost=utility == "cost")
    assert list(count(election, "none", utility).selected) == expected


@settings(deadline=None)
@given(elections(most_points=2), st.sampled_from(UTILITIES))
def test_add_one_comes_to_the_same_as_trying_every_raise(
    election: Election, utility: Utility
) -> None:
    expected = naive_add_one(election, by_cost=utility == "cost")
    assert list(count(election, "add-one", utility).selected) == expected


def ends(voters: Electorate, share: Fraction, budget: int, raises: int) -> bool:
    """Whether the count ends at this raise: over the budget, or nothing more fits."""
    course = run(voters, share + raises * voters.unit)
    left = budget - sum(voters.costs[option] for option in course.options)
    return left < 0 or all(voters.costs[option] > left for option in course.kept)


def scaled(election: Election, scale: int) -> Election:
    options = tuple(Option(option.id, option.cost * scale) for option in election.options)
    return Election(options, election.ballots, election.budget * scale)


@settings(deadline=None, max_examples=200)
@given(
    elections(most_points=2),
    st.sampled_from(UTILITIES),
    st.sampled_from((1, 7, 100)),
    st.integers(1, 200),
)
def test_the_scout_never_passes_over_a_raise_that_ends_the_count(
    election: Election, utility: Utility, scale: int, last: int
) -> None:
    election = scaled(election, scale)
    voters = electorate(election, by_cost=utility == "cost")
    budget = int(election.budget * voters.unit)
    share = Fraction(budget, election.voters)
    suspects = set(takewhile(lambda at: at <= last, Scout(voters, share, budget).suspects()))
    passed_over = [at for at in range(last + 1) if at not in suspects]
    for raises in {*passed_over[:: 1 + len(passed_over) // 12], *passed_over[-3:]}:
        assert not ends(voters, share, budget, raises)


def test_the_scout_is_not_misled_by_prices_that_differ_less_than_floats_can_tell() -> None:
    # For a point, supporters of 1 pay 10**13 + 1/3, those of 2 pay 10**13 + 1/2; 2 would win a tie.
    election = Election(
        options=(Option("1", 3 * 10**13 + 1), Option("2", 2 * 10**13 + 1)),
        ballots={approval("1"): 3, approval("2"): 2},
        budget=10**14,
    )
    voters = electorate(election, by_cost=False)
    assert run(voters, Fraction(2 * 10**13)).options == (0, 1)
    assert next(Scout(voters, Fraction(2 * 10**13), 10**14).suspects()) == 0


@pytest.mark.parametrize("cost", [2**50 + 1, 10**40])
def test_numbers_beyond_floating_point_are_counted_exactly(cost: int) -> None:
    # Both have three supporters, and one is dearer by 1 in so many.
    election = Election(
        options=(Option("1", cost + 1), Option("2", cost)),
        ballots={approval("1", "2"): 2, approval("1"): 1, approval("2"): 1},
        budget=2 * cost,
    )
    tally = count(election, "add-one" if cost < 10**20 else "none", "count")
    assert tally.selected[0] == "2"
    assert tally.steps[-1].numbers["price"] == Fraction(cost, 3)
    assert tally.cost <= election.budget


def test_the_scout_sees_what_changes_and_changes_back() -> None:
    # With 360 each, option 1 is bought in the end, with 390 option 2, with 460 again option 1.
    # Option 5 is never bought, and fits as long as option 2 isn't: only then the count goes on.
    election = Election(
        options=tuple(map(Option, "12345", (600, 800, 700, 100, 500))),
        ballots={
            approval("1", "2", "3"): 1,
            approval("1", "2", "4"): 1,
            approval("1", "2", "3", "4"): 1,
            approval("3", "4"): 1,
            approval("2", "3"): 1,
            approval("5"): 1,
        },
        budget=2000,
    )
    voters = electorate(election, by_cost=False)
    bought = [run(voters, Fraction(share)).options for share in (360, 390, 460)]
    assert bought == [(3, 2, 0), (3, 2, 1), (3, 2, 0)]
    ending = [at for at in range(101) if ends(voters, Fraction(360), 2000, at)]
    assert 30 in ending
    assert {0, 100}.isdisjoint(ending)
    # One raise before, options 1 and 2 stand equal, which floating point can't see.
    assert next(Scout(voters, Fraction(360), 2000).suspects()) == ending[0] - 1


@settings(deadline=None)
@given(elections(most_points=3), st.sampled_from(UTILITIES))
def test_nothing_is_paid_that_nobody_has(election: Election, utility: Utility) -> None:
    voters = electorate(election, by_cost=utility == "cost")
    tally = count(election, "none", utility)
    assert tally.cost <= election.budget
    course = run(voters, Fraction(election.budget * voters.unit, election.voters))
    assert all(left >= 0 for left in course.kept.values())


@settings(deadline=None)
@given(elections(most_points=3), st.sampled_from(UTILITIES))
def test_the_order_of_ballots_does_not_matter(election: Election, utility: Utility) -> None:
    turned = Election(election.options, dict(reversed(election.ballots.items())), election.budget)
    assert count(election, "add-one", utility) == count(turned, "add-one", utility)


def in_pabutools(election: Election, completion: Completion, utility: Utility) -> set[str]:
    """What pabutools selects, with our way to settle ties."""
    support = election.support()
    projects = {o.id: Project(o.id, o.cost) for o in election.options}
    instance = Instance(projects.values(), budget_limit=election.budget)
    ballots = [b for ballot, times in election.ballots.items() for b in [ballot] * times]
    if utility == "cost":
        profile = ApprovalProfile(
            ApprovalBallot(projects[choice.option] for choice in ballot) for ballot in ballots
        )
    else:
        profile = CardinalProfile(
            CardinalBallot({projects[option]: points for option, points in ballot})
            for ballot in ballots
        )
    outcome = method_of_equal_shares(
        instance,
        profile,
        sat_class=Cost_Sat if utility == "cost" else Additive_Cardinal_Sat,
        voter_budget_increment=None if completion == "none" else 1,
        tie_breaking=TieBreakingRule(
            lambda _instance, _profile, p: (p.cost, -support[p.name].points, int(p.name))
        ),
    )
    return {project.name for project in outcome}


@settings(deadline=None, max_examples=60)
@given(elections(), st.sampled_from(UTILITIES), st.sampled_from(("none", "add-one")))
def test_generated_elections_come_out_as_in_pabutools(
    election: Election, utility: Utility, completion: Completion
) -> None:
    assume(all(option.cost <= election.budget for option in election.options))
    selected = count(election, completion, utility).selected
    assert set(selected) == in_pabutools(election, completion, utility)


@pytest.mark.real_data
@pytest.mark.parametrize("name", [*GDANSK_DISTRICTS[:3], KRAKOW[0]])
def test_real_ballots_with_points_come_out_as_in_pabutools(name: str) -> None:
    election = to_election(real_file(name))
    selected = count(election, "none", "count").selected
    assert set(selected) == in_pabutools(election, "none", "count")


@pytest.mark.real_data
@pytest.mark.parametrize("name", WARSAW)
def test_the_districts_of_warsaw_spend_nearly_everything(name: str) -> None:
    tally = count(to_election(real_file(name)), "add-one")
    assert Fraction(99, 100) * tally.budget < tally.cost <= tally.budget


@pytest.mark.real_data
def test_a_ranked_district_comes_out_as_pabutools_counted_it() -> None:
    # Counted with in_pabutools(election, "add-one", "count"), which takes ten seconds.
    tally = count(to_election(real_file(KRAKOW[0])), "add-one", "count")
    expected = {4, 5, 6, 7, 8, 10, 11, 12, 21, 25, 26, 27, 29}
    assert {int(option) for option in tally.selected} == expected


@pytest.mark.real_data
@pytest.mark.parametrize("name", WARSAW)
def test_the_scout_suspects_only_the_raise_that_ends_a_real_district(name: str) -> None:
    election = to_election(real_file(name))
    voters = electorate(election, by_cost=True)
    share = Fraction(election.budget * voters.unit, election.voters)
    budget = int(election.budget * voters.unit)
    first = next(Scout(voters, share, budget).suspects())
    assert ends(voters, share, budget, first)
    assert not any(ends(voters, share, budget, first - before) for before in range(1, 8))
