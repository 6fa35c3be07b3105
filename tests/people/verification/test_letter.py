"""A code by letter: the address is there until it is used, the code on the paper alone."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import Model, db
from commons.people.models import Verification
from commons.people.verification import letter, letter_office
from commons.people.verification.actions import verify
from commons.people.verification.contract import NotShown, ShownForAnother, WrongGuess
from commons.people.verification.models import LetterHome, LetterRequest
from commons.people.verification.tries import TRIES, TooManyTries
from tests.factories.contributions import resident
from tests.factories.verification import HOME, district, letter_for, levels, offer_all
from tests.marks import both_databases

DAY = timedelta(days=1)


def kept_addresses() -> list[object]:
    return [one for one in db.session.scalars(sa.select(LetterRequest.address)) if one is not None]


@both_databases
def test_a_letter_shows_home_and_district_and_its_address_is_forgotten(town: Flask) -> None:
    officer, ola = offer_all(), resident()
    code = letter_for(ola, officer, district_id=district())
    assert len(kept_addresses()) == 1
    assert verify(ola, "letter", {"code": code.lower().replace("-", " ")}).level == 2
    row = db.session.scalars(sa.select(Verification)).one()
    assert (row.method, row.level, row.district_id) == ("letter", 2, district())
    assert kept_addresses() == []


@both_databases
def test_the_code_is_nowhere_but_on_the_paper(town: Flask) -> None:
    code = letter_for(resident(), offer_all())
    plain = code.replace("-", "")
    tables = Model.metadata.sorted_tables
    assert LetterRequest.__table__ in tables
    for table in tables:
        for row in db.session.execute(sa.select(table)):
            assert plain not in str(row)
            assert code not in str(row)


def test_a_letter_is_printed_once_and_anew_only_with_other_codes(town: Flask) -> None:
    officer, ola = offer_all(), resident()
    first = letter_for(ola, officer)
    assert letter_office.print_letters(officer) == []
    (run,) = letter_office.runs()
    (again,) = letter_office.print_again(officer, run.printed_at)
    assert again.code != first
    with pytest.raises(WrongGuess, match="newer letter"):
        verify(ola, "letter", {"code": first})
    verify(ola, "letter", {"code": again.code})
    assert letter_office.print_again(officer, letter_office.runs()[0].printed_at) == []


def test_each_refusal_tells_its_reason(town: Flask) -> None:
    officer, ola, other = offer_all(), resident(), resident("Marek")
    code = letter_for(ola, officer)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    with pytest.raises(NotShown, match="typing error"):
        verify(ola, "letter", {"code": wrong})
    with pytest.raises(ShownForAnother, match="asked for with another account"):
        verify(other, "letter", {"code": code})
    verify(ola, "letter", {"code": code})
    verify(ola, "letter", {"code": code})
    with pytest.raises(ShownForAnother, match="used already") as refusal:
        verify(other, "letter", {"code": code})
    assert refusal.value.person_id == ola.id
    assert levels(other) == {}


def test_a_letter_that_waited_too_long_says_so_and_its_address_is_gone(town: Flask) -> None:
    officer, ola = offer_all(), resident()
    code = letter_for(ola, officer)
    with clock.at(clock.now() + 31 * DAY):
        letter.forget_letters()
        assert kept_addresses() == []
        with pytest.raises(NotShown, match="too old"):
            verify(ola, "letter", {"code": code})
    with clock.at(clock.now() + 400 * DAY):
        letter.forget_letters()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(LetterRequest)) == 0
        assert db.session.scalar(sa.select(sa.func.count()).select_from(LetterHome)) == 0


def test_one_waits_for_a_letter_before_asking_for_another(town: Flask) -> None:
    officer, ola = offer_all(), resident()
    letter.ask_for_letter(ola, **HOME, district_id=None)
    letter.ask_for_letter(ola, **{**HOME, "street": "Krótka 1"}, district_id=None)
    (printed,) = letter_office.print_letters(officer)
    assert printed.street == "Krótka 1"
    with pytest.raises(NotShown, match="on its way"):
        letter.ask_for_letter(ola, **HOME, district_id=None)
    with clock.at(clock.now() + 15 * DAY):
        letter.ask_for_letter(ola, **HOME, district_id=None)


def test_one_home_gets_no_crowd_of_letters(town: Flask) -> None:
    offer_all()
    for number in range(letter.LETTERS_TO_A_HOME):
        letter.ask_for_letter(resident(f"P{number}"), **HOME, district_id=None)
    spelled = {**HOME, "street": "ULICA DŁUGA 5 / 12"}
    with pytest.raises(NotShown, match="Many letters"):
        letter.ask_for_letter(resident("One more"), **spelled, district_id=None)


@both_databases
def test_guessing_ends_after_a_few_tries_and_is_counted_in_the_database(town: Flask) -> None:
    officer, ola = offer_all(), resident()
    code = letter_for(ola, officer)
    guesses = [letter_for(resident(f"P{number}"), officer) for number in range(TRIES)]
    db.session.execute(
        sa.update(LetterRequest).values(code_hash=None).where(LetterRequest.person_id != ola.id)
    )
    db.session.commit()
    for guess in guesses:
        with pytest.raises(WrongGuess, match="no letter with this code"):
            verify(ola, "letter", {"code": guess})
    with pytest.raises(TooManyTries, match="another way"):
        verify(ola, "letter", {"code": code})
    with clock.at(clock.now() + timedelta(hours=1)):
        assert verify(ola, "letter", {"code": code}).level == 2


def test_the_print_file_runs_no_formula(town: Flask) -> None:
    officer, ola = offer_all(), resident()
    letter.ask_for_letter(
        ola, name='=HYPERLINK("x")', street="+1", place="Gdańsk", district_id=None
    )
    text = letter_office.as_csv(letter_office.print_letters(officer))
    assert "'=HYPERLINK" in text
    assert "'+1" in text
    assert re.search(r"/gdansk/verify/letter#[0-9A-Z-]{19}", text)
