# ruff: noqa: S608  (the statements are put together of our own words alone)
"""What is said of a vote stays: drawn numbers, notes, annulments, signatures.

The database itself refuses to change or delete them. Whose they are may still go to the other account
of the same human, or be let go of when a person leaves, and with it name and remarks of a signature;
but what is nobody's is given to nobody. What belongs to a vote goes with it, where a vote may be
deleted at all. The statements stand here in full, so that what ran once stays what it was.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("public_draw", "vote_note", "vote_annulment", "vote_signature")

# Where the vote itself is being deleted, its row is gone before these rows are.
SQLITE = (
    """CREATE TRIGGER public_draw_kept BEFORE UPDATE ON public_draw
    WHEN OLD.vote_id IS NOT NEW.vote_id OR OLD.value IS NOT NEW.value
        OR OLD.entered_at IS NOT NEW.entered_at
        OR (OLD.entered_by_id IS NULL AND NEW.entered_by_id IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'what was said of a vote stays as it is'); END""",
    """CREATE TRIGGER vote_note_kept BEFORE UPDATE ON vote_note
    WHEN OLD.id IS NOT NEW.id OR OLD.vote_id IS NOT NEW.vote_id OR OLD.kind IS NOT NEW.kind
        OR OLD.role IS NOT NEW.role OR OLD.text IS NOT NEW.text
        OR OLD.language IS NOT NEW.language OR OLD.at IS NOT NEW.at OR OLD.facts IS NOT NEW.facts
        OR (OLD.by_id IS NULL AND NEW.by_id IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'what was said of a vote stays as it is'); END""",
    """CREATE TRIGGER vote_annulment_kept BEFORE UPDATE ON vote_annulment
    WHEN OLD.vote_id IS NOT NEW.vote_id OR OLD.reason IS NOT NEW.reason
        OR OLD.language IS NOT NEW.language OR OLD.at IS NOT NEW.at
        OR (OLD.by_id IS NULL AND NEW.by_id IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'what was said of a vote stays as it is'); END""",
    """CREATE TRIGGER vote_signature_kept BEFORE UPDATE ON vote_signature
    WHEN OLD.id IS NOT NEW.id OR OLD.vote_id IS NOT NEW.vote_id OR OLD.digest IS NOT NEW.digest
        OR OLD.language IS NOT NEW.language OR OLD.signed_at IS NOT NEW.signed_at
        OR (OLD.person_id IS NULL AND NEW.person_id IS NOT NULL)
        OR ((OLD.name IS NOT NEW.name OR OLD.remarks IS NOT NEW.remarks)
            AND (NEW.person_id IS NOT NULL OR NEW.name <> '' OR NEW.remarks <> ''))
    BEGIN SELECT RAISE(ABORT, 'what was said of a vote stays as it is'); END""",
    *(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "WHEN EXISTS (SELECT 1 FROM vote WHERE phase_id = OLD.vote_id) "
        "BEGIN SELECT RAISE(ABORT, 'what was said of a vote stays as it is'); END"
        for table in TABLES
    ),
)

POSTGRESQL = (
    # The trigger's own schema, whatever the search path is.
    """CREATE FUNCTION refuse_said_of_vote_change() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE named integer; BEGIN
    IF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT phase_id FROM %I.vote WHERE phase_id = $1', TG_TABLE_SCHEMA)
            INTO named USING OLD.vote_id;
        IF named IS NULL THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION 'what was said of a vote stays as it is'; END $$""",
    """CREATE TRIGGER public_draw_kept BEFORE UPDATE ON public_draw FOR EACH ROW
    WHEN (OLD.vote_id <> NEW.vote_id OR OLD.value <> NEW.value OR OLD.entered_at <> NEW.entered_at
        OR (OLD.entered_by_id IS NULL AND NEW.entered_by_id IS NOT NULL))
    EXECUTE FUNCTION refuse_said_of_vote_change()""",
    # A column of type json knows no equality; as text it does.
    """CREATE TRIGGER vote_note_kept BEFORE UPDATE ON vote_note FOR EACH ROW
    WHEN (OLD.id <> NEW.id OR OLD.vote_id <> NEW.vote_id OR OLD.kind <> NEW.kind
        OR OLD.role <> NEW.role OR OLD.text <> NEW.text OR OLD.language <> NEW.language
        OR OLD.at <> NEW.at OR OLD.facts::text IS DISTINCT FROM NEW.facts::text
        OR (OLD.by_id IS NULL AND NEW.by_id IS NOT NULL))
    EXECUTE FUNCTION refuse_said_of_vote_change()""",
    """CREATE TRIGGER vote_annulment_kept BEFORE UPDATE ON vote_annulment FOR EACH ROW
    WHEN (OLD.vote_id <> NEW.vote_id OR OLD.reason <> NEW.reason OR OLD.language <> NEW.language
        OR OLD.at <> NEW.at
        OR (OLD.by_id IS NULL AND NEW.by_id IS NOT NULL))
    EXECUTE FUNCTION refuse_said_of_vote_change()""",
    """CREATE TRIGGER vote_signature_kept BEFORE UPDATE ON vote_signature FOR EACH ROW
    WHEN (OLD.id <> NEW.id OR OLD.vote_id <> NEW.vote_id OR OLD.digest <> NEW.digest
        OR OLD.language <> NEW.language OR OLD.signed_at <> NEW.signed_at
        OR (OLD.person_id IS NULL AND NEW.person_id IS NOT NULL)
        OR ((OLD.name <> NEW.name OR OLD.remarks <> NEW.remarks)
            AND (NEW.person_id IS NOT NULL OR NEW.name <> '' OR NEW.remarks <> '')))
    EXECUTE FUNCTION refuse_said_of_vote_change()""",
    *(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION refuse_said_of_vote_change()"
        for table in TABLES
    ),
    *(
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        "EXECUTE FUNCTION refuse_said_of_vote_change()"
        for table in TABLES
    ),
)


def upgrade() -> None:
    """Hold what was said of a vote."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Hold it no more."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_said_of_vote_change() CASCADE")
        return
    for table in TABLES:
        for trigger in ("kept", "no_delete"):
            op.execute(f"DROP TRIGGER {table}_{trigger}")
