"""From posted to answered: admitted or returned, under review, answered in every language."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.consultations import actions as consultations
from commons.consultations.models import OutcomeItem
from commons.contributions.actions import add_support
from commons.moderation import actions as moderation
from commons.notices import actions as notices
from commons.people.models import Person
from commons.proposals import actions as proposals
from commons.proposals.amendments.actions import deciding as amend
from commons.proposals.life.actions import admitting, reviewing, translating
from commons.proposals.life.around import around
from commons.proposals.life.queries import awaiting_translation, waiting_for_admission
from commons.proposals.life.rules import STEPS, stands, step_words
from commons.proposals.life.showing import timeline
from commons.proposals.models import ADMITTED, RETURNED, WAITING, OfficialAnswer, Proposal
from commons.proposals.outcome import results_of
from tests.conftest import Statements
from tests.factories.at_once import at_once
from tests.factories.contributions import resident
from tests.factories.life import accepted, asking_call
from tests.factories.notices import heard
from tests.factories.proposals import DAY, call_for_proposals, proposal_by
from tests.factories.together import amendment_by, write_together
from tests.marks import both_databases

WHY = "Please say which street you mean."


@pytest.fixture
def officer(town: Flask) -> Person:
    return resident("Jan", role="officer")


def as_it_is(proposal_id: int) -> Proposal:
    """The proposal as the database has it now."""
    return db.session.scalars(
        sa.select(Proposal)
        .where(Proposal.id == proposal_id)
        .execution_options(populate_existing=True)
    ).one()


def going_on(phase_id: int) -> list[int | None]:
    return [result.contribution_id for result in results_of(phase_id) if result.chosen]


@both_databases
def test_all_that_several_officers_admit_at_once_goes_on(town: Flask, officer: Person) -> None:
    phase, ola = asking_call(closes_in=DAY), resident("Ola")
    numbers = [proposal_by(ola, phase, f"Proposal {n}").id for n in range(4)]
    phase_id, officer_id = phase.id, officer.id
    db.session.commit()
    with clock.at(clock.now() + 2 * DAY):
        consultations.turn_due_phases()
    db.session.remove()

    def admit(number: int) -> None:
        me = db.session.get_one(Person, officer_id)
        me.roles = frozenset({"officer"})
        db.session.rollback()
        admitting.admit(me, number)

    told = at_once(town, [lambda number=number: admit(number) for number in numbers])
    assert told == [None] * 4
    out = sa.select(OutcomeItem.contribution_id).where(
        OutcomeItem.phase_id == phase_id, OutcomeItem.chosen
    )
    assert sorted(db.session.scalars(out)) == numbers


@both_databases
def test_only_admitted_proposals_go_on_where_the_phase_asks_for_it(
    town: Flask, officer: Person
) -> None:
    phase, ola = asking_call(), resident("Ola")
    good, bad, unseen = (proposal_by(ola, phase, f"Proposal {n}") for n in range(3))
    assert good.admission == WAITING
    admitting.admit(officer, good.id)
    admitting.return_proposal(officer, bad.id, reason=WHY)
    assert as_it_is(good.id).admission == ADMITTED
    assert going_on(phase.id) == [good.id]
    assert unseen.id in [each.id for each in waiting_for_admission().items]
    assert bad.id not in [each.id for each in waiting_for_admission().items]


def test_without_that_setting_everything_goes_on(town: Flask, officer: Person) -> None:
    phase = call_for_proposals()
    proposal = proposal_by(resident(), phase)
    assert proposal.admission is None
    assert going_on(phase.id) == [proposal.id]
    with pytest.raises(Refused, match="every proposal is admitted"):
        admitting.admit(officer, proposal.id)


def test_those_posted_before_the_officer_asked_wait_too(town: Flask, officer: Person) -> None:
    phase = call_for_proposals()
    proposal = proposal_by(resident(), phase)
    phase.settings = {"admission": True}
    db.session.commit()
    assert [each.id for each in waiting_for_admission().items] == [proposal.id]
    assert going_on(phase.id) == []


def test_a_returned_proposal_is_mended_and_handed_in_again(town: Flask, officer: Person) -> None:
    ola = resident("Ola")
    number = proposal_by(ola, asking_call()).id
    admitting.return_proposal(officer, number, reason=WHY)
    with pytest.raises(Refused, match="change your proposal first"):
        admitting.hand_in(ola, number)
    proposals.edit_proposal(
        ola, number, title="Trees", body="In Pomorska Street.", district_id=None, cost=None
    )
    admitting.hand_in(ola, number)
    assert as_it_is(number).admission == WAITING
    admitting.admit(officer, number)
    assert as_it_is(number).admission == ADMITTED


def test_a_note_will_do_where_it_is_right_as_it_is(town: Flask, officer: Person) -> None:
    ola = resident("Ola")
    number = proposal_by(ola, asking_call()).id
    admitting.return_proposal(officer, number, reason=WHY)
    with pytest.raises(NotAllowed):
        admitting.hand_in(resident("Ivan"), number, "Mine now.")
    admitting.hand_in(ola, number, "All of them.")
    assert as_it_is(number).admission == WAITING


def test_it_can_be_mended_two_weeks_long_though_no_new_ones_come_in(
    town: Flask, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ola, phase = resident("Ola"), asking_call(closes_in=DAY)
    number, now = proposal_by(ola, phase).id, clock.now()
    admitting.return_proposal(officer, number, reason=WHY)

    def edit(body: str) -> None:
        proposals.edit_proposal(ola, number, title="Trees", body=body, district_id=None, cost=None)

    monkeypatch.setattr(clock, "now", lambda: now + 13 * DAY)
    edit("In Pomorska Street.")
    monkeypatch.setattr(clock, "now", lambda: now + 15 * DAY)
    with pytest.raises(Refused, match="time for proposals is over"):
        edit("In Długa Street.")
    with pytest.raises(Refused, match="time for proposals is over"):
        admitting.hand_in(ola, number, "Late.")


def test_what_is_admitted_after_the_closing_goes_on_all_the_same(
    town: Flask, officer: Person
) -> None:
    phase = asking_call()
    number = proposal_by(resident(), phase).id
    consultations.close_phase_now(officer, phase.id)
    chosen = sa.select(OutcomeItem.chosen).where(OutcomeItem.contribution_id == number)
    assert db.session.scalar(chosen) is False
    admitting.admit(officer, number)
    assert db.session.scalar(chosen) is True
    consultations.publish_outcome(officer, phase.id)
    with pytest.raises(Refused, match="can no longer be changed"):
        admitting.return_proposal(officer, number, reason=WHY)
    assert as_it_is(number).admission == ADMITTED


def test_what_is_not_admitted_is_not_answered_or_reviewed(town: Flask, officer: Person) -> None:
    number = proposal_by(resident(), asking_call()).id
    with pytest.raises(Refused, match="admit it first"):
        proposals.answer_proposal(officer, number, decision="accepted", texts={"pl": "Tak"})
    with pytest.raises(Refused, match="admit it first"):
        reviewing.review(officer, number)


def test_residents_admit_return_and_review_nothing(town: Flask) -> None:
    ola = resident("Ola")
    number = proposal_by(ola, asking_call()).id
    for act in (
        lambda: admitting.admit(ola, number),
        lambda: admitting.return_proposal(ola, number, reason=WHY),
        lambda: reviewing.review(ola, number),
        lambda: translating.translate_answer(ola, number, number=1, language="en", text="Yes"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_return_needs_a_reason(town: Flask, officer: Person) -> None:
    number = proposal_by(resident(), asking_call()).id
    with pytest.raises(Refused, match="Please write the reason"):
        admitting.return_proposal(officer, number, reason=" \u200b ")
    assert as_it_is(number).admission == WAITING


def test_under_review_until_a_day_that_is_not_over(town: Flask, officer: Person) -> None:
    number = proposal_by(resident(), call_for_proposals()).id
    with pytest.raises(Refused, match="This day is over"):
        reviewing.review(officer, number, until=reviewing.today() - timedelta(days=1))
    reviewing.review(officer, number, until=reviewing.today(), note="The road office checks it.")
    found = as_it_is(number)
    assert stands(found)[0] == "Under review"
    assert found.review_until == reviewing.today()
    accepted(found)
    assert stands(as_it_is(number))[0] == "Accepted"


@both_databases
def test_an_answer_waits_for_its_translations_and_stays_the_same_answer(
    town: Flask, officer: Person
) -> None:
    proposal = proposal_by(resident(), call_for_proposals())
    proposals.answer_proposal(
        officer, proposal.id, decision="accepted", texts={"pl": "Tak", "en": "Yes"}
    )
    [waiting] = awaiting_translation(["pl", "en", "uk"]).items
    assert (waiting.proposal.id, waiting.languages) == (proposal.id, ["uk"])
    translating.translate_answer(officer, proposal.id, number=1, language="uk", text="Так")
    assert awaiting_translation(["pl", "en", "uk"]).items == []
    assert as_it_is(proposal.id).answer_number == 1
    written = sa.select(OfficialAnswer.language).where(OfficialAnswer.number == 1)
    assert sorted(db.session.scalars(written)) == ["en", "pl", "uk"]


def test_an_answer_is_translated_once_and_only_while_in_force(town: Flask, officer: Person) -> None:
    number = proposal_by(resident(), call_for_proposals()).id
    proposals.answer_proposal(officer, number, decision="accepted", texts={"pl": "Tak"})
    with pytest.raises(Refused, match="exists in this language already"):
        translating.translate_answer(officer, number, number=1, language="pl", text="Nie")
    with pytest.raises(Refused, match="city's languages only"):
        translating.translate_answer(officer, number, number=1, language="de", text="Ja")
    proposals.answer_proposal(officer, number, decision="rejected", texts={"pl": "Nie"})
    with pytest.raises(Refused, match="another answer by now"):
        translating.translate_answer(officer, number, number=1, language="en", text="Yes")


@both_databases
def test_the_timeline_tells_every_step_with_actor_and_reason_in_one_statement(
    town: Flask, officer: Person, statements: Statements
) -> None:
    ola, phase = resident("Ola"), asking_call()
    number = proposal_by(ola, phase).id
    admitting.return_proposal(officer, number, reason=WHY, language="pl")
    amendment = amendment_by(resident("Ivan"), as_it_is(number))
    amend.accept(ola, amendment.id, seen=1)
    admitting.hand_in(ola, number, "Done.")
    admitting.admit(officer, number)
    reviewing.review(officer, number)
    proposals.answer_proposal(officer, number, decision="partly", texts={"pl": "Tak"})
    translating.translate_answer(officer, number, number=1, language="uk", text="Так")
    moderator = resident("Mod", role="moderator")
    moderation.hide(moderator, number, reason="hate", statement="It attacks people.")
    found = as_it_is(number)
    statements.clear()
    with town.test_request_context():
        shown = timeline(found, around(found, "en", ["pl"]).steps)
    assert len(statements) == 1
    assert [(step.text, step.actor, step.reason) for step in reversed(shown)] == [
        ("Posted", "Author", ""),
        ("Returned to its author", "Officer of the city", WHY),
        ("An amendment was accepted", "Author", ""),
        ("Handed in again", "Author", ""),  # what its author said is hidden with it
        ("Admitted", "Officer of the city", ""),
        ("Under review", "Officer of the city", ""),
        ("Answered by the city: Partly accepted", "Officer of the city", ""),
        ("The answer can be read in Українська too", "Officer of the city", ""),
        ("Hidden by a moderator", "Moderator", "It attacks people for who they are"),
    ]
    assert next(step for step in shown if step.reason == WHY).language == "pl"


def test_who_changes_or_withdraws_can_say_why(town: Flask) -> None:
    ola = resident("Ola")
    number = proposal_by(ola).id
    proposals.edit_proposal(
        ola, number, title="Trees", body="More.", district_id=None, cost=None, why="A typo."
    )
    proposals.withdraw_proposal(ola, number, "Somebody else had the same idea.")
    found = as_it_is(number)
    with town.test_request_context():
        shown = timeline(found, around(found, "en", ["pl"]).steps)
    assert [(step.text, step.reason) for step in shown] == [
        ("Withdrawn", "Somebody else had the same idea."),
        ("Worded anew", "A typo."),
        ("Posted", ""),
    ]


def test_every_step_has_words() -> None:
    data = {"decision": "accepted", "into": "pl", "number": 1, "state": "done"}
    assert all(step_words(kind, data) for kind in STEPS)


def test_the_author_hears_of_each_step(town: Flask, officer: Person) -> None:
    ola = resident("Ola")
    number = proposal_by(ola, asking_call()).id
    admitting.return_proposal(officer, number, reason=WHY)
    admitting.hand_in(ola, number, "All of them.")
    admitting.admit(officer, number)
    reviewing.review(officer, number)
    proposals.answer_proposal(officer, number, decision="accepted", texts={"pl": "Tak"})
    translating.translate_answer(officer, number, number=1, language="uk", text="Так")
    translating.translate_answer(officer, number, number=1, language="en", text="Yes")
    notices.deliver()
    assert [kind for kind, _topic in heard(ola)] == [
        "proposal.returned",
        "proposal.admitted",
        "proposal.reviewed",
        "proposal.answered",
        "proposal.answer_translated",  # into their language alone
    ]


@both_databases
def test_who_wrote_with_them_or_supports_it_hears_that_it_is_withdrawn(town: Flask) -> None:
    leader, friend, fan = resident("Ola"), resident("Ivan"), resident("Rita")
    proposal = proposal_by(leader, call_for_proposals())
    write_together(leader, proposal, friend)
    add_support(fan, proposal.id)
    before = {person.id: heard(person) for person in (leader, friend, fan)}
    proposals.withdraw_proposal(leader, proposal.id, "It is built already.")
    notices.deliver()
    assert heard(leader) == before[leader.id]
    assert heard(friend)[-1] == ("proposal.withdrawn", "answers")
    assert heard(fan)[-1] == ("proposal.withdrawn", "followed")


def test_an_admitted_one_that_is_returned_goes_on_no_more(town: Flask, officer: Person) -> None:
    phase = asking_call()
    number = proposal_by(resident(), phase).id
    admitting.admit(officer, number)
    admitting.return_proposal(officer, number, reason=WHY)
    assert as_it_is(number).admission == RETURNED
    assert going_on(phase.id) == []
