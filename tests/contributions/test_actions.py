"""Writing, supporting, commenting, translating; on both databases where they differ."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.events import Event
from commons.cities.context import city
from commons.contributions import actions, queries
from commons.contributions.models import HIDDEN, VISIBLE, Contribution, Revision, Support
from commons.people.models import Person
from tests.conftest import CITY
from tests.factories.contributions import comment_by, in_database, resident
from tests.factories.proposals import proposal_by
from tests.marks import both_databases


@both_databases
def test_two_parallel_supports_of_one_person_count_once(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    supporter = resident("Ivan")
    failures = _at_once(town, [supporter] * 6, proposal.id)
    assert failures == []
    assert in_database(proposal.id).support_count == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Support)) == 1


@both_databases
def test_supports_of_many_at_once_are_all_counted(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    people = [resident(f"Person {number}") for number in range(6)]
    assert _at_once(town, people, proposal.id) == []
    assert in_database(proposal.id).support_count == 6


def _at_once(town: Flask, people: list[Person], contribution_id: int) -> list[Exception]:
    """Everybody supports at the same moment, each in a context and session of their own."""
    db.session.commit()
    start = threading.Barrier(len(people))
    failures: list[Exception] = []

    def support(person_id: int) -> None:
        with town.app_context(), city(CITY):
            person = db.session.get_one(Person, person_id)
            db.session.rollback()
            start.wait()
            try:
                actions.add_support(person, contribution_id)
            except Exception as failure:  # noqa: BLE001  (whatever it is, the test shows it)
                failures.append(failure)

    threads = [threading.Thread(target=support, args=(person.id,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@both_databases
def test_support_can_be_taken_back(town: Flask) -> None:
    proposal, supporter = proposal_by(resident("Ola")), resident("Ivan")
    actions.add_support(supporter, proposal.id)
    assert proposal.support_count == 1
    actions.remove_support(supporter, proposal.id)
    actions.remove_support(supporter, proposal.id)
    assert in_database(proposal.id).support_count == 0


def test_authors_do_not_support_themselves(town: Flask) -> None:
    author = resident()
    with pytest.raises(Refused, match="You wrote this yourself"):
        actions.add_support(author, proposal_by(author).id)


def test_what_is_hidden_takes_neither_support_nor_comments(town: Flask) -> None:
    proposal, other = proposal_by(resident("Ola")), resident("Ivan")
    actions.change_state(proposal.id, HIDDEN)
    with pytest.raises(Refused):
        actions.add_support(other, proposal.id)
    with pytest.raises(Refused):
        comment_by(other, proposal)


def test_nobody_supports_what_is_not_there(town: Flask) -> None:
    with pytest.raises(NotFound):
        actions.add_support(resident(), 4711)


@both_databases
def test_a_comment_is_counted_and_told_of(town: Flask) -> None:
    author, other = resident("Ola"), resident("Ivan")
    proposal = proposal_by(author)
    comment = comment_by(other, proposal, alignment="question")
    assert in_database(proposal.id).comment_count == 1
    event = db.session.scalars(sa.select(Event).where(Event.kind == "comment.posted")).one()
    assert (event.contribution_id, event.actor_id) == (comment.id, other.id)
    assert event.data == {"subject_id": proposal.id}


@both_databases
def test_hidden_and_withdrawn_comments_do_not_count(town: Flask) -> None:
    author, other = resident("Ola"), resident("Ivan")
    proposal = proposal_by(author)
    first, second = comment_by(other, proposal, "One"), comment_by(other, proposal, "Two")
    comment_by(other, proposal, "Three")
    actions.withdraw_comment(other, first.id)
    actions.change_state(second.id, HIDDEN)
    assert in_database(proposal.id).comment_count == 1
    actions.change_state(second.id, VISIBLE)
    assert in_database(proposal.id).comment_count == 2


def test_a_double_tap_posts_one_comment(town: Flask) -> None:
    proposal, other = proposal_by(resident("Ola")), resident("Ivan")
    assert comment_by(other, proposal, "Yes!").id == comment_by(other, proposal, "Yes!").id
    assert proposal.comment_count == 1
    with clock.at(clock.now() + timedelta(minutes=2)):
        comment_by(other, proposal, "Yes!")
    assert proposal.comment_count == 2


def test_comments_are_not_commented_on(town: Flask) -> None:
    proposal, other = proposal_by(resident("Ola")), resident("Ivan")
    comment = comment_by(other, proposal)
    with pytest.raises(Refused, match="answer it instead"):
        comment_by(other, comment)


@pytest.mark.parametrize("body", ["", " \u200b\n", "\x00", "x" * 3001])
def test_empty_and_endless_comments_are_refused(town: Flask, body: str) -> None:
    proposal = proposal_by(resident("Ola"))
    with pytest.raises(Refused):
        comment_by(resident("Ivan"), proposal, body)


def test_an_edited_comment_keeps_its_earlier_wording(town: Flask) -> None:
    proposal, other = proposal_by(resident("Ola")), resident("Ivan")
    comment = comment_by(other, proposal, "Lime trees")
    actions.edit_comment(other, comment.id, "Oak trees")
    actions.edit_comment(other, comment.id, "Oak trees")
    found = db.session.scalars(
        sa.select(Revision).where(Revision.contribution_id == comment.id).order_by(Revision.number)
    )
    assert [revision.body for revision in found] == ["Lime trees", "Oak trees"]
    assert in_database(comment.id).revision == 2


def test_nobody_changes_what_another_wrote(town: Flask) -> None:
    comment = comment_by(resident("Ivan"), proposal_by(resident("Ola")))
    stranger = resident("Noor")
    with pytest.raises(NotAllowed):
        actions.edit_comment(stranger, comment.id, "Mine now")
    with pytest.raises(NotAllowed):
        actions.withdraw_comment(stranger, comment.id)
    assert in_database(comment.id).state == VISIBLE


@both_databases
def test_a_reader_gets_the_translation_with_its_translator(town: Flask) -> None:
    proposal = proposal_by(resident(), title="مزيد من الأشجار", body="الصيف حار", language="ar")
    actions.add_translation(proposal.id, "pl", "Więcej drzew", "Lato jest gorące", "Hanna")
    text = queries.readable([proposal], "pl")[proposal.id]
    assert (text.title, text.language, text.direction) == ("Więcej drzew", "pl", "ltr")
    assert (text.translator, text.outdated) == ("Hanna", False)
    assert (text.original_title, text.original_direction) == ("مزيد من الأشجار", "rtl")


def test_a_translation_of_an_earlier_wording_says_so(town: Flask) -> None:
    author = resident()
    proposal = proposal_by(author)
    actions.add_translation(proposal.id, "pl", "Drzewa", "Gorąco", "Hanna")
    actions.revise(author, proposal.id, title="Trees", body="Many trees")
    assert queries.readable([proposal], "pl")[proposal.id].outdated
    actions.add_translation(proposal.id, "pl", "Drzewa", "Dużo drzew", "Hanna")
    assert not queries.readable([proposal], "pl")[proposal.id].outdated


def test_without_a_translation_the_original_is_shown(town: Flask) -> None:
    proposal = proposal_by(resident())
    text = queries.readable([proposal], "uk")[proposal.id]
    assert (text.title, text.language, text.translator) == (proposal.title, "en", None)


def test_hidden_words_are_not_readable_in_any_language(town: Flask) -> None:
    proposal = proposal_by(resident())
    actions.add_translation(proposal.id, "pl", "Drzewa", "Gorąco", "Hanna")
    actions.change_state(proposal.id, HIDDEN)
    for language in ("en", "pl"):
        text = queries.readable([proposal], language)[proposal.id]
        assert {text.title, text.body, text.original_title, text.original_body} == {""}


def test_many_texts_are_translated_with_one_statement(town: Flask, statements: list[str]) -> None:
    author = resident()
    proposals = [proposal_by(author, title=f"Proposal {number}") for number in range(5)]
    statements.clear()
    queries.readable(proposals, "pl")
    assert len([s for s in statements if s.startswith("SELECT")]) == 1


@both_databases
def test_a_failed_action_leaves_nothing(town: Flask) -> None:
    @transaction
    def write_and_fail() -> None:
        proposal_by(resident("Ola"))
        raise Refused("no")

    with pytest.raises(Refused):
        write_and_fail()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 0
