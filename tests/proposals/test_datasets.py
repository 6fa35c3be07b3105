"""What leaves as open data, and what never does."""

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.base.datasets import Privacy, Stage, datasets
from commons.base.tables import FORMATS, write_table
from commons.contributions import actions as contributions
from commons.contributions.models import HIDDEN
from commons.proposals import actions
from commons.proposals.datasets import CommentsDataset, ProposalsDataset
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by
from tests.marks import both_databases


@both_databases
def test_hidden_and_withdrawn_words_never_leave(town: Flask) -> None:
    author, other, phase = resident("Ola"), resident("Ivan"), call_for_proposals()
    shown = proposal_by(author, phase, "Shown title", body="Shown body")
    hidden = proposal_by(author, phase, "Secret one", body="Secret two")
    withdrawn = proposal_by(author, phase, "Secret three", body="Secret four")
    comment_by(other, shown, "Shown remark")
    contributions.change_state(comment_by(other, shown, "Secret five").id, HIDDEN)
    contributions.change_state(hidden.id, HIDDEN)
    actions.withdraw_proposal(author, withdrawn.id)
    for dataset in (ProposalsDataset(), CommentsDataset()):
        for file_format in ("csv", "jsonl"):
            rows = dataset.rows(phase.consultation_id)
            with write_table(file_format, dataset.columns, rows) as file:
                text = file.read().decode()
            assert "Shown" in text
            assert "Secret" not in text
    by_id = {row["id"]: row for row in ProposalsDataset().rows(phase.consultation_id)}
    assert [by_id[p.id]["state"] for p in (shown, hidden, withdrawn)] == [
        "visible",
        "hidden",
        "withdrawn",
    ]
    assert isinstance(by_id[hidden.id]["state_published_at"], datetime)


@both_databases
def test_a_row_holds_what_its_columns_say(town: Flask) -> None:
    author, officer, phase = resident("Ola"), resident("Jan", role="officer"), call_for_proposals()
    proposal = proposal_by(author, phase, district_id=1, cost=5000)
    contributions.add_support(officer, proposal.id)
    comment_by(officer, proposal, alignment="for")
    actions.answer_proposal(officer, proposal.id, decision="partly", texts={"pl": "Stare"})
    actions.answer_proposal(officer, proposal.id, decision="accepted", texts={"pl": "Tak"})
    [row] = ProposalsDataset().rows(phase.consultation_id)
    assert set(row) == {column.name for column in ProposalsDataset.columns}
    assert row["district/code"] == "oliwa"
    assert (row["cost"], row["support/total_count"], row["comments"]) == (5000, 1, 1)
    assert (row["status"], row["answer"]) == ("accepted", "Tak")
    [comment] = CommentsDataset().rows(phase.consultation_id)
    assert set(comment) == {column.name for column in CommentsDataset.columns}
    assert (comment["commentable_id"], comment["alignment"]) == (proposal.id, "for")
    with write_table("jsonl", ProposalsDataset.columns, [row]) as file:
        assert json.loads(file.read())["created_at"].endswith(("+01:00", "+02:00"))


def test_pseudonyms_join_rows_inside_a_file_and_not_between_files(town: Flask) -> None:
    author, phase = resident("Ola"), call_for_proposals()
    many_proposals(author, phase, 2)
    proposal_by(resident("Ivan"), phase)

    def pseudonyms() -> list[object]:
        rows = ProposalsDataset().rows(phase.consultation_id)
        return [row["author/pseudonym"] for row in rows]

    first, second = pseudonyms(), pseudonyms()
    assert first[0] == first[1] != first[2]
    assert not set(first) & set(second)
    assert all(str(author.id) != name for name in first)


@pytest.mark.parametrize("dataset", [ProposalsDataset(), CommentsDataset()])
def test_no_column_names_a_person(dataset: ProposalsDataset | CommentsDataset) -> None:
    about_people = [c.name for c in dataset.columns if c.name.startswith("author")]
    assert set(about_people) <= {
        "author/pseudonym",
        "author/shown_as",
        "author/organisation",
        "author/coauthors",  # how many
    }
    hidden = [c.name for c in dataset.columns if c.privacy is Privacy.PSEUDONYM]
    assert hidden == ["author/pseudonym"]
    assert datasets.get(dataset.name).columns is dataset.columns
    assert FORMATS


def test_a_file_exists_from_the_opening_on_and_knows_how_far_things_are(town: Flask) -> None:
    dataset = ProposalsDataset()
    phase = call_for_proposals(opens_in=timedelta(days=1), closes_in=timedelta(days=2))
    assert dataset.stage(phase.consultation_id) is None
    assert dataset.stage(4711) is None
    with clock.at(phase.opens_at):
        assert dataset.stage(phase.consultation_id) is Stage.RUNNING
    with clock.at(phase.closes_at):
        assert dataset.stage(phase.consultation_id) is Stage.CLOSED
        phase.outcome_published_at = clock.now()
        db.session.commit()
        assert dataset.stage(phase.consultation_id) is Stage.PUBLISHED
    assert call_for_proposals(state="draft").consultation_id
    assert dataset.stage(call_for_proposals(state="draft").consultation_id) is None


def test_a_thousand_rows_are_read_in_portions(town: Flask, statements: list[str]) -> None:
    author, phase = resident("Ola"), call_for_proposals()
    many_proposals(author, phase, 600)
    db.session.expunge_all()
    statements.clear()
    rows = iter(ProposalsDataset().rows(phase.consultation_id))
    next(rows)
    held = len(db.session.identity_map)
    assert held <= 510
    assert sum(1 for _row in rows) == 599
    assert len([s for s in statements if s.startswith("SELECT")]) <= 2
