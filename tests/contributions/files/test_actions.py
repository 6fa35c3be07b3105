"""Files are kept beside the database, as long as their row, and never more than five."""

import os
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock, storage
from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.contributions.files import actions
from commons.contributions.files.homes import Drafts, Home, register_drafts
from commons.contributions.files.models import MOST, Attachment
from commons.contributions.files.queries import files_of
from commons.contributions.files.rules import name_of_file, take
from commons.contributions.models import Contribution
from commons.people import leaving
from commons.people.held import everything_held
from commons.people.models import Person
from commons.proposals import actions as proposals
from commons.proposals.models import Proposal
from tests.factories.contributions import resident
from tests.factories.files import PAPER, file_on, photograph
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.marks import both_databases

ALL = range(storage.SHELVES)


def contents() -> set[str]:
    return {path.name for path in storage.folder().rglob("*") if path.is_file()}


@pytest.fixture
def author(town: Flask) -> Person:
    return resident("Ola")


@pytest.fixture
def proposal(author: Person) -> Proposal:
    return proposal_by(author, call_for_proposals())


def count_of(proposal: Proposal) -> int | None:
    table = Contribution.__table__
    return db.session.scalar(sa.select(table.c.file_count).where(table.c.id == proposal.id))


def test_a_picture_is_kept_under_the_hash_of_its_content(
    author: Person, proposal: Proposal
) -> None:
    file = file_on(author, proposal)
    assert contents() == set(file.stored)
    assert all(name.startswith(file.digest) for name in file.stored)
    assert b"Olena" not in storage.path_of(file.whole_name).read_bytes()
    assert count_of(proposal) == 1


def test_removing_a_file_deletes_its_content(author: Person, proposal: Proposal) -> None:
    kept, gone = file_on(author, proposal), file_on(author, proposal)
    actions.remove(author, gone.key)
    assert contents() == set(kept.stored)
    assert count_of(proposal) == 1


@both_databases
def test_the_sixth_file_is_refused_and_a_place_given_up_can_be_taken(
    author: Person, proposal: Proposal
) -> None:
    files = [file_on(author, proposal, photograph(40, 40)) for _number in range(MOST)]
    with pytest.raises(Refused, match="5 files already"):
        file_on(author, proposal)
    actions.remove(author, files[1].key)
    assert file_on(author, proposal, PAPER).place == 2


@both_databases
def test_the_database_refuses_two_files_at_one_place(author: Person, proposal: Proposal) -> None:
    file = file_on(author, proposal)
    values = {
        column.name: getattr(file, column.name)
        for column in Attachment.__table__.columns
        if column.name not in {"id", "key"}
    }
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.insert(Attachment).values(key="0" * 32, **values))
    db.session.rollback()


def test_only_its_authors_add_to_a_text_and_only_while_it_can_be_changed(
    author: Person, proposal: Proposal
) -> None:
    with pytest.raises(NotAllowed):
        file_on(resident("Ivan"), proposal)
    proposals.withdraw_proposal(author, proposal.id)
    with pytest.raises(Refused):
        file_on(author, proposal)
    assert contents() == set()


def test_a_picture_without_words_waits_for_them(author: Person, proposal: Proposal) -> None:
    file = file_on(author, proposal, words="")
    assert not file.shown
    assert count_of(proposal) == 0
    with pytest.raises(Refused, match="say what the picture shows"):
        actions.describe(author, file.key, words="  ")
    actions.describe(author, file.key, words="", decorative=True)
    assert files_of([proposal.id])[proposal.id][0].shown
    assert count_of(proposal) == 1


def test_a_refused_transaction_leaves_a_content_that_the_round_sweeps(
    author: Person, proposal: Proposal
) -> None:
    kept = file_on(author, proposal)
    storage.put(f"{'ab' * 32}-x.webp", b"nobody's")
    actions.sweep(ALL)
    assert len(contents()) == 3  # it may belong to a row that is being written
    with clock.at(clock.now() + timedelta(hours=2)):
        actions.sweep(ALL)
    assert contents() == set(kept.stored)


