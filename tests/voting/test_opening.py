"""A vote opens: its options are written down, its rules frozen by the database."""

import stat
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from commons.base.database import db, transaction
from commons.consultations.models import Phase
from commons.voting import actions, keys, queries
from commons.voting.actions.opening import hash_of
from commons.voting.activity import VoteActivity
from commons.voting.models import BallotOption, BoxEntry, RollEntry, Vote
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.voting import (
    cast_all,
    close_vote,
    open_vote,
    outcome_of_an_earlier_phase,
    residents,
    vote_phase,
)
from tests.marks import both_databases


def test_the_options_are_what_the_phase_before_chose_and_what_the_officer_wrote(
    town: Flask,
) -> None:
    phase = vote_phase([("Benches", 300)])
    outcome_of_an_earlier_phase(
        phase,
        [
            {"title": "Ogród", "language": "pl", "chosen": True, "facts": {"cost": 500}},
            {"title": "Parking", "language": "pl", "chosen": False, "facts": {"cost": 900}},
            {"title": "Park", "language": "pl", "chosen": True, "facts": {}},
        ],
    )
    actions.open_vote(phase)
    found = [(o.code, o.title, o.language, o.cost) for o in queries.bare_options(phase.id)]
    assert found == [
        ("1", "Ogród", "pl", 500),
        ("2", "Park", "pl", 0),
        ("3", "Benches", "en", 300),
    ]


def test_a_proposal_is_voted_on_in_the_wording_it_had_at_opening(town: Flask) -> None:
    author = residents(1)[0]
    written = proposal_by(author, call_for_proposals())
    phase = vote_phase([])
    outcome_of_an_earlier_phase(
        phase,
        [
            {
                "title": written.title,
                "language": written.language,
                "chosen": True,
                "contribution_id": written.id,
                "facts": {"cost": 10},
            }
        ],
    )
    actions.open_vote(phase)
    title = written.title

    @transaction
    def revise() -> None:
        written.title, written.revision = "Something else", written.revision + 1

    revise()
    assert [o.title for o in queries.readable_options(phase.id, "en")] == [title]


def test_the_fingerprint_is_that_of_the_rules_and_options(town: Flask) -> None:
    vote = open_vote()
    assert vote.config_hash == hash_of(vote.config)
    assert [o["cost"] for o in vote.config["options"]] == [30_000, 50_000, 60_000]
    assert hash_of({**vote.config, "budget": 1}) != vote.config_hash


def test_the_key_lies_outside_the_database_for_our_eyes_only(town: Flask) -> None:
    vote = open_vote()
    path = keys.key_path(vote.phase_id)
    assert len(path.read_bytes()) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_opening_again_changes_neither_the_vote_nor_its_key(town: Flask) -> None:
    vote = open_vote()
    key, opened = keys.key_path(vote.phase_id).read_bytes(), vote.opened_at
    actions.open_vote(db.session.get_one(Phase, vote.phase_id))
    keys.make_key(vote.phase_id)
    assert keys.key_path(vote.phase_id).read_bytes() == key
    assert db.session.get_one(Vote, vote.phase_id).opened_at == opened


def _update(**values: object) -> Callable[[], sa.Executable]:
    return lambda: sa.update(Vote).values(**values)


OF_AN_OPENED_VOTE = {
    "kind": _update(ballot_kind="knapsack"),
    "budget": _update(budget=1),
    "limit": _update(max_choices=7),
    "rule": _update(rule="equal-shares"),
    "setting of the rule": _update(rule_options={"utility": "count"}),
    "level": _update(level=0),
    "config": _update(config={}),
    "fingerprint": _update(config_hash="0" * 64),
    "moment of opening": _update(opened_at=None),
    "vote": lambda: sa.delete(Vote),
    "cost of an option": lambda: sa.update(BallotOption).values(cost=1),
    "title of an option": lambda: sa.update(BallotOption).values(title="Mine"),
    "option taken away": lambda: sa.delete(BallotOption),
    "option added": lambda: sa.insert(BallotOption).values(
        vote_id=sa.select(sa.func.max(Vote.phase_id)).scalar_subquery(),
        code="9",
        position=9,
        title="Late",
        description="",
        language="en",
        titles={},
        cost=1,
        extras={},
    ),
}
OF_A_SEALED_VOTE = {
    "result": _update(result={"selected": []}),
    "moment of sealing": _update(sealed_at=None),
    "number of ballots": _update(ballots=1),
    "ballot": lambda: sa.update(BoxEntry).values(choices=[]),
    "ballot taken out": lambda: sa.delete(BoxEntry),
    "ballot put in": lambda: sa.insert(BoxEntry).values(
        vote_id=sa.select(sa.func.max(Vote.phase_id)).scalar_subquery(),
        receipt="0" * 16,
        choices=[],
    ),
    "late voter": lambda: sa.insert(RollEntry).values(
        vote_id=sa.select(sa.func.max(Vote.phase_id)).scalar_subquery(),
        person_id=1,
        channel="web",
        day=sa.func.current_date(),
    ),
}


def _changes_made(statements: dict[str, Callable[[], sa.Executable]], message: str) -> list[str]:
    """Those of the changes that the database does not refuse with this message."""
    made = []
    for what, statement in statements.items():
        try:
            _run(statement())
        except DatabaseError as error:
            if message not in str(error.orig):
                made.append(f"{what}: {error.orig}")
        else:
            made.append(what)
    return made


@both_databases
def test_the_database_refuses_to_change_an_opened_vote(town: Flask) -> None:
    open_vote()
    assert _changes_made(OF_AN_OPENED_VOTE, "rules of an opened vote are frozen") == []


@both_databases
def test_the_database_refuses_to_change_a_sealed_box(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [["1"], ["2"]])
    assert _changes_made({"late voter": OF_A_SEALED_VOTE["ballot"]}, "") == ["late voter"]
    close_vote(vote)
    assert _changes_made(OF_A_SEALED_VOTE, "a sealed box stays as it is") == []


@both_databases
def test_a_deleted_contribution_may_leave_its_option(town: Flask) -> None:
    written = proposal_by(residents(1)[0], call_for_proposals())
    phase = vote_phase([])
    outcome_of_an_earlier_phase(
        phase,
        [
            {
                "title": written.title,
                "language": written.language,
                "chosen": True,
                "contribution_id": written.id,
                "facts": {"cost": 10},
            }
        ],
    )
    actions.open_vote(phase)
    link = sa.update(BallotOption).values(contribution_id=None)
    assert _changes_made({"link": lambda: link}, "") == ["link"]


@transaction
def _run(statement: sa.Executable) -> None:
    db.session.execute(statement)


def test_a_vote_without_money_or_options_cannot_be_published(town: Flask) -> None:
    activity = VoteActivity()
    bare = vote_phase([], budget=0)
    assert len(activity.check(bare)) == 2
    assert activity.check(vote_phase()) == []
    following = vote_phase([])
    outcome_of_an_earlier_phase(following, [])
    assert activity.check(following) == []
