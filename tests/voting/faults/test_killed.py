"""Real server processes are killed while people vote: a small run of ``tools/faults.py``."""

from collections.abc import Iterator

import pytest
from flask import Flask

from commons.base.settings import Settings
from tests.conftest import CITY
from tests.marks import both_databases
from tools import faults
from tools.faults_town import Town, Voter


@pytest.fixture
def trial(app: Flask, settings: Settings) -> Iterator[Town]:
    """A city whose server can be killed."""
    trial = Town(app, settings, CITY)
    yield trial
    trial.kill()


@both_databases
def test_whoever_was_told_that_they_have_voted_has_voted_once_whatever_happened(
    trial: Town,
) -> None:
    killed = faults.killed_at_random(trial, rounds=1, ballots=40)
    assert killed["voters"] == 40
    at_once = faults.one_person(trial, attempts=60, connections=12)
    assert at_once["answers"] == {"303": 60}
    trial.kill()
    assert faults.counted_again(trial) == 41


def test_the_trial_sees_a_ballot_that_is_lost(trial: Town) -> None:
    ghost = Voter(trial.voters(1)[0].person_id, "", "", [(("1",), True)])
    with pytest.raises(faults.Broken, match="lost"):
        faults.check(trial, [ghost])


def test_what_was_not_acknowledged_may_be_in_the_box_or_not() -> None:
    first, second, third = ("1",), ("2",), ("3",)
    assert Voter(1, "", "", [(first, False)]).may_be_in_box == {None, first}
    assert Voter(1, "", "", [(first, False), (second, True)]).may_be_in_box == {second}
    later = Voter(1, "", "", [(first, True), (second, False), (third, False)])
    assert later.may_be_in_box == {first, second, third}
