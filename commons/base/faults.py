"""What a database may fail with though nothing is wrong with what was asked: it passes."""

import sqlite3

import sqlalchemy as sa
import sqlalchemy.exc

PASSING = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.InterfaceError,
    sqlalchemy.exc.TimeoutError,  # all connections were taken
)
"""Errors to be told as "try again in a moment"; and ``takes_only_readers``."""

BUSY, FULL, LOST = "busy", "full", "lost"
"""Why: others were in the way; no room is left; the database went away."""

_FULL_OF_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
_NO_ROOM = ("53100", "53200", "53400", "54", "58030", "25006")
"""What PostgreSQL says where it has no room (SQLSTATE): disk full, out of memory, only readers."""


def takes_only_readers(error: sqlalchemy.exc.InternalError) -> bool:
    """Whether PostgreSQL refused to write, as it is told to where its disk fills up."""
    return getattr(error.orig, "sqlstate", None) == "25006"


def is_deadlock(error: sqlalchemy.exc.DBAPIError) -> bool:
    """Whether PostgreSQL gave up one of two transactions that waited for each other."""
    return getattr(error.orig, "sqlstate", None) == "40P01"


def why(error: Exception) -> str:
    """Which of the three it was, for a sentence that says so."""
    if not isinstance(error, sa.exc.DBAPIError):
        return BUSY
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return FULL if code & 0xFF in _FULL_OF_SQLITE else BUSY
    state = getattr(error.orig, "sqlstate", None) or ""
    if state.startswith(_NO_ROOM):
        return FULL
    if error.connection_invalidated or not state or state.startswith(("08", "57P")):
        return LOST
    return BUSY
