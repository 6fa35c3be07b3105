"""The database session: one city, one database.

An application context belongs to one database, named in ``g.database``; Flask-SQLAlchemy keeps
one session for each application context, and the session finds its engine by that name. No
table has a city column, so no query can forget one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from flask import current_app, g
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, SessionTransaction

from commons.base.engines import Databases, begin_in_schema
from commons.base.faults import is_deadlock

# SQLAlchemy names what is not named; Alembic can only change what has a name.
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment with its time zone; stored in UTC, also where the database knows no zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a moment without a zone; bring the others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002  (the contract of SQLAlchemy)
    ) -> datetime | None:
        """Give back the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = sa.JSON().with_variant(JSONB(), "postgresql")


class Model(DeclarativeBase):
    """What every table's class inherits. Moments are UTC; dictionaries and lists are JSON."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[Any]: Json,
        list[str]: Json,
    }


class CitySession(Session):
    """A session on the database that the application context belongs to."""

    def get_bind(
        self,
        mapper: Any = None,  # noqa: ARG002  (whatever is asked for, one city is one database)
        clause: Any = None,  # noqa: ARG002
        bind: sa.Engine | sa.Connection | None = None,
        **kwargs: Any,  # noqa: ARG002
    ) -> sa.Engine | sa.Connection:
        """The engine of this context's database. Raises RuntimeError where none was chosen."""
        if bind is not None:
            return bind
        return databases().engine(current_database())


db = SQLAlchemy(session_options={"class_": CitySession, "expire_on_commit": False})


@event.listens_for(CitySession, "after_begin")
def _enter_schema(
    _session: CitySession, _transaction: SessionTransaction, connection: sa.Connection
) -> None:
    """On PostgreSQL the city is a schema; all LOCAL, so that a pooled connection forgets it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(begin_in_schema(current_database()))


def databases() -> Databases:
    """All the databases of this installation."""
    found: Databases = current_app.extensions["commons.databases"]
    return found


def current_database() -> str:
    """The name of the database this context belongs to. Raises RuntimeError where there is none."""
    name: str | None = g.get("database")
    if name is None:
        raise RuntimeError("no city was chosen: use `with city(slug):`")
    return name


@contextmanager
def use_database(name: str) -> Iterator[None]:
    """A context of its own, with a session of its own, on the database of that name."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    with app.app_context():
        g.database = name
        yield


def only_reading() -> None:
    """Say that this context will only read, so that SQLite takes no write lock for it."""
    g.reading = True


@contextmanager
def writing() -> Iterator[None]:
    """Inside a context that only reads, write after all: in a transaction of its own."""
    before = g.get("reading", False)
    db.session.rollback()
    g.reading = False
    try:
        yield
    finally:
        g.reading = before


P = ParamSpec("P")
R = TypeVar("R")


def transaction(action: Callable[P, R]) -> Callable[P, R]:
    """Make an action one transaction: all of it is kept, or none of it.

    An action called by another joins its transaction. What ``after_commit`` was given runs when
    the outermost has been committed.
    """

    @wraps(action)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        if g.get("in_transaction", False):
            return action(*args, **kwargs)
        g.in_transaction, g.after_commit = True, []
        try:
            result = action(*args, **kwargs)
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            g.in_transaction = False
        for hurry in g.pop("after_commit", []):
            hurry()
        return result

    return whole


TRIES = 3


def again_after_deadlock(action: Callable[P, R]) -> Callable[P, R]:
    """Do a transaction once more which the database gave up, since two waited for each other.

    Nothing of it was kept. For actions that lock much at once, in an order that others cannot
    know; not for those that take what can be read only once. Stands above ``transaction``.
    """

    @wraps(action)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        for _try in range(TRIES - 1):
            try:
                return action(*args, **kwargs)
            except sa.exc.DBAPIError as error:
                if g.get("in_transaction", False) or not is_deadlock(error):
                    raise
        return action(*args, **kwargs)

    return patient


def after_commit(call: Callable[[], object]) -> None:
    """Run ``call`` once the surrounding transaction is kept; at once where there is none."""
    if g.get("in_transaction", False):
        g.after_commit.append(call)
    else:
        call()
