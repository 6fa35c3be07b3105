"""Plurality, approval, score and Borda by hand, and what all rules that fill seats share."""

import json
from collections import Counter
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.voting.rules import (
    Approval,
    Borda,
    Choice,
    Election,
    ElectionError,
    Option,
    Plurality,
    Score,
    Tally,
    approval,
    rule,
)
from tests.voting.rules.ranked import ranked_election, ranked_elections, tennessee

BY_POINTS = ("approval", "borda", "plurality", "score")
FOR_SEATS = (*BY_POINTS, "schulze", "single-transferable-vote")


def points(tally: Tally) -> dict[str, object]:
    return {standing.option: standing.points for standing in tally.standings}


def reasons(tally: Tally) -> dict[str, tuple[str, dict[str, object]]]:
    return {s.option: (s.reason.code, dict(s.reason.numbers)) for s in tally.standings}


def test_plurality_counts_first_choices_only() -> None:
    tally = Plurality().tally(tennessee())
    assert tally.selected == ("M",)
    assert points(tally) == {"M": 42, "N": 26, "K": 17, "C": 15}
    assert reasons(tally)["M"] == ("elected", {"place": 1, "votes": 42})
    assert reasons(tally)["N"] == ("not_elected", {"votes": 26, "needed": 42})


def test_the_capital_of_tennessee_is_nashville_by_borda() -> None:
    tally = Borda().tally(tennessee())
    assert tally.selected == ("N",)
    assert points(tally) == {"N": 194, "C": 173, "M": 126, "K": 107}


def test_in_a_borda_count_options_that_are_not_ranked_share_the_last_places() -> None:
    # Of four options, A gets 3 points; the others share 2 + 1 + 0. A blank ballot gives nothing.
    tally = Borda().tally(ranked_election("ABCD", {"A": 1, "": 5}))
    assert points(tally) == {"A": 3, "B": 1, "C": 1, "D": 1}
    tally = Borda().tally(ranked_election("ABCD", {"AB": 1}))
    assert points(tally) == {"A": 3, "B": 2, "C": Fraction(1, 2), "D": Fraction(1, 2)}


@settings(deadline=None)
@given(ranked_elections())
def test_every_ranking_hands_out_the_same_number_of_borda_points(election: Election) -> None:
    options = len(election.options)
    ranking = sum(count for ballot, count in election.ballots.items() if ballot)
    handed_out = sum(Fraction(s.points) for s in Borda().tally(election).standings)
    assert handed_out == ranking * Fraction(options * (options - 1), 2)


def test_in_a_borda_count_the_last_place_gives_nothing_and_still_fills_a_free_seat() -> None:
    tally = Borda().tally(ranked_election("A", {"A": 6}))
    assert tally.selected == ("A",)
    assert reasons(tally)["A"] == ("elected", {"place": 1, "votes": 0})
    assert Borda().tally(ranked_election("A", {"": 6})).selected == ()
    tally = Borda().tally(ranked_election("ABC", {"ABC": 6}, seats=3))
    assert tally.selected == ("A", "B", "C")
    # Nobody ranks C, so that it is not elected: it has the last place on every ballot.
    tally = Borda().tally(ranked_election("ABC", {"AB": 6}, seats=3))
    assert tally.selected == ("A", "B")


def test_approval_fills_several_seats_with_the_most_ticks() -> None:
    election = Election(
        tuple(map(Option, "ABC")), {approval("A", "B"): 3, approval("B", "C"): 2}, seats=2
    )
    tally = Approval().tally(election)
    assert tally.selected == ("B", "A")
    assert reasons(tally)["C"] == ("not_elected", {"votes": 2, "needed": 3})
    assert [(step.code, step.option) for step in tally.steps] == [
        ("counted", None),
        ("elected", "B"),
        ("elected", "A"),
    ]
    assert tally.steps[0].counts == {"A": 3, "B": 5, "C": 2}


def test_approval_counts_ticks_and_score_counts_points() -> None:
    election = Election(
        (Option("A"), Option("B")), {(Choice("A", 5),): 1, (Choice("B", Fraction(3, 2)),): 3}
    )
    assert points(Approval().tally(election)) == {"B": 3, "A": 1}
    assert points(Score().tally(election)) == {"A": 5, "B": Fraction(9, 2)}


def test_nobody_is_elected_without_a_single_vote() -> None:
    tally = Plurality().tally(ranked_election("ABC", {"AB": 1}, seats=3))
    assert tally.selected == ("A",)
    assert reasons(tally)["B"] == ("no_support", {})


