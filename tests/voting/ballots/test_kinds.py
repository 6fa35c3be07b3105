"""What every kind of ballot reads, what it refuses, and that it gives back what it was given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from commons.voting.ballots import BallotKind, kinds
from commons.voting.ballots.allocation import most_for
from commons.voting.ballots.marks import mark_from, mark_text, packed, unpacked
from commons.voting.ballots.ranking import ranked
from commons.voting.models import KINDS
from commons.voting.pabulib import VOTE_TYPES
from commons.voting.paper import Mark, Mistake, Paper
from commons.voting.rules import rule_names

CODES = "abcdef"
EVERY = pytest.mark.parametrize("kind", list(kinds), ids=lambda kind: kind.name)
FEW = settings(max_examples=30)
texts = st.one_of(st.integers(-3, 200).map(str), st.text(max_size=6), st.just(""))
sent = st.dictionaries(
    st.one_of(
        st.sampled_from(["option", "points-", "rank-"]),
        st.sampled_from([f"{prefix}{c}" for prefix in ("points-", "rank-") for c in "abcx"]),
        st.text(max_size=8),
    ),
    st.lists(st.one_of(texts, st.sampled_from(CODES)), min_size=1, max_size=4),
)
any_marks = st.lists(
    st.tuples(st.sampled_from([*CODES, "stranger"]), st.integers(-2, 60)), max_size=7
)
papers = st.builds(
    Paper,
    costs=st.fixed_dictionaries({code: st.integers(0, 30) for code in CODES}),
    limit=st.none() | st.integers(0, 60),
    max_choices=st.none() | st.integers(1, 8),
    most_each=st.integers(1, 10),
    points=st.integers(0, 60),
    step=st.integers(1, 10),
)


def kinds_of_mistakes(found: list[Mistake]) -> set[str]:
    return {mistake.kind for mistake in found}


@EVERY
def test_a_kind_is_stored_counted_and_exported_under_names_that_are_known(
    kind: BallotKind,
) -> None:
    assert kind.stored in KINDS
    assert kind.vote_type in VOTE_TYPES
    assert kind.rules
    assert set(kind.rules) <= set(rule_names())


@EVERY
@FEW
@given(paper=papers, form=sent)
def test_whatever_is_sent_is_read_without_an_error(
    kind: BallotKind, paper: Paper, form: dict[str, list[str]]
) -> None:
    filled = kind.parse(paper, MultiDict(form))
    kind.mistakes(paper, filled.marks)
    assert all(points >= 0 for _code, points in filled.marks) or kind.name == "ranking"


@EVERY
@FEW
@given(paper=papers)
def test_a_blank_ballot_is_good(kind: BallotKind, paper: Paper) -> None:
    assert kind.parse(paper, MultiDict()).marks == ()
    assert kind.mistakes(paper, []) == []


@EVERY
@FEW
@given(paper=papers, marks=any_marks)
def test_a_good_ballot_names_things_on_it_once_and_gives_each_something(
    kind: BallotKind, paper: Paper, marks: list[Mark]
) -> None:
    found = kinds_of_mistakes(kind.mistakes(paper, marks))
    codes = [code for code, _points in marks]
    assert ("unknown" in found) == ("stranger" in codes)
    assert ("duplicate" in found) == (len(set(codes)) < len(codes))
    if not found:
        assert all(points > 0 for _code, points in marks)


@EVERY
@FEW
@given(paper=papers, data=st.data())
def test_what_a_field_shows_is_read_again_as_the_same_ballot(
    kind: BallotKind, paper: Paper, data: st.DataObject
) -> None:
    codes = data.draw(st.lists(st.sampled_from(CODES), unique=True, max_size=paper.most_places))
    if kind.style == "ranks":
        marks = ranked(paper, codes)
    elif kind.style == "ticks":
        marks = [(code, 1) for code in codes]
    else:
        marks = [(code, data.draw(st.integers(1, 50))) for code in codes]
    field = {"ticks": "option", "ranks": "rank-", "amounts": "points-"}[kind.style]
    typed = kind.typed(paper, marks)
    form: MultiDict[str, str] = MultiDict(
        [("option", code) for code in typed]
        if kind.style == "ticks"
        else [(f"{field}{code}", text) for code, text in typed.items()]
    )
    read = kind.parse(paper, form)
    assert sorted(read.marks) == sorted(marks)
    assert not read.unread
    if kind.style == "ranks":
        assert list(read.marks) == marks


@FEW
@given(papers, any_marks)
def test_points_for_one_thing_end_where_the_vote_says(paper: Paper, marks: list[Mark]) -> None:
    found = kinds.get("score").mistakes(paper, marks)
    over = {mistake.option for mistake in found if mistake.kind == "over_each"}
    assert over == {code for code, points in marks if points > paper.most_each}


@FEW
@given(papers, any_marks)
def test_no_more_points_are_given_than_there_are(paper: Paper, marks: list[Mark]) -> None:
    found = kinds.get("points").mistakes(paper, marks)
    total = sum(points for _code, points in marks)
    assert [m.amount for m in found if m.kind == "over_points"] == (
        [total - paper.points] if total > paper.points else []
    )


@FEW
@given(papers, any_marks)
def test_money_goes_in_steps_and_nothing_gets_more_than_it_costs(
    paper: Paper, marks: list[Mark]
) -> None:
    found = kinds.get("allocation").mistakes(paper, marks)
    if not found:
        for code, money in marks:
            most = most_for(paper, code)
            assert money <= most
            assert money % paper.step == 0 or money == most
        assert sum(money for _code, money in marks) <= paper.points


@FEW
@given(papers, st.lists(st.sampled_from(CODES), max_size=8))
def test_one_mark_is_the_most_of_a_single_choice(paper: Paper, codes: list[str]) -> None:
    for name in ("single", "yes-no"):
        found = kinds.get(name).mistakes(paper, [(code, 1) for code in codes])
        assert ("too_many" in kinds_of_mistakes(found)) == (
            len(codes) > min(1, paper.max_choices or 1)
        )


def test_a_ranking_is_read_by_its_places_and_gaps_do_not_matter() -> None:
    paper, kind = Paper(dict.fromkeys("abc", 0), kind="ranking"), kinds.get("ranking")
    read = kind.parse(paper, MultiDict({"rank-a": "3", "rank-b": "1", "rank-c": ""}))
    assert read.marks == (("b", 3), ("a", 2))
    assert kind.mistakes(paper, read.marks) == []


@pytest.mark.parametrize(
    ("form", "mistake", "option"),
    [
        ({"rank-a": "1", "rank-b": "1"}, "same_place", "a"),
        ({"rank-a": "4"}, "no_place", "a"),
        ({"rank-c": "first"}, "no_number", "c"),
    ],
)
def test_a_place_that_cannot_be_is_named(form: dict[str, str], mistake: str, option: str) -> None:
    paper = Paper(dict.fromkeys("abc", 0), kind="ranking")
    read = kinds.get("ranking").parse(paper, MultiDict(form))
    assert (read.unread[0].kind, read.unread[0].option) == (mistake, option)
    assert read.typed == form_typed(form)


def form_typed(form: dict[str, str]) -> dict[str, str]:
    return {name.removeprefix("rank-"): text for name, text in form.items()}


def test_a_ranking_whose_points_do_not_follow_from_its_order_is_no_ballot() -> None:
    paper, kind = Paper(dict.fromkeys("abc", 0), kind="ranking"), kinds.get("ranking")
    assert [m.kind for m in kind.mistakes(paper, [("a", 99)])] == ["odd_marks"]
    assert kind.mistakes(paper, ranked(paper, "cab")) == []


def test_numbers_are_read_in_the_scripts_and_with_the_gaps_people_use() -> None:
    read = kinds.get("points").parse(
        Paper({"a": 0, "b": 0, "c": 0}, points=9_999, kind="points"),
        MultiDict({"points-a": "1 200", "points-b": "٣", "points-c": "2.5"}),
    )
    assert read.marks == (("a", 1200), ("b", 3))
    assert [(m.kind, m.option) for m in read.unread] == [("no_number", "c")]
    assert read.typed["c"] == "2.5"


@FEW
@given(st.lists(st.tuples(st.sampled_from(["1", "12", "a:b"]), st.integers(0, 10**14)), max_size=9))
def test_marks_survive_a_hidden_field_and_a_cookie(marks: list[Mark]) -> None:
    assert unpacked(packed(marks)) == marks


@FEW
@given(st.text())
def test_any_text_in_a_hidden_field_is_a_mark_of_something(text: str) -> None:
    code, points = mark_from(text)
    assert points >= 0
    assert mark_from(mark_text((code, points))) == (code, points)


@pytest.mark.parametrize(
    ("kind", "marks", "wrong"),
    [
        ("points", [("a", 10)], None),
        ("points", [("a", 10), ("b", 1)], "over_points"),
        ("score", [("a", 5)], None),
        ("score", [("a", 6)], "over_each"),
        ("allocation", [("a", 7)], None),
        ("allocation", [("a", 8)], "over_each"),
        ("allocation", [("a", 3)], "no_step"),
        ("allocation", [("b", 10)], None),
        ("allocation", [("b", 12)], "over_points"),
        ("ranking", [("a", 2), ("b", 1)], None),
        ("ranking", [("a", 1), ("b", 2)], "odd_marks"),
        ("approval", [("a", 2)], "odd_marks"),
    ],
)
def test_a_limit_itself_is_still_good(kind: str, marks: list[Mark], wrong: str | None) -> None:
    costs = {"a": 7, "b": 0}
    paper = Paper(costs, max_choices=2, kind=kind, most_each=5, points=10, step=2)
    found = kinds_of_mistakes(kinds.get(kind).mistakes(paper, marks))
    assert wrong in found if wrong else not found


def test_a_code_with_a_colon_is_told_from_its_points() -> None:
    assert mark_from(mark_text(("a:5", 1))) == ("a:5", 1)
    assert mark_text(("3", 1)) == "3"
