"""Posting, changing, withdrawing and answering proposals."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.events import Event
from commons.cities.context import city
from commons.consultations.models import Phase
from commons.contributions.actions import add_support, change_state
from commons.contributions.models import HIDDEN, WITHDRAWN
from commons.people.models import Person
from commons.proposals import actions, queries
from commons.proposals.activity import ProposalsActivity
from commons.proposals.finding.queries import find_proposals
from commons.proposals.finding.rules import Filter
from commons.proposals.models import Proposal
from tests.conftest import CITY
from tests.factories.contributions import in_database, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.marks import both_databases


def events(kind: str) -> list[Event]:
    return list(db.session.scalars(sa.select(Event).where(Event.kind == kind)))


def how_many() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Proposal)) or 0


@both_databases
def test_a_proposal_is_posted_and_told_of(town: Flask) -> None:
    author, phase = resident(), call_for_proposals()
    proposal = proposal_by(author, phase, district_id=1, cost=10**12)
    found, _supported = queries.proposal_of(proposal.id)
    assert (found.title, found.cost, found.status) == ("Trees for Pomorska Street", 10**12, "open")
    assert found.district is not None
    [event] = events("proposal.submitted")
    assert event.consultation_id == phase.consultation_id
    assert event.data == {"phase_id": phase.id}


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "said"),
    [
        (timedelta(days=1), timedelta(days=2), "not begun"),
        (-timedelta(2), -timedelta(1), "is over"),
    ],
)
def test_outside_of_its_time_nothing_is_posted(
    town: Flask, opens_in: timedelta, closes_in: timedelta, said: str
) -> None:
    phase = call_for_proposals(opens_in=opens_in, closes_in=closes_in)
    with pytest.raises(Refused, match=said):
        proposal_by(resident(), phase)
    assert how_many() == 0


def test_nothing_is_posted_into_a_draft_or_another_kind_of_phase(town: Flask) -> None:
    author, draft, vote = resident(), call_for_proposals(state="draft"), call_for_proposals()
    vote.kind = "vote"
    db.session.commit()
    for phase in (draft, vote):
        with pytest.raises(NotFound):
            proposal_by(author, phase)


@both_databases
def test_a_double_tap_posts_one_proposal(town: Flask) -> None:
    author, phase = resident(), call_for_proposals()
    db.session.commit()
    ids: list[int] = []
    start = threading.Barrier(4)

    def tap() -> None:
        with town.app_context(), city(CITY):
            person = db.session.get_one(Person, author.id)
            db.session.rollback()
            start.wait()
            ids.append(proposal_by(person, db.session.get_one(Phase, phase.id)).id)

    taps = [threading.Thread(target=tap) for _tap in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1
    assert how_many() == 1
    assert len(events("proposal.submitted")) == 1


def test_the_same_words_in_two_calls_are_two_proposals(town: Flask) -> None:
    author, first, second = resident(), call_for_proposals(), call_for_proposals()
    assert proposal_by(author, first).phase_id == first.id
    assert proposal_by(author, second).phase_id == second.id


@both_databases
def test_nobody_posts_more_than_the_officer_allowed(town: Flask) -> None:
    author, phase = resident(), call_for_proposals(settings={"most_each": 2})
    first = proposal_by(author, phase, "One")
    proposal_by(author, phase, "Two")
    with pytest.raises(Refused, match="post 2 here"):
        proposal_by(author, phase, "Three")
    assert how_many() == 2
    actions.withdraw_proposal(author, first.id)
    proposal_by(author, phase, "Three")
    proposal_by(resident("Ivan"), phase, "Four")


def test_a_district_can_be_demanded(town: Flask) -> None:
    phase = call_for_proposals(settings={"district_needed": True})
    with pytest.raises(Refused, match="district"):
        proposal_by(resident(), phase)
    proposal_by(resident(), phase, district_id=2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "\x00"},
        {"title": "x" * 121},
        {"body": "x" * 5001},
        {"language": "xx"},
        {"district_id": 99},
        {"cost": 0},
        {"cost": -1},
        {"cost": 10**12 + 1},
    ],
)
def test_wrong_values_are_refused_not_stored(town: Flask, wrong: dict[str, object]) -> None:
    values = {"title": "Trees", "body": "Shade", "language": "en", **wrong}
    with pytest.raises(Refused):
        actions.submit_proposal(resident(), **values)  # type: ignore[arg-type]
    assert how_many() == 0


def test_only_the_author_changes_a_proposal_and_only_while_its_phase_is_open(town: Flask) -> None:
    author, phase = resident("Ola"), call_for_proposals()
    proposal = proposal_by(author, phase)
    change = {"title": "Oaks", "body": "Shade", "district_id": None, "cost": 5}
    with pytest.raises(NotAllowed):
        actions.edit_proposal(resident("Ivan"), proposal.id, **change)  # type: ignore[arg-type]
    actions.edit_proposal(author, proposal.id, **change)  # type: ignore[arg-type]
    assert (proposal.title, proposal.revision, proposal.cost) == ("Oaks", 2, 5)
    with clock.at(phase.closes_at), pytest.raises(Refused, match="is over"):
        actions.edit_proposal(author, proposal.id, **change)  # type: ignore[arg-type]
    with clock.at(phase.closes_at), pytest.raises(Refused, match="is over"):
        actions.withdraw_proposal(author, proposal.id)


@both_databases
def test_a_withdrawn_proposal_stays_as_a_trace(town: Flask) -> None:
    author = resident()
    proposal = proposal_by(author)
    actions.withdraw_proposal(author, proposal.id)
    found = in_database(proposal.id)
    assert found.state == WITHDRAWN
    assert found.state_changed_at is not None
    assert len(events("proposal.withdrawn")) == 1


@both_databases
def test_the_city_answers_and_may_mend_its_answer(town: Flask) -> None:
    officer, proposal = resident("Jan", role="officer"), proposal_by(resident("Ola"))
    actions.answer_proposal(
        officer,
        proposal.id,
        decision="partly",
        texts={"pl": "Częściowo", "uk": "Частково", "en": " "},
    )
    actions.answer_proposal(officer, proposal.id, decision="accepted", texts={"pl": "Tak"})
    newest, first = queries.answers_to(proposal.id, "uk", "pl")
    assert (newest.text.text, newest.text.language) == ("Tak", "pl")
    assert (first.text.text, first.text.decision) == ("Частково", "partly")
    assert [other.language for other in first.others] == ["pl"]
    assert proposal.status == "accepted"
    assert [event.data["number"] for event in events("proposal.answered")] == [1, 2]
    entries = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "answer_proposal"))
    assert [entry.subject for entry in entries] == [f"proposal {proposal.id}"] * 2


def test_an_answer_needs_the_main_language_an_officer_and_a_visible_proposal(town: Flask) -> None:
    officer, proposal = resident("Jan", role="officer"), proposal_by(resident("Ola"))
    with pytest.raises(Refused, match="Polski"):
        actions.answer_proposal(officer, proposal.id, decision="accepted", texts={"en": "Yes"})
    with pytest.raises(NotAllowed):
        actions.answer_proposal(resident(), proposal.id, decision="accepted", texts={"pl": "Tak"})
    change_state(proposal.id, HIDDEN)
    with pytest.raises(Refused, match="no longer shown"):
        actions.answer_proposal(officer, proposal.id, decision="accepted", texts={"pl": "Tak"})


def test_an_answered_proposal_is_not_changed_any_more(town: Flask) -> None:
    author, officer = resident("Ola"), resident("Jan", role="officer")
    proposal = proposal_by(author)
    actions.answer_proposal(officer, proposal.id, decision="rejected", texts={"pl": "Nie"})
    with pytest.raises(Refused, match="has answered"):
        actions.withdraw_proposal(author, proposal.id)


@both_databases
def test_a_phase_ends_with_its_visible_proposals_most_supported_first(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, officer, phase = resident("Ola"), resident("Jan", role="officer"), call_for_proposals()
    plain = proposal_by(author, phase, "Plain", cost=700, district_id=1)
    liked = proposal_by(author, phase, "Liked")
    add_support(officer, liked.id)
    change_state(proposal_by(author, phase, "Hidden").id, HIDDEN)
    actions.withdraw_proposal(author, proposal_by(author, phase, "Withdrawn").id)
    proposal_by(author, call_for_proposals(), "Elsewhere")
    activity = ProposalsActivity()
    results = activity.settle(phase)
    assert [(r.title, r.chosen) for r in results] == [("Liked", True), ("Plain", True)]
    facts = {
        "support": 0,
        "cost": 700,
        "district": "Oliwa",
        "district_id": 1,
        "latitude": None,
        "longitude": None,
    }
    assert results[1].facts == facts
    actions.answer_proposal(officer, plain.id, decision="accepted", texts={"pl": "Tak"})
    assert [(r.title, r.chosen) for r in activity.settle(phase)] == [
        ("Liked", False),
        ("Plain", True),
    ]
    assert activity.counts([phase]) == {phase.id: "3 proposals"}
    monkeypatch.setattr("commons.proposals.activity.MOST_TOLD", 2)
    assert activity.counts([phase]) == {phase.id: "More than 2 proposals"}


@both_databases
def test_a_search_finds_words_in_any_case_and_in_every_language_but_nothing_hidden(
    town: Flask,
) -> None:
    from commons.contributions.actions import add_translation

    author, phase = resident(), call_for_proposals()
    path = proposal_by(author, phase, "Ścieżka przy 100% torach", language="pl")
    trees = proposal_by(author, phase, "مزيد من الأشجار", language="ar")
    add_translation(trees.id, "pl", "Więcej drzew", "Gorąco", "Hanna")
    change_state(proposal_by(author, phase, "Ścieżka do niczego", language="pl").id, HIDDEN)

    def found(words: str) -> list[int]:
        return [p.id for p in find_proposals(Filter(search=words)).items]

    assert found("ścieżka TORACH") == [path.id]
    assert found("100%") == [path.id]
    assert found("%") == []
    assert found("_") == []
    assert found("drzew") == [trees.id]
    assert found("الأشجار") == [trees.id]
