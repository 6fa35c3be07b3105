"""What can be asked about persons. Few of these ever see an address."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import current_app

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.settings import Settings
from commons.base.web.paging import Page, page_of
from commons.people.confusables import skeleton
from commons.people.models import EmailAddress, Person, RoleGrant, SignInSession, Verification
from commons.people.organisations.models import Speaker
from commons.people.permissions import PERMISSIONS
from commons.people.rules import keyed_hash


def in_force() -> sa.ColumnElement[bool]:
    """That a role grant holds now: nobody has ended it, and its day is not over."""
    return sa.and_(
        # Not left to the date: who waited for a lock looks with the time before the wait.
        RoleGrant.end_reason.is_(None),
        sa.or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > clock.now()),
    )


known_with_the_person: dict[str, "Callable[[Any], sa.ScalarSelect[Any]]"] = {}
"""What higher floors want known of whoever is signed in, asked with the same statement: by the
name of the attribute that holds it (see ``Person``), a subquery made of the person's number."""


def person_by_session(token: str) -> Person | None:
    """The person signed in on a device, with the roles they hold now: one statement."""
    settings: Settings = current_app.extensions["commons.settings"]
    now = clock.now()
    speaks = sa.exists().where(Speaker.person_id == Person.id)
    rows = db.session.execute(
        sa.select(Person, RoleGrant.role, SignInSession.shared, SignInSession.expires_at, speaks)
        .add_columns(*(ask(Person.id).label(name) for name, ask in known_with_the_person.items()))
        .join(SignInSession, SignInSession.person_id == Person.id)
        .outerjoin(RoleGrant, sa.and_(RoleGrant.person_id == Person.id, in_force()))
        .where(
            SignInSession.token_hash == keyed_hash(settings.secret_key, "session", token),
            SignInSession.expires_at > now,
        )
    ).all()
    if not rows:
        return None
    person: Person = rows[0][0]
    person.roles = frozenset(role for _person, role, *_device in rows if role is not None)
    person.session_token = token
    _person, _role, shared, ends, person.speaks, *known = rows[0]
    for name, value in zip(known_with_the_person, known, strict=True):
        setattr(person, name, value)
    person.shared_until = ends if shared else None
    return person


def person_by_address(address: str) -> Person | None:
    """The person of an e-mail address in its normal spelling."""
    return db.session.scalar(
        sa.select(Person)
        .join(EmailAddress, EmailAddress.person_id == Person.id)
        .where(EmailAddress.address == address)
    )


def person_by_name(name: str) -> Person | None:
    """The person of that name, or of one that looks like it: names are unique so."""
    alike = skeleton(name)
    return db.session.scalar(sa.select(Person).where(Person.name_skeleton == alike))


def address_of(person_id: int) -> str | None:
    """Where a person's mail goes; None for somebody without an address."""
    return db.session.scalar(
        sa.select(EmailAddress.address).where(EmailAddress.person_id == person_id)
    )


def verification_level(person_id: int) -> int:
    """How strongly it was shown that the person lives here; 0 when it was not."""
    level = db.session.scalar(
        sa.select(sa.func.max(Verification.level)).where(Verification.person_id == person_id)
    )
    return level or 0


def audit_log(before: int | None, *, size: int = 50) -> Page[AuditEntry]:
    """The audit log, newest first, of entries older than the one with the id ``before``."""
    query = sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(size + 1)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    return page_of(list(db.session.scalars(query)), size)


def others_may(permission: str, person_id: int) -> bool:
    """Whether anybody besides this person holds a role that allows the permission now."""
    return bool(
        db.session.scalar(
            sa.select(
                sa.exists().where(
                    RoleGrant.person_id != person_id,
                    RoleGrant.role.in_(PERMISSIONS[permission]),
                    in_force(),
                )
            )
        )
    )
