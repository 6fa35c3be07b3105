"""The index that each database keeps by itself beside ``search_entry``, for the migration.

SQLite: an FTS5 table over the same rows, kept by triggers. PostgreSQL: a generated column with a
GIN index. What is folded already needs no dictionary, so both take the words as they are.
"""

from collections.abc import Mapping

_COLUMNS = "kind, title, body"
_NEW = "new.id, new.kind, new.title, new.body"
_OLD = "'delete', old.id, old.kind, old.title, old.body"
_ADD = f"INSERT INTO search_words (rowid, {_COLUMNS}) VALUES ({_NEW})"  # noqa: S608
_TAKE = f"INSERT INTO search_words (search_words, rowid, {_COLUMNS}) VALUES ({_OLD})"  # noqa: S608

# Beginnings of 2 to 7 letters have an index of their own. A longer one is found too, but the places
# of all words that begin so are put together first: 15 ms for a word of 100,000 texts.
_FTS5 = (
    f"CREATE VIRTUAL TABLE search_words USING fts5({_COLUMNS}, content='search_entry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3 4 5 6 7')"
)
_FILL = "INSERT INTO search_words (search_words) VALUES ('rebuild')"
_CHANGED = f"CREATE TRIGGER search_changed AFTER UPDATE ON search_entry BEGIN {_TAKE}; {_ADD}; END"
_TSVECTOR = (
    "ALTER TABLE search_entry ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', title), 'A') || "
    "setweight(to_tsvector('simple', body), 'B')) STORED"
)

MAKE = {
    "sqlite": (
        _FTS5,
        f"CREATE TRIGGER search_added AFTER INSERT ON search_entry BEGIN {_ADD}; END",
        f"CREATE TRIGGER search_taken AFTER DELETE ON search_entry BEGIN {_TAKE}; END",
        _CHANGED,
    ),
    "postgresql": (
        _TSVECTOR,
        "CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)",
    ),
}
"""By dialect; after the table itself."""

AGAIN: dict[str, tuple[str, ...]] = {
    "sqlite": ("DROP TABLE search_words", _FTS5, _FILL),
    "postgresql": (),
}
"""Make the index anew from the rows, after its own statement changed. The triggers stay."""

REMOVE: dict[str, tuple[str, ...]] = {"sqlite": ("DROP TABLE search_words",), "postgresql": ()}
"""Before the table itself is dropped, which takes triggers, column and index along."""


def is_of_the_models(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """For Alembic's ``include_name``: False for what only the database itself keeps up."""
    if kind == "table":
        return not (name or "").startswith("search_words")
    own = parents.get("table_name") == "search_entry"
    return not (own and name in {"words", "ix_search_entry_words"})