def test_each_shelf_has_its_turn(author: Person) -> None:
    storage.put(f"{'ab' * 32}-x.webp", b"nobody's")
    old = clock.now().timestamp() - 7200
    for path in storage.folder().rglob("*.webp"):
        os.utime(path, (old, old))
    start = clock.now()
    swept_at = []
    for minute in range(storage.SHELVES):
        with clock.at(start + timedelta(minutes=minute)):
            actions.sweep()
        if not contents():
            swept_at.append(minute)
            break
    assert swept_at


def test_a_text_that_is_deleted_takes_its_files_along(author: Person, proposal: Proposal) -> None:
    file_on(author, proposal)
    db.session.execute(sa.delete(Contribution.__table__).where(Contribution.id == proposal.id))
    db.session.commit()
    with clock.at(clock.now() + timedelta(hours=2)):
        actions.sweep(ALL)
    assert contents() == set()


def test_what_one_added_is_shown_to_them_and_goes_with_the_account(
    author: Person, proposal: Proposal
) -> None:
    file_on(author, proposal, words="A bench without shade", name="bench.jpg")
    group = next(group for group in everything_held(author) if group.name == "files")
    assert {"bench.webp", "A bench without shade"} <= {one.value for one in group.records[0]}
    leaving.delete_account(author)
    assert contents() == set()
    assert files_of([proposal.id]) == {}
    assert count_of(proposal) == 0


class Desk(Drafts):
    """Drafts with ``mine`` in their keys belong to whoever asks; those with ``gone`` are gone."""

    def demand_own(self, person: Person, key: str) -> None:
        if not key.startswith("mine"):
            raise NotAllowed("not yours")

    def address(self, key: str) -> str:
        return f"/drafts/{key}"

    def onward(self, key: str) -> str:
        return f"/drafts/{key}/next"

    def page(self, key: str, managed: Mapping[str, object], errors: Sequence[str]) -> str:
        return key

    def living(self, keys: object) -> set[str]:
        return {key for key in keys if "gone" not in key}  # type: ignore[attr-defined]


def on_draft(author: Person, key: str, words: str = "A bench") -> Attachment:
    taken = take(photograph(40, 40))
    return actions.attach(author, Home(draft_key=key), taken, name="a.png", words=words)


def test_files_of_a_draft_move_to_the_text_it_becomes(
    author: Person, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commons.contributions.files.homes._desks", [Desk()])
    with pytest.raises(NotAllowed):
        on_draft(author, "theirs")
    file = on_draft(author, "mine-1", words="")
    with pytest.raises(Refused, match="each picture"):
        actions.adopt("mine-1", proposal.id)
    actions.describe(author, file.key, words="A bench")
    assert actions.adopt("mine-1", proposal.id) == 1
    assert [one.key for one in files_of([proposal.id])[proposal.id]] == [file.key]
    assert count_of(proposal) == 1


@both_databases
def test_the_files_of_two_drafts_that_become_one_text_stand_beside_each_other(
    author: Person, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commons.contributions.files.homes._desks", [Desk()])
    for key in ("mine-1", "mine-2", "mine-3"):
        on_draft(author, key, f"{key}, a")
        on_draft(author, key, f"{key}, b")
    actions.adopt("mine-1", proposal.id)
    assert actions.adopt("mine-2", proposal.id) == 2
    words = ["mine-1, a", "mine-1, b", "mine-2, a", "mine-2, b"]
    assert [one.words for one in files_of([proposal.id])[proposal.id]] == words
    with pytest.raises(Refused, match="There are 5 files already"):
        actions.adopt("mine-3", proposal.id)
    assert count_of(proposal) == 4


def test_files_of_drafts_that_are_gone_are_swept(
    author: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commons.contributions.files.homes._desks", [])
    register_drafts(Desk())
    kept = on_draft(author, "mine-1")
    on_draft(author, "mine-gone")
    with clock.at(clock.now() + timedelta(hours=2)):
        actions.sweep(ALL)
    assert contents() == set(kept.stored)
    actions.forget_draft("mine-1")
    assert contents() == set()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("plan.PDF", "plan.pdf"),
        ("C:\\Users\\Ola\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("خطة.pdf", "خطة.pdf"),
        ('a"b\r\nX: y.pdf', "a b X y.pdf"),
        ("", "paper.pdf"),
        ("x" * 300 + ".pdf", "x" * 115 + ".pdf"),
    ],
)
def test_a_file_is_saved_under_its_own_name_and_no_path(sent: str, kept: str) -> None:
    assert name_of_file(sent, "paper") == kept
