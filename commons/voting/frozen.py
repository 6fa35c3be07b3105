"""The triggers that hold an opened vote and a sealed box in place: the database itself refuses.

From opening on: kind, limits, options and rule. From sealing on: the result, the box, and the
roll takes nobody more. A contribution that is deleted may still leave its option, and a person
the roll.
"""

_VOTE_FROM_OPENING = (
    "phase_id",
    "ballot_kind",
    "rule",
    "rule_options",
    "budget",
    "min_choices",
    "max_choices",
    "level",
    "config",
    "config_hash",
    "opened_at",
    "source",
)
_VOTE_FROM_SEALING = ("sealed_at", "ballots", "blank", "result", "comparison")
_OPTION = (
    "vote_id",
    "code",
    "position",
    "revision",
    "title",
    "description",
    "language",
    "titles",
    "cost",
    "district_id",
    "extras",
)

_OPENED = "the rules of an opened vote are frozen"
_SEALED = "a sealed box stays as it is"


def _differs(columns: tuple[str, ...], sign: str, cast: str = "") -> str:
    return " OR ".join(f"OLD.{name}{cast} {sign} NEW.{name}{cast}" for name in columns)


def _is_set(column: str, row: str) -> str:
    opened = f"SELECT 1 FROM vote WHERE phase_id = {row}.vote_id"  # noqa: S608  (our own words)
    return f"EXISTS ({opened} AND {column} IS NOT NULL)"


def _sqlite(name: str, table: str, verb: str, when: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _sqlite_triggers() -> list[str]:
    changed_rules = f"OLD.opened_at IS NOT NULL AND ({_differs(_VOTE_FROM_OPENING, 'IS NOT')})"
    changed_result = f"OLD.sealed_at IS NOT NULL AND ({_differs(_VOTE_FROM_SEALING, 'IS NOT')})"
    changed_option = f"{_is_set('opened_at', 'OLD')} AND ({_differs(_OPTION, 'IS NOT')})"
    return [
        _sqlite("vote_frozen", "vote", "UPDATE", changed_rules, _OPENED),
        _sqlite("vote_result_frozen", "vote", "UPDATE", changed_result, _SEALED),
        _sqlite("vote_kept", "vote", "DELETE", "OLD.opened_at IS NOT NULL", _OPENED),
        _sqlite("ballot_option_frozen", "ballot_option", "UPDATE", changed_option, _OPENED),
        *(
            _sqlite(
                f"ballot_option_no_{verb.lower()}",
                "ballot_option",
                verb,
                _is_set("opened_at", row),
                _OPENED,
            )
            for verb, row in (("INSERT", "NEW"), ("DELETE", "OLD"))
        ),
        *(
            _sqlite(
                f"ballot_box_no_{verb.lower()}",
                "ballot_box",
                verb,
                _is_set("sealed_at", row),
                _SEALED,
            )
            for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
        _sqlite(
            "ballot_roll_no_insert", "ballot_roll", "INSERT", _is_set("sealed_at", "NEW"), _SEALED
        ),
    ]


def _function(name: str, message: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )


def _guard(name: str, column: str, message: str, changed: str) -> str:
    """A function for row triggers: refuses while the row's vote has ``column`` set."""
    # The trigger's own schema, whatever the search path is.
    asked = f"SELECT phase_id FROM %I.vote WHERE phase_id = $1 AND {column} IS NOT NULL"  # noqa: S608
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE named integer; BEGIN "
        "IF TG_OP = 'INSERT' THEN named := NEW.vote_id; ELSE named := OLD.vote_id; END IF; "
        f"EXECUTE format('{asked}', TG_TABLE_SCHEMA) INTO named USING named; "
        "IF named IS NOT NULL THEN "
        f"IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION '{message}'; "
        f"ELSIF {changed} THEN RAISE EXCEPTION '{message}'; END IF; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )


def _trigger(name: str, when: str, table: str, condition: str, function: str) -> str:
    rows = f"FOR EACH ROW WHEN ({condition})" if condition else "FOR EACH ROW"
    return f"CREATE TRIGGER {name} BEFORE {when} ON {table} {rows} EXECUTE FUNCTION {function}()"


def _postgresql_triggers() -> list[str]:
    # Columns of type json know no equality; as text they do.
    changed_rules = _differs(_VOTE_FROM_OPENING, "IS DISTINCT FROM", "::text")
    changed_result = _differs(_VOTE_FROM_SEALING, "IS DISTINCT FROM", "::text")
    changed_option = _differs(_OPTION, "IS DISTINCT FROM", "::text")
    opened, sealed, option, box = FUNCTIONS
    any_change = "INSERT OR UPDATE OR DELETE"
    return [
        _function(opened, _OPENED),
        _function(sealed, _SEALED),
        _guard(option, "opened_at", _OPENED, f"({changed_option})"),
        _guard(box, "sealed_at", _SEALED, "true"),
        _trigger(
            "vote_frozen",
            "UPDATE",
            "vote",
            f"OLD.opened_at IS NOT NULL AND ({changed_rules})",
            opened,
        ),
        _trigger(
            "vote_result_frozen",
            "UPDATE",
            "vote",
            f"OLD.sealed_at IS NOT NULL AND ({changed_result})",
            sealed,
        ),
        _trigger("vote_kept", "DELETE", "vote", "OLD.opened_at IS NOT NULL", opened),
        _trigger("ballot_option_frozen", any_change, "ballot_option", "", option),
        _trigger("ballot_box_sealed", any_change, "ballot_box", "", box),
        _trigger("ballot_roll_closed", "INSERT", "ballot_roll", "", box),
        *(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            f"EXECUTE FUNCTION {opened}()"
            for table in ("vote", "ballot_option", "ballot_box")
        ),
    ]


FUNCTIONS = (
    "refuse_opened_vote_change",
    "refuse_sealed_vote_change",
    "refuse_opened_option_change",
    "refuse_sealed_box_change",
)
"""The functions that stay behind on PostgreSQL when the tables are dropped."""

FROZEN = {"sqlite": _sqlite_triggers(), "postgresql": _postgresql_triggers()}
"""The statements that make the triggers, for each database; a migration runs them."""
