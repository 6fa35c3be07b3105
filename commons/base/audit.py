"""The audit log: who did what with the power they were given. Nothing in it can be changed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base import clock
from commons.base.database import Model, db
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_WHY = _l("So that everybody can check how power was used.")
_KEPT = _l("For good: this log cannot be changed. Once you have left, only a number is in it.")


class AuditEntry(Model):
    """One act. The database itself refuses to change or delete it (see ``APPEND_ONLY``)."""

    __tablename__ = "audit_entry"
    __impersonal__ = impersonal("Which act, and when.", "id at act")

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(
        info=personal(_l("Who did it"), purpose=_WHY, kept=_KEPT)
    )
    """The person; None for the operator's command line and for what happens by date."""
    act: Mapped[str] = mapped_column(sa.String(60), index=True)
    subject: Mapped[str] = mapped_column(
        sa.String(80),
        index=True,
        info=personal(_l("To whom or what"), purpose=_WHY, kept=_KEPT),
    )
    """What it was done to: ``proposal 12``."""
    data: Mapped[dict[str, Any]] = mapped_column(
        default=dict, info=personal(_l("Details"), purpose=_WHY, kept=_KEPT)
    )


APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON audit_entry EXECUTE FUNCTION refuse_audit_change()"
        ),
    ],
}
"""The triggers that hold the log in place, for each database; a migration creates them."""


def write_audit(act: str, subject: str, *, actor_id: int | None = None, **data: Any) -> None:
    """Write an act into the log; kept when the surrounding transaction is."""
    db.session.add(
        AuditEntry(at=clock.now(), actor_id=actor_id, act=act, subject=subject, data=data)
    )
