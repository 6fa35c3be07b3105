"""Casting a ballot: once for each person, changed as often as they like, refused truthfully."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.cities.context import city
from commons.consultations.actions import turn_due_phases
from commons.consultations.models import Phase
from commons.people.models import Person
from commons.people.queries import verification_level
from commons.voting import keys, queries
from commons.voting.actions import cast_ballot
from commons.voting.actions.casting import BallotRefused, NotShownToLiveHere
from commons.voting.models import KNAPSACK, BoxEntry, RollEntry, Vote
from tests.factories.voting import cast_all, close_vote, end_time, open_vote, residents, vote_phase
from tests.marks import both_databases


def _count(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@both_databases
def test_a_ballot_is_written_into_roll_and_box(town: Flask) -> None:
    vote, person = open_vote(), residents(1)[0]
    receipt = cast_ballot(person, vote.phase_id, ["1", "3"])
    own = queries.own_ballot(person, vote.phase_id)
    assert own == queries.OwnBallot(receipt, [("1", 1), ("3", 1)])
    assert queries.turnout(vote.phase_id, person) == queries.Turnout(1, True)
    assert queries.turnout(vote.phase_id, None) == queries.Turnout(1, False)


@both_databases
def test_a_change_of_mind_takes_the_place_of_the_first_ballot(town: Flask) -> None:
    vote, person = open_vote(), residents(1)[0]
    first = cast_ballot(person, vote.phase_id, ["1"])
    second = cast_ballot(person, vote.phase_id, ["2"])
    assert first != second
    assert (_count(RollEntry), _count(BoxEntry)) == (1, 1)
    assert queries.own_ballot(person, vote.phase_id) == queries.OwnBallot(second, [("2", 1)])


def test_neither_roll_nor_box_has_a_time_or_a_number_in_sequence(town: Flask) -> None:
    columns = {column.name for column in BoxEntry.__table__.columns}
    assert columns == {"vote_id", "receipt", "pseudonym", "choices", "channel", "strata"}
    assert isinstance(RollEntry.__table__.c.day.type, sa.Date)
    shared = columns & {column.name for column in RollEntry.__table__.columns}
    assert shared == {"vote_id", "channel"}  # the box forgets it when it is sealed


def test_without_rowid_no_row_tells_when_it_came(town: Flask) -> None:
    for table in ("ballot_roll", "ballot_box"):
        with pytest.raises(sa.exc.OperationalError, match="no such column"):
            db.session.execute(sa.text(f"SELECT rowid FROM {table}"))
        db.session.rollback()


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        (["1", "2", "3"], "up to 2. Take 1 out"),
        (["1", "1"], "twice"),
        (["99"], "not on this ballot"),
        (["\x00"], "not on this ballot"),
    ],
)
def test_a_ballot_against_the_rules_is_refused_with_the_way_to_mend_it(
    town: Flask, choices: list[str], says: str
) -> None:
    vote, person = open_vote(max_choices=2), residents(1)[0]
    with pytest.raises(BallotRefused, match=says):
        cast_ballot(person, vote.phase_id, choices)
    assert (_count(RollEntry), _count(BoxEntry)) == (0, 0)


def test_spending_the_budget_oneself_ends_at_the_budget(town: Flask) -> None:
    vote, person = open_vote(kind=KNAPSACK, budget=100_000), residents(1)[0]
    with pytest.raises(BallotRefused, match=r"PLN\s40,000 more than the budget of PLN\s100,000"):
        cast_ballot(person, vote.phase_id, ["1", "2", "3"])
    cast_ballot(person, vote.phase_id, ["1", "3"])
    assert _count(BoxEntry) == 1


def test_a_blank_ballot_is_a_ballot(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [[], ["1"]])
    sealed = close_vote(vote)
    assert (sealed.ballots, sealed.blank) == (2, 1)


def test_ones_word_that_one_lives_here_is_asked_once(town: Flask) -> None:
    vote, person = open_vote(), residents(1, verified=False)[0]
    with pytest.raises(NotShownToLiveHere, match="tick the box"):
        cast_ballot(person, vote.phase_id, ["1"])
    assert _count(RollEntry) == 0
    cast_ballot(person, vote.phase_id, ["1"], declared=True)
    assert verification_level(person.id) == 1
    cast_ballot(person, vote.phase_id, ["2"])
    assert _count(BoxEntry) == 1


def test_a_vote_can_ask_for_more_than_ones_word_or_for_nothing(town: Flask) -> None:
    person = residents(1, verified=False)[0]
    with pytest.raises(NotShownToLiveHere, match="A letter, a card or two neighbours do"):
        cast_ballot(person, open_vote(level=2).phase_id, ["1"], declared=True)
    cast_ballot(person, open_vote(level=0).phase_id, ["1"])
    assert verification_level(person.id) == 0


def test_before_and_after_its_time_a_vote_takes_no_ballot(town: Flask) -> None:
    person = residents(1)[0]
    early = vote_phase(opens_in=timedelta(days=1))
    with pytest.raises(Refused, match="not open yet"):
        cast_ballot(person, early.id, ["1"])
    vote = open_vote()
    end_time(vote.phase_id)
    with pytest.raises(Refused, match="could not be counted"):
        cast_ballot(person, vote.phase_id, ["1"])
    with pytest.raises(NotFound):
        cast_ballot(person, 12345, ["1"])
    assert _count(RollEntry) == 0


def test_without_its_key_an_open_vote_takes_no_second_ballot_of_anybody(town: Flask) -> None:
    vote, person = open_vote(), residents(1)[0]
    cast_ballot(person, vote.phase_id, ["1"])
    keys.key_path(vote.phase_id).unlink()
    with pytest.raises(Refused, match="No ballots can be taken"):
        cast_ballot(person, vote.phase_id, ["2"])
    assert _count(BoxEntry) == 1


def _at_once(app: Flask, calls: list[Callable[[], object]]) -> list[object]:
    """Do all of it at the same moment, each in its own thread; gives results or exceptions."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        with app.app_context(), city("gdansk"):
            barrier.wait()
            try:
                answers[place] = call()
            except Exception as error:  # noqa: BLE001  (the tests look at it)
                answers[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@transaction
def _person(number: int) -> Person:
    return db.session.get_one(Person, number)


def _ballot_of(person_id: int, vote_id: int, choices: list[str]) -> Callable[[], object]:
    return lambda: cast_ballot(_person(person_id), vote_id, choices, declared=True)


@both_databases
def test_ten_requests_of_one_person_at_once_are_one_ballot(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote_id, person_id = open_vote().phase_id, residents(1, verified=False)[0].id
    answers = _at_once(app, [_ballot_of(person_id, vote_id, ["1"]) for _ in range(10)])
    assert all(isinstance(answer, str) for answer in answers), answers
    with app.app_context(), city("gdansk"):
        assert (_count(RollEntry), _count(BoxEntry)) == (1, 1)
        own = queries.own_ballot(_person(person_id), vote_id)
        assert own is not None
        assert own.receipt in answers


@both_databases
def test_thirty_people_at_once_are_thirty_ballots(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote().phase_id
        people = [person.id for person in residents(30, verified=False)]
    answers = _at_once(app, [_ballot_of(person, vote_id, ["2"]) for person in people])
    assert all(isinstance(answer, str) for answer in answers), answers
    with app.app_context(), city("gdansk"):
        assert (_count(RollEntry), _count(BoxEntry)) == (30, 30)


@both_databases
def test_in_the_moment_of_closing_a_ballot_is_counted_or_refused(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote().phase_id
        people = [person.id for person in residents(12)]

        @transaction
        def close_soon() -> None:
            phase = db.session.get_one(Phase, vote_id)
            phase.closes_at = clock.now() + timedelta(milliseconds=60)

        close_soon()
    calls = [_ballot_of(person, vote_id, ["1"]) for person in people]

    def close() -> None:
        for _try in range(200):
            turn_due_phases()
            vote = transaction(lambda: db.session.get_one(Vote, vote_id, populate_existing=True))()
            if vote.sealed_at is not None:
                return
        raise AssertionError("never closed")

    answers = _at_once(app, [*calls, close])
    assert answers.pop() is None
    receipts = {answer for answer in answers if isinstance(answer, str)}
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(receipts) + len(refused) == 12, answers
    with app.app_context(), city("gdansk"):
        vote = db.session.get_one(Vote, vote_id)
        assert vote.ballots == len(receipts) == _count(RollEntry)
        assert set(db.session.scalars(sa.select(BoxEntry.receipt))) == receipts
