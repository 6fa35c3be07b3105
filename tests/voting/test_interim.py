"""A vote that shows how it stands: only where its rules say so, and nobody can be told apart."""

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base.database import db, transaction
from commons.base.jobs import Jobs
from commons.cities.context import city
from commons.consultations.models import Phase
from commons.people.models import Person
from commons.voting.actions import cast_ballot
from commons.voting.anchors.actions import anchor_open_votes
from commons.voting.checking.chain import SMALLEST_BATCH
from commons.voting.interim.actions import count_open_votes
from commons.voting.interim.models import InterimCount
from commons.voting.interim.queries import interim_of
from commons.voting.interim.rules import Interim, count
from commons.voting.models import Vote
from commons.voting.running.conduct import Conduct
from commons.voting.wishes import Wishes
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result, residents
from tests.marks import both_databases

OPEN = Conduct(interim=True)


def go_round() -> None:
    """What the worker does every minute, each job in a context of its own."""
    db.session.rollback()  # this context holds up nobody
    for job in (anchor_open_votes, count_open_votes):
        with city("gdansk"):
            job()
    db.session.expire_all()


def stands(vote: Vote) -> Interim | None:
    """How the vote stands for everybody."""
    return interim_of(db.session.get_one(Vote, vote.phase_id))


def vote_of_a_hundred(**kwargs: object) -> tuple[Vote, list[Person]]:
    """Everybody ticked the first option."""
    vote = open_vote(conduct=OPEN, **kwargs)
    people = residents(2 * SMALLEST_BATCH)
    for person in people:
        cast_ballot(person, vote.phase_id, ["1"])
    return vote, people


@both_databases
def test_fifty_ballots_are_shown_of_the_first_hundred(town: Flask) -> None:
    vote, _people = vote_of_a_hundred()
    assert stands(vote) is None
    go_round()
    assert stands(vote) == Interim(SMALLEST_BATCH, 0, {"1": SMALLEST_BATCH})


@both_databases
def test_a_change_of_mind_shows_only_together_with_fifty_others(town: Flask) -> None:
    vote, people = vote_of_a_hundred()
    go_round()
    before = stands(vote)
    for person in people[:3]:
        cast_ballot(person, vote.phase_id, ["2"])
    for newcomer in residents(SMALLEST_BATCH - 4):
        cast_ballot(newcomer, vote.phase_id, ["3"])
    go_round()
    assert stands(vote) == before
    for newcomer in residents(SMALLEST_BATCH):
        cast_ballot(newcomer, vote.phase_id, ["3"])
    go_round()
    after = stands(vote)
    assert before is not None
    assert after is not None
    assert after.ballots >= 2 * SMALLEST_BATCH - 3
    assert after.counts != before.counts


@both_databases
def test_who_changes_their_ballot_again_and_again_cannot_single_out_another(town: Flask) -> None:
    vote = open_vote(conduct=OPEN)
    attacker, victim, *others = residents(2 * SMALLEST_BATCH + 2)
    cast_ballot(victim, vote.phase_id, ["2"])
    for _again in range(2 * SMALLEST_BATCH):
        cast_ballot(attacker, vote.phase_id, ["1"])
    go_round()
    assert stands(vote) is None  # a hundred ballots were accepted, and two stand
    for person in others:
        cast_ballot(person, vote.phase_id, ["3"])
    go_round()
    before = stands(vote)
    assert before is not None
    assert before.ballots >= SMALLEST_BATCH
    cast_ballot(residents(1)[0], vote.phase_id, ["2"])
    for _again in range(2 * SMALLEST_BATCH):
        cast_ballot(attacker, vote.phase_id, ["1"])
    go_round()
    assert stands(vote) == before


