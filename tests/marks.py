"""Marks that tests put on themselves."""

import pytest

both_databases = pytest.mark.parametrize(
    "database_kind", ["sqlite", "postgresql"], indirect=True, scope="function"
)
"""Run on SQLite and on a real PostgreSQL."""
