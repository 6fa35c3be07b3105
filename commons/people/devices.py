"""The devices on which a person is signed in: which there are, and ending them.

Nothing is kept that would tell one device from another but when it was signed in: no network
address, and not what kind of browser it has.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.people import rules
from commons.people.actions import secret, shared_life
from commons.people.models import Person, SignInSession
from commons.people.permissions import demand


@dataclass(frozen=True, slots=True)
class Device:
    """A device on which the person is signed in."""

    mark: str
    """By which it is named when it is to be ended; nobody can sign in with it."""
    since: datetime
    until: datetime
    shared: bool
    here: bool
    """Whether it is the one in the person's hands."""


def _mark_of(token: str | None) -> str:
    return rules.keyed_hash(secret(), "session", token or "")


def devices_of(person: Person) -> list[Device]:
    """Where a person is signed in: this device first, then the newest."""
    this = _mark_of(person.session_token)
    rows = db.session.scalars(
        sa.select(SignInSession)
        .where(SignInSession.person_id == person.id, SignInSession.expires_at > clock.now())
        .order_by(SignInSession.started_at.desc())
    )
    found = [
        Device(row.token_hash, row.started_at, row.expires_at, row.shared, row.token_hash == this)
        for row in rows
    ]
    return sorted(found, key=lambda device: not device.here)


@transaction
def end_device(person: Person, mark: str) -> bool:
    """Sign a device of this person out; whether there was such a one."""
    demand(person, "manage own account")
    theirs = {device.mark for device in devices_of(person)}
    return mark in theirs and _end(SignInSession.token_hash == mark) > 0


@transaction
def end_other_devices(person: Person) -> int:
    """Sign all devices of this person out but the one in their hands; how many there were."""
    demand(person, "manage own account")
    this = _mark_of(person.session_token)
    return _end(SignInSession.person_id == person.id, SignInSession.token_hash != this)


def _end(*which: sa.ColumnElement[bool]) -> int:
    ended = db.session.scalars(
        sa.delete(SignInSession).where(*which).returning(SignInSession.token_hash)
    )
    return len(ended.all())


def was_used_for_long(person: Person) -> bool:
    """Whether the end of a shared device has to be moved on, now that it is used."""
    ends, life = person.shared_until, shared_life()
    return ends is not None and ends < clock.now() + life - life * rules.SHARED_STEP


@transaction
def stay(token: str) -> None:
    """Move the end of a shared device on: it is being used."""
    now = clock.now()
    db.session.execute(
        sa.update(SignInSession)
        .where(
            SignInSession.token_hash == _mark_of(token),
            SignInSession.shared,
            SignInSession.expires_at > now,
        )
        .values(expires_at=now + shared_life())
    )
