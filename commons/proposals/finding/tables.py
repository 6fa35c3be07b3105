# ruff: noqa: S608  (the statements are put together of our own words alone)
"""The triggers that keep the list's columns and draw each proposal's place, for the migration.

Whoever changes a text, a count or a state, in whatever way, the list follows in the same
transaction. Chance is the database's: what is imported or filled in by SQL gets a place too.
"""

_COPIED = {
    "listed_state": "{row}.state",
    "listed_language": "{row}.language",
    "listed_voice": (
        "CASE WHEN {row}.official THEN 'city' "
        "WHEN {row}.organisation_id IS NOT NULL THEN 'organisation' ELSE 'resident' END"
    ),
    "listed_support": "{row}.support_count",
    "listed_comments": "{row}.comment_count",
}
_CHANGES = "state, language, official, organisation_id, support_count, comment_count"


def _copied(row: str) -> str:
    return ", ".join(f"{column} = {value.format(row=row)}" for column, value in _COPIED.items())


_SQLITE_DRAW = "random() & 2147483647"
_POSTGRESQL_DRAW = "floor(random() * 2147483648)::integer"


def _all_anew(draw: str) -> str:
    """For the proposals that are there already."""
    return (
        f"UPDATE proposal SET draw = {draw}, {_copied('c')} "
        "FROM contribution AS c WHERE c.id = proposal.id"
    )


_ADDED_SQLITE = (
    "CREATE TRIGGER proposal_listed AFTER INSERT ON proposal BEGIN "
    f"UPDATE proposal SET draw = {_SQLITE_DRAW}, {_copied('c')} "
    "FROM contribution AS c WHERE c.id = new.id AND proposal.id = new.id; END"
)
_CHANGED_SQLITE = (
    f"CREATE TRIGGER proposal_listed_anew AFTER UPDATE OF {_CHANGES} ON contribution "
    "WHEN new.kind = 'proposal' BEGIN "
    f"UPDATE proposal SET {_copied('new')} WHERE id = new.id; END"
)

_ADDED_FUNCTION = (
    "CREATE FUNCTION list_proposal() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "DECLARE c record; BEGIN "
    # The trigger's own schema, whatever the search path is.
    "EXECUTE format('SELECT * FROM %I.contribution WHERE id = $1', TG_TABLE_SCHEMA) "
    "INTO c USING NEW.id; "
    f"NEW.draw := {_POSTGRESQL_DRAW}; "
    + " ".join(f"NEW.{column} := {value.format(row='c')};" for column, value in _COPIED.items())
    + " RETURN NEW; END $$"
)
_CHANGED_FUNCTION = (
    "CREATE FUNCTION list_proposal_anew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"EXECUTE format($sql$UPDATE %I.proposal SET {_copied('($1)')} WHERE id = ($1).id$sql$, "
    "TG_TABLE_SCHEMA) USING NEW; RETURN NULL; END $$"
)

_ADDED_POSTGRESQL = (
    "CREATE TRIGGER proposal_listed BEFORE INSERT ON proposal "
    "FOR EACH ROW EXECUTE FUNCTION list_proposal()"
)
_CHANGED_POSTGRESQL = (
    f"CREATE TRIGGER proposal_listed_anew AFTER UPDATE OF {_CHANGES} ON contribution "
    "FOR EACH ROW WHEN (NEW.kind = 'proposal') EXECUTE FUNCTION list_proposal_anew()"
)

MAKE = {
    "sqlite": (_all_anew(_SQLITE_DRAW), _ADDED_SQLITE, _CHANGED_SQLITE),
    "postgresql": (
        _all_anew(_POSTGRESQL_DRAW),
        _ADDED_FUNCTION,
        _ADDED_POSTGRESQL,
        _CHANGED_FUNCTION,
        _CHANGED_POSTGRESQL,
    ),
}
"""By dialect; after the columns were added."""

REMOVE = {
    "sqlite": ("DROP TRIGGER proposal_listed_anew", "DROP TRIGGER proposal_listed"),
    "postgresql": (
        "DROP TRIGGER proposal_listed_anew ON contribution",
        "DROP TRIGGER proposal_listed ON proposal",
        "DROP FUNCTION list_proposal_anew()",
        "DROP FUNCTION list_proposal()",
    ),
}
"""By dialect; before the columns are dropped."""
