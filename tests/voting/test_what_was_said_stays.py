"""Drawn numbers, notes, annulments and signatures: the database refuses to change them."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from commons.base import clock
from commons.base.database import db, transaction
from commons.people.joining import join
from commons.people.leaving import delete_account
from commons.people.models import Person
from commons.voting.drawing.models import PublicDraw
from commons.voting.models import Vote
from commons.voting.observing.models import VoteSignature
from commons.voting.running.models import VoteAnnulment, VoteNote
from tests.factories.voting import DAY, open_vote, residents, vote_phase
from tests.marks import both_databases


@transaction
def said_of(vote: Vote, person: Person) -> None:
    """One of each, by this person."""
    number, at = vote.phase_id, clock.now()
    db.session.add_all(
        [
            PublicDraw(vote_id=number, value="7 12", entered_at=at, entered_by_id=person.id),
            VoteNote(
                vote_id=number,
                kind="incident",
                role="officer",
                text="Power was out.",
                language="en",
                at=at,
                by_id=person.id,
                facts={"holds": True},
            ),
            VoteAnnulment(
                vote_id=number, reason="A ballot was wrong.", language="en", at=at, by_id=person.id
            ),
            signature(vote, person),
        ]
    )


def signature(vote: Vote, person: Person) -> VoteSignature:
    return VoteSignature(
        vote_id=vote.phase_id,
        person_id=person.id,
        name="Olena",
        digest="0" * 64,
        remarks="All well.",
        language="en",
        signed_at=clock.now(),
    )


REFUSED: dict[str, Callable[[], sa.Executable]] = {
    "drawn numbers": lambda: sa.text("UPDATE public_draw SET value = '1 2'"),
    "moment of the draw": lambda: sa.text("UPDATE public_draw SET entered_at = '2020-01-01'"),
    "note": lambda: sa.text("UPDATE vote_note SET text = 'All was well.'"),
    "facts of a note": lambda: sa.update(VoteNote).values(facts={"holds": False}),
    "who notes": lambda: sa.text("UPDATE vote_note SET role = 'observer'"),
    "reason": lambda: sa.text("UPDATE vote_annulment SET reason = ''"),
    "digest": lambda: sa.update(VoteSignature).values(digest="1" * 64),
    "another name": lambda: sa.text("UPDATE vote_signature SET name = 'Maria'"),
    "no name": lambda: sa.text("UPDATE vote_signature SET name = '', remarks = ''"),
    "remarks": lambda: sa.text("UPDATE vote_signature SET person_id = NULL, remarks = 'Bad.'"),
    **{
        f"{table} deleted": lambda table=table: sa.text(f"DELETE FROM {table}")
        for table in ("public_draw", "vote_note", "vote_annulment", "vote_signature")
    },
}


def _refused(statement: sa.Executable) -> bool:
    try:
        with db.session.begin_nested():
            db.session.execute(statement)
    except DatabaseError as error:
        return "what was said of a vote stays as it is" in str(error.orig)
    return False


@both_databases
def test_the_database_refuses_to_change_what_was_said_of_a_vote(town: Flask) -> None:
    vote, (person, another) = open_vote(), residents(2)
    other = another.id
    said_of(vote, person)
    made = [what for what, statement in REFUSED.items() if not _refused(statement())]
    db.session.rollback()
    assert made == []
    transaction(delete_account)(person)
    kept = (PublicDraw.value, VoteNote.text, VoteAnnulment.reason, VoteSignature.digest)
    assert [db.session.scalar(sa.select(column)) for column in kept] == [
        "7 12",
        "Power was out.",
        "A ballot was wrong.",
        "0" * 64,
    ]
    owners = (
        PublicDraw.entered_by_id,
        VoteNote.by_id,
        VoteAnnulment.by_id,
        VoteSignature.person_id,
    )
    assert [db.session.scalar(sa.select(column)) for column in owners] == [None] * 4
    assert all(_refused(sa.update(column.class_).values({column: other})) for column in owners)


@both_databases
def test_two_accounts_that_signed_the_same_result_can_be_joined(town: Flask) -> None:
    vote, (kept, gone) = open_vote(), residents(2)
    said_of(vote, gone)
    transaction(lambda: db.session.add(signature(vote, kept)))()
    join(kept, gone.id, {})
    signed = db.session.scalars(sa.select(VoteSignature).order_by(VoteSignature.name)).all()
    assert [(one.person_id, one.name) for one in signed] == [(None, ""), (kept.id, "Olena")]
    assert db.session.scalar(sa.select(VoteNote.by_id)) == kept.id


@both_databases
def test_what_belongs_to_a_vote_that_never_opened_goes_with_it(town: Flask) -> None:
    vote = open_vote()
    coming = vote_phase(opens_in=DAY).id
    _a_vote_that_never_opened(coming, like=vote)
    db.session.execute(sa.text(f"DELETE FROM phase WHERE id = {coming}"))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PublicDraw)) == 0
    with pytest.raises(DatabaseError, match="frozen"):
        db.session.execute(sa.text(f"DELETE FROM phase WHERE id = {vote.phase_id}"))
    db.session.rollback()


@transaction
def _a_vote_that_never_opened(number: int, *, like: Vote) -> None:
    """Such as can only be made by hand, with drawn numbers."""
    columns = ", ".join(
        column.name
        for column in Vote.__table__.columns
        if column.name not in {"phase_id", "opened_at"}
    )
    db.session.execute(
        sa.text(
            f"INSERT INTO vote (phase_id, {columns}) SELECT {number}, {columns} FROM vote "
            f"WHERE phase_id = {like.phase_id}"
        )
    )
    db.session.execute(
        sa.insert(PublicDraw).values(vote_id=number, value="1", entered_at=clock.now())
    )
