"""Phases open and are settled on their dates, without a clockwork, once each and in order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.base.errors import Refused
from commons.base.events import Event
from commons.base.jobs import jobs
from commons.cities.context import city
from commons.consultations import actions, queries
from commons.consultations.activities import Result
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.consultations import DAY, START, Silence, draft, officer, published
from tests.marks import both_databases


def happened() -> list[str]:
    """The kinds of what happened to phases, in order."""
    kinds = db.session.scalars(
        sa.select(Event.kind).where(Event.kind.startswith("phase.")).order_by(Event.id)
    )
    return list(kinds)


@both_databases
def test_a_phase_opens_and_is_settled_once_each_when_its_time_has_come(
    town: Flask, silence: Silence
) -> None:
    published(officer(), START, START + DAY)
    silence.results = [Result("A garden", "en", chosen=True, facts={"votes": 3})]
    for moment, calls in (
        (START - timedelta(seconds=1), []),
        (START, [("open", 1)]),
        (START + DAY - timedelta(seconds=1), [("open", 1)]),
        (START + DAY, [("open", 1), ("settle", 1)]),
        (START + 2 * DAY, [("open", 1), ("settle", 1)]),
    ):
        with clock.at(moment):
            actions.turn_due_phases()
        assert silence.calls == calls
    assert happened() == ["phase.opened", "phase.closed"]


@both_databases
def test_after_a_long_sleep_each_phase_is_settled_before_the_next_one_opens(
    town: Flask, silence: Silence
) -> None:
    published(officer(), START, START + DAY, START + 2 * DAY, START + 3 * DAY)
    with clock.at(START + 30 * DAY):
        actions.turn_due_phases()
    assert silence.calls == [
        ("open", 1),
        ("settle", 1),
        ("open", 2),
        ("settle", 2),
        ("open", 3),
        ("settle", 3),
    ]


@both_databases
def test_two_who_turn_at_the_same_moment_turn_it_once(app: Flask, silence: Silence) -> None:
    with app.app_context(), city(CITY):
        consultation = published(officer(), START, START + DAY, START + 2 * DAY)
        phase_ids = [phase.id for phase in consultation.phases]
    silence.results = [Result("A garden", "en", chosen=True)]
    ready = Barrier(6)

    def turn() -> None:
        with app.app_context(), city(CITY), clock.at(START + 5 * DAY):
            ready.wait(30)
            actions.turn_due_phases()

    with ThreadPoolExecutor(6) as threads:
        for asked in [threads.submit(turn) for _number in range(6)]:
            asked.result()
    assert silence.calls == [("open", 1), ("settle", 1), ("open", 2), ("settle", 2)]
    with app.app_context(), city(CITY):
        assert happened() == ["phase.opened", "phase.closed"] * 2
        assert [len(queries.outcome_of(number)) for number in phase_ids] == [1, 1]


def test_a_page_turns_what_is_due_without_any_worker(
    app: Flask, browser: Browser, silence: Silence
) -> None:
    with app.app_context(), city(CITY):
        published(officer(), START, START + DAY)
    with clock.at(START + timedelta(hours=1)):
        browser.open("/consultations/")
    assert silence.calls == [("open", 1)]
    with clock.at(START + 2 * DAY):
        browser.open("/")
    assert silence.calls == [("open", 1), ("settle", 1)]


def test_the_workers_round_turns_what_is_due(app: Flask, silence: Silence) -> None:
    with app.app_context(), city(CITY):
        published(officer(), START, START + DAY)
    with app.app_context(), clock.at(START):
        jobs().make_round()
    assert silence.calls == [("open", 1)]


def test_a_phase_that_cannot_be_settled_never_breaks_a_page_and_is_tried_again(
    app: Flask, browser: Browser, silence: Silence
) -> None:
    with app.app_context(), city(CITY):
        published(officer(), START, START + DAY)
    silence.fails = True
    with clock.at(START + 2 * DAY):
        browser.open("/")
        assert browser.status == 200
        assert silence.calls == [("open", 1)]
        with app.app_context(), city(CITY):
            assert happened() == []  # a failed turn leaves nothing half done
        silence.fails, silence.calls = False, []
        browser.open("/")
        assert silence.calls == []  # pages leave it to the worker for a minute
        with app.app_context():
            jobs().make_round()
    assert silence.calls == [("open", 1), ("settle", 1)]


def test_one_consultation_that_fails_does_not_hold_up_the_others(
    town: Flask, silence: Silence
) -> None:
    by = officer()
    broken = published(by, START, START + DAY)
    broken.phases[0].kind = "no such activity"
    db.session.commit()
    published(by, START, START + DAY)
    with clock.at(START), pytest.raises(LookupError):
        actions.turn_due_phases()
    assert silence.calls == [("open", 1)]


def test_a_draft_never_turns(town: Flask, silence: Silence) -> None:
    draft(officer(), START, START + DAY)
    with clock.at(START + 5 * DAY):
        actions.turn_due_phases()
    assert silence.calls == []


def test_a_later_phase_takes_what_was_chosen_in_the_nearest_one_that_had_an_outcome(
    town: Flask, silence: Silence
) -> None:
    moments = [START + number * DAY for number in range(4)]
    consultation = published(officer(), *moments)
    silence.results = [
        Result("A garden", "en", chosen=True),
        Result("A garage", "en", chosen=False),
    ]
    with clock.at(moments[1]):
        actions.turn_due_phases()
    silence.results = []
    with clock.at(moments[2]):
        actions.turn_due_phases()
    last = queries.outcome_before(consultation.phases[2])
    assert [item.title for item in last] == ["A garden"]
    assert [item.title for item in queries.outcome_of(consultation.phases[0].id)] == [
        "A garden",
        "A garage",
    ]


def test_an_outcome_may_be_completed_until_the_next_phase_builds_on_it(
    town: Flask, silence: Silence
) -> None:
    by = officer()
    first, second = published(by, START, START + DAY, START + 3 * DAY).phases
    with clock.at(START - DAY):
        actions.change_phase(
            by,
            second.id,
            opens_at=START + 2 * DAY,
            closes_at=START + 3 * DAY,
            settings={},
            reason="The city looks into the proposals first",
        )
    late = [Result("A garden", "en", chosen=True)]
    with clock.at(START), pytest.raises(Refused, match="no longer"):
        actions.set_outcome(first, late)
    with clock.at(START + DAY):
        actions.turn_due_phases()
        actions.set_outcome(first, late)
    assert [item.title for item in queries.outcome_before(second)] == ["A garden"]
    with clock.at(START + 2 * DAY):
        actions.turn_due_phases()
        with pytest.raises(Refused, match="no longer"):
            actions.set_outcome(first, [])
