"""Whatever fails while a ballot is handed in: the voter is told truly whether it counts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from commons.base import clock, engines
from commons.base.database import CitySession, databases, db, only_reading
from commons.base.engines import schema_of
from commons.cities.context import city
from commons.consultations.actions import turn_due_phases
from commons.people.models import Person
from commons.voting.actions import casting
from commons.voting.anchors.actions import leave_leaf
from commons.voting.models import BoxEntry, RollEntry, Vote
from tests.browser_client import Browser
from tests.factories.voting import open_vote
from tests.marks import both_databases

Fault = Callable[[sa.Engine, int], AbstractContextManager[None]]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for a lock here."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)


@pytest.fixture
def voter(impatient: None, app: Flask) -> Browser:
    """Somebody with a filled-in ballot before them."""
    with app.app_context(), city("gdansk"):
        vote_id = open_vote().phase_id
    voter = Browser(app)
    voter.sign_in()
    fill_in(voter, vote_id, ["1", "3"])
    return voter


VOTE = 1


def fill_in(voter: Browser, vote_id: int, codes: list[str]) -> None:
    voter.open(f"/votes/{vote_id}/ballot")
    voter.send({"option": codes})
    assert voter.url.endswith("/ballot/check"), voter.text


def engine_of(app: Flask) -> sa.Engine:
    with app.app_context():
        return databases().engine("gdansk")


def in_box(app: Flask) -> list[list[str]]:
    """What was chosen on the ballots in the box; as many people are on the roll."""
    with app.app_context(), city("gdansk"):
        only_reading()
        boxed = db.session.scalars(sa.select(BoxEntry.choices)).all()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(RollEntry)) == len(boxed)
        return [[code for code, _points in choices] for choices in boxed]


def on_page(voter: Browser) -> list[str]:
    """What would be handed in if the button were pressed again."""
    return [str(field["value"]) for field in voter.page.select("main input[name=option]")]


@contextmanager
def somebody_holds_the_lock(engine: sa.Engine, person_id: int) -> Iterator[None]:
    """Another connection writes and does not come to an end."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        connection.cursor().execute("BEGIN IMMEDIATE")
        yield
        connection.rollback()
        connection.close()
        return
    with engine.connect() as other:
        table = f'"{schema_of("gdansk")}".person'
        other.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id = {person_id} FOR UPDATE")
        yield
        other.rollback()


@contextmanager
def no_room_is_left(engine: sa.Engine, _person_id: int) -> Iterator[None]:
    """The next ballot needs more room than there is."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'could not extend file: No space left on device' "
                "USING ERRCODE = '53100'; END $$"
            )
            table = f'"{schema_of("gdansk")}".ballot_leaf'
            connection.exec_driver_sql(
                f"CREATE TRIGGER no_room BEFORE INSERT ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION no_room()"
            )
        yield
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP TRIGGER no_room ON {table}")
        return

    def narrow(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ballast (weight BLOB)")
        connection.exec_driver_sql(
            "CREATE TRIGGER heavy AFTER INSERT ON ballot_leaf BEGIN "
            "INSERT INTO ballast VALUES (zeroblob(1000000)); END"
        )
    event.listen(engine, "begin", narrow)
    yield
    event.remove(engine, "begin", narrow)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        connection.exec_driver_sql("DROP TRIGGER heavy")
    engine.dispose()


@both_databases
@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (somebody_holds_the_lock, "Too many people are voting at this moment."),
        (no_room_is_left, "There is no room left to write it down."),
    ],
)
def test_a_ballot_that_could_not_be_written_down_is_said_not_to_count_and_stays_on_the_page(
    voter: Browser, app: Flask, fault: Fault, says: str
) -> None:
    person_id = person_of(app)
    with fault(engine_of(app), person_id):
        voter.send({"declared": "yes"})
        assert voter.response is not None
        assert voter.status == 503
        assert int(voter.response.headers["Retry-After"]) > 0
        assert "Your ballot was not counted." in voter.text
        assert says in voter.text
        assert on_page(voter) == ["1", "3"]
        assert in_box(app) == []
    voter.send({"declared": "yes"})
    assert voter.url.endswith("/receipt"), voter.text
    assert in_box(app) == [["1", "3"]]


@both_databases
def test_a_change_that_failed_leaves_the_ballot_before_it_and_says_so(
    voter: Browser, app: Flask
) -> None:
    voter.send({"declared": "yes"})
    fill_in(voter, VOTE, ["2"])
    with no_room_is_left(engine_of(app), 0):
        voter.send()
        assert voter.status == 503
        assert "The one you handed in before still counts." in voter.text
        assert on_page(voter) == ["2"]
    assert in_box(app) == [["1", "3"]]


def person_of(app: Flask) -> int:
    with app.app_context(), city("gdansk"):
        found = db.session.scalar(sa.select(sa.func.max(Person.id)))
        assert found is not None
        return found


def when_a_ballot_is_written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Filled when a ballot was written, and not yet kept."""
    written: list[str] = []

    def leave(vote: Vote, receipt: str, choices: list[Any]) -> None:
        leave_leaf(vote, receipt, choices)
        written.append(receipt)

    monkeypatch.setattr(casting, "leave_leaf", leave)
    return written


