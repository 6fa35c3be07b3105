"""Filling a city of the bench with proposals, comments and their search index, by SQL alone.

Everything is an INSERT ... SELECT over numbers, so that 100,000 proposals with ten comments each
take seconds; the database's own triggers keep list and index as they do for people.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.contributions.models import Comment, Contribution
from commons.contributions.search.models import SearchEntry
from commons.people.models import Person
from commons.proposals.models import Proposal

COMMENTS_EACH = 10
STREETS = 1_000
"""Different words in titles: every thousandth proposal has the same one."""
BODY = "Trees and benches. " * 20
SAID = "A good idea, please do it soon, number"
_ABOUT = {"language": "en", "revision": 1, "state": "visible"}


def grow(size: int, phase_id: int, comments: int = COMMENTS_EACH) -> int:
    """Have so many proposals more in a phase, each with comments. Gives the first one's id."""
    now = clock.now()
    first = (db.session.scalar(sa.select(sa.func.max(Contribution.__table__.c.id))) or 0) + 1
    _people(size // 10)
    writers = db.session.scalar(sa.select(sa.func.count()).select_from(Person)) or 1
    number = _numbers(size)
    street = sa.literal("A better street ") + sa.cast(number % STREETS, sa.String)
    _insert(
        Contribution.__table__,
        number,
        {
            "id": first + number,
            "kind": sa.literal("proposal"),
            "author_id": 1 + number % writers,
            "title": street,
            "body": sa.literal(BODY),
            "support_count": number * 7 % 97,
            "comment_count": sa.literal(comments),
            "official": number % 50 == 49,
            **{name: sa.literal(value) for name, value in _ABOUT.items()},
            "created_at": sa.literal(now, Contribution.created_at.type),
            "updated_at": sa.literal(now, Contribution.updated_at.type),
        },
    )
    answered = number % 10 == 9
    _insert(
        Proposal.__table__,
        number,
        {
            "id": first + number,
            "phase_id": sa.literal(phase_id),
            "district_id": 1 + number % 2,
            "status": sa.case((answered, "accepted"), else_="open"),
            "answer_number": sa.case((answered, 1), else_=0),
        },
    )
    _index(number, first, "proposal", street, BODY)
    if comments:
        talk(first, size, comments)
    _count_on()
    return first


def talk(subject: int, subjects: int, each: int) -> None:
    """So many comments on each of the proposals from this one on, every second one an answer."""
    now = clock.now()
    first = (db.session.scalar(sa.select(sa.func.max(Contribution.__table__.c.id))) or 0) + 1
    number = _numbers(subjects * each)
    _insert(
        Contribution.__table__,
        number,
        {
            "id": first + number,
            "kind": sa.literal("comment"),
            "author_id": sa.literal(1),
            "title": sa.literal(""),
            "body": sa.literal(SAID),
            "support_count": sa.literal(0),
            "comment_count": sa.literal(0),
            **{name: sa.literal(value) for name, value in _ABOUT.items()},
            "created_at": sa.literal(now, Contribution.created_at.type),
            "updated_at": sa.literal(now, Contribution.updated_at.type),
        },
    )
    answer = number % 2 == 1
    _insert(
        Comment.__table__,
        number,
        {
            "id": first + number,
            "subject_id": subject + number // sa.literal(each),
            "alignment": sa.literal("idea"),
            "thread_id": sa.case((answer, first + number - 1)),
            "position": sa.case((answer, 1)),
            "answer_count": 1 - number % 2,
            "bridging": 1 + number % 97,
        },
    )
    _index(number, first, "comment", sa.literal(""), SAID)


def settle() -> None:
    """What the databases do by themselves after such a growth: statistics, and old rows swept."""
    db.session.commit()
    engine = db.session.get_bind()
    assert isinstance(engine, sa.Engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM ANALYZE")


def _people(count: int) -> None:
    number = _numbers(count)
    _insert(
        Person.__table__,
        number,
        {
            "display_name": sa.literal("Person ") + sa.cast(number, sa.String),
            "language": sa.literal("en"),
            "created_at": sa.literal(clock.now(), Person.created_at.type),
        },
    )


def _index(
    number: "sa.ColumnElement[int]",
    first: int,
    kind: str,
    title: "sa.ColumnElement[str]",
    body: str,
) -> None:
    _insert(
        SearchEntry.__table__,
        number,
        {
            "contribution_id": first + number,
            "language": sa.literal("en"),
            "kind": sa.literal(kind),
            "title": sa.func.lower(title),
            "body": sa.literal(body.lower().replace(".", "").replace(",", "")),
        },
    )


def _numbers(count: int) -> "sa.ColumnElement[int]":
    """A column that counts from 0; the same statement on both databases."""
    start = sa.select(sa.literal(0).label("n")).cte("numbers", recursive=True)
    following = sa.select(start.c.n + 1).where(start.c.n < count - 1)
    return start.union_all(following).c.n


def _insert(
    table: "sa.FromClause",
    number: "sa.ColumnElement[int]",
    values: Mapping[str, sa.ColumnElement[Any]],
) -> None:
    assert isinstance(table, sa.Table)
    rows = sa.select(*(value.label(name) for name, value in values.items())).select_from(
        number.table
    )
    db.session.execute(sa.insert(table).from_select(list(values), rows))


def _count_on() -> None:
    """Where a sequence gives the ids, let it go on after those that were written."""
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(
            sa.text(
                "SELECT setval(pg_get_serial_sequence('contribution', 'id'), max(id)) "
                "FROM contribution"
            )
        )