def test_a_vote_that_was_not_set_up_so_shows_nothing(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote()
        number = vote.phase_id
        cast_all(vote, [["1"]] * 2 * SMALLEST_BATCH)
        go_round()
        assert db.session.scalars(sa.select(InterimCount)).all() == []
    browser.open(f"/votes/{number}")
    assert "What was voted, nobody knows before the end" in browser.text
    assert "How it stands so far" not in browser.text


@both_databases
def test_once_it_is_open_no_setting_shows_how_a_vote_stands(town: Flask) -> None:
    @transaction
    def wish(phase_id: int) -> None:
        phase = db.session.get_one(Phase, phase_id)
        phase.settings = {**phase.settings, "interim": True}

    vote = open_vote()
    cast_all(vote, [["1"]] * 2 * SMALLEST_BATCH)
    wish(vote.phase_id)
    go_round()
    assert stands(vote) is None
    assert db.session.scalars(sa.select(InterimCount)).all() == []


def test_the_page_shows_totals_and_says_that_they_are_no_result(
    app: Flask, browser: Browser, statements: Statements
) -> None:
    with app.app_context(), city("gdansk"):
        vote, _people = vote_of_a_hundred()
    browser.open(f"/votes/{vote.phase_id}")
    assert "when a hundred people have voted" in browser.text
    with app.app_context(), city("gdansk"):
        go_round()
    statements.clear()
    browser.open(f"/votes/{vote.phase_id}")
    assert len(statements) <= 8
    chart = browser.page.select_one("figure.chart")
    assert chart is not None
    first, second = chart.select("tbody tr")[:2]
    assert first.select_one("td").text == "50"  # type: ignore[union-attr]
    assert second.select_one("td").text == "0"  # type: ignore[union-attr]
    assert "50 ballots are counted here, 0 of them blank" in chart.text
    assert "This is not the result" in browser.text
    browser.open(f"/api/v1/votes/{vote.phase_id}")
    assert browser.response is not None
    told = browser.response.get_json()["interim"]
    assert told == {"ballots": 50, "blank": 0, "counts": {"1": 50}}
    browser.open(f"/votes/{vote.phase_id}")
    assert "everybody sees how it stands" in browser.text
    with app.app_context(), city("gdansk"):
        publish_result(close_vote(db.session.get_one(Vote, vote.phase_id)))
    browser.open(f"/votes/{vote.phase_id}")
    assert "How it stands so far" not in browser.text


def test_the_worker_counts_on_its_round(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote, _people = vote_of_a_hundred()
    queue: Jobs = app.extensions["commons.jobs"]
    queue.make_round()
    with app.app_context(), city("gdansk"):
        assert stands(vote) is not None


def test_an_officer_finds_and_keeps_the_wish() -> None:
    wishes = Wishes.from_settings(OPEN.to_settings())
    assert wishes.conduct.interim
    assert not Wishes.from_settings({}).conduct.interim
    assert not Wishes.from_settings({"interim": "yes"}).conduct.interim


MARKS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 9)), max_size=3, unique_by=lambda m: m[0]
)


@given(st.lists(MARKS, max_size=20))
def test_ticks_are_counted_orders_by_their_first_and_points_together(
    ballots: list[list[tuple[str, int]]],
) -> None:
    ticks, ranks, amounts = (count(style, ballots) for style in ("ticks", "ranks", "amounts"))
    assert ticks.ballots == ranks.ballots == amounts.ballots == len(ballots)
    assert ticks.blank == sum(not marks for marks in ballots)
    assert sum(ranks.counts.values()) == ranks.ballots - ranks.blank
    for code in "abc":
        points = [p for marks in ballots for c, p in marks if c == code]
        assert ticks.counts.get(code, 0) == len(points)
        assert amounts.counts.get(code, 0) == sum(points)


@pytest.mark.parametrize(
    ("kind", "rule", "ballot", "measure", "figure"),
    [
        ("ranking", "schulze", {"2": 3, "1": 2}, "First places", "50"),
        ("score", "score", {"1": 1, "2": 3}, "Points", "150"),
    ],
)
def test_orders_show_first_places_and_marks_show_points(
    town: Flask,
    browser: Browser,
    kind: str,
    rule: str,
    ballot: list[str] | dict[str, int],
    measure: str,
    figure: str,
) -> None:
    vote = open_vote(kind=kind, rule=rule, budget=0, conduct=OPEN)
    given_marks = list(ballot.items()) if isinstance(ballot, dict) else ballot
    cast_all(vote, [given_marks] * 2 * SMALLEST_BATCH)
    go_round()
    browser.open(f"/votes/{vote.phase_id}")
    chart = browser.page.select_one("figure.chart")
    assert chart is not None
    assert measure in chart.text
    assert figure in chart.text
