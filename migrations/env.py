"""Alembic's entry: one city at a time, on the connection that ``commons.cities.migrate`` gives."""

from alembic import context

import commons.app  # noqa: F401  (the app's modules declare all tables)
from commons.base.database import Model

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    # SQLite cannot alter a table in place; Alembic then writes it anew.
    render_as_batch=connection.dialect.name == "sqlite",
    # On PostgreSQL the city's schema is the search path, where its own version table lies too.
    include_schemas=False,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
