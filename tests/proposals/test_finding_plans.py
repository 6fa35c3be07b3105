"""The databases walk an index in the order of the list, and fetch no more than a page."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from commons.base.database import db
from commons.proposals.finding.queries import find_proposals
from commons.proposals.finding.rules import Filter, Place, Sort
from commons.proposals.models import Proposal
from tests.factories.proposals import call_for_proposals
from tests.marks import both_databases
from tools.bench_growth import grow

MANY = 4_000


@pytest.fixture
def crowded(town: Flask) -> int:
    """The number of a call with thousands of proposals, of which the database has statistics."""
    call = call_for_proposals()
    grow(MANY, call.id, comments=0)
    table = Proposal.metadata.tables["proposal"]
    db.session.execute(sa.update(table).values(listed_comments=table.c.id * 13 % 101))
    db.session.commit()
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(sa.text("ANALYZE"))
    return call.id


def plan(wanted: Filter, after: Place | None = None) -> str:
    """How the database finds a page, in its own words."""
    sent: list[tuple[str, Any]] = []

    def listen(_c: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        sent.append((statement, values))

    connection = db.session.connection()
    event.listen(connection, "before_cursor_execute", listen)
    find_proposals(wanted, after=after, seed=4711, counted=True)
    event.remove(connection, "before_cursor_execute", listen)
    (statement, values) = sent[0]
    kind = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    return "\n".join(
        str(row[-1]) for row in connection.exec_driver_sql(f"{kind} {statement}", values)
    )


IN_ORDER: Sequence[tuple[Sort, bool, str, Place | None]] = [
    ("random", False, "ix_proposal_draw", None),
    ("supported", False, "ix_proposal_support", None),
    ("discussed", False, "ix_proposal_comments", None),
    ("random", True, "ix_proposal_phase_draw", None),
    ("supported", True, "ix_proposal_phase_support", None),
    ("discussed", True, "ix_proposal_phase_comments", None),
    ("supported", True, "ix_proposal_phase_support", Place(2_000, 48)),
    ("discussed", False, "ix_proposal_comments", Place(2_000, 50)),
    ("random", False, "ix_proposal_draw", Place(2_000, 2**30, 4711)),
]


@both_databases
def test_each_order_walks_its_index(crowded: int) -> None:
    for sort, in_a_call, index, after in IN_ORDER:
        wanted = Filter(sort=sort, phase_id=crowded if in_a_call else None)
        said = plan(wanted, after)
        assert re.search(rf"\b{index}\b", said), (sort, in_a_call, said)
        # What is sorted is the page alone, outside of its limit: never all there are.
        assert len(re.findall(r"(?:->  |^)Sort|TEMP B-TREE FOR ORDER", said, re.M)) <= 1, said


@both_databases
def test_newest_first_needs_no_sorting_either(crowded: int) -> None:
    for wanted in (Filter(), Filter(phase_id=crowded), Filter(district_id=1)):
        said = plan(wanted, Place(2_000))
        assert len(re.findall(r"(?:->  |^)Sort|TEMP B-TREE FOR ORDER", said, re.M)) <= 1, said


@both_databases
def test_a_filter_does_not_take_the_list_from_its_index(crowded: int) -> None:
    # SQLite knows not how many a district has; PostgreSQL may choose by what it knows.
    wanted = Filter(sort="supported", district_id=1, need="support", status="open")
    said = plan(wanted)
    if "SCAN" in said:
        assert (
            "SCAN proposal USING INDEX ix_proposal_support" in said or "(listed_support<?)" in said
        )
        assert "ix_proposal_district_id" not in said, said
        assert "ix_proposal_merged_into_id" not in said, said
        assert "MULTI-INDEX OR" not in said, said
