"""Whose draft it is: a person's, or that of whoever uses this browser and has not signed in."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask import has_request_context, session

from commons.people.actions import secret
from commons.people.current import current_person
from commons.people.models import Person
from commons.people.rules import keyed_hash
from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.rules import KEPT_FOR, KEPT_FOR_VISITOR, KEPT_ON_SHARED

WRITER = "writer"
"""In the signed session of a visitor who began a draft: a key by chance."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who writes. Without a person and a mark it is a visitor who has begun nothing."""

    person: Person | None
    mark: str | None = None
    shared: bool = False
    """The device is one that others use too."""

    @property
    def owns(self) -> sa.ColumnElement[bool]:
        """That a draft is theirs, as a condition."""
        if self.person is not None:
            return Draft.owner_id == self.person.id
        return Draft.visitor_mark == self.mark if self.mark else sa.false()

    @property
    def keeps(self) -> timedelta:
        """How long what they write is kept."""
        if self.person is not None:
            return KEPT_FOR
        return KEPT_ON_SHARED if self.shared else KEPT_FOR_VISITOR


def current_owner(*, writes: bool = False) -> Owner:
    """Who writes on this request; with ``writes``, a visitor's browser is known from now on."""
    person = current_person()
    if person is not None:
        return Owner(person)
    if writes and WRITER not in session:
        session[WRITER] = secrets.token_hex(16)
    return Owner(None, visitor_mark(), shared=shared_device())


def shared_device() -> bool:
    """Whether others use this device too: nothing is to stay on it."""
    return has_request_context() and "shared" in session


def visitor_mark() -> str | None:
    """How what this browser began is marked; None where it has begun nothing."""
    if not has_request_context() or not session.get(WRITER):
        return None
    return keyed_hash(secret(), "draft", str(session[WRITER]))
