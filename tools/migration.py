"""Write a draft of the next migration: what the models have and the last revision lacks.

``tools/migration.py NAME`` compares the models with a database at the last revision;
``tools/migration.py NAME --instead`` writes the revision of that name anew, while it is unreleased;
later ones, that hold SQL alone, stay.
Read the draft before you keep it: what was renamed looks dropped and added.

SQLite cannot alter a table in place, and writing it anew would fire its triggers and cascades. So a
change is what both databases add in place: tables, indexes (unique ones too), and columns that may
be NULL or have a server default. Whatever else differs is named, and nothing is written.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops

from commons.app import create_app
from commons.base.database import Model, databases
from commons.base.settings import Settings
from commons.cities.migrate import migrate
from commons.contributions.search.tables import is_of_the_models

VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"
HEAD = '''"""{title}."""

import sqlalchemy as sa
from alembic import op

from commons.base.database import Json, UtcDateTime

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """{title}."""
    {up}


def downgrade() -> None:
    """Take them away again."""
    {down}
'''


def main() -> None:
    """Write the draft, or say why not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="in a few words, such as 'Access cards'")
    parser.add_argument("--instead", action="store_true", help="write that revision anew")
    given = parser.parse_args()
    revisions = sorted(VERSIONS.glob("[0-9]*.py"))
    slug = re.sub("[^a-z0-9]+", "_", given.name.lower())
    replaced = None
    if given.instead:
        replaced = next((path for path in revisions if path.stem[5:] == slug), None)
        if replaced is None:
            sys.exit(f"there is no revision {slug}")
        revisions = [path for path in revisions if path < replaced]
    before = revisions[-1].name[:4]
    revision = f"{int(before) + 1:04d}"
    up, down = _difference(before)
    if replaced is not None:
        replaced.unlink()  # only now: where the models cannot be read, nothing is lost
    path = VERSIONS / f"{revision}_{slug}.py"
    path.write_text(
        HEAD.format(title=given.name, revision=revision, before=before, up=up, down=down)
    )
    for command in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run(["ruff", *command, path], check=True)
    print(path)


def _difference(before: str) -> tuple[str, str]:
    home = Path(tempfile.mkdtemp())
    app = create_app(Settings(home=home, secret_key="draft"))  # noqa: S106
    with app.app_context():
        databases().create("draft")
        migrate("draft", before)
        with databases().engine("draft").connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={
                    "compare_type": True,
                    "target_metadata": Model.metadata,
                    "include_name": is_of_the_models,
                },
            )
            found = produce_migrations(context, Model.metadata)
    assert found.upgrade_ops is not None
    lines, undo, impossible = [], [], []
    for op in _flat(found.upgrade_ops):
        if isinstance(op, ops.AddColumnOp):
            lines.append(_add_column(op))
            undo.append(f'op.drop_column("{op.table_name}", "{op.column.name}")')
        elif isinstance(op, ops.CreateForeignKeyOp) or _is_foreign_key(op):
            continue  # said with its column; a test compares what came of it
        elif isinstance(op, ops.CreateTableOp | ops.CreateIndexOp | ops.DropTableOp):
            lines.append(_render(op))
            undo.append(_render(op.reverse()))
        else:
            impossible.append(str(op.to_diff_tuple()))
    if impossible:
        sys.exit("cannot be altered in place:\n" + "\n".join(impossible))
    return "\n    ".join(lines) or "pass", "\n    ".join(reversed(undo)) or "pass"


def _is_foreign_key(op: ops.MigrateOperation) -> bool:
    # SQLAlchemy reads no ON DELETE of such a key on SQLite, and thinks that it has changed.
    return isinstance(op, ops.DropConstraintOp) and op.constraint_type == "foreignkey"


def _flat(found: ops.OpContainer) -> list[ops.MigrateOperation]:
    flat: list[ops.MigrateOperation] = []
    for op in found.ops:
        flat += _flat(op) if isinstance(op, ops.OpContainer) else [op]
    return flat


def _add_column(op: ops.AddColumnOp) -> str:
    """In SQL, since Alembic adds a foreign key apart, which SQLite cannot."""
    keys = list(op.column.foreign_keys)
    if not keys:
        return _render(op)
    (key,) = keys
    column = sa.Column(op.column.name, op.column.type)
    kind = column.type.compile()
    cascade = f" ON DELETE {key.ondelete}" if key.ondelete else ""
    table, _dot, other = key.target_fullname.rpartition(".")
    return (
        f'op.execute("ALTER TABLE {op.table_name} ADD COLUMN {column.name} {kind} "\n'
        f'        "CONSTRAINT fk_{op.table_name}_{column.name} '
        f'REFERENCES {table} ({other}){cascade}")'
    )


def _render(op: ops.MigrateOperation) -> str:
    text = render_python_code(ops.UpgradeOps([op]))
    text = re.sub(r"# ###.*", "", text).strip()
    text = re.sub(r"commons\.base\.database\.UtcDateTime\([^)]*\)", "UtcDateTime()", text)
    text = re.sub(r"(sa\.Boolean\(\), server_default=)sa\.text\('0'\)", r"\1sa.false()", text)
    return re.sub(r"sa\.JSON\(\)\.with_variant\([^'\"]*['\"]postgresql['\"]\)", "Json", text)


if __name__ == "__main__":
    main()
