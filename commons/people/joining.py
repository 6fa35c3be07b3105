"""Two accounts of one human become one: found when both are shown at once, joined by consent.

The roll must hold: of two ballots in an open vote one is taken out again, and the person says
which. Whatever points to the account that goes is moved; what the other has too is not doubled.
Who has a role is never joined: an administrator must end the role first.
"""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from commons.base.audit import write_audit
from commons.base.database import again_after_deadlock, db, transaction
from commons.base.errors import Refused
from commons.base.privacy import points_to_a_person, tables
from commons.i18n.catalogue import gettext as _
from commons.people.held import Question, holders
from commons.people.models import Person, RoleGrant
from commons.people.permissions import demand
from commons.people.queries import in_force


def questions(kept: Person, gone: Person) -> list[Question]:
    """What must be chosen before the two are joined."""
    return [one for holder in holders for one in holder.join_questions(kept, gone)]


def why_not(kept_id: int, gone_id: int) -> str | None:
    """Why two accounts cannot be joined, in the reader's language; None where they can."""
    if kept_id == gone_id:
        return _("This is the account you are signed in with.")
    roles = sa.exists().where(RoleGrant.person_id.in_([kept_id, gone_id]), in_force())
    if db.session.scalar(sa.select(roles)):
        return _(
            "One of these accounts has a role, so they cannot be joined here. An administrator "
            "must end the role first."
        )
    return None


@again_after_deadlock
@transaction
def join(kept: Person, gone_id: int, answers: Mapping[str, str]) -> None:
    """Make everything of another account of the same human theirs, and remove that account.

    Whoever calls this knows that both were shown at once. ``answers`` are those to ``questions``.
    Raises Refused with the reason; then nothing has changed.
    """
    demand(kept, "manage own account")
    for holder in holders:
        holder.hold_for_join(kept.id, gone_id)
    _hold(kept.id, gone_id)
    refusal = why_not(kept.id, gone_id)
    if refusal is not None:
        raise Refused(refusal)
    for holder in holders:
        holder.join(kept.id, gone_id, answers)
    db.session.flush()
    for column in _pointing():
        _move(column, kept.id, gone_id)
    for holder in holders:
        holder.forget(gone_id)  # what is found by other means than a row that points
    db.session.execute(sa.delete(Person).where(Person.id == gone_id))
    write_audit("join_accounts", f"person {kept.id}", actor_id=kept.id, joined=gone_id)
    db.session.flush()
    db.session.expire_all()


def _hold(*person_ids: int) -> None:
    there = db.session.scalars(
        sa.select(Person.id)
        .where(Person.id.in_(person_ids), Person.left_at.is_(None))
        .order_by(Person.id)
        .with_for_update()
    ).all()
    if set(there) != set(person_ids):
        raise Refused(_("One of these accounts was deleted, or joined already."))


def _pointing() -> Iterator["sa.Column[int]"]:
    """Every column that holds the number of a person."""
    for table, _about_nobody in tables():
        yield from (column for column in table.columns if points_to_a_person(column))


def _move(column: "sa.Column[int]", kept_id: int, gone_id: int) -> None:
    """Let what points to one person point to another; where both have the same, theirs stays."""
    table = column.table
    for names in _unique_with(column):
        theirs = table.alias()
        same = [theirs.c[name] == table.c[name] for name in names if name != column.name]
        db.session.execute(
            sa.delete(table).where(
                column == gone_id,
                sa.exists().where(theirs.c[column.name] == kept_id, *same),
            )
        )
    db.session.execute(sa.update(table).where(column == gone_id).values({column.name: kept_id}))


def _unique_with(column: "sa.Column[int]") -> Iterator[list[str]]:
    """The names of columns that, with this one among them, may not repeat."""
    table = column.table
    together: list[list[str]] = [[one.name for one in table.primary_key.columns]]
    together += [
        [one.name for one in constraint.columns]
        for constraint in table.constraints
        if isinstance(constraint, sa.UniqueConstraint)
    ]
    together += [[one.name for one in index.columns] for index in table.indexes if index.unique]
    yield from (names for names in together if column.name in names)