@pytest.mark.parametrize("name", [*FOR_SEATS, "instant-runoff"])
def test_a_vote_without_voters_elects_nobody(name: str) -> None:
    tally = rule(name).tally(ranked_election("AB", {}))
    assert tally.selected == ()
    assert {s.reason.code for s in tally.standings} == {"no_support"}


def test_without_a_lot_the_lower_number_wins_a_tie() -> None:
    election = Election((Option("10"), Option("9")), {approval("9"): 1, approval("10"): 1})
    tally = Plurality().tally(election)
    assert tally.selected == ("9",)
    assert [(t.options, t.winner, t.criterion) for t in tally.ties] == [
        (("9", "10"), "9", "lower_id")
    ]
    assert reasons(tally)["10"] == ("lost_tie", {"votes": 1})


def test_anyone_can_draw_the_lot_again() -> None:
    election = ranked_election("ABCD", {"A": 1, "B": 1, "C": 1, "D": 1}, seats=2)
    tally = Plurality(lot="7 13 22 31").tally(election)
    expected = sorted("ABCD", key=lambda o: sha256(f"7 13 22 31\n{o}".encode()).hexdigest())
    assert list(tally.selected) == expected[:2]
    assert [(t.options, t.criterion) for t in tally.ties] == [(tuple(expected), "lot")]
    drawn = {Plurality(lot=str(lot)).tally(election).selected for lot in range(40)}
    assert {option for selected in drawn for option in selected} == set("ABCD")


@pytest.mark.parametrize("name", [*FOR_SEATS, "instant-runoff", "majority"])
@pytest.mark.parametrize(
    "election",
    [
        Election((Option("yes"), Option("no")), {approval("yes"): 1}, budget=1),
        Election((Option("yes", 3), Option("no")), {approval("yes"): 1}),
    ],
)
def test_a_rule_that_fills_seats_refuses_a_vote_about_money(name: str, election: Election) -> None:
    with pytest.raises(ElectionError, match="spends no money"):
        rule(name).tally(election)


@settings(deadline=None)
@given(ranked_elections(), st.sampled_from(FOR_SEATS))
def test_every_option_has_one_standing_and_no_money_is_spent(election: Election, name: str) -> None:
    tally = rule(name).tally(election)
    assert sorted(s.option for s in tally.standings) == sorted(o.id for o in election.options)
    assert tuple(s.option for s in tally.standings if s.selected) == tally.selected
    assert len(tally.selected) <= election.seats
    assert all(s.reason.code.startswith("elected") == s.selected for s in tally.standings)
    assert (tally.cost, tally.budget, tally.voters) == (0, 0, election.voters)
    assert Tally.from_json(json.loads(json.dumps(tally.to_json()))) == tally


@settings(deadline=None)
@given(ranked_elections(), st.sampled_from(FOR_SEATS), st.sampled_from(("", "dice")), st.data())
def test_neither_ballots_nor_options_have_an_order(
    election: Election, name: str, lot: str, data: st.DataObject
) -> None:
    options = data.draw(st.permutations(election.options))
    ballots = dict(data.draw(st.permutations(list(election.ballots.items()))))
    turned = Election(tuple(options), ballots, seats=election.seats)
    ours, theirs = (rule(name, lot=lot).tally(e) for e in (election, turned))
    assert (ours.selected, ours.standings, ours.ties) == (
        theirs.selected,
        theirs.standings,
        theirs.ties,
    )


@settings(deadline=None)
@given(ranked_elections(), st.sampled_from(BY_POINTS))
def test_nobody_elected_has_fewer_points_than_anybody_left_out(
    election: Election, name: str
) -> None:
    tally = rule(name).tally(election)
    elected = [Fraction(s.points) for s in tally.standings if s.selected]
    left_out = [Fraction(s.points) for s in tally.standings if not s.selected]
    # In a Borda count the last place gives no points, and still says that somebody wants it.
    supported = sum(1 for s in tally.standings if s.points or (name == "borda" and s.supporters))
    assert len(elected) == min(election.seats, supported)
    assert not elected or max(left_out, default=Fraction(0)) <= min(elected)


@settings(deadline=None)
@given(ranked_elections(), st.sampled_from(("plurality", "approval", "score", "borda")))
def test_one_more_voter_for_a_winner_alone_never_unseats_them(
    election: Election, name: str
) -> None:
    tally = rule(name).tally(election)
    for winner in tally.selected:
        ballots = Counter(election.ballots)
        ballots[(Choice(winner, 1),)] += 1
        more = Election(election.options, ballots, seats=election.seats)
        assert winner in rule(name).tally(more).selected
