"""Two who live here, or one accredited association, say that somebody else does."""

from datetime import timedelta

import pytest
from flask import Flask

from commons.base import clock
from commons.base.errors import Refused
from commons.people.verification import vouching
from commons.people.verification.contract import NotShown, WrongGuess
from tests.factories.contributions import resident
from tests.factories.verification import association, levels, neighbour, shown
from tests.marks import both_databases


@both_databases
def test_two_neighbours_are_enough_and_one_is_not(town: Flask) -> None:
    ola = resident()
    code = vouching.ask_others(ola)
    vouching.vouch(neighbour("Marek"), code)
    assert levels(ola) == {}
    vouching.vouch(neighbour("Zofia"), code)
    assert levels(ola) == {"vouching": 2}
    with pytest.raises(WrongGuess):
        vouching.vouch(neighbour("Adam"), code)


def test_one_accredited_association_is_enough(town: Flask) -> None:
    ola, speaker = resident(), resident("Speaker")
    trusted, unknown = association(speaker), association(speaker, accredited=False, name="Club")
    code = vouching.ask_others(ola)
    with pytest.raises(Refused, match="in the name of this organisation"):
        vouching.vouch(speaker, code, organisation_id=unknown)
    with pytest.raises(Refused, match="in the name of this organisation"):
        vouching.vouch(neighbour("Stranger"), code, organisation_id=trusted)
    vouching.vouch(speaker, code, organisation_id=trusted)
    assert levels(ola) == {"vouching": 2}


def test_nobody_vouches_for_themselves_nor_for_who_vouched_for_them_nor_twice(town: Flask) -> None:
    ola, marek = neighbour("Ola"), neighbour("Marek")
    with pytest.raises(Refused, match="for yourself"):
        vouching.vouch(ola, vouching.ask_others(ola))
    code = vouching.ask_others(ola)
    vouching.vouch(marek, code)
    with pytest.raises(Refused, match="already"):
        vouching.vouch(marek, code)
    with pytest.raises(Refused, match="vouched for you"):
        vouching.vouch(ola, vouching.ask_others(marek))


def test_who_was_only_vouched_for_or_gave_their_word_cannot_vouch(town: Flask) -> None:
    code = vouching.ask_others(resident())
    for weak in (
        resident("Nothing"),
        shown(resident("Word"), "declaration", 1),
        shown(resident("Vouched"), "vouching", 2),
    ):
        with pytest.raises(Refused, match="must have shown yourself"):
            vouching.vouch(weak, code)


def test_five_a_year_and_no_more(town: Flask) -> None:
    marek = neighbour("Marek")
    for number in range(vouching.VOUCHES_A_YEAR):
        vouching.vouch(marek, vouching.ask_others(resident(f"P{number}")))
    code = vouching.ask_others(resident("Ola"))
    with pytest.raises(Refused, match="5 people"):
        vouching.vouch(marek, code)
    with clock.at(clock.now() + timedelta(days=366)):
        vouching.vouch(marek, vouching.ask_others(resident("Later")))


def test_a_typing_error_is_told_from_a_code_that_ran_out(town: Flask) -> None:
    ola, marek = resident(), neighbour("Marek")
    code = vouching.ask_others(ola)
    with pytest.raises(NotShown, match="typing error"):
        vouching.who_asks(marek, code[:-1])
    with clock.at(clock.now() + timedelta(days=15)):
        vouching.forget_vouch_requests()
        with pytest.raises(WrongGuess, match="14 days"):
            vouching.who_asks(marek, code)
