"""The result page and the course of the count, as a newcomer reads them."""

from collections.abc import Sequence

from flask import Flask

from commons.cities.context import city
from commons.voting.ballots.wishes import BallotWishes
from commons.voting.explaining.map import result_map
from commons.voting.explaining.shown import money_by_district
from commons.voting.queries import ReadableOption
from commons.voting.wishes import EQUAL_SHARES
from tests.browser_client import Browser
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result

BALLOTS: Sequence[Sequence[int]] = [[0, 1]] * 7 + [[2]] * 5 + [[1]] * 3


def counted(
    app: Flask, rule: str = EQUAL_SHARES, ballots: Sequence[Sequence[int]] = BALLOTS
) -> int:
    with app.app_context(), city("gdansk"):
        vote = open_vote(rule=rule, level=0)
        codes = [str(number) for number in (1, 2, 3)]
        cast_all(vote, [[codes[at] for at in ballot] for ballot in ballots])
        vote = close_vote(vote)
        publish_result(vote)
        return vote.phase_id


def test_every_step_of_the_count_can_be_read(app: Flask, browser: Browser) -> None:
    vote = counted(app)
    browser.open(f"/votes/{vote}/result")
    browser.open(f"/votes/{vote}/result/course")
    assert "Each of the 15 voters got the same share of the budget" in browser.text
    assert "“A kitchen for all” was bought" in browser.text


def test_a_condition_that_nobody_set_is_no_step(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        wishes = BallotWishes(turnout="5")
        vote = open_vote((), kind="yes-no", rule="majority", budget=0, level=0, ballot=wishes)
        cast_all(vote, [["yes"]] * 11)
        publish_result(close_vote(vote))
        number = vote.phase_id
    browser.open(f"/votes/{number}/result/course")
    assert "At least 5 people had to vote. 11 did." in browser.text
    assert "had to vote yes" not in browser.text


def test_the_result_says_what_a_project_lacked(app: Flask, browser: Browser) -> None:
    browser.open(f"/votes/{counted(app)}/result")
    assert "It lacked" in browser.text


def test_the_result_says_how_many_have_something_they_voted_for(
    app: Flask, browser: Browser
) -> None:
    browser.open(f"/votes/{counted(app)}/result")
    assert "10 of 15 people" in browser.text


def test_of_few_voters_the_result_says_nothing_of_the_kind(app: Flask, browser: Browser) -> None:
    browser.open(f"/votes/{counted(app, ballots=BALLOTS[:9])}/result")
    assert "have something they voted for" not in browser.text
    assert "The ballots are not shown all together" in browser.text
    assert "The box is open now" not in browser.text


def test_there_is_no_course_before_the_result(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote().phase_id
    browser.open(f"/votes/{vote}/result/course")
    assert browser.url.endswith(f"/votes/{vote}")


def test_the_money_of_each_district_is_told_with_its_share(town: Flask) -> None:
    rows = money_by_district([("Oliwa", 300), (None, 100), ("Oliwa", 200)], 1000)
    assert [row["label"] for row in rows] == ["Oliwa", "The whole city"]
    assert "50" in str(rows[0]["text"])


def test_without_districts_there_is_no_chart_of_them(town: Flask) -> None:
    assert money_by_district([(None, 100)], 1000) == []
    assert money_by_district([("Oliwa", 0)], 0) == []


def option(code: str, **extras: object) -> ReadableOption:
    return ReadableOption(code, f"Option {code}", "en", "ltr", 10, extras=extras)


def test_the_map_shows_what_has_a_place_and_counts_what_has_none() -> None:
    options = [
        option("1", latitude=54.35, longitude=18.65),
        option("2", latitude="54.40", longitude="18.60"),
        option("3"),
        option("4", latitude="far", longitude="away"),
    ]
    shown = result_map(options, ["1", "3"])
    assert shown is not None
    assert [(mark.title, mark.chosen) for mark in shown.marks] == [
        ("Option 2", False),
        ("Option 1", True),
    ]
    assert [(mark.number, mark.title) for mark in shown.chosen] == [(1, "Option 1")]
    assert shown.without == 1
    north, south = shown.marks
    assert north.y < south.y
    assert north.x < south.x


def test_without_a_place_of_anything_chosen_there_is_no_map() -> None:
    assert result_map([option("1"), option("2", latitude=54.4, longitude=18.6)], ["1"]) is None
