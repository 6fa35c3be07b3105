"""Sessions and transactions: one context, one city; all of an action is kept, or none of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, g
from sqlalchemy.exc import DBAPIError, StatementError

from commons.base import clock
from commons.base.audit import AuditEntry, write_audit
from commons.base.database import (
    after_commit,
    again_after_deadlock,
    current_database,
    databases,
    db,
    only_reading,
    transaction,
    writing,
)
from commons.base.engines import FileDatabases
from commons.base.events import Event, mark_read, record, unread
from commons.cities.context import city
from tests.factories.at_once import at_once
from tests.marks import both_databases


def events() -> list[str]:
    """What is in the database, as another session sees it."""
    with city("gdansk"):
        return list(db.session.scalars(sa.select(Event.kind).order_by(Event.id)))


@transaction
def happen(*kinds: str, fail: bool = False) -> None:
    for kind in kinds:
        record(kind)
    db.session.flush()
    if fail:
        raise RuntimeError("in the middle")


@both_databases
def test_all_of_an_action_is_kept_or_none_of_it(town: Flask) -> None:
    with pytest.raises(RuntimeError):
        happen("one", "two", fail=True)
    assert events() == []
    happen("one", "two")
    assert events() == ["one", "two"]


@both_databases
def test_an_action_called_by_another_joins_its_transaction(town: Flask) -> None:
    @transaction
    def outer() -> None:
        happen("inner")
        raise RuntimeError("after the inner one")

    with pytest.raises(RuntimeError, match="after"):
        outer()
    assert events() == []


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_of_two_who_wait_for_each_other_both_are_done(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        happen("one", "two")
    both_hold_one = threading.Barrier(2)
    tries = []

    @again_after_deadlock
    @transaction
    def rename(first: str, second: str, name: str) -> None:
        tries.append(name)
        _hold(first)
        if len(tries) <= 2:
            both_hold_one.wait(30)
        _hold(second)
        record(name)

    done = at_once(
        app, [lambda: rename("one", "two", "there"), lambda: rename("two", "one", "back")]
    )
    assert done == [None, None]
    assert len(tries) > 2, "nobody waited for the other"
    with app.app_context(), city("gdansk"):
        assert sorted(events()) == ["back", "one", "there", "two"]


def _hold(kind: str) -> None:
    db.session.execute(sa.select(Event.id).where(Event.kind == kind).with_for_update())


@both_databases
def test_what_waits_for_the_commit_runs_after_it_and_only_then(town: Flask) -> None:
    seen: list[list[str]] = []

    @transaction
    def outer(*, fail: bool) -> None:
        after_commit(lambda: seen.append(events()))
        happen("it")
        assert seen == []
        if fail:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        outer(fail=True)
    assert seen == []
    outer(fail=False)
    assert seen == [["it"]]
    after_commit(lambda: seen.append([]))
    assert len(seen) == 2


@both_databases
def test_writing_inside_a_reading_context_is_kept(town: Flask) -> None:
    only_reading()
    assert db.session.scalars(sa.select(Event)).all() == []
    with writing():
        happen("written")
    assert g.reading is True
    assert events() == ["written"]


@both_databases
def test_two_writers_wait_in_line(town: Flask) -> None:
    app, failures = town, []

    def write(number: int) -> None:
        try:
            with app.app_context(), city("gdansk"):
                for step in range(5):
                    happen(f"{number}-{step}")
        except Exception as error:  # noqa: BLE001  (told below, in the test's own thread)
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(events()) == 20


def test_outside_of_a_city_there_is_no_database(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(RuntimeError, match="no city was chosen"):
            current_database()
        with pytest.raises(RuntimeError, match="no city was chosen"):
            db.session.execute(sa.text("SELECT 1"))


@both_databases
def test_moments_come_back_in_utc_and_need_their_zone(town: Flask) -> None:
    moment = datetime(2026, 3, 29, 0, 30, 15, 123456, tzinfo=UTC)
    with clock.at(moment):
        happen("then")
    with city("gdansk"):
        found = db.session.scalar(sa.select(Event.happened_at))
    assert found == moment
    assert found is not None
    assert found.tzinfo is UTC
    with pytest.raises(StatementError, match="time zone"):
        db.session.scalars(
            sa.select(Event).where(Event.happened_at == moment.replace(tzinfo=None))
        ).all()
    with pytest.raises(ValueError, match="time zone"), clock.at(moment.replace(tzinfo=None)):
        pass


@both_databases
def test_an_error_of_the_database_does_not_tell_what_was_written(town: Flask) -> None:
    with pytest.raises(DBAPIError) as told:
        db.session.execute(sa.text("SELECT :secret FROM nowhere"), {"secret": "ola@example.org"})
    assert "ola@example.org" not in str(told.value)
    db.session.rollback()


@both_databases
def test_events_are_read_once_and_in_order(town: Flask) -> None:
    happen("one", "two", "three")
    assert [event.kind for event in unread("mailer", most=2)] == ["one", "two"]
    _read("mailer", unread("mailer", most=2)[-1].id)
    assert [event.kind for event in unread("mailer")] == ["three"]
    assert len(unread("feed")) == 3
    _read("mailer", unread("mailer")[-1].id)
    assert unread("mailer") == []


@transaction
def _read(reader: str, event_id: int) -> None:
    mark_read(reader, event_id)


@both_databases
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'nothing'",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET id = id + 1000",
        "UPDATE audit_entry SET actor_id = NULL",
    ],
)
def test_the_audit_log_can_only_grow(town: Flask, statement: str) -> None:
    _audit("grant_role")
    before = audit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(sa.text(statement))
    db.session.rollback()
    _audit("hide")
    assert audit() == [*before, "hide"]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_the_audit_log_cannot_be_emptied_at_once(town: Flask) -> None:
    _audit("grant_role")
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(sa.text("TRUNCATE audit_entry"))
    db.session.rollback()
    assert "grant_role" in audit()


def test_replacing_an_entry_of_the_audit_log_is_refused_as_well(town: Flask) -> None:
    _audit("grant_role")
    before = audit()
    with pytest.raises(DBAPIError):
        db.session.execute(
            sa.text(
                "INSERT OR REPLACE INTO audit_entry (id, at, act, subject, data) "
                "SELECT id, at, 'nothing', subject, data FROM audit_entry"
            )
        )
    db.session.rollback()
    assert audit() == before


@both_databases
def test_an_act_that_failed_is_not_in_the_log(town: Flask) -> None:
    @transaction
    def fails() -> None:
        write_audit("grant_role", "person 1")
        raise RuntimeError

    before = audit()
    with pytest.raises(RuntimeError):
        fails()
    assert audit() == before


@transaction
def _audit(act: str) -> None:
    write_audit(act, "person 1", actor_id=None, why="for a test")


def audit() -> list[str]:
    with city("gdansk"):
        return list(db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.id)))


def test_all_who_come_first_at_once_get_the_same_engine(tmp_path: Path) -> None:
    FileDatabases(tmp_path).create("gdansk")
    for _try in range(20):
        made, ready = FileDatabases(tmp_path), threading.Barrier(8)

        def first(made: FileDatabases = made, ready: threading.Barrier = ready) -> int:
            ready.wait(30)
            return id(made.engine("gdansk"))

        with ThreadPoolExecutor(8) as threads:
            found = [threads.submit(first) for _thread in range(8)]
            assert len({one.result() for one in found}) == 1


def test_a_city_in_a_file_keeps_what_it_acknowledged(town: Flask) -> None:
    with databases().engine("gdansk").connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "secure_delete": 1}
