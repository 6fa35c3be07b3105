"""Who holds and held which role: what the page of roles asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from commons.base.database import db
from commons.base.web.paging import Page, page_of
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person, RoleGrant
from commons.people.permissions import (
    ADMINISTRATOR,
    AUDITOR,
    MEDIATOR,
    MODERATOR,
    OBSERVER,
    OFFICER,
)
from commons.people.queries import in_force


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role grant with the names of those it concerns; a name is None for the operator."""

    grant: RoleGrant
    name: str
    granted_by: str | None
    ended_by: str | None

    @property
    def id(self) -> int:
        """The grant's number."""
        return self.grant.id

    @property
    def last_day(self) -> datetime | None:
        """A moment on the last day, where an end is set."""
        ends = self.grant.ends_at
        return ends - timedelta(seconds=1) if ends else None


def role_words(role: str) -> str:
    """What a role is called, in the reader's language."""
    words = {
        MEDIATOR: _("Mediator"),
        MODERATOR: _("Moderator"),
        OFFICER: _("Officer"),
        ADMINISTRATOR: _("Administrator"),
        AUDITOR: _("Auditor"),
        OBSERVER: _("Observer"),
    }
    return words[role]


def role_task(role: str) -> str:
    """What somebody with a role does, in a few words."""
    tasks = {
        MEDIATOR: _("Mediator: helps others to take part, and hands out access cards"),
        MODERATOR: _("Moderator: decides about reported texts"),
        OFFICER: _("Officer: runs consultations and answers officially"),
        ADMINISTRATOR: _("Administrator: grants and ends roles, and may do all of the above"),
        AUDITOR: _("Auditor: reads the audit log and the roles, and changes nothing"),
        OBSERVER: _("Observer: watches votes, notes what happens, and signs their results"),
    }
    return tasks[role]


def _held() -> sa.Select[RoleGrant, str, str, str]:
    granter, ender = aliased(Person), aliased(Person)
    return (
        sa.select(RoleGrant, Person.display_name, granter.display_name, ender.display_name)
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(granter, granter.id == RoleGrant.granted_by_id)
        .outerjoin(ender, ender.id == RoleGrant.ended_by_id)
    )


def roles_now() -> list[HeldRole]:
    """All roles that are held now, by role and by name."""
    query = _held().where(in_force()).order_by(RoleGrant.role, Person.display_name, RoleGrant.id)
    return [HeldRole(*row) for row in db.session.execute(query)]


def roles_earlier(before: int | None, *, size: int = 50) -> Page[HeldRole]:
    """Roles that have ended, the one granted last first, of those older than grant ``before``."""
    query = _held().where(~in_force()).order_by(RoleGrant.id.desc()).limit(size + 1)
    if before is not None:
        query = query.where(RoleGrant.id < before)
    return page_of([HeldRole(*row) for row in db.session.execute(query)], size)


def role_now(grant_id: int) -> HeldRole | None:
    """A role that is held now; None when it has ended, or there is no such grant."""
    row = db.session.execute(_held().where(RoleGrant.id == grant_id, in_force())).one_or_none()
    return HeldRole(*row) if row else None
