"""Leaving: what is about the person goes, what they said stays, without them.

A roll that says who has voted must hold while its vote is open, or one could leave, come back and
vote again. Until the last such vote is counted, a bare row of the person stays: a number, the day,
and a keyed hash of the address, by which somebody who comes back is the same person to the roll.
"""

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import again_after_deadlock, db, transaction
from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people import queries
from commons.people.actions import address_mark
from commons.people.held import holders
from commons.people.holding import forget_old_mails
from commons.people.models import BY_NAME, Person, RoleGrant
from commons.people.permissions import ADMINISTRATOR, demand


@again_after_deadlock
@transaction
def delete_account(person: Person) -> None:
    """Delete a person's account. Raises Refused for the city's only administrator."""
    demand(person, "manage own account")
    # From here on nothing else can be done as this person: it waits, then finds nobody.
    there = db.session.scalar(
        sa.select(Person.id)
        .where(Person.id == person.id, Person.left_at.is_(None))
        .with_for_update()
    )
    if there is None:
        return
    _refuse_the_only_administrator(person.id)
    address = queries.address_of(person.id)
    for holder in holders:
        holder.forget(person.id)
    if person.id in _still_needed([person.id]):
        _leave_a_bare_row(person.id, address)
    else:
        db.session.execute(sa.delete(Person).where(Person.id == person.id))
    write_audit("delete_account", f"person {person.id}", actor_id=person.id)
    db.session.flush()
    db.session.expunge_all()  # what the session remembers is gone or wiped


def _refuse_the_only_administrator(person_id: int) -> None:
    # Locked, so that of two last administrators only one can leave.
    administrators = db.session.scalars(
        sa.select(RoleGrant.person_id)
        .where(RoleGrant.role == ADMINISTRATOR, queries.in_force())
        .order_by(RoleGrant.id)
        .with_for_update()
    ).all()
    if set(administrators) == {person_id}:
        raise Refused(
            _(
                "You are the only administrator of this city. Somebody else must get this role "
                "first. Then you can delete your account."
            )
        )


def _still_needed(person_ids: list[int]) -> set[int]:
    """Those whose bare row is still needed by some holder."""
    needed: set[int] = set()
    for holder in holders:
        query = holder.needed()
        if query is not None:
            found = query.subquery()
            ids = sa.select(found.c[0]).where(found.c[0].in_(person_ids))
            needed.update(db.session.scalars(ids))
    return needed


def _leave_a_bare_row(person_id: int, address: str | None) -> None:
    now = clock.now()
    db.session.execute(
        sa.update(Person)
        .where(Person.id == person_id)
        .values(
            display_name="",
            name_skeleton=None,
            shown_as=BY_NAME,
            language="",
            district_id=None,
            created_at=now,
            left_at=now,
            left_address_hash=address_mark(address) if address else None,
        )
    )


@transaction
def forget_what_is_over() -> None:
    """Remove what has served its time: old mails of the demo, and rows of people who left.

    The worker does it every round; safe at any time and twice.
    """
    forget_old_mails()
    gone = list(
        db.session.scalars(
            sa.select(Person.id)
            .where(Person.left_at.is_not(None))
            .order_by(Person.id)
            .with_for_update(skip_locked=True)
        )
    )
    if not gone:
        return
    for person_id in sorted(set(gone) - _still_needed(gone)):
        for holder in holders:
            holder.forget(person_id)
        db.session.execute(sa.delete(Person).where(Person.id == person_id))
