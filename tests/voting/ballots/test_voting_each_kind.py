"""Voting on every kind of ballot from the paper to the result, without JavaScript."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import db
from commons.cities.context import city
from commons.voting import queries
from commons.voting.anchors.packaging import package_of
from commons.voting.ballots.marks import Given
from commons.voting.ballots.wishes import BallotWishes
from commons.voting.checking.recount import recount
from commons.voting.models import BoxEntry, Vote
from tests.browser_client import Browser
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result

PLACES = (("Benches", 0), ("A kitchen", 0), ("Night bus", 0))


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few ballots make a box that may be listed, so that the package can be counted again."""
    monkeypatch.setattr(queries, "SMALLEST_RICH_BOX", 10)


def begin(app: Flask, **kwargs: object) -> int:
    with app.app_context(), city("gdansk"):
        return open_vote(**kwargs).phase_id  # type: ignore[arg-type]


def cast(app: Flask, vote_id: int, ballots: Sequence[Sequence[Given]]) -> None:
    with app.app_context(), city("gdansk"):
        cast_all(db.session.get_one(Vote, vote_id), ballots)


def finish(app: Flask, vote_id: int) -> Vote:
    with app.app_context(), city("gdansk"):
        vote = close_vote(db.session.get_one(Vote, vote_id))
        publish_result(vote)
        return vote


@pytest.fixture(autouse=True)
def a_dozen_ballots_make_an_open_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few voters are enough to publish each kind's box, and to count it again."""
    monkeypatch.setattr("commons.voting.queries.box.SMALLEST_RICH_BOX", 10)


def box(app: Flask) -> list[list[list[object]]]:
    with app.app_context(), city("gdansk"):
        return list(db.session.scalars(sa.select(BoxEntry.choices)))


def recounted(app: Flask, vote_id: int) -> bool:
    with app.app_context(), city("gdansk"):
        vote = queries.vote_of(vote_id, with_result=True)
        assert vote is not None
        found = recount(package_of(vote, "en").read_bytes())
        counted = [one for one in found.findings if one.code in {"result", "copies"}]
        assert [(one.code, one.holds) for one in counted] == [("result", True), ("copies", True)]
        return found.holds


def hand_in(browser: Browser, vote_id: int, values: dict[str, object]) -> str:
    """Fill in the ballot, look at it once more, hand it in; gives what the review said."""
    browser.open(f"/votes/{vote_id}/ballot")
    browser.send(values)
    assert browser.url.endswith("/ballot/check"), browser.errors
    said = browser.text
    browser.send({"declared": "yes"})
    assert browser.url.endswith("/ballot/receipt"), browser.errors
    return said


