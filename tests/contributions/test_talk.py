"""Threads, helpful marks, the bridging order, the edit window; who is counted on which side."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.cities.context import city
from commons.contributions import actions, queries
from commons.contributions.bylines import by_author_of, byline_of
from commons.contributions.held import ContributionsHolder
from commons.contributions.models import HIDDEN, Comment, Contribution, Support
from commons.contributions.places import place_of
from commons.contributions.rules import ANSWERS, ANSWERS_FIRST, bridging
from commons.contributions.talk import (
    BRIDGING,
    NEWEST,
    OLDEST,
    Place,
    Thread,
    Wanted,
    place_from,
    thread_on,
    threads_on,
)
from commons.people import joining, leaving
from commons.people.models import AS_RESIDENT, Person
from tests.conftest import CITY
from tests.factories.at_once import at_once
from tests.factories.contributions import comment_by, in_database, resident
from tests.factories.proposals import proposal_by
from tests.marks import both_databases

counts = st.integers(0, 10**6)


def sides(comment: Contribution) -> tuple[int, int, int]:
    """Marks by supporters, marks by others, and the rank, as stored."""
    found = in_database(comment.id)
    assert isinstance(found, Comment)
    return found.helpful_for, found.helpful_other, found.bridging


def recounted(comment_id: int) -> tuple[int, int, int]:
    """The same, counted from the rows one by one."""
    subject_id = db.session.scalars(
        sa.select(Comment.subject_id).where(Comment.id == comment_id)
    ).one()
    given_by = {
        number: set(
            db.session.scalars(
                sa.select(Support.person_id).where(Support.contribution_id == number)
            )
        )
        for number in (subject_id, comment_id)
    }
    marks, supporters = given_by[comment_id], given_by[subject_id]
    return (
        len(marks & supporters),
        len(marks - supporters),
        (1 + len(marks & supporters)) * (1 + len(marks - supporters)),
    )


def answer_by(person: Person, comment: Comment, body: str = "Yes, it would.") -> Comment:
    return actions.answer(person, comment.id, body, "en")


def shown(threads: list[Thread]) -> list[str]:
    return [thread.first.comment.body for thread in threads]


@given(counts, counts)
def test_marks_from_both_sides_weigh_more_than_as_many_from_one(one: int, other: int) -> None:
    assert bridging(one, other) >= bridging(one + other, 0)
    assert bridging(one, other) == bridging(other, one)
    assert bridging(one + 1, other) > bridging(one, other)


@both_databases
def test_a_mark_counts_on_the_side_of_its_giver(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    comment = comment_by(resident("Ivan"), proposal)
    supporter, other = resident("Noor"), resident("Jan")
    actions.add_support(supporter, proposal.id)
    actions.add_support(supporter, comment.id)
    actions.add_support(other, comment.id)
    actions.add_support(other, comment.id)
    assert sides(comment) == (1, 1, 4)
    assert in_database(comment.id).support_count == 2
    actions.add_support(other, proposal.id)
    assert sides(comment) == (2, 0, 3)
    actions.remove_support(supporter, proposal.id)
    assert sides(comment) == (1, 1, 4)
    actions.remove_support(supporter, comment.id)
    assert sides(comment) == (1, 0, 2)


def test_nobody_marks_their_own_comment(town: Flask) -> None:
    author = resident("Ivan")
    comment = comment_by(author, proposal_by(resident("Ola")))
    with pytest.raises(Refused, match="You wrote this yourself"):
        actions.add_support(author, comment.id)


@both_databases
def test_who_leaves_takes_their_marks_along(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    comment, gone, stays = comment_by(resident("Ivan"), proposal), resident("Noor"), resident("Jan")
    for person in (gone, stays):
        actions.add_support(person, comment.id)
    actions.add_support(gone, proposal.id)
    leaving.delete_account(gone)
    assert sides(comment) == (0, 1, 2)


@both_databases
def test_two_accounts_of_one_human_are_on_one_side_once_joined(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    kept, gone = resident("Noor"), resident("Noor too")
    liked, own = comment_by(resident("Ivan"), proposal), comment_by(kept, proposal, "Mine")
    twice = comment_by(resident("Jan"), proposal, "Said by Jan")
    actions.add_support(kept, proposal.id)
    for comment in (liked, own, twice):
        actions.add_support(gone, comment.id)
    actions.add_support(kept, twice.id)
    joining.join(kept, gone.id, {})
    assert sides(liked) == (1, 0, 2)
    assert sides(own) == (0, 0, 1)
    assert sides(twice) == (1, 0, 2)
    assert in_database(twice.id).support_count == 1


@both_databases
def test_the_stored_rank_stays_exact_whatever_people_do(town: Flask) -> None:
    chance = random.Random(4)
    proposals = [proposal_by(resident(f"Author {n}"), title=f"Proposal {n}") for n in range(2)]
    comments = [comment_by(resident(f"Says {n}"), proposals[n % 2], f"No {n}") for n in range(5)]
    people = [resident(f"Person {n}") for n in range(6)]
    texts = [text.id for text in (*proposals, *comments)]
    for _step in range(120):
        act = chance.choice([actions.add_support, actions.add_support, actions.remove_support])
        act(chance.choice(people), chance.choice(texts))
    leaving.delete_account(people.pop())
    joining.join(people[0], people.pop().id, {})
    assert any(sides(comment) != (0, 0, 1) for comment in comments)
    for comment in comments:
        assert sides(comment) == recounted(comment.id)


@both_databases
def test_marks_and_supports_at_the_same_moment_are_counted_exactly(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    comments = [comment_by(resident("Ivan"), proposal, f"No {n}") for n in range(2)]
    people = [resident(f"Person {n}") for n in range(4)]
    jobs = [(p.id, t.id) for t in (comments[0], proposal, comments[1]) for p in people]
    db.session.commit()

    def support(job: tuple[int, int]) -> None:
        with town.app_context(), city(CITY):
            person = db.session.get_one(Person, job[0])
            db.session.rollback()
            actions.add_support(person, job[1])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(support, jobs))
    for comment in comments:
        assert sides(comment) == recounted(comment.id) == (4, 0, 5)


def acting(person_id: int, act: Callable[[Person], object]) -> Callable[[], None]:
    """What somebody does in a thread and a session of their own."""

    def go() -> None:
        person = db.session.get_one(Person, person_id)
        db.session.rollback()
        act(person)

    return go


@both_databases
def test_who_marks_or_supports_never_crosses_with_who_takes_comments_back(town: Flask) -> None:
    author, proposal = resident("Ivan"), proposal_by(resident("Ola"))
    comments = [comment_by(author, proposal, f"No {n}") for n in range(20)]
    kept = comment_by(author, proposal, "This one stays")
    people = [resident(f"Person {n}") for n in range(4)]
    for person in people[:2]:
        for comment in comments:
            actions.add_support(person, comment.id)
    numbers, subject, author_id = [c.id for c in comments], proposal.id, author.id
    stays, readers = kept.id, [person.id for person in people]
    db.session.remove()

    def support_and_not(person: Person) -> None:
        for _time in range(10):
            actions.add_support(person, subject)
            actions.remove_support(person, subject)
        actions.add_support(person, subject)

    def mark(person: Person) -> None:
        for number in [*numbers, stays]:
            with suppress(Refused):
                actions.add_support(person, number)

    def take_back(person: Person) -> None:
        for number in numbers:
            actions.withdraw_comment(person, number)

    told = at_once(
        town,
        [
            *(acting(reader, support_and_not) for reader in readers[:2]),
            *(acting(reader, mark) for reader in readers),
            acting(author_id, take_back),
        ],
    )
    assert told == [None] * 7
    assert in_database(subject).comment_count == 1
    for number in [*numbers, stays]:
        assert sides(in_database(number)) == recounted(number)
    assert sides(in_database(stays))[:2] == (2, 2)


@both_databases
def test_who_leaves_and_who_supports_at_the_same_moment_are_counted_exactly(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    comment = comment_by(resident("Ivan"), proposal)
    people = [resident(f"Person {n}") for n in range(8)]
    for person in people:
        actions.add_support(person, comment.id)
    leave, stay = [p.id for p in people[:4]], [p.id for p in people[4:]]
    subject, said = proposal.id, comment.id
    db.session.remove()

    def support(person: Person) -> None:
        actions.add_support(person, subject)

    leaving_ones = [lambda n=n: transaction(ContributionsHolder().forget)(n) for n in leave]
    told = at_once(town, [*leaving_ones, *(acting(n, support) for n in stay)])
    assert told == [None] * 8
    assert sides(in_database(said)) == recounted(said) == (4, 0, 5)


@both_databases
def test_threads_come_in_each_order_page_by_page(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    author, supporter, other = resident("Ivan"), resident("Noor"), resident("Jan")
    comments = [comment_by(author, proposal, f"No {n}") for n in range(7)]
    answer_by(other, comments[6])
    actions.add_support(supporter, proposal.id)
    for person, liked in ((supporter, 2), (other, 2), (other, 5), (supporter, 0)):
        actions.add_support(person, comments[liked].id)
    expected = {
        BRIDGING: [2, 5, 0, 6, 4, 3, 1],
        NEWEST: [6, 5, 4, 3, 2, 1, 0],
        OLDEST: [0, 1, 2, 3, 4, 5, 6],
    }
    for order, numbers in expected.items():
        found: list[Thread] = []
        after: str | None = ""
        while after is not None:
            page = threads_on(proposal.id, supporter, order=order, after=place_from(after), size=2)
            assert len(page.items) <= 2
            found += page.items
            after = page.next_after
        assert shown(found) == [f"No {n}" for n in numbers], order
        assert {t.first.comment.body for t in found if t.first.marked} == {"No 0", "No 2"}


@both_databases
def test_answers_to_answers_come_at_the_end_of_the_thread(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    first = comment_by(resident("Ivan"), proposal, alignment="question")
    answer = answer_by(resident("Noor"), first)
    deeper = answer_by(resident("Jan"), answer, "I doubt it.")
    assert (deeper.thread_id, deeper.position, deeper.subject_id) == (first.id, 2, proposal.id)
    assert in_database(proposal.id).comment_count == 3
    (thread,) = threads_on(proposal.id, None).items
    assert [said.comment.id for said in thread.answers] == [answer.id, deeper.id]
    assert thread.next_after is None


@both_databases
def test_a_long_thread_is_read_page_by_page_and_hidden_answers_keep_their_place(
    town: Flask,
) -> None:
    proposal = proposal_by(resident("Ola"))
    first = comment_by(resident("Ivan"), proposal)
    answers = [answer_by(resident("Noor"), first, f"No {n}") for n in range(ANSWERS + 2)]
    actions.change_state(answers[1].id, HIDDEN)
    (thread,) = threads_on(proposal.id, None).items
    assert [said.comment.position for said in thread.answers] == [1, 2, 3]
    assert thread.answers[1].comment.state == HIDDEN
    assert thread.next_after == str(ANSWERS_FIRST)
    whole = thread_on(proposal.id, first.id, None)
    assert [said.comment.position for said in whole.answers] == list(range(1, ANSWERS + 1))
    rest = thread_on(proposal.id, first.id, None, after=int(whole.next_after or 0))
    assert [said.comment.position for said in rest.answers] == [ANSWERS + 1, ANSWERS + 2]
    assert rest.next_after is None
    for number in (answers[0].id, 0, proposal.id):
        with pytest.raises(NotFound):
            thread_on(proposal.id, number, None)


@both_databases
def test_answers_at_the_same_moment_get_numbers_of_their_own(town: Flask) -> None:
    first = comment_by(resident("Ivan"), proposal_by(resident("Ola")))
    people = [resident(f"Person {n}").id for n in range(5)]
    db.session.commit()

    def say(person_id: int) -> None:
        with town.app_context(), city(CITY):
            person = db.session.get_one(Person, person_id)
            db.session.rollback()
            actions.answer(person, first.id, "Me too", "en")

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(say, people))
    positions = db.session.scalars(sa.select(Comment.position).where(Comment.thread_id == first.id))
    assert sorted(positions) == [1, 2, 3, 4, 5]


def test_what_is_no_longer_shown_is_not_answered(town: Flask) -> None:
    proposal, other = proposal_by(resident("Ola")), resident("Noor")
    comment = comment_by(resident("Ivan"), proposal)
    answer = answer_by(other, comment)
    actions.change_state(comment.id, HIDDEN)
    with pytest.raises(Refused, match="no longer shown"):
        answer_by(other, comment)
    assert answer_by(resident("Jan"), answer).position == 2
    with pytest.raises(NotFound):
        actions.answer(other, proposal.id, "Hm", "en")


def test_the_same_words_in_two_threads_are_two_answers(town: Flask) -> None:
    proposal, person = proposal_by(resident("Ola")), resident("Noor")
    one, two = (comment_by(resident("Ivan"), proposal, body) for body in ("One", "Two"))
    assert answer_by(person, one, "Thanks").id != answer_by(person, two, "Thanks").id
    assert answer_by(person, one, "Thanks").id == answer_by(person, one, "Thanks").id


def test_an_answers_place_is_its_page_of_the_thread(town: Flask) -> None:
    proposal = proposal_by(resident("Ola"))
    first = comment_by(resident("Ivan"), proposal)
    answers = [answer_by(resident("Noor"), first, f"No {n}") for n in range(ANSWERS + 1)]
    near, far = (place_of(answers[n].id, "comment") for n in (0, ANSWERS))
    assert near.values == {"proposal_id": proposal.id, "thread": first.id}
    assert far.values == {"proposal_id": proposal.id, "thread": first.id, "after": ANSWERS}


@pytest.mark.parametrize("text", ["", "x", "-", "0", "0-1", "1-0", "-5", "5-", "1-2-3", "9" * 30])
def test_a_place_that_is_none_is_the_beginning(text: str) -> None:
    assert place_from(text) is None


@given(st.integers(1, 2**31 - 1), st.none() | st.integers(1, 2**63 - 1))
def test_a_place_is_read_as_it_was_written(number: int, rank: int | None) -> None:
    assert place_from(str(Place(number, rank))) == Place(number, rank)


def test_a_bare_number_in_an_address_means_the_newest_first() -> None:
    assert Wanted.of(None, "12", None).order == NEWEST
    assert Wanted.of(None, "3-12", None).order == BRIDGING
    assert Wanted.of(None, None, None).order == BRIDGING
    assert Wanted.of("loudest", None, None).order == BRIDGING


def test_only_what_was_changed_after_the_edit_window_is_shown(town: Flask) -> None:
    person = resident("Ivan")
    comment = comment_by(person, proposal_by(resident("Ola")), "Lme trees")
    actions.edit_comment(person, comment.id, "Lime tres")
    actions.edit_comment(person, comment.id, "Lime trees")
    assert [w.body for w in queries.wordings(comment)] == ["Lime trees"]
    with clock.at(comment.created_at + timedelta(minutes=16)):
        actions.edit_comment(person, comment.id, "Oak trees")
    assert [w.body for w in queries.wordings(comment)] == ["Oak trees", "Lime trees"]


def test_an_officer_speaks_for_the_city_and_nobody_else_does(town: Flask) -> None:
    proposal, officer = proposal_by(resident("Ola")), resident("Jan", role="officer")
    question = comment_by(resident("Ivan"), proposal, alignment="question")
    answer = actions.answer(officer, question.id, "In May.", "en", voice="city")
    assert (byline_of(answer).name, byline_of(answer).badge) == ("Gdańsk", "City")
    assert db.session.scalars(sa.select(AuditEntry.act)).all()[-1] == "speak_for_the_city"
    with pytest.raises(Refused):
        actions.answer(resident("Noor"), question.id, "In June.", "en", voice="city")
    with pytest.raises(Refused, match="for the city"):
        actions.change_voice(officer, answer.id, AS_RESIDENT)
    officer.roles = frozenset()
    with pytest.raises(NotAllowed):
        actions.edit_comment(officer, answer.id, "Never.")


@pytest.mark.parametrize(
    ("proposed_as", "said_as", "badge"),
    [("name", "name", True), ("resident", "name", False), ("name", "resident", False)],
)
def test_the_authors_badge_never_ties_a_name_to_what_was_said_without_it(
    town: Flask, proposed_as: str, said_as: str, badge: bool
) -> None:
    author = resident("Ola")
    proposal = proposal_by(author, voice=proposed_as)
    own = comment_by(author, proposal, "I thought of it at night.", voice=said_as)
    assert by_author_of(own, proposal) is badge
    assert not by_author_of(comment_by(resident("Ivan"), proposal), proposal)
