"""The end of every way in: the device knows the person, who goes on where they were."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import flash, redirect, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from commons.i18n.catalogue import gettext as _
from commons.people import actions
from commons.people.models import Person

_KEPT = ("language", "draft", "writer", "visit", "joining")
"""What of a visit goes on after signing in."""

Welcome = Callable[[Person], object]
_welcomes: list[Welcome] = []


def also(act: Welcome) -> None:
    """Have something done for whoever arrives, once they are known. The same act is added once."""
    if act not in _welcomes:
        _welcomes.append(act)


def welcome(person: Person, *, shared: bool) -> Response:
    """Recognise the person on this device from now on, and lead them back to where they were."""
    back = own_address(session.get("after_sign_in"))
    kept = {key: session[key] for key in _KEPT if key in session}
    shared = shared or "visit" in session  # of a kiosk
    # A new session, so that one planted before signing in is worth nothing.
    session.clear()
    session.update(kept)
    # Unless others use it too, the device is remembered when the browser is closed.
    session.permanent = not shared
    if shared:
        session["shared"] = True
    actions.start_session(person, shared=shared)
    login_user(person)
    for act in _welcomes:
        act(person)
    flash(_("You are signed in as %(name)s.", name=person.display_name), "success")
    return redirect(back or url_for("consultations.home"), code=303)


def own_address(address: str | None) -> str | None:
    """A path within this city that may be led back to; None for anything else."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = parts.path
    if parts.netloc and parts.netloc != request.host:
        return None
    if not path.startswith("/") or path.startswith("//") or "\\" in address or "\n" in address:
        return None
    # Flask's own paths are without the city's prefix, a browser's are with it.
    root = f"{request.script_root}/"
    path = path if path.startswith(root) else request.script_root + path
    return path + (f"?{parts.query}" if parts.query else "")
