"""Splitting: by the author, or as an officer suggests and the author agrees."""

import pytest
from flask import Flask

from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.contributions.actions import add_support
from commons.notices import actions as notices
from commons.people import leaving
from commons.people.models import AS_RESIDENT, Person
from commons.proposals.life.around import around
from commons.proposals.merging import actions
from commons.proposals.merging.models import DONE, REFUSED, Split
from commons.proposals.models import Proposal
from tests.factories.contributions import resident
from tests.factories.life import REASON, supported_by
from tests.factories.notices import heard
from tests.factories.proposals import call_for_proposals, proposal_by

PART = {"title": "Benches", "body": "And benches in the shade."}


def suggested(proposal: Proposal) -> Split:
    officer = resident("Jan", role="officer")
    return actions.ask_to_split(officer, proposal.id, **PART, reason=REASON)


def test_an_author_makes_two_of_one(town: Flask) -> None:
    ola, rita = resident("Ola"), resident("Rita")
    first = proposal_by(ola, call_for_proposals(), district_id=1)
    supported_by(first, [rita])
    second = actions.split_own(ola, first.id, **PART, why=REASON)
    assert (second.split_from_id, second.district_id, second.author_id) == (first.id, 1, ola.id)
    assert (first.support_count, second.support_count) == (1, 0)
    add_support(rita, second.id)
    notices.deliver()
    assert ("proposal.split", "followed") in heard(rita)
    with town.test_request_context():
        told = [(step.kind, step.reason) for step in around(second, "en", ["pl"]).steps]
    assert ("proposal.split_off", REASON) in told


def test_only_who_posted_it_splits_it_and_only_while_it_can_be_changed(town: Flask) -> None:
    ola = resident("Ola")
    first = proposal_by(ola, call_for_proposals())
    with pytest.raises(NotAllowed):
        actions.split_own(resident("Rita"), first.id, **PART, why=REASON)
    with pytest.raises(NotAllowed):
        actions.ask_to_split(ola, first.id, **PART, reason=REASON)


def test_splitting_does_not_get_around_how_many_one_may_post(town: Flask) -> None:
    ola = resident("Ola")
    first = proposal_by(ola, call_for_proposals(settings={"most_each": 1}))
    with pytest.raises(Refused, match="can post 1"):
        actions.split_own(ola, first.id, **PART, why=REASON)


def test_an_officer_suggests_and_the_author_words_it(town: Flask) -> None:
    ola = resident("Ola")
    first = proposal_by(ola, call_for_proposals(), voice=AS_RESIDENT)
    split = suggested(first)
    with pytest.raises(NotAllowed):
        actions.answer_split(resident("Rita"), split.id, agrees=True, **PART)
    done = actions.answer_split(ola, split.id, agrees=True, title="Seats", body="For the old.")
    second = db.session.get_one(Proposal, done.made_id)
    assert done.state == DONE
    assert (second.title, second.author_id, second.shown_as) == ("Seats", ola.id, AS_RESIDENT)
    assert second.split_from_id == first.id


def test_without_the_author_nothing_is_split(town: Flask) -> None:
    ola = resident("Ola")
    first = proposal_by(ola, call_for_proposals())
    split = suggested(first)
    assert actions.answer_split(ola, split.id, agrees=False).state == REFUSED
    with pytest.raises(Refused, match="settled already"):
        actions.answer_split(ola, split.id, agrees=True, **PART)
    assert db.session.query(Proposal).count() == 1


def test_what_has_no_author_any_more_is_split_by_the_officer(town: Flask) -> None:
    ola = resident("Ola")
    number = proposal_by(ola, call_for_proposals()).id
    leaving.delete_account(db.session.get_one(Person, ola.id))
    split = suggested(db.session.get_one(Proposal, number))
    assert split.state == DONE
    assert db.session.get_one(Proposal, split.made_id).author_id is None


def test_one_question_at_a_time(town: Flask) -> None:
    first = proposal_by(resident("Ola"), call_for_proposals())
    suggested(first)
    with pytest.raises(Refused, match="asked already"):
        suggested(first)
