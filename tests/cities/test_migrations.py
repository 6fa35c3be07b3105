"""Tables come up, go down and equal what the code says, on both databases."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from commons.base.audit import write_audit
from commons.base.database import Model, databases, db, transaction
from commons.base.engines import search_path
from commons.cities.context import city
from commons.cities.migrate import migrate, migrate_down
from commons.contributions.search.queries import matching
from commons.contributions.search.tables import is_of_the_models
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.voting import cast_all, open_vote
from tests.marks import both_databases


def tables(slug: str) -> set[str]:
    engine = databases().engine(slug)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(search_path(slug))
        return set(sa.inspect(connection).get_table_names())


@both_databases
def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with app.app_context(), databases().engine("gdansk").connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(search_path("gdansk"))
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_of_the_models}
        )
        found = compare_metadata(context, Model.metadata)
        if connection.dialect.name == "sqlite":
            # Of a key that came with a column of its own, SQLAlchemy reads no ON DELETE here.
            found = [difference for difference in found if not difference[0].endswith("_fk")]
            assert foreign_keys(connection) == foreign_keys_of_the_models()
        assert found == []


def foreign_keys(connection: sa.Connection) -> set[tuple[str, ...]]:
    return {
        (table.name, key["from"], key["table"], key["on_delete"])
        for table in Model.metadata.sorted_tables
        for key in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table.name})").mappings()
    }


def foreign_keys_of_the_models() -> set[tuple[str, ...]]:
    return {
        (table.name, column.name, key.column.table.name, key.ondelete or "NO ACTION")
        for table in Model.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
    }


@both_databases
def test_tables_go_down_and_up_again_with_data_in_them(app: Flask) -> None:
    with app.app_context():
        with city("gdansk"):
            phase = call_for_proposals()
            comment_by(resident("Ola"), proposal_by(resident("Jan"), phase))
            cast_all(open_vote(), [("1",), ("2",)])
        migrate_down("gdansk", "base")
        assert tables("gdansk") <= {"alembic_version"}
        migrate("gdansk")
        assert {table.name for table in Model.metadata.sorted_tables} <= tables("gdansk")
        with city("gdansk"):
            _write()


@transaction
def _write() -> None:
    write_audit("test", "city")
    db.session.flush()


@both_databases
def test_what_was_in_the_search_before_longer_beginnings_is_still_found(app: Flask) -> None:
    with app.app_context():
        with city("gdansk"):
            phase = call_for_proposals()
            one = proposal_by(resident("Jan"), phase, title="Nasłonecznienie podwórka")
        migrate_down("gdansk", "0008")
        _forget_the_index()
        migrate("gdansk")
        with city("gdansk"):
            asked = matching("nasłonecznienie", "proposal")
            assert asked is not None
            assert db.session.scalars(asked).all() == [one.id]


def _forget_the_index() -> None:
    """So that only what the migration fills is found."""
    with databases().engine("gdansk").begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                "INSERT INTO search_words (search_words) VALUES ('delete-all')"
            )


@both_databases
def test_migrating_twice_changes_nothing(app: Flask) -> None:
    with app.app_context():
        with city("gdansk"):
            resident("Ola")
        migrate("gdansk")
        with city("gdansk"):
            assert db.session.scalar(sa.text("SELECT count(*) FROM person")) == 1


@both_databases
def test_one_city_migrates_without_the_others(app: Flask) -> None:
    with app.app_context():
        databases().create("kandahar")
        assert tables("kandahar") == set()
        migrate_down("gdansk", "base")
        migrate("kandahar")
        assert "person" in tables("kandahar")
        assert "person" not in tables("gdansk")
