"""The Schulze method: Schulze's own example, and paths searched one by one."""

from itertools import pairwise, permutations

from hypothesis import given, settings

from commons.voting.rules import Election, Schulze, Tally
from tests.voting.rules.ranked import ranked_election, ranked_elections, tennessee


def example() -> Tally:
    """Schulze 2011, example 1: 45 voters, five options."""
    ballots = {
        "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3,
        "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8,
    }  # fmt: skip
    return Schulze().tally(ranked_election("ABCDE", ballots))


def table(tally: Tally, code: str) -> dict[str, list[object]]:
    return {str(s.option): list(s.counts.values()) for s in tally.steps if s.code == code}


def test_the_duels_and_paths_are_those_of_schulzes_paper() -> None:
    assert table(example(), "duels") == {
        "A": [20, 26, 30, 22],
        "B": [25, 16, 33, 18],
        "C": [19, 29, 17, 24],
        "D": [15, 12, 28, 14],
        "E": [23, 27, 21, 31],
    }
    assert table(example(), "paths") == {
        "A": [28, 28, 30, 24],
        "B": [25, 28, 33, 24],
        "C": [25, 29, 29, 24],
        "D": [25, 28, 28, 24],
        "E": [25, 28, 28, 31],
    }


def test_e_wins_and_the_others_follow_as_in_schulzes_paper() -> None:
    tally = example()
    assert tally.selected == ("E",)
    assert [(s.option, s.points) for s in tally.standings] == [
        ("E", 4), ("A", 3), ("C", 2), ("B", 1), ("D", 0),
    ]  # fmt: skip
    reason = tally.standings[1].reason
    assert (reason.code, reason.numbers) == ("weaker_path", {"against": 25, "own": 24})


def test_seats_are_filled_in_the_order_of_the_ranking() -> None:
    ballots = dict.fromkeys(("ABC", "ACB", "BAC"), 1)
    assert Schulze().tally(ranked_election("ABC", ballots, seats=2)).selected == ("A", "B")


def test_nashville_wins_every_duel() -> None:
    assert Schulze().tally(tennessee()).selected == ("N",)


def test_a_circle_of_equal_duels_is_a_tie_that_is_written_down() -> None:
    election = ranked_election("ABC", {"ABC": 1, "BCA": 1, "CAB": 1})
    tally = Schulze().tally(election)
    assert [(t.options, t.winner, t.criterion) for t in tally.ties] == [
        (("A", "B", "C"), "A", "lower_id")
    ]
    assert {s.reason.code for s in tally.standings[1:]} == {"lost_tie"}
    winners = {Schulze(lot=str(lot)).tally(election).selected for lot in range(30)}
    assert winners == {("A",), ("B",), ("C",)}


def test_what_a_ballot_does_not_rank_stands_below_and_equal() -> None:
    tally = Schulze().tally(ranked_election("ABCD", {"A": 2, "BA": 1}))
    assert table(tally, "duels") == {
        "A": [2, 3, 3],
        "B": [1, 1, 1],
        "C": [0, 0, 0],
        "D": [0, 0, 0],
    }
    codes = {s.option: s.reason.code for s in tally.standings}
    assert codes == {"A": "elected", "B": "weaker_path", "C": "no_support", "D": "no_support"}


def duel(election: Election, one: str, other: str) -> int:
    votes = 0
    for ballot, count in election.ballots.items():
        order = [choice.option for choice in ballot]
        if one in order and (other not in order or order.index(one) < order.index(other)):
            votes += count
    return votes


def strongest(election: Election, start: str, end: str) -> int:
    """The strongest of all paths, each tried."""
    between = [o.id for o in election.options if o.id not in {start, end}]
    best = 0
    for length in range(len(between) + 1):
        for middle in permutations(between, length):
            path = [start, *middle, end]
            links = [
                there if (there := duel(election, a, b)) > duel(election, b, a) else 0
                for a, b in pairwise(path)
            ]
            best = max(best, min(links))
    return best


@settings(deadline=None, max_examples=60)
@given(ranked_elections())
def test_paths_are_the_strongest_there_are_and_nobody_beats_the_winner(election: Election) -> None:
    tally = Schulze().tally(election)
    ids = [option.id for option in election.options]
    paths = {(a, b): strongest(election, a, b) for a in ids for b in ids if a != b}
    shown = {
        (step.option, other): strength
        for step in tally.steps
        if step.code == "paths"
        for other, strength in step.counts.items()
    }
    assert shown == paths
    for at, winner in enumerate(tally.selected):
        rest = [o for o in ids if o not in tally.selected[: at + 1]]
        assert all(paths[winner, other] >= paths[other, winner] for other in rest)


@settings(deadline=None)
@given(ranked_elections(most_seats=1))
def test_who_wins_every_duel_is_elected(election: Election) -> None:
    ids = [option.id for option in election.options]
    for one in ids:
        others = [other for other in ids if other != one]
        if others and all(duel(election, one, o) > duel(election, o, one) for o in others):
            assert Schulze().tally(election).selected == (one,)
