"""Somebody of the city confirms in person: what was shown is kept nowhere."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.people.cards import actions as cards
from commons.people.models import Verification
from commons.people.verification import desk
from commons.people.verification.actions import verify
from commons.people.verification.contract import NotShown, WrongGuess
from commons.people.verification.models import PairingCode
from tests.factories.contributions import resident
from tests.factories.verification import district, levels
from tests.marks import both_databases


@both_databases
def test_a_mediator_confirms_by_a_short_code_and_records_nothing_else(town: Flask) -> None:
    mediator, ola = resident("Mediator", role="mediator"), resident()
    code = desk.new_pairing_code(ola)
    assert desk.who_is_here(mediator, code).id == ola.id
    desk.confirm(mediator, f"{code[:3]} {code[3:]}", district_id=district(), at_least_age=16)
    row = db.session.scalars(sa.select(Verification)).one()
    assert (row.method, row.level, row.district_id, row.at_least_age) == (
        "desk",
        3,
        district(),
        16,
    )
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.act == "confirm_residence")
    ).one()
    assert (entry.actor_id, entry.subject, entry.data) == (mediator.id, f"person {ola.id}", {})


def test_a_short_code_works_once_and_for_ten_minutes(town: Flask) -> None:
    officer, ola = resident("Officer", role="officer"), resident()
    code = desk.new_pairing_code(ola)
    with clock.at(clock.now() + timedelta(minutes=11)), pytest.raises(WrongGuess):
        desk.confirm(officer, code)
    desk.confirm(officer, code)
    with pytest.raises(WrongGuess, match="10 minutes"):
        desk.confirm(officer, code)
    older = desk.new_pairing_code(ola)
    newer = desk.new_pairing_code(ola)
    if older != newer:
        with pytest.raises(WrongGuess):
            desk.who_is_here(officer, older)
    with clock.at(clock.now() + timedelta(minutes=11)):
        desk.forget_pairing_codes()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PairingCode)) == 0


def test_the_code_of_an_access_card_is_as_good(town: Flask) -> None:
    officer = resident("Officer", role="officer")
    _batch, ((_number, code),) = cards.make_batch(officer, place="Library", count=1, level=0)
    person = desk.confirm(officer, code)
    assert levels(person) == {"desk": 3}


def test_nobody_confirms_for_themselves_nor_without_the_role(town: Flask) -> None:
    officer, ola = resident("Officer", role="officer"), resident()
    with pytest.raises(Refused, match="for themselves"):
        desk.confirm(officer, desk.new_pairing_code(officer))
    with pytest.raises(NotAllowed):
        desk.confirm(ola, desk.new_pairing_code(resident("Marek")))
    with pytest.raises(NotShown):
        verify(ola, "desk", {})
    assert levels(officer) == {}
