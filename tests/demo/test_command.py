"""``commons demo``: makes what is missing, keeps what was entered, and says how to come in."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from commons.base.database import databases, db
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.contributions.models import Contribution
from commons.demo import commands
from commons.people import queries
from commons.proposals.actions import submit_proposal
from tests.browser_client import Browser
from tests.demo.conftest import VILLAGE, an_app

Run = Callable[..., Result]
ENTERED = "A swing under the mulberry"


@pytest.fixture
def run(empty: Flask, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call ``commons demo`` with the village as the only city."""
    monkeypatch.setattr(commands, "CITIES", (VILLAGE,))
    return lambda *words: CliRunner().invoke(commands.demo, list(words), obj=lambda: empty)


def _enter(app: Flask) -> None:
    with app.app_context(), city(VILLAGE.slug):
        person = queries.person_by_address("resident@example.org")
        assert person is not None
        submit_proposal(person, title=ENTERED, body="For the children.", language="en")


def _entered(app: Flask) -> int | None:
    with app.app_context(), city(VILLAGE.slug):
        return db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Contribution)
            .where(Contribution.title == ENTERED)
        )


def test_a_second_run_keeps_what_was_entered_and_reset_does_not(empty: Flask, run: Run) -> None:
    assert run().exit_code == 0
    _enter(empty)
    again = run()
    assert again.exit_code == 0
    assert "is there already" in again.output
    assert _entered(empty) == 1
    assert run("--reset").exit_code == 0
    assert _entered(empty) == 0


def test_it_says_how_to_come_in_however_often_it_is_called(empty: Flask, run: Run) -> None:
    outputs = [run() for _time in range(8)]
    assert [result.exit_code for result in outputs] == [0] * 8
    links = re.findall(r"http://\S+(/sign-in/link/\S+)", outputs[0].output)
    assert len(links) == len(commands.PERSONS)
    assert "several links were made" in outputs[-1].output
    assert f"commons sign-in-link resident@example.org --city {VILLAGE.slug}" in outputs[-1].output
    visitor = Browser(empty, VILLAGE.slug)
    visitor.open(links[0])
    visitor.send()
    visitor.open("/account")
    assert visitor.status == 200
    assert visitor.url.endswith("/account")


def test_outside_of_a_demo_it_touches_nothing(tmp_path: Path, run: Run) -> None:
    real = an_app(tmp_path / "real", demo=False)
    result = CliRunner().invoke(commands.demo, ["--reset"], obj=lambda: real)
    assert result.exit_code == 1
    assert "COMMONS_DEMO=yes" in result.output
    with real.app_context():
        assert databases().names() == []


def test_a_city_that_the_demo_did_not_make_is_never_removed(empty: Flask, run: Run) -> None:
    with empty.app_context():
        create_city(VILLAGE.slug, name="Kandahar itself", languages=["ps"])
    assert "not made by the demo" in run().output
    result = run("--reset")
    assert result.exit_code == 1
    assert "not removed" in result.output
    with empty.app_context():
        assert databases().exists(VILLAGE.slug)


def test_serving_follows_once_all_is_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(commands.os, "execv", lambda _program, words: called.append(words))
    assert run("--serve").exit_code == 0
    assert [words[1:] for words in called] == [["-m", "commons", "serve"]]
