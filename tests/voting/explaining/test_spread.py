"""How evenly a result represents those who voted."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commons.voting.explaining.spread import SMALLEST_GROUP, Spread, spread_of
from commons.voting.rules.election import Ballot, Choice, Election, Option


def ballot(*options: str) -> Ballot:
    return tuple(Choice(option, 1) for option in options)


def election(ballots: dict[Ballot, int], **costs: int) -> Election:
    options = tuple(Option(code, cost) for code, cost in costs.items())
    return Election(options, ballots, budget=1000)


def test_a_projects_cost_is_divided_equally_among_its_voters() -> None:
    held = election({ballot("park"): 30, ballot("park", "bench"): 10, (): 5}, park=800, bench=100)
    spread = spread_of(held, ["park"])
    assert spread is not None
    assert spread.all.voters == 40  # blank ballots ask for nothing
    assert spread.all.with_something == 40
    assert spread.all.money_each == 20


def test_who_voted_only_for_what_was_not_chosen_has_nothing() -> None:
    held = election({ballot("park"): 30, ballot("bench"): 10}, park=800, bench=100)
    spread = spread_of(
        held, ["park"], {"North": {ballot("bench"): 10}, "South": {ballot("park"): 30}}
    )
    assert spread is not None
    assert spread.all.share == 0.75
    assert spread.groups["North"].share == 0
    assert spread.groups["South"].money == 800


def test_a_project_nobody_voted_for_gives_nobody_anything() -> None:
    held = election({ballot("park"): 30}, park=800, bench=0)
    spread = spread_of(held, ["park", "bench"])
    assert spread is not None
    assert spread.all.money == 800


def test_of_fewer_than_ten_voters_nothing_is_told() -> None:
    assert spread_of(election({ballot("park"): 9, (): 20}, park=1), ["park"]) is None


def test_a_small_group_cannot_be_subtracted_from_all() -> None:
    ballots = {ballot("park"): 100}
    groups = {
        "North": {ballot("park"): 60},
        "South": {ballot("park"): 37},
        "East": {ballot("park"): 3},
    }
    spread = spread_of(election(ballots, park=1), ["park"], groups)
    assert spread is not None
    assert set(spread.groups) == {"North"}


BALLOTS = st.dictionaries(
    st.sets(st.sampled_from("abc")).map(lambda chosen: ballot(*sorted(chosen))),
    st.integers(1, 30),
    min_size=1,
)


@given(
    st.dictionaries(st.sampled_from(["N", "S", "E", "W"]), BALLOTS, min_size=1),
    st.sets(st.sampled_from("abc")),
)
def test_money_is_neither_lost_nor_told_of_few(
    groups: dict[str, dict[Ballot, int]], selected: set[str]
) -> None:
    together: Counter[Ballot] = Counter()
    for found in groups.values():
        together.update(found)
    spread = spread_of(election(dict(together), a=7, b=11, c=13), selected, groups)
    if spread is None:
        return
    voted_for = {choice.option for one in together for choice in one} & selected
    assert spread.all.money == sum({"a": 7, "b": 11, "c": 13}[code] for code in voted_for)
    untold = spread.all.voters - sum(reached.voters for reached in spread.groups.values())
    assert untold == 0 or untold >= SMALLEST_GROUP
    assert all(reached.voters >= SMALLEST_GROUP for reached in spread.groups.values())
    assert Spread.from_json(spread.to_json()) == spread
    assert spread.all.money_each <= Fraction(31, SMALLEST_GROUP)
