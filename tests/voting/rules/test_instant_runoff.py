"""Instant runoff, by hand and by what must always hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.voting.rules import Election, ElectionError, InstantRunoff, SingleTransferableVote
from tests.voting.rules.ranked import ranked_election, ranked_elections, tennessee


def test_the_capital_of_tennessee_is_knoxville() -> None:
    tally = InstantRunoff().tally(tennessee())
    assert tally.selected == ("K",)
    assert [(step.code, step.option) for step in tally.steps] == [
        ("round", None),
        ("excluded", "C"),
        ("round", None),
        ("excluded", "N"),
        ("round", None),
        ("elected", "K"),
    ]
    assert tally.steps[4].counts == {"M": 42, "K": 58}
    reasons = {s.option: (s.reason.code, dict(s.reason.numbers)) for s in tally.standings}
    assert reasons == {
        "K": ("elected", {"stage": 3, "votes": 58, "needed": 51}),
        "M": ("not_elected", {"votes": 42, "needed": 51}),
        "N": ("excluded", {"stage": 2, "votes": 26}),
        "C": ("excluded", {"stage": 1, "votes": 15}),
    }


def test_the_majority_is_of_the_ballots_that_still_count() -> None:
    tally = InstantRunoff().tally(ranked_election("ABC", {"A": 4, "B": 3, "C": 2}))
    assert tally.selected == ("A",)
    assert tally.steps[2].numbers == {"stage": 2, "needed": 4, "exhausted": 2}


def test_of_those_with_the_fewest_votes_the_one_with_fewer_a_round_before_drops_out() -> None:
    # After D is out, B and C have 3 each; B had 2 before.
    election = ranked_election("ABCD", {"A": 4, "B": 2, "C": 3, "DB": 1})
    tally = InstantRunoff().tally(election)
    assert [(t.options, t.winner, t.criterion) for t in tally.ties] == [
        (("B", "C"), "B", "out_fewer_votes_earlier")
    ]


def test_where_all_rounds_were_equal_the_lot_decides_who_drops_out() -> None:
    election = ranked_election("ABC", {"A": 3, "BC": 2, "CB": 2})
    tally = InstantRunoff().tally(election)
    assert [(t.winner, t.criterion) for t in tally.ties] == [("C", "out_higher_id")]
    assert tally.selected == ("B",)
    ties = [InstantRunoff(lot=str(lot)).tally(election).ties[0] for lot in range(20)]
    assert {(t.winner, t.criterion) for t in ties} == {("B", "out_lot"), ("C", "out_lot")}


def test_more_than_one_seat_is_refused() -> None:
    with pytest.raises(ElectionError, match="fills one seat"):
        InstantRunoff().tally(ranked_election("AB", {"A": 1}, seats=2))


@settings(deadline=None)
@given(ranked_elections(most_seats=1))
def test_whoever_most_put_first_is_elected_at_once(election: Election) -> None:
    firsts = [
        ballot[0].option for ballot, n in election.ballots.items() if ballot for _ in range(n)
    ]
    tally = InstantRunoff().tally(election)
    assert bool(tally.selected) == bool(firsts)
    for option in set(firsts):
        if 2 * firsts.count(option) > len(firsts):
            assert tally.selected == (option,)
            assert len(tally.steps) == 2


@settings(deadline=None)
@given(ranked_elections(most_seats=1))
def test_nobody_is_elected_whom_everybody_left_in_would_beat(election: Election) -> None:
    """In the last round at the latest two stand against each other, and more prefer the winner."""
    tally = InstantRunoff().tally(election)
    rounds = [step for step in tally.steps if step.code == "round"]
    for step in rounds:
        assert sum(step.counts.values()) + step.numbers["exhausted"] == sum(
            count for ballot, count in election.ballots.items() if ballot
        )
    if tally.selected:
        last = rounds[-1].counts
        assert 2 * last[tally.selected[0]] > sum(last.values())


@settings(deadline=None, max_examples=300)
@given(ranked_elections(most_seats=1), st.sampled_from(("", "dice")))
def test_it_elects_whom_the_single_transferable_vote_elects_to_one_seat(
    election: Election, lot: str
) -> None:
    runoff, transferable = (
        made.tally(election) for made in (InstantRunoff(lot), SingleTransferableVote(lot))
    )
    assert runoff.selected == transferable.selected
