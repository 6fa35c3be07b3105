"""Giving roles, and ending them."""

from datetime import datetime

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_line
from commons.i18n.catalogue import gettext as _
from commons.people import queries
from commons.people.models import Person, RoleGrant
from commons.people.permissions import ADMINISTRATOR, GRANTED, demand


@transaction
def grant_role(
    person: Person,
    role: str,
    *,
    reason: str,
    ends_at: datetime | None = None,
    granted_by: Person | None = None,
) -> None:
    """Give a person a role, until somebody ends it or ``ends_at`` comes.

    It takes the place of the same role where the person holds it already. ``granted_by`` is None
    for the operator. Raises ValueError for an unknown role, a missing reason, an end that is past,
    Refused when the person has left, NotAllowed.
    """
    if role not in GRANTED:
        raise ValueError(f"role must be one of {', '.join(GRANTED)}, not {role!r}")
    why = clean_line(reason)[:300]
    if not why:
        raise ValueError("a role needs a reason")
    if ends_at is not None and ends_at <= clock.now():
        raise ValueError("a role must end after it begins")
    actor_id = None
    if granted_by is not None:
        demand(granted_by, "grant roles")
        actor_id = granted_by.id
        _hold_still(actor_id)
    _hold_still(person.id, changing=True)
    now = clock.now()
    db.session.execute(
        sa.update(RoleGrant)
        .where(RoleGrant.person_id == person.id, RoleGrant.role == role, queries.in_force())
        .values(ends_at=now, ended_by_id=actor_id, end_reason=why)
    )
    db.session.add(
        RoleGrant(
            person_id=person.id,
            role=role,
            reason=why,
            granted_by_id=actor_id,
            granted_at=now,
            ends_at=ends_at,
        )
    )
    until = {"until": ends_at.isoformat()} if ends_at else {}
    write_audit("grant_role", f"person {person.id}", actor_id=actor_id, role=role, **until)


@transaction
def end_role(administrator: Person, grant_id: int, *, reason: str) -> None:
    """End a role now. Raises Refused where it has ended, or no administrator would be left.

    Raises ValueError without a reason, NotFound for an unknown grant, NotAllowed.
    """
    demand(administrator, "grant roles")
    why = clean_line(reason)[:300]
    if not why:
        raise ValueError("ending a role needs a reason")
    _hold_still(administrator.id)
    # All of them, in one order: of two administrators who end each other's role at the same time,
    # the second waits, and then sees that nobody else is left.
    administrators = db.session.scalars(
        sa.select(RoleGrant.id)
        .where(RoleGrant.role == ADMINISTRATOR, queries.in_force())
        .order_by(RoleGrant.id)
        .with_for_update()
    ).all()
    grant = db.session.scalar(
        sa.select(RoleGrant)
        .where(RoleGrant.id == grant_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if grant is None:
        raise NotFound
    now = clock.now()
    if grant.end_reason is not None or (grant.ends_at is not None and grant.ends_at <= now):
        raise Refused(_("This role has ended already."))
    if list(administrators) == [grant.id]:
        raise Refused(
            _(
                "This is the only administrator of the city. Give the role to somebody else "
                "first. Then you can end this one."
            )
        )
    grant.ends_at, grant.ended_by_id, grant.end_reason = now, administrator.id, why
    write_audit("end_role", f"person {grant.person_id}", actor_id=administrator.id, role=grant.role)


def _hold_still(person_id: int, *, changing: bool = False) -> None:
    """Keep a person from leaving until this is done. Raises Refused when they have left."""
    here = db.session.scalar(
        sa.select(Person.id)
        .where(Person.id == person_id, Person.left_at.is_(None))
        .with_for_update(read=not changing, key_share=True)
    )
    if here is None:
        raise Refused(_("This person has deleted their account."))
