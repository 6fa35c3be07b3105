"""Who may do what: the one table.

Read it like this: ``"moderate"`` may be done by moderators and administrators. ``everyone``
includes people who are not signed in. Every page states one of these words (a test walks all
addresses), and every action checks its own again.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotAllowed
from commons.i18n.catalogue import gettext as _

EVERYONE = "everyone"
RESIDENT = "resident"
"""Whoever is signed in."""
MEDIATOR = "mediator"
"""Helps others to take part, and enters on their behalf what they say."""
MODERATOR = "moderator"
OFFICER = "officer"
ADMINISTRATOR = "administrator"
AUDITOR = "auditor"
"""Reads what was done with power, and changes nothing."""
OBSERVER = "observer"
"""Watches votes and signs their results."""

ROLES = (RESIDENT, MEDIATOR, MODERATOR, OFFICER, ADMINISTRATOR, AUDITOR, OBSERVER)
GRANTED = ROLES[1:]
"""The roles that somebody gives; whoever signs in is a resident."""

PERMISSIONS: dict[str, frozenset[str]] = {
    "read": frozenset({EVERYONE}),
    "sign in": frozenset({EVERYONE}),
    "report": frozenset({EVERYONE}),
    "download": frozenset({EVERYONE}),
    "manage own account": frozenset({RESIDENT}),
    "propose": frozenset({RESIDENT}),
    "comment": frozenset({RESIDENT}),
    "support": frozenset({RESIDENT}),
    "vote": frozenset({RESIDENT}),
    "appeal": frozenset({RESIDENT}),
    "assist": frozenset({MEDIATOR, OFFICER, ADMINISTRATOR}),
    "hand out cards": frozenset({MEDIATOR, OFFICER, ADMINISTRATOR}),
    "confirm residence": frozenset({MEDIATOR, OFFICER, ADMINISTRATOR}),
    "enter paper ballots": frozenset({MEDIATOR, OFFICER, ADMINISTRATOR}),
    "observe votes": frozenset({OFFICER, ADMINISTRATOR, OBSERVER}),
    "sign results": frozenset({OBSERVER}),
    "run verification": frozenset({OFFICER, ADMINISTRATOR}),
    "moderate": frozenset({MODERATOR, ADMINISTRATOR}),
    "read the audit log": frozenset({MODERATOR, OFFICER, ADMINISTRATOR, AUDITOR}),
    "run consultations": frozenset({OFFICER, ADMINISTRATOR}),
    "answer officially": frozenset({OFFICER, ADMINISTRATOR}),
    "look after proposals": frozenset({OFFICER, ADMINISTRATOR}),
    "see roles": frozenset({ADMINISTRATOR, AUDITOR}),
    "grant roles": frozenset({ADMINISTRATOR}),
    "run organisations": frozenset({ADMINISTRATOR}),
}

FOR_ANOTHER = frozenset({"propose", "comment", "support", "vote"})
"""What a mediator can do for a person they help, beside what everyone can."""


class HasRoles(Protocol):
    """A person, as far as permissions go."""

    @property
    def helped_by(self) -> int | None:
        """The mediator who acts for them now, if one does."""

    @property
    def roles(self) -> frozenset[str]:
        """The roles in force now."""


def may(person: HasRoles | None, permission: str) -> bool:
    """Whether the person (None: not signed in) may do this. Raises KeyError for an unknown word."""
    allowed = PERMISSIONS[permission]
    if EVERYONE in allowed:
        return True
    if person is None:
        return False
    if person.helped_by is not None:
        return permission in FOR_ANOTHER
    return RESIDENT in allowed or not allowed.isdisjoint(person.roles)


def demand(person: HasRoles | None, permission: str) -> None:
    """Refuse the act unless the person may do it. Raises NotAllowed."""
    if not may(person, permission):
        raise NotAllowed(_why_not(person))


def _why_not(person: HasRoles | None) -> str:
    if person is not None and person.helped_by is not None:
        return _("This can only be done by the person themselves, not by a mediator for them.")
    return _("Your account does not allow this.")


P = ParamSpec("P")
R = TypeVar("R")


def requires(permission: str) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """State what a page asks of its visitor. Who is not signed in is asked to, then led back."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def state(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            from commons.people.current import current_person

            person = current_person()
            if may(person, permission):
                return view(*args, **kwargs)
            if person is None:
                # A form posted while signed out comes back to the page it was on.
                back = request.full_path if request.method == "GET" else request.referrer or ""
                session["after_sign_in"] = back
                return redirect(url_for("people.sign_in"), code=303)
            raise NotAllowed(_why_not(person) if person.helped_by else "")

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return state