def breaking(monkeypatch: pytest.MonkeyPatch, *, after_commit: bool) -> None:
    """The next commit's answer never comes."""
    commit, written = CitySession.commit, when_a_ballot_is_written(monkeypatch)

    def broken(session: CitySession) -> None:
        if not written:
            return commit(session)
        monkeypatch.setattr(CitySession, "commit", commit)
        if after_commit:
            commit(session)
        raise sa.exc.OperationalError(
            "COMMIT", {}, Exception("server closed the connection"), connection_invalidated=True
        )

    monkeypatch.setattr(CitySession, "commit", broken)


@both_databases
def test_a_ballot_that_was_kept_though_the_answer_was_lost_is_said_to_count(
    voter: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, after_commit=True)
    voter.send({"declared": "yes"})
    assert voter.url.endswith("/receipt")
    assert in_box(app) == [["1", "3"]]


@both_databases
def test_a_connection_lost_before_the_commit_is_no_ballot(
    voter: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, after_commit=False)
    voter.send({"declared": "yes"})
    assert voter.status == 503
    assert "Your ballot was not counted. The connection to the ballot box broke." in voter.text
    assert in_box(app) == []


def test_where_the_box_cannot_be_asked_nothing_is_claimed_and_the_ballot_can_be_sent_again(
    voter: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, after_commit=True)
    execute = CitySession.execute

    def gone(session: CitySession, statement: Any, *rest: Any, **more: Any) -> Any:
        if "ballot_box" in str(statement) and "ballot_roll" in str(statement):
            raise sa.exc.OperationalError(
                "", {}, Exception("no route"), connection_invalidated=True
            )
        return execute(session, statement, *rest, **more)

    monkeypatch.setattr(CitySession, "execute", gone)
    voter.send({"declared": "yes"})
    assert voter.status == 503
    heading = voter.page.select_one("h1")
    assert heading is not None
    assert "cannot tell yet whether your ballot was counted" in heading.get_text()
    assert "only your last ballot counts" in voter.text
    assert on_page(voter) == ["1", "3"]
    monkeypatch.setattr(CitySession, "execute", execute)
    voter.send()
    assert voter.url.endswith("/receipt")
    assert in_box(app) == [["1", "3"]]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_server_that_ends_our_connection_is_no_ballot(
    voter: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, written = engine_of(app), when_a_ballot_is_written(monkeypatch)

    @event.listens_for(CitySession, "before_commit")
    def end_it(session: CitySession) -> None:
        if written:
            written.clear()
            number = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with engine.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 1000)")

    try:
        voter.send({"declared": "yes"})
    finally:
        event.remove(CitySession, "before_commit", end_it)
    assert voter.status == 503
    assert "Your ballot was not counted." in voter.text
    assert in_box(app) == []
    voter.send({"declared": "yes"})
    assert in_box(app) == [["1", "3"]]


@both_databases
def test_who_comes_back_after_a_lost_answer_sees_that_they_have_voted(
    voter: Browser, app: Flask
) -> None:
    voter.post(f"/votes/{VOTE}/ballot/check", {"option": ["1"], "declared": "yes"})  # never read
    voter.open(f"/votes/{VOTE}")
    assert "You have voted" in voter.text
    voter.open(f"/votes/{VOTE}/ballot/receipt")
    assert "Benches by the canal" in voter.text


def test_a_clock_that_jumps_over_opening_and_closing_is_told_truly(
    voter: Browser, app: Flask
) -> None:
    def vote_at(days: int, code: str) -> None:
        with clock.at(clock.now() + timedelta(days=days)):
            voter.post(f"/votes/{VOTE}/ballot/check", {"option": [code], "declared": "yes"})

    vote_at(-30, "1")
    assert (voter.status, in_box(app)) == (409, [])
    assert "The vote is not open yet." in voter.text
    vote_at(0, "2")
    assert in_box(app) == [["2"]]
    vote_at(-30, "1")
    assert (voter.status, in_box(app)) == (409, [["2"]])
    vote_at(0, "3")
    assert in_box(app) == [["3"]]
    vote_at(11, "1")
    assert (voter.status, in_box(app)) == (409, [["3"]])
    assert "Your ballot could not be counted any more." in voter.text


def test_a_vote_that_a_jumping_clock_has_closed_stays_closed_when_it_jumps_back(
    voter: Browser, app: Flask
) -> None:
    voter.send({"declared": "yes"})
    with app.app_context(), city("gdansk"), clock.at(clock.now() + timedelta(days=11)):
        turn_due_phases()
    voter.post(f"/votes/{VOTE}/ballot/check", {"option": ["2"], "declared": "yes"})
    assert voter.status == 409
    assert "could not be counted any more" in voter.text
    assert in_box(app) == [["1", "3"]]