def test_yes_no_and_what_it_takes(app: Flask, browser: Browser) -> None:
    wishes = BallotWishes(majority="2/3", turnout="20%", entitled=40)
    vote = begin(app, kind="yes-no", rule="majority", ballot=wishes, options=())
    browser.open(f"/votes/{vote}")
    assert "At least 20% of the 40 people who can vote must vote" in browser.text
    assert "2 of every 3 people" in browser.text
    assert "Tell us." in browser.text
    links = browser.page.select("main p > a[href*='/consultations/vote']")
    assert [link.get_text(strip=True) for link in links] == ["Read more about the question"]
    browser.sign_in()
    assert "Yes" in hand_in(browser, vote, {"option": "yes"})
    cast(app, vote, [["yes"]] * 7 + [["no"]] * 3 + [["abstain"]])
    finish(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert "It is accepted: 8 said yes, 3 said no." in browser.text
    assert "I abstain 1 vote" in browser.text
    assert "Not chosen" not in browser.text
    assert "Money left" not in browser.text
    assert recounted(app, vote)


def test_too_few_voters_leave_everything_as_it_was(app: Flask, browser: Browser) -> None:
    wishes = BallotWishes(turnout="50")
    vote = begin(app, kind="yes-no", rule="majority", ballot=wishes, options=())
    cast(app, vote, [["yes"]] * 11)
    finish(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert "It is not accepted: at least 50 people had to vote, and 11 did." in browser.text
    assert recounted(app, vote)


def test_a_single_choice(app: Flask, browser: Browser) -> None:
    vote = begin(app, kind="single", rule="plurality", options=PLACES, budget=0)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.post(f"/votes/{vote}/ballot", {"option": ["1", "2"]})
    assert browser.status == 422
    assert browser.errors == ["You can choose 1. Take 1 out."]
    hand_in(browser, vote, {"option": "2"})
    cast(app, vote, [["2"]] * 6 + [["1"]] * 5)
    finish(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert "It is chosen with 7 votes." in browser.text
    assert "To be chosen it needed 7." in browser.text
    assert recounted(app, vote)


def test_scores(app: Flask, browser: Browser) -> None:
    wishes = BallotWishes(most_each=5)
    vote = begin(app, kind="score", rule="score", options=PLACES, budget=0, ballot=wishes)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"points-1": "6", "points-2": "a lot"})
    assert browser.status == 422
    at_the_fields = {
        "points-1": "This can get up to 5. Write less.",
        "points-2": "Write a whole number, such as 5, or leave the field empty.",
    }
    for name, mistake in at_the_fields.items():
        field = browser.page.select_one(f"[name={name}]")
        assert field is not None
        said_at = browser.page.select_one(f"#{field['id']}-error")
        assert said_at is not None
        assert f"{field['id']}-error" in str(field["aria-describedby"]).split()
        assert mistake in said_at.get_text(" ", strip=True)
        assert browser.page.select_one(f".error-summary a[href='#{field['id']}']") is not None
    assert set(browser.errors) == {
        "Benches: This can get up to 5. Write less.",
        "A kitchen: Write a whole number, such as 5, or leave the field empty.",
    }
    browser.send({"points-1": "6", "points-2": ""})
    assert browser.errors == ["Benches: This can get up to 5. Write less."]
    assert browser.page.select_one("[name=points-1]")["value"] == "6"  # type: ignore[index]
    said = hand_in(browser, vote, {"points-1": "5", "points-2": "0", "points-3": "2"})
    assert "Benches : 5 points" in said
    assert [sorted(row) for row in box(app)] == [[["1", 5], ["3", 2]]]
    cast(app, vote, [[("2", 3)]] * 10)
    finish(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert "It is chosen with 30 points." in browser.text
    assert recounted(app, vote)


def test_a_ranking_for_two_places(app: Flask, browser: Browser) -> None:
    wishes = BallotWishes(seats=2)
    rule = "single-transferable-vote"
    vote = begin(app, kind="ranking", rule=rule, options=PLACES, budget=0, ballot=wishes)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    assert "2 of these are chosen." in browser.open(f"/votes/{vote}").get_text()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"rank-1": "2", "rank-3": "2"})
    assert browser.status == 422
    assert any("Give each place only once" in error for error in browser.errors)
    said = hand_in(browser, vote, {"rank-1": "2", "rank-3": "1", "rank-2": ""})
    assert said.index("Night bus") < said.index("Benches")
    assert box(app) == [[["3", 3], ["1", 2]]]
    browser.open(f"/votes/{vote}/ballot")
    chosen = browser.page.select("select option[selected]")
    assert [one["value"] for one in chosen if one["value"]] in (["1", "2"], ["2", "1"])
    cast(app, vote, [[("2", 3), ("1", 2)]] * 6 + [[("1", 3)]] * 5)
    vote_closed = finish(app, vote)
    assert set(vote_closed.comparison) == {"schulze", "borda", "plurality"}
    browser.open(f"/votes/{vote}/result")
    assert "It is chosen in round 1 with 6 votes. It needed" in browser.text
    browser.open(f"/votes/{vote}/result/course")
    assert "Whoever gets" in browser.text
    assert recounted(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert browser.page.select_one(f"a[href$='/votes/{vote}/ballots.preflib']") is not None
    browser.open(f"/votes/{vote}/ballots.preflib")
    assert browser.response is not None
    assert f"-{vote}.soi" in browser.response.headers["Content-Disposition"]
    assert browser.response.get_data(as_text=True).endswith("6: 2,1\n5: 1\n1: 3,1\n")


def test_points_to_spread(app: Flask, browser: Browser) -> None:
    wishes = BallotWishes(points=10)
    vote = begin(app, kind="points", rule="greedy", ballot=wishes)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"points-1": "7", "points-2": "5"})
    assert browser.errors == ["You gave 2 more than the 10 there are. Take some away again."]
    said = hand_in(browser, vote, {"points-1": "7", "points-2": "3"})
    assert "You gave 10 of 10 points." in said
    cast(app, vote, [[("3", 10)]] * 10)
    finish(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert "It was next with 100 points" in browser.text
    assert recounted(app, vote)


def test_money_shared_out(app: Flask, browser: Browser) -> None:
    wishes = BallotWishes(step=1_000)
    options = (("Parks", 0), ("Schools", 0), ("Night bus", 60_500))
    vote = begin(app, kind="allocation", rule="average", ballot=wishes, options=options)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"points-1": "1500", "points-2": "99 000", "points-3": "61000"})
    assert browser.status == 422
    assert any("PLN 2,000, PLN 3,000" in error.replace("\xa0", " ") for error in browser.errors)
    assert any("more than the PLN" in error for error in browser.errors)
    assert any("This can get up to PLN" in error for error in browser.errors)
    said = hand_in(browser, vote, {"points-1": "39 000", "points-2": "", "points-3": "60500"})
    assert "PLN 99,500" in said.replace("\xa0", " ")
    cast(app, vote, [[("2", 100_000)]] * 9 + [[]])
    closed = finish(app, vote)
    assert closed.result is not None
    assert closed.result["selected"] == ["2", "3", "1"]
    browser.open(f"/votes/{vote}/result")
    assert browser.page.select_one("a[href$='.preflib']") is None
    text = browser.text.replace("\xa0", " ")
    assert "9 of 10 people gave it money. On average of them all it gets PLN 90,000." in text
    assert recounted(app, vote)
    browser.open(f"/votes/{vote}/ballots.preflib")
    assert browser.status == 404


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("single", "plurality"), ("score", "score"), ("ranking", "schulze"), ("points", "score")],
)
def test_a_blank_ballot_can_be_handed_in_on_every_kind(
    app: Flask, browser: Browser, kind: str, rule: str
) -> None:
    vote = begin(app, kind=kind, rule=rule, options=PLACES, budget=0)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    field = {"single": "option", "ranking": "rank-1"}.get(kind, "points-1")
    browser.send({field: "1"}, button="button[name=blank]")
    assert "Your ballot is blank" in browser.text
    browser.send({"declared": "yes"})
    assert browser.errors == [
        "Your ballot is blank. Tick the box that says you want it so, or go back."
    ]
    browser.send({"blank": "yes", "declared": "yes"})
    assert browser.url.endswith("/ballot/receipt")
    assert box(app) == [[]]


def test_comparing_two_by_two_tells_no_duels_as_votes(app: Flask, browser: Browser) -> None:
    vote = begin(app, kind="ranking", rule="schulze", options=PLACES, budget=0)
    cast(app, vote, [[("2", 3), ("1", 2)]] * 6 + [[("1", 3)]] * 5)
    finish(app, vote)
    browser.open(f"/votes/{vote}/result")
    first, second, _third = browser.page.select("main .card")[:3]
    assert "ahead of 2 others" in first.get_text()
    assert "ahead of 1 other" in second.get_text()
    assert "another one is ahead of it" in second.get_text()
    assert "votes" not in first.get_text() + second.get_text()
