"""The sentences of a vote's pages are true for its own way to count."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from commons.base.database import db
from commons.voting import actions
from commons.voting.ballots.marks import Given
from commons.voting.ballots.wishes import BallotWishes
from commons.voting.commands import tally
from commons.voting.explaining.ties import tie_sentence
from commons.voting.models import Vote
from commons.voting.rules import Tie
from commons.voting.running.conduct import Conduct
from tests.browser_client import Browser
from tests.factories.verification import district, shown
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result, residents

THREE = [("Canal", 0), ("Kitchen", 0), ("Bus", 0)]


def result_of(browser: Browser, vote: Vote, path: str = "/result") -> str:
    """What a page of the vote says once its result is out."""
    publish_result(close_vote(vote))
    browser.open(f"/votes/{vote.phase_id}{path}")
    assert browser.status == 200
    return browser.text


def ranked(*codes: str) -> list[Given]:
    return [(code, 3 - place) for place, code in enumerate(codes)]


def test_where_no_money_is_spent_nobody_is_said_to_get_any(town: Flask, browser: Browser) -> None:
    vote = open_vote(THREE, kind="single", rule="plurality")
    for place, choice in (("Oliwa", "1"), ("Wrzeszcz", "2")):
        for person in residents(12):
            shown(person, "letter", 2, district_id=district(place))
            actions.cast_ballot(person, vote.phase_id, [choice])
    text = result_of(browser, vote)
    assert "People who have something they voted for, by district" in text
    assert "PLN" not in text
    assert "what they get" not in text


def test_what_lacked_points_is_not_said_to_have_lacked_votes(town: Flask, browser: Browser) -> None:
    vote = open_vote(THREE, kind="score", rule="score")
    cast_all(vote, [[("1", 5), ("2", 2)]])
    text = result_of(browser, vote)
    assert "It has 2 points. To be chosen it needed 5. It lacked 3 points." in text


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("borda", "It has 0 points. To be chosen it needed 12."),
        ("plurality", "It has 0 votes. To be chosen it needed 6."),
    ],
)
def test_what_people_ranked_low_is_not_said_to_be_what_nobody_voted_for(
    town: Flask, browser: Browser, rule: str, said: str
) -> None:
    vote = open_vote(THREE, kind="ranking", rule=rule)
    cast_all(vote, [ranked("1", "2", "3")] * 6)
    text = result_of(browser, vote)
    assert said in text
    assert "Nobody voted for it." not in text


def test_what_nobody_put_first_needed_one_vote_where_a_place_is_left(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote(THREE, kind="ranking", rule="plurality", ballot=BallotWishes(seats=2))
    cast_all(vote, [ranked("1", "2")] * 6)
    text = result_of(browser, vote)
    assert "It has 0 votes. To be chosen it needed 1." in text
    assert text.count("Nobody voted for it.") == 1  # of the third, which nobody ranked


def test_what_beats_one_of_several_is_not_said_to_beat_the_only_other(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote(THREE, kind="ranking", rule="schulze", ballot=BallotWishes(seats=2))
    cast_all(vote, [ranked("1", "2", "3")] * 6)
    text = result_of(browser, vote)
    assert "It is chosen: it beats 2 of the others when they are compared two by two." in text
    assert "It is chosen: it beats 1 other when they are compared two by two." in text


def test_the_box_shows_money_as_money_and_places_as_places(town: Flask, browser: Browser) -> None:
    money = open_vote(kind="allocation", rule="average")
    cast_all(money, [[("1", 2_000)]] * 50)
    text = result_of(browser, money, "/box")
    assert "Benches by the canal ( PLN 2,000 )" in text.replace("(PLN 2,000)", "( PLN 2,000 )")
    assert "points" not in text
    places = open_vote(THREE, kind="ranking", rule="borda")
    cast_all(places, [ranked("2", "1")] * 50)
    text = result_of(browser, places, "/box")
    assert "place 1" in text
    assert "points" not in text


def test_what_has_more_points_is_not_said_to_have_more_votes(town: Flask, browser: Browser) -> None:
    things = [("Canal", 60_000), ("Kitchen", 40_000), ("Bus", 45_000)]
    vote = open_vote(things, kind="score", rule="equal-shares")
    # With larger shares the bus would be paid, too, and all of it over the budget.
    cast_all(vote, [[("1", 5)]] * 6 + [[("2", 2)]] + [[("3", 3)]] * 2)
    text = result_of(browser, vote)
    assert "It had the most points of what still fitted." in text
    assert "most votes of what" not in text


def test_a_tie_that_points_decide_speaks_of_points(town: Flask) -> None:
    tie = Tie(("a", "b"), "a", "more_points")
    titles = {"a": "Canal", "b": "Bus"}
    assert "it has more points" in tie_sentence(tie, titles, points=True)
    assert "it has more votes" in tie_sentence(tie, titles)


def no_receipts(ballots: int) -> Vote:
    vote = open_vote(conduct=Conduct(receipts=False))
    cast_all(vote, [["1"]] * ballots)
    return vote


def test_without_receipt_codes_no_page_speaks_of_one(town: Flask, browser: Browser) -> None:
    votes = [no_receipts(2), no_receipts(2)]
    browser.sign_in()
    vote = votes[0]
    browser.open(f"/votes/{vote.phase_id}/ballot")
    browser.send({"option": ["1"]})
    browser.send({"declared": "yes"})
    assert browser.url.endswith("/receipt")
    for path in ("/ballot/receipt", "/ballot"):
        browser.open(f"/votes/{vote.phase_id}{path}")
        assert "Your ballot" in browser.text
        assert "your receipt code" not in browser.text
        assert "new receipt code" not in browser.text
    text = result_of(browser, vote, "/box")
    assert "So few people voted that the ballots are not shown one by one." in text
    assert "With a receipt code" not in text


def test_the_command_that_counts_again_draws_the_same_lots(
    town: Flask, browser: Browser, tmp_path: Path
) -> None:
    for _once in range(6):  # each draws another lot
        vote = open_vote(
            [("Canal", 60_000), ("Kitchen", 60_000)], conduct=Conduct(draw_source="the lottery")
        )
        cast_all(vote, [["1"]] * 6 + [["2"]] * 6)
        text = result_of(browser, vote)
        command = text.partition("commons tally ")[2].split(" How this")[0].split()
        browser.open(f"/votes/{vote.phase_id}/ballots.pb")
        assert browser.response is not None
        (file := tmp_path / "ballots.pb").write_bytes(browser.response.get_data())
        again = CliRunner().invoke(tally, [str(file), *command[1:], "--json"])
        assert again.exit_code == 0, again.output
        counted = db.session.get_one(Vote, vote.phase_id, populate_existing=True).result
        assert counted is not None
        assert f'"selected": ["{counted["selected"][0]}"]' in again.output
