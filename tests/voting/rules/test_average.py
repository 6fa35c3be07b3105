"""The average of budgets, by hand and for any ballots."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.voting.rules import Choice, Election, ElectionError, Option, Tally, rule

OPTIONS = tuple(Option(code) for code in "abc")
amounts = st.dictionaries(st.sampled_from("abc"), st.integers(1, 33), max_size=3)


def test_each_gets_what_it_was_given_on_average_of_those_who_gave_anything() -> None:
    ballots = {(Choice("a", 70), Choice("b", 30)): 2, (Choice("c", 10),): 1, (): 5}
    tally = rule("average").tally(Election(OPTIONS, ballots, budget=100))
    assert {one.option: one.cost for one in tally.standings} == {"a": 46, "b": 20, "c": 3}
    assert tally.selected == ("a", "b", "c")
    assert (tally.cost, tally.voters) == (69, 8)
    assert tally.standings[0].reason.numbers == {"money": 46, "supporters": 2, "voters": 3}
    assert Tally.from_json(tally.to_json()) == tally


def test_only_blank_ballots_give_nothing_to_anything() -> None:
    tally = rule("average").tally(Election(OPTIONS, {(): 3}, budget=100))
    assert tally.selected == ()
    assert {one.reason.code for one in tally.standings} == {"no_support"}


def test_a_ballot_that_spends_more_than_there_is_is_refused() -> None:
    with pytest.raises(ElectionError, match="more money than there is"):
        rule("average").tally(Election(OPTIONS, {(Choice("a", 101),): 1}, budget=100))


@settings(max_examples=50)
@given(st.lists(amounts, max_size=20))
def test_never_is_more_spent_than_there_is(ballots: list[dict[str, int]]) -> None:
    cast: dict[tuple[Choice, ...], int] = {}
    for one in ballots:
        ballot = tuple(Choice(code, money) for code, money in sorted(one.items()))
        cast[ballot] = cast.get(ballot, 0) + 1
    tally = rule("average").tally(Election(OPTIONS, cast, budget=99))
    assert tally.cost <= 99
    for standing in tally.standings:
        given_money = [one.get(standing.option, 0) for one in ballots if one]
        mean = sum(given_money) // len(given_money) if given_money else 0
        assert standing.cost == mean
