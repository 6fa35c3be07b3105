"""The person who acts: the one place that knows.

Mostly it is who signed in on the device. While a mediator helps somebody it is the person helped,
without any role; ``permissions`` says what can be done for them.
"""

from flask import g, has_request_context, session
from flask_login import current_user

from commons.base.audit import write_audit
from commons.base.errors import NotAllowed
from commons.i18n.catalogue import gettext as _
from commons.people.helping.queries import Helped, helped_by
from commons.people.helping.rules import ASSISTED, ONLINE
from commons.people.models import Person
from commons.people.permissions import may

HELPING = "helping"
"""In the session of a mediator's device while somebody is helped; only then we ask for whom."""


def device_person() -> Person | None:
    """Who signed in on this device; None for a visitor, and outside of requests."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    person: Person = current_user._get_current_object()  # noqa: SLF001  (behind Flask-Login's proxy)
    return person


def helped_now() -> Helped | None:
    """Whom the mediator at this device helps; None where nobody is, or it ended by itself."""
    if not has_request_context() or HELPING not in session:
        return None
    if "helped" not in g:
        mediator = device_person()
        allowed = mediator is not None and may(mediator, "assist")
        g.helped = helped_by(mediator) if mediator is not None and allowed else None
    found: Helped | None = g.helped
    return found


def current_person() -> Person | None:
    """Who acts on this request; None for a visitor, and outside of requests.

    Where helping has ended by itself nobody acts, so that nothing meant for the person helped is
    done as the mediator.
    """
    if has_request_context() and HELPING in session:
        helped = helped_now()
        return helped.person if helped else None
    return device_person()


def signed_in_person() -> Person:
    """Who acts; on pages whose permission makes sure that somebody does."""
    person = current_person()
    if person is None:
        raise NotAllowed(_("Please sign in first."))
    return person


def current_channel() -> str:
    """Which way what is done now comes: ``assisted`` while a mediator helps, else ``online``."""
    return ASSISTED if helped_now() else ONLINE


def record_help(act: str, subject: str) -> None:
    """Write into the audit log who entered this for somebody; nothing where nobody helps."""
    helped = helped_now()
    if helped is not None:
        write_audit(act, subject, actor_id=helped.person.helped_by, card=helped.card_number)
