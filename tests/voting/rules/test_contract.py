"""What all rules share: the election, the registry, and the tally's form for storing."""

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.voting.rules import (
    Choice,
    Election,
    ElectionError,
    Option,
    Tally,
    UnknownRuleError,
    approval,
    register,
    rule,
    rule_names,
)
from commons.voting.rules.election import in_number_order
from tests.voting.rules.elections import elections


@settings(deadline=None)
@given(elections(most_points=3), st.sampled_from(("greedy", "equal-shares")))
def test_a_tally_survives_being_stored_as_json(election: Election, name: str) -> None:
    tally = rule(name).tally(election)
    assert Tally.from_json(json.loads(json.dumps(tally.to_json()))) == tally


@settings(deadline=None)
@given(elections(most_points=3), st.sampled_from(("greedy", "equal-shares")))
def test_every_option_has_one_standing_with_a_reason(election: Election, name: str) -> None:
    tally = rule(name).tally(election)
    assert sorted(s.option for s in tally.standings) == sorted(o.id for o in election.options)
    assert tuple(s.option for s in tally.standings if s.selected) == tally.selected
    assert all(s.reason.code.startswith("chosen") == s.selected for s in tally.standings)


def test_fractions_are_stored_as_text_and_whole_numbers_as_numbers() -> None:
    election = Election((Option("1", 10),), {approval("1"): 3}, budget=10)
    stored = rule("equal-shares").tally(election).to_json()
    assert stored["standings"][0]["reason"]["numbers"]["price"] == "10/3"
    assert stored["cost"] == 10


def test_an_unknown_rule_is_named_together_with_the_known() -> None:
    with pytest.raises(UnknownRuleError, match=r"no rule 'dice'.*equal-shares.*greedy"):
        rule("dice")


def test_an_unknown_setting_is_named() -> None:
    with pytest.raises(UnknownRuleError, match=r"'greedy' has no setting 'completion'"):
        rule("greedy", completion="none")


def test_a_wrong_value_of_a_setting_is_named() -> None:
    with pytest.raises(UnknownRuleError, match="must be cost or count, not 'fame'"):
        rule("equal-shares", utility="fame")


@dataclass(frozen=True)
class _Everything:
    """Chooses every option."""

    name: ClassVar[str] = "everything"

    def tally(self, election: Election) -> Tally:
        selected = tuple(option.id for option in election.options)
        return Tally(self.name, selected, election.cost_of(selected), 0, election.voters, ())


def test_a_new_rule_is_a_class_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commons.voting.rules.registry._KNOWN", {})
    register(_Everything.name, _Everything)
    assert rule_names() == ("everything",)
    assert rule("everything").tally(Election((Option("1"),), {})).selected == ("1",)


def test_two_rules_cannot_have_the_same_name() -> None:
    with pytest.raises(ValueError, match="already a rule called 'greedy'"):
        register("greedy", _Everything)
    assert type(rule("greedy")).__name__ == "Greedy"


@pytest.mark.parametrize(
    ("options", "ballots", "message"),
    [
        ((Option("1"), Option("1")), {}, "share an id"),
        ((Option("1", -1),), {}, "below zero"),
        ((Option("1"),), {approval("2"): 1}, "isn't an option"),
        ((Option("1"),), {approval("1", "1"): 1}, "twice"),
        ((Option("1"),), {(Choice("1", -1),): 1}, "points below zero"),
        ((Option("1"),), {approval("1"): 0}, "at least once"),
    ],
)
def test_an_election_that_contradicts_itself_is_refused(
    options: tuple[Option, ...], ballots: dict[tuple[Choice, ...], int], message: str
) -> None:
    with pytest.raises(ElectionError, match=message):
        Election(options, ballots)


def test_no_more_people_can_vote_than_were_entitled() -> None:
    with pytest.raises(ElectionError, match="entitled"):
        Election((Option("1"),), {approval("1"): 3}, entitled=2)


def test_a_mark_of_no_points_is_no_support() -> None:
    election = Election((Option("1"),), {(Choice("1", 0),): 2, (Choice("1", Fraction(1, 2)),): 3})
    assert election.support()["1"] == (Fraction(3, 2), 3)


def test_ids_sort_as_people_read_them() -> None:
    ids = ["b10", "10", "b9", "2", "02", "a", "9" * 5000]
    assert sorted(ids, key=in_number_order) == ["02", "2", "10", "9" * 5000, "a", "b9", "b10"]
