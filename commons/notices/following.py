"""Who follows what: those who pressed the button, and those who do by default."""

from typing import Any

import sqlalchemy as sa

from commons.notices.models import Follow
from commons.notices.subjects import Key, subjects
from commons.people.models import Person


def subject_of(key: Key) -> str:
    """How a thing is named in the table: ``contribution:12``."""
    name, number = key
    return f"{name}:{number}"


def key_of(subject: str) -> Key:
    """The thing of a name in the table."""
    name, _sign, number = subject.partition(":")
    return name, int(number)


def followers(key: Key) -> "sa.Select[Any]":
    """The ids of all who follow something."""
    name, number = key
    mine = Follow.subject == subject_of(key)
    pressed = sa.select(Follow.person_id.label("id")).where(mine, Follow.stopped.is_(False))
    everyone = sa.union(pressed, *subjects.get(name).followers_by_default(number)).subquery(
        "followers"
    )
    stopped = sa.select(Follow.person_id).where(mine, Follow.stopped.is_(True))
    return sa.select(everyone.c.id).where(everyone.c.id.not_in(stopped))


def is_following(person: Person | None, key: Key) -> "sa.ColumnElement[bool]":
    """Whether a person follows something, as a column of another query."""
    if person is None:
        return sa.false()
    name, number = key
    pressed = (
        sa.select(sa.not_(Follow.stopped))
        .where(Follow.person_id == person.id, Follow.subject == subject_of(key))
        .scalar_subquery()
    )
    defaults = [
        query.where(query.selected_columns[0] == person.id).exists()
        for query in subjects.get(name).followers_by_default(number)
    ]
    return sa.func.coalesce(pressed, sa.or_(sa.false(), *defaults))
