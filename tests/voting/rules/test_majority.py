"""A yes or no question, condition by condition."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.voting.rules import (
    Choice,
    Election,
    ElectionError,
    Majority,
    Option,
    Tally,
    UnknownRuleError,
    approval,
    rule,
)


def question(
    yes: int, no: int, abstain: int = 0, blank: int = 0, entitled: int | None = None
) -> Election:
    papers = {approval("yes"): yes, approval("no"): no, approval("abstain"): abstain, (): blank}
    return Election(
        tuple(map(Option, ("yes", "no", "abstain"))),
        {ballot: count for ballot, count in papers.items() if count},
        entitled=entitled,
    )


def why(tally: Tally) -> tuple[str, dict[str, object]]:
    reason = next(s.reason for s in tally.standings if s.option == "yes")
    return reason.code, dict(reason.numbers)


def test_more_than_half_of_yes_and_no_accepts() -> None:
    tally = Majority().tally(question(yes=3, no=2, abstain=10))
    assert tally.selected == ("yes",)
    assert why(tally) == ("accepted", {"votes": 3, "against": 2})
    codes = {s.option: s.reason.code for s in tally.standings}
    assert codes == {"yes": "accepted", "no": "against", "abstain": "abstained"}


def test_as_many_yes_as_no_is_no_majority() -> None:
    tally = Majority().tally(question(yes=2, no=2))
    assert tally.selected == ()
    assert why(tally) == ("majority_not_reached", {"needed": 3, "have": 2})


@pytest.mark.parametrize(("base", "needed"), [("votes", 51), ("voters", 56), ("entitled", 126)])
def test_a_majority_is_of_the_votes_of_the_voters_or_of_the_entitled(
    base: str, needed: int
) -> None:
    election = question(yes=50, no=50, abstain=6, blank=4, entitled=250)
    tally = rule("majority", base=base).tally(election)
    assert why(tally) == ("majority_not_reached", {"needed": needed, "have": 50})


@pytest.mark.parametrize(("yes", "accepted"), [(6, True), (5, False)])
def test_two_thirds_means_at_least_two_thirds(yes: int, accepted: bool) -> None:
    tally = Majority(majority="2/3").tally(question(yes=yes, no=9 - yes))
    assert bool(tally.selected) == accepted


def test_a_question_nobody_answers_is_not_accepted() -> None:
    tally = Majority(majority="2/3").tally(question(yes=0, no=0, blank=3))
    assert why(tally) == ("majority_not_reached", {"needed": 1, "have": 0})


def test_blank_ballots_and_abstentions_count_for_the_turnout() -> None:
    election = question(yes=10, no=5, abstain=3, blank=2, entitled=100)
    assert Majority(turnout="20%").tally(election).selected == ("yes",)
    tally = Majority(turnout="21%").tally(election)
    assert why(tally) == ("turnout_not_reached", {"needed": 21, "have": 20})
    assert tally.selected == ()


def test_a_quorum_asks_for_enough_people_who_say_yes() -> None:
    election = question(yes=10, no=5, entitled=51)
    tally = Majority(quorum="1/5").tally(election)
    assert why(tally) == ("quorum_not_reached", {"needed": 11, "have": 10})
    assert Majority(quorum="10").tally(election).selected == ("yes",)


def test_the_course_shows_every_condition_and_the_first_that_failed_is_the_reason() -> None:
    election = question(yes=1, no=2, entitled=100)
    tally = Majority(turnout="50", quorum="5%").tally(election)
    assert why(tally)[0] == "turnout_not_reached"
    assert [(s.code, s.numbers["needed"], s.numbers["met"]) for s in tally.steps[1:]] == [
        ("turnout", 50, 0),
        ("quorum", 5, 0),
        ("majority", 2, 0),
    ]


def test_a_share_of_the_entitled_needs_their_number() -> None:
    with pytest.raises(ElectionError, match="number of people entitled"):
        Majority(turnout="20%").tally(question(yes=1, no=0))


@pytest.mark.parametrize("options", [("yes",), ("yes", "no", "maybe"), ("1", "2")])
def test_other_options_than_yes_no_and_abstain_are_refused(options: tuple[str, ...]) -> None:
    with pytest.raises(ElectionError, match="options yes and no"):
        Majority().tally(Election(tuple(map(Option, options)), {}))


def test_two_answers_on_a_ballot_are_refused() -> None:
    options = (Option("yes"), Option("no"))
    with pytest.raises(ElectionError, match="more than one answer"):
        Majority().tally(Election(options, {approval("yes", "no"): 1}))
    ballot = (Choice("yes", 1), Choice("no", 0))
    assert Majority().tally(Election(options, {ballot: 1})).selected == ("yes",)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("turnout", "much"),
        ("turnout", "101%"),
        ("quorum", "-1"),
        ("quorum", "3/2"),
        ("majority", "1/3"),
        ("majority", "5/4"),
        ("majority", "most"),
        ("base", "cats"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(setting: str, value: str) -> None:
    with pytest.raises(UnknownRuleError, match=f"The {setting} must be"):
        rule("majority", **{setting: value})


@given(
    st.integers(0, 40), st.integers(0, 40), st.integers(0, 20), st.integers(0, 100),
    st.integers(50, 100),
)  # fmt: skip
def test_accepted_means_every_condition_holds(
    yes: int, no: int, blank: int, percent: int, majority: int
) -> None:
    election = question(yes, no, blank=blank, entitled=100)
    tally = Majority(f"{percent}%", f"{percent // 2}%", f"{majority}%").tally(election)
    share = Fraction(yes, yes + no) if yes + no else Fraction(0)
    holds = (
        yes + no + blank >= percent
        and yes >= percent // 2
        and (share > Fraction(1, 2) if majority == 50 else share >= Fraction(majority, 100))
    )
    assert bool(tally.selected) == holds
