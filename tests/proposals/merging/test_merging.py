"""Merging: nothing without all authors, nobody counted twice, nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.cities.context import city
from commons.contributions.actions import add_support, comment, remove_support
from commons.contributions.models import Support
from commons.notices import actions as notices
from commons.people import leaving
from commons.people.models import Person
from commons.proposals import actions as proposals
from commons.proposals.coauthors.queries import authors_of
from commons.proposals.life.around import around
from commons.proposals.life.showing import ShownStep, timeline
from commons.proposals.merging import actions
from commons.proposals.merging.models import ASKED, DONE, REFUSED, TAKEN_BACK, Merge
from commons.proposals.models import Proposal
from commons.proposals.outcome import results_of
from tests.conftest import CITY
from tests.factories.contributions import comment_by, in_database, resident
from tests.factories.life import REASON, asked_to_merge, supported_by, two_alike
from tests.factories.notices import heard
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.together import write_together
from tests.marks import both_databases


def as_it_is(proposal: Proposal) -> Proposal:
    found = in_database(proposal.id)
    assert isinstance(found, Proposal)
    return found


def steps(proposal: Proposal) -> list[ShownStep]:
    return timeline(proposal, around(proposal, "en", ["pl"]).steps)


def merged(merge: Merge, *authors: Person) -> Merge:
    for author in authors:
        merge = actions.answer_merge(author, merge.id, agrees=True)
    return merge


@both_databases
def test_proposals_become_one_when_the_last_author_agrees(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merge = asked_to_merge(kept, other)
    assert merged(merge, ola).state == ASKED
    assert as_it_is(other).merged_into_id is None
    assert merged(merge, ivan).state == DONE
    assert as_it_is(other).merged_into_id == kept.id
    assert as_it_is(other).state == "visible"
    assert as_it_is(other).body == "Trees, please."
    assert authors_of(kept.id) == {ola.id, ivan.id}


@both_databases
def test_whoever_supported_both_is_counted_once(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    people = [resident(f"Supporter {number}") for number in range(5)]
    supported_by(kept, people[:3])
    supported_by(other, people[1:])
    merged(asked_to_merge(kept, other), ola, ivan)
    assert as_it_is(kept).support_count == 5
    supporters = db.session.scalars(
        sa.select(Support.person_id).where(Support.contribution_id == kept.id)
    ).all()
    assert sorted(supporters) == sorted(person.id for person in people)
    assert as_it_is(other).support_count == 4


def test_authors_of_the_one_thing_do_not_support_it(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    supported_by(kept, [ivan])
    supported_by(other, [ola])
    merged(asked_to_merge(kept, other), ola, ivan)
    assert as_it_is(kept).support_count == 0


def test_marks_of_new_supporters_change_their_side(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    reader = resident("Rita")
    said = comment_by(resident("Zoe"), kept)
    add_support(reader, said.id)
    assert in_database(said.id).helpful_other == 1  # type: ignore[attr-defined]
    supported_by(other, [reader])
    merged(asked_to_merge(kept, other), ola, ivan)
    found = in_database(said.id)
    assert (found.helpful_for, found.helpful_other) == (1, 0)  # type: ignore[attr-defined]


def test_joined_support_can_be_taken_back(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    rita = resident("Rita")
    supported_by(other, [rita])
    merged(asked_to_merge(kept, other), ola, ivan)
    remove_support(rita, kept.id)
    assert as_it_is(kept).support_count == 0


def test_one_no_settles_it(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merge = merged(asked_to_merge(kept, other), ola)
    assert actions.answer_merge(ivan, merge.id, agrees=False).state == REFUSED
    assert as_it_is(other).merged_into_id is None
    with pytest.raises(Refused, match="settled already"):
        actions.answer_merge(ola, merge.id, agrees=True)
    assert asked_to_merge(kept, other).state == ASKED


def test_co_authors_are_asked_too(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    rita = resident("Rita")
    write_together(ivan, other, rita)
    merge = merged(asked_to_merge(kept, other), ola, ivan)
    assert merge.state == ASKED
    assert merged(merge, rita).state == DONE
    assert authors_of(kept.id) == {ola.id, ivan.id, rita.id}


def test_a_change_of_words_asks_everybody_again(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merge = merged(asked_to_merge(kept, other), ola)
    proposals.edit_proposal(
        ivan, other.id, title=other.title, body="A car park.", district_id=None, cost=None
    )
    assert merged(merge, ivan).state == ASKED
    assert merged(merge, ola).state == DONE


def test_only_authors_agree_and_only_officers_ask(town: Flask) -> None:
    kept, other, ola, _ivan = two_alike()
    with pytest.raises(NotAllowed):
        actions.ask_to_merge(ola, kept.id, [other.id], reason=REASON)
    merge = asked_to_merge(kept, other)
    with pytest.raises(NotAllowed, match="Only the authors"):
        actions.answer_merge(resident("Rita"), merge.id, agrees=True)
    with pytest.raises(NotAllowed):
        actions.take_back(ola, merge.id)


def test_a_request_is_taken_back(town: Flask) -> None:
    kept, other, ola, _ivan = two_alike()
    merge = asked_to_merge(kept, other)
    actions.take_back(resident("Ewa", role="officer"), merge.id)
    assert db.session.get_one(Merge, merge.id).state == TAKEN_BACK
    with pytest.raises(Refused):
        actions.answer_merge(ola, merge.id, agrees=True)


@both_databases
def test_of_all_who_agree_at_once_the_merge_is_done_once(town: Flask) -> None:
    phase = call_for_proposals()
    authors = [resident(f"Author {number}") for number in range(4)]
    made = [proposal_by(person, phase, f"Shade {person.id}") for person in authors]
    supported_by(made[1], [resident("Rita")])
    supported_by(made[2], [resident("Zoe")])
    merge = asked_to_merge(*made)
    numbers, merge_id = [person.id for person in authors], merge.id
    db.session.remove()

    def agree(number: int) -> str:
        with town.app_context(), city(CITY):
            person = db.session.get_one(Person, number)
            return actions.answer_merge(person, merge_id, agrees=True).state

    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(agree, numbers))
    assert sorted(states) == [ASKED, ASKED, ASKED, DONE]
    assert as_it_is(made[0]).support_count == 2
    done = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "merge_proposals"))
    assert len(done.all()) == 1


@both_databases
def test_a_proposal_is_asked_about_once_however_many_officers_ask(town: Flask) -> None:
    kept, other, _ola, _ivan = two_alike()
    officers = [resident(f"Officer {number}", role="officer").id for number in range(3)]
    pair = (kept.id, other.id)
    db.session.remove()

    def ask(index: int) -> bool:
        with town.app_context(), city(CITY):
            officer = db.session.get_one(Person, officers[index])
            officer.roles = frozenset({"officer"})
            first, second = pair if index % 2 else pair[::-1]
            try:
                actions.ask_to_merge(officer, first, [second], reason=REASON)
            except Refused:
                return False
            return True

    with ThreadPoolExecutor(3) as pool:
        asked = list(pool.map(ask, range(3)))
    assert sum(asked) == 1


@both_databases
def test_support_that_comes_while_they_are_merged_is_not_lost(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merge = merged(asked_to_merge(kept, other), ola)
    people = [resident(f"Supporter {number}").id for number in range(6)]
    ivan_id, merge_id, other_id = ivan.id, merge.id, other.id
    db.session.remove()

    def act(number: int) -> str:
        with town.app_context(), city(CITY):
            person = db.session.get_one(Person, number)
            try:
                if number == ivan_id:
                    return actions.answer_merge(person, merge_id, agrees=True).state
                add_support(person, other_id)
            except Refused:
                return "sent on"
            return "supports"

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(act, [*people[:3], ivan_id, *people[3:]]))
    assert DONE in done
    assert as_it_is(kept).support_count == done.count("supports")


def test_a_merged_proposal_takes_no_support_comment_or_change(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merged(asked_to_merge(kept, other), ola, ivan)
    rita = resident("Rita")
    with pytest.raises(Refused, match="merged into another"):
        add_support(rita, other.id)
    with pytest.raises(Refused, match="merged into another"):
        comment(rita, other.id, "Good.", "for", "en")
    with pytest.raises(Refused, match="merged into another"):
        proposals.withdraw_proposal(ivan, other.id)
    officer = resident("Jan", role="officer")
    with pytest.raises(Refused, match="merged into another"):
        proposals.answer_proposal(officer, other.id, decision="accepted", texts={"pl": "Tak"})


def test_a_merged_proposal_does_not_go_on_by_itself(town: Flask) -> None:
    phase = call_for_proposals()
    kept, other, ola, ivan = two_alike(phase)
    merged(asked_to_merge(kept, other), ola, ivan)
    assert [result.contribution_id for result in results_of(phase.id)] == [kept.id]


def test_proposals_of_two_calls_or_answered_ones_are_not_merged(town: Flask) -> None:
    kept, other, ola, _ivan = two_alike()
    elsewhere = proposal_by(ola, call_for_proposals(), "Shade")
    with pytest.raises(Refused, match="same consultation"):
        asked_to_merge(kept, elsewhere)
    proposals.answer_proposal(
        resident("Ewa", role="officer"), other.id, decision="rejected", texts={"pl": "Nie"}
    )
    with pytest.raises(Refused, match="answered this proposal"):
        asked_to_merge(kept, other)
    with pytest.raises(Refused, match="at least one other"):
        asked_to_merge(kept, kept)


def test_an_answer_in_between_ends_the_request(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merge = merged(asked_to_merge(kept, other), ola)
    proposals.answer_proposal(
        resident("Ewa", role="officer"), kept.id, decision="accepted", texts={"pl": "Tak"}
    )
    assert merged(merge, ivan).state == TAKEN_BACK
    assert as_it_is(other).merged_into_id is None


def test_who_left_need_not_agree(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merge = merged(asked_to_merge(kept, other), ola)
    merge_id, ids = merge.id, (kept.id, other.id)
    ewa, ivan_id = resident("Ewa", role="officer"), ivan.id
    with pytest.raises(Refused, match="Not all authors"):
        actions.finish_merge(ewa, merge_id)
    leaving.delete_account(db.session.get_one(Person, ivan_id))
    actions.finish_merge(resident("Zoe", role="officer"), merge_id)
    assert db.session.get_one(Proposal, ids[1]).merged_into_id == ids[0]


def test_both_timelines_tell_it_with_the_reason(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    merged(asked_to_merge(kept, other), ola, ivan)
    with town.test_request_context():
        there, here = steps(as_it_is(other))[0], steps(as_it_is(kept))
    assert there.text == "Merged into another proposal. Every author who is still here agreed."
    assert (there.actor, there.reason) == ("Officer of the city", REASON)
    joined = next(step for step in here if step.kind == "proposal.joined")
    assert joined.reason == REASON


def test_supporters_hear_where_their_support_went(town: Flask) -> None:
    kept, other, ola, ivan = two_alike()
    rita = resident("Rita")
    supported_by(other, [rita])
    merged(asked_to_merge(kept, other), ola, ivan)
    notices.deliver()
    assert ("proposal.merged", "followed") in heard(rita)
    assert {kind for kind, _topic in heard(ivan)} == {
        "merge.asked",
        "proposal.merged",
        "proposal.joined",
    }
