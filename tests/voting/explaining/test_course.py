"""The course of a count in words."""

from collections.abc import Callable

import pytest
from flask import Flask

from commons.voting.explaining.course import told
from commons.voting.explaining.missing import missing_sentence
from commons.voting.explaining.question_steps import asks_nothing
from commons.voting.rules import rule, rule_names
from commons.voting.rules.election import Ballot, Choice, Election, Option


def ranked(*options: str) -> Ballot:
    return tuple(Choice(option, len(options) - at) for at, option in enumerate(options))


def ticked(*options: str) -> Ballot:
    return tuple(Choice(option, 1) for option in options)


TITLES = {"a": "Benches", "b": "Trees", "c": "A ramp"}


def a_budget() -> Election:
    return Election(
        (Option("a", 400), Option("b", 700), Option("c", 300)),
        {ticked("a", "b"): 40, ticked("c"): 30, ticked("b"): 5, (): 2},
        budget=1000,
    )


def seats(seats: int = 2) -> Election:
    ballots = {ranked("a", "b"): 40, ranked("b", "a", "c"): 25, ranked("c", "b"): 35}
    return Election((Option("a"), Option("b"), Option("c")), ballots, seats=seats)


def an_allocation() -> Election:
    return Election(
        (Option("a"), Option("b"), Option("c", 300)),
        {(Choice("a", 400), Choice("c", 300)): 2, (Choice("b", 1000),): 1, (): 1},
        budget=1000,
    )


def a_question() -> Election:
    return Election(
        (Option("yes"), Option("no"), Option("abstain")),
        {ticked("yes"): 30, ticked("no"): 20, ticked("abstain"): 3},
        entitled=100,
    )


COUNTS: dict[str, Callable[[], Election]] = {
    "greedy": a_budget,
    "greedy-per-cost": a_budget,
    "equal-shares": a_budget,
    "sequential-phragmen": a_budget,
    "average": an_allocation,
    "instant-runoff": lambda: seats(1),
    "majority": a_question,
}


@pytest.mark.parametrize("name", rule_names())
def test_every_step_of_every_rule_is_told(town: Flask, name: str) -> None:
    tally = rule(name).tally(COUNTS.get(name, seats)())
    said = told(tally.steps, TITLES)
    asked = [step for step in tally.steps if not asks_nothing(step)]
    assert asked
    assert len(said) == len(asked)
    assert all(one.sentence.endswith((".", ":")) for one in said)
    assert not any("%(" in one.sentence for one in said)


def test_the_steps_name_options_and_money(town: Flask) -> None:
    said = [one.sentence for one in told(rule("greedy").tally(a_budget()).steps, TITLES)]
    assert "Trees" in said[0]
    assert "PLN" in said[0] or "zł" in said[0]
    assert any("passed over" in sentence for sentence in said)


def test_what_is_missing_is_told_as_a_sum(town: Flask) -> None:
    standings = {one.option: one for one in rule("greedy").tally(a_budget()).standings}
    sentence = missing_sentence(standings["a"].reason.code, standings["a"].reason.numbers)
    assert "100" in sentence
    assert missing_sentence("chosen", {}) == ""
