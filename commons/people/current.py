"""The person who is here, as far as they have said."""

from flask import has_request_context
from flask_login import current_user

from commons.base.errors import NotAllowed
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person


def current_person() -> Person | None:
    """Who is signed in on this request; None for a visitor, and outside of requests."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    person: Person = current_user._get_current_object()  # noqa: SLF001  (behind Flask-Login's proxy)
    return person


def signed_in_person() -> Person:
    """Who is signed in; on pages whose permission makes sure that somebody is."""
    person = current_person()
    if person is None:
        raise NotAllowed(_("Please sign in first."))
    return person
