"""What the city promises, and how it goes on."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.consultations import actions as consultations
from commons.notices import actions as notices
from commons.people.models import Person
from commons.programme.queries import programme
from commons.proposals.commitments import actions
from commons.proposals.commitments.datasets import CommitmentsDataset
from commons.proposals.commitments.models import (
    DONE,
    DROPPED,
    UNDER_WAY,
    Commitment,
    CommitmentUpdate,
)
from commons.proposals.commitments.rules import is_late
from commons.proposals.life.around import around
from commons.proposals.models import Proposal
from tests.factories.contributions import resident
from tests.factories.life import accepted
from tests.factories.notices import heard
from tests.factories.proposals import call_for_proposals, proposal_by

PROMISE = {"pl": "Posadzimy 40 lip.", "en": "We plant 40 lime trees."}
LANGUAGES = ["pl", "en", "uk"]
DUE = date(2027, 5, 1)


@pytest.fixture
def proposal(town: Flask) -> Proposal:
    return proposal_by(resident("Ola"), call_for_proposals())


@pytest.fixture
def officer(proposal: Proposal) -> Person:
    return accepted(proposal, "partly")


def entered(officer: Person, proposal: Proposal) -> Commitment:
    return actions.enter_commitment(officer, proposal.id, texts=PROMISE, due=DUE)


def test_a_commitment_is_read_in_ones_own_language(officer: Person, proposal: Proposal) -> None:
    entered(officer, proposal)
    [in_english] = around(proposal, "en", LANGUAGES).commitments
    [in_arabic] = around(proposal, "ar", LANGUAGES).commitments
    assert in_english.text == "We plant 40 lime trees."
    assert in_arabic.text == "Posadzimy 40 lip."
    assert in_english.missing == ["uk"]


def test_only_what_is_accepted_is_carried_out(town: Flask, proposal: Proposal) -> None:
    jan, number = resident("Jan", role="officer"), proposal.id
    with pytest.raises(Refused, match="Only what the city accepts"):
        entered(jan, proposal)
    accepted(proposal, "rejected")
    with pytest.raises(Refused, match="Only what the city accepts"):
        entered(jan, db.session.get_one(Proposal, number))


def test_only_officers_promise(officer: Person, proposal: Proposal) -> None:
    ola = resident("Ola")
    with pytest.raises(NotAllowed):
        entered(ola, proposal)
    commitment = entered(officer, proposal)
    with pytest.raises(NotAllowed):
        actions.update_commitment(ola, commitment.id, state=DONE, due=None)


def test_a_commitment_needs_the_main_language(officer: Person, proposal: Proposal) -> None:
    with pytest.raises(Refused, match="Polski"):
        actions.enter_commitment(officer, proposal.id, texts={"en": "Trees"}, due=None)


def test_updates_keep_what_was_promised(officer: Person, proposal: Proposal) -> None:
    commitment = entered(officer, proposal)
    actions.update_commitment(
        officer,
        commitment.id,
        state=UNDER_WAY,
        due=DUE,
        note="Zamówione.",
        texts={"pl": "Posadzimy 4 lipy.", "uk": "Ми посадимо 40 лип."},
    )
    [shown] = around(proposal, "pl", LANGUAGES).commitments
    assert shown.text == "Posadzimy 40 lip."
    assert shown.missing == []
    assert [update.note for update in shown.notes] == ["Zamówione."]
    states = sa.select(CommitmentUpdate.state).order_by(CommitmentUpdate.number)
    assert list(db.session.scalars(states)) == ["planned", "under way"]


def test_a_commitment_is_dropped_only_with_a_reason(officer: Person, proposal: Proposal) -> None:
    number = entered(officer, proposal).id
    with pytest.raises(Refused, match="why it is dropped"):
        actions.update_commitment(officer, number, state=DROPPED, due=None)
    actions.update_commitment(officer, number, state=DROPPED, due=None, note="Brak zgody.")
    assert db.session.get_one(Commitment, number).state == DROPPED


def test_an_update_changes_something(officer: Person, proposal: Proposal) -> None:
    number = entered(officer, proposal).id
    with pytest.raises(Refused, match="Nothing is changed"):
        actions.update_commitment(officer, number, state="planned", due=DUE)


def test_the_author_hears_of_promises(officer: Person, proposal: Proposal) -> None:
    ola = db.session.get_one(Person, proposal.author_id)
    commitment = entered(officer, proposal)
    actions.update_commitment(officer, commitment.id, state=DONE, due=DUE)
    notices.deliver()
    assert [kind for kind, _topic in heard(ola)][1:] == ["commitment.entered", "commitment.changed"]


def test_the_open_data_hold_every_promise(officer: Person, proposal: Proposal) -> None:
    commitment = entered(officer, proposal)
    actions.update_commitment(officer, commitment.id, state=UNDER_WAY, due=DUE, note="Zamówione.")
    dataset = CommitmentsDataset()
    [row] = dataset.rows(1)
    assert {column.name for column in dataset.columns} == set(row)
    assert row["text"] == "Posadzimy 40 lip."
    assert (row["state"], row["due"], row["note"]) == ("under way", "2027-05-01", "Zamówione.")
    assert (row["languages"], row["updates"]) == ("en pl", 1)


@pytest.mark.parametrize(
    ("state", "late"), [("planned", True), ("under way", True), ("done", False), ("dropped", False)]
)
def test_what_is_not_done_by_its_day_is_late(state: str, late: bool) -> None:
    assert is_late(state, date(2026, 1, 1), date(2026, 1, 2)) is late
    assert not is_late(state, date(2026, 1, 2), date(2026, 1, 2))
    assert not is_late(state, None, date(2026, 1, 2))


def test_the_programme_holds_what_was_promised(officer: Person, proposal: Proposal) -> None:
    entered(officer, proposal)
    phase_id = proposal.phase_id
    assert phase_id is not None
    consultations.close_phase_now(officer, phase_id)
    consultations.publish_outcome(officer, phase_id)
    content = programme("en")
    [promise] = content.promises[proposal.id]
    assert (promise.state, promise.due, dict(promise.texts)) == ("planned", DUE, PROMISE)
