"""The city's list: scrambled on the city's machine, each line for one person."""

import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base.database import db
from commons.base.errors import Refused
from commons.cities.context import city
from commons.people import leaving
from commons.people.models import Person
from commons.people.verification import census, census_office, census_rules
from commons.people.verification.actions import verify
from commons.people.verification.contract import NotShown, ShownForAnother, WrongGuess
from commons.people.verification.models import CensusEntry, CensusList
from commons.people.verification.tries import TRIES, TooManyTries
from commons.voting.actions import cast_ballot
from tests.conftest import CITY
from tests.factories.contributions import resident
from tests.factories.verification import district, levels, offer_all
from tests.factories.voting import close_vote, open_vote
from tests.marks import both_databases

FIELDS = ["surname_initial", "birth_date", "house_number"]
OLA = {"surname_initial": "Ł", "birth_date": "31.12.1990", "house_number": "12a"}
PEOPLE = (
    "surname,birth_date,house_number,district\n"
    "Łukaszewicz,1990-12-31,12 A,Oliwa\n"
    "Nowak,2009-01-05,3,Wrzeszcz\n"
    "Broken,yesterday,4,Oliwa\n"
)


def loaded(officer: Person, *people: dict[str, str], ages: list[int] | None = None) -> CensusList:
    made = census_office.make_recipe(officer, FIELDS, ages or [])
    census_office.load(officer, lines_of(made, *people), whole=False)
    return made


def lines_of(made: CensusList, *people: dict[str, str]) -> list[str]:
    return [
        census_rules.scrambled(census_rules.normal_values(made.fields, one), made.salt) + ";;"
        for one in people
    ]


@both_databases
def test_somebody_on_the_list_shows_it_by_typing_what_the_city_knows(town: Flask) -> None:
    loaded(offer_all(), OLA)
    ola = resident()
    typed = {"surname_initial": "ł ", "birth_date": "1990-12-31", "house_number": "12 A"}
    assert verify(ola, "census", typed).level == 3
    assert levels(ola) == {"census": 3}


def test_the_citys_machine_scrambles_as_this_one_does(town: Flask, tmp_path: Path) -> None:
    officer = offer_all()
    made = census_office.make_recipe(officer, FIELDS, [16, 18])
    (tmp_path / "recipe.json").write_text(census_office.recipe(made), encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "commons.cli", "census", "hash", "recipe.json", "people.csv",
         "--on", "2026-11-01", "--processes", "1"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[3]), "PATH": ""},
    )  # fmt: skip
    assert "line 4 is left out" in done.stderr
    assert not re.search("ukaszewicz|Nowak|Broken|1990", done.stdout + done.stderr)
    result = census_office.load(officer, done.stdout.splitlines(), whole=True)
    assert (result.added, result.removed, result.known) == (2, 0, 0)
    ola = resident()
    assert verify(ola, "census", OLA) == census.Shown(3, district("Oliwa"), 18)
    young = {"surname_initial": "N", "birth_date": "5.1.2009", "house_number": "3"}
    assert verify(resident("Young"), "census", young).at_least_age == 16


def test_the_database_alone_does_not_tell_who_is_on_the_list(town: Flask) -> None:
    made = loaded(offer_all(), OLA)
    (line,) = lines_of(made, OLA)
    marks = db.session.scalars(sa.select(CensusEntry.mark)).all()
    assert line[:64] not in marks


def test_each_refusal_tells_its_reason(town: Flask) -> None:
    loaded(offer_all(), OLA)
    ola, other = resident(), resident("Marek")
    with pytest.raises(NotShown, match="cannot be read: Your date of birth"):
        verify(other, "census", {**OLA, "birth_date": "31 December"})
    with pytest.raises(WrongGuess, match="not on the city's list"):
        verify(other, "census", {**OLA, "house_number": "13"})
    verify(ola, "census", OLA)
    verify(ola, "census", OLA)
    with pytest.raises(ShownForAnother, match="used already") as refusal:
        verify(other, "census", OLA)
    assert refusal.value.person_id == ola.id


@both_databases
def test_what_tells_about_others_is_said_only_as_long_as_tries_are_left(town: Flask) -> None:
    loaded(offer_all(), OLA)
    verify(resident(), "census", OLA)
    curious = resident("Curious")
    for number in range(TRIES - 1):
        with pytest.raises(WrongGuess):
            verify(curious, "census", {**OLA, "house_number": str(number + 20)})
    with pytest.raises(ShownForAnother):
        verify(curious, "census", OLA)
    with pytest.raises(TooManyTries):
        verify(curious, "census", OLA)
    # A typing error tells nothing of others, so it may be told at any time.
    with pytest.raises(NotShown, match="cannot be read"):
        verify(curious, "census", {**OLA, "birth_date": ""})


def test_two_people_with_the_same_line_both_show_it_and_no_third_does(town: Flask) -> None:
    loaded(offer_all(), OLA, OLA)
    verify(resident("One"), "census", OLA)
    verify(resident("Two"), "census", OLA)
    with pytest.raises(ShownForAnother):
        verify(resident("Three"), "census", OLA)


def test_loading_again_adds_nothing_and_a_newer_list_takes_out_who_is_gone(town: Flask) -> None:
    officer = offer_all()
    moved, stays = {**OLA, "house_number": "99"}, {**OLA, "house_number": "7"}
    made = loaded(officer, OLA, moved)
    assert census_office.load(officer, lines_of(made, OLA, moved), whole=True).added == 0
    ola = resident()
    verify(ola, "census", OLA)
    result = census_office.load(officer, lines_of(made, stays), whole=True)
    # Who has used their line keeps it, or they could use a newer one for another account.
    assert (result.added, result.removed) == (1, 1)
    with pytest.raises(ShownForAnother):
        verify(resident("Again"), "census", OLA)


def test_a_list_in_clear_is_refused_and_nothing_of_it_kept(town: Flask) -> None:
    officer = offer_all()
    made = census_office.make_recipe(officer, FIELDS, [])
    good = lines_of(made, OLA)
    with pytest.raises(census_office.BadLine, match="Line 2"):
        census_office.load(officer, [*good, "Nowak;1990-12-31;3"], whole=False)
    assert census_office.counts() == (0, 0)
    with pytest.raises(census_office.BadLine, match="Atlantis"):
        census_office.load(officer, [good[0].replace(";;", ";Atlantis;")], whole=False)


def test_who_leaves_during_a_vote_cannot_use_their_line_for_another_account(town: Flask) -> None:
    loaded(offer_all(), OLA)
    ola = resident()
    verify(ola, "census", OLA)
    vote = open_vote(level=3)
    cast_ballot(ola, vote.phase_id, ["1"])
    leaving.delete_account(ola)
    back = resident("Back again")
    with pytest.raises(WrongGuess, match="deleted while a vote was open"):
        verify(back, "census", OLA)
    close_vote(vote)
    leaving.forget_what_is_over()
    assert verify(back, "census", OLA).level == 3


def test_beginning_anew_waits_for_open_votes_and_takes_back_what_was_shown(town: Flask) -> None:
    officer, ola = offer_all(), resident()
    loaded(officer, OLA)
    verify(ola, "census", OLA)
    vote = open_vote(level=3)
    cast_ballot(ola, vote.phase_id, ["1"])
    with pytest.raises(Refused, match="vote twice"):
        census_office.begin_anew(officer)
    close_vote(vote)
    assert census_office.begin_anew(officer) == 1
    assert levels(ola) == {}
    assert census.census_list() is None


def _outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except ShownForAnother:
        return "another"
    return "shown"


@both_databases
def test_of_two_who_use_one_line_at_once_one_does(town: Flask) -> None:
    loaded(offer_all(), OLA)
    people = [resident("One").id, resident("Two").id]

    def act(person_id: int) -> str:
        with town.app_context(), city(CITY):
            person = db.session.get_one(Person, person_id)
            return _outcome(lambda: verify(person, "census", OLA))

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(act, people)) == ["another", "shown"]


SPELLINGS = ("{0}-{1:02}-{2:02}", "{2}.{1}.{0}", "{2:02}/{1:02}/{0}", " {2}. {1}. {0} ")


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.sampled_from(SPELLINGS))
def test_a_birth_date_is_read_in_every_spelling(born: date, spelling: str) -> None:
    assert census_rules.read_date(spelling.format(born.year, born.month, born.day)) == born


@given(st.text(max_size=40))
def test_whatever_is_typed_as_a_date_is_read_or_refused(text: str) -> None:
    try:
        census_rules.read_date(text)
    except ValueError:
        return


@given(st.text(max_size=20), st.integers(1, 99))
def test_a_line_is_read_as_it_was_written(name: str, age: int) -> None:
    name = name.replace(";", ",").strip()
    if not name.isprintable():
        return
    line = census_rules.Line("0" * 64, name, age)
    assert census_rules.read_line(str(line)) == line


@pytest.mark.parametrize(
    ("fields", "enough"),
    [
        (FIELDS, True),
        (["reference"], True),
        (["surname", "house_number", "postal_code"], False),
        (["birth_date", "surname"], False),
        ([], False),
        (["birth_date", "surname", "shoe_size"], False),
    ],
)
def test_a_list_must_tell_people_apart(fields: list[str], enough: bool) -> None:
    assert census_rules.enough(fields) is enough
