"""Passkeys: adding, listing and removing one's own, and signing in with one.

The browser's part is in ``static/js/passkeys.js``: it fetches the question as JSON, asks the
device, and sends the answer in an ordinary form.
"""

import json

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.people.arriving import welcome
from commons.people.current import current_person, signed_in_person
from commons.people.forms import DeviceForm
from commons.people.passkeys import actions
from commons.people.passkeys.queries import passkeys_of
from commons.people.passkeys.site import Site, passkey_site
from commons.people.permissions import requires

blueprint = Blueprint("passkeys", __name__, template_folder="templates")
_SESSION = "passkey"
"""Where the session remembers the question, and what the device was told to call the person."""


@blueprint.app_context_processor
def _offered() -> dict[str, object]:
    """So that the sign-in page offers passkeys only where there can be any."""
    return {"passkey_site": passkey_site}


@blueprint.get("/account/passkeys")
@requires("manage own account")
def own() -> str:
    """One's passkeys; adding one."""
    return render_template(
        "passkeys/own.html",
        passkeys=passkeys_of(signed_in_person().id),
    )


@blueprint.post("/account/passkeys/options")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def adding() -> Response | tuple[Response, int]:
    """The question to a device that shall make a passkey."""
    site = passkey_site()
    if site is None:
        return _plain(_not_here()), 422
    try:
        options, challenge = actions.begin_adding(signed_in_person(), site)
    except Refused as refusal:
        return _plain(str(refusal)), 422
    session[_SESSION] = {"challenge": challenge, "handle": json.loads(options)["user"]["id"]}
    return Response(options, mimetype="application/json")


@blueprint.post("/account/passkeys")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def add() -> Response:
    """Keep the passkey that the device made."""
    try:
        site, asked = _site(), _asked()
        actions.finish_adding(
            signed_in_person(),
            site,
            asked["challenge"],
            _answer(),
            name=request.form.get("name", ""),
            handle=asked.get("handle", ""),
        )
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The passkey is added. You can sign in with it from now on."), "success")
    return redirect(url_for("passkeys.own"), code=303)


@blueprint.post("/account/passkeys/<int:passkey_id>/remove")
@requires("manage own account")
def remove(passkey_id: int) -> Response:
    """Let nobody in with a passkey any more."""
    if actions.remove_passkey(signed_in_person(), passkey_id):
        flash(_("The passkey is removed. Nobody can sign in with it any more."), "success")
    else:
        flash(_("That passkey was removed already."), "info")
    return redirect(url_for("passkeys.own"), code=303)


@blueprint.post("/sign-in/passkey/options")
@requires("sign in")
@limiter.limit(WRITING_LIMIT)
def signing_in() -> Response | tuple[Response, int]:
    """The question to a device that shall show who is there."""
    site = passkey_site()
    if site is None:
        return _plain(_not_here()), 422
    options, challenge = actions.begin_signing_in(site)
    session[_SESSION] = {"challenge": challenge}
    return Response(options, mimetype="application/json")


@blueprint.post("/sign-in/passkey")
@requires("sign in")
@limiter.limit(WRITING_LIMIT)
def check() -> Response:
    """Sign in with the answer of a passkey."""
    if current_person() is not None:
        return redirect(url_for("people.account"), code=303)
    try:
        site, asked = _site(), _asked()
        person = actions.sign_in(site, asked["challenge"], _answer())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for("people.sign_in"), code=303)
    return welcome(person, shared=DeviceForm().shared.data)


def _plain(text: str) -> Response:
    return Response(text, mimetype="text/plain")


def _not_here() -> str:
    return _("Passkeys do not work at this address. Please sign in another way.")


def _site() -> Site:
    site = passkey_site()
    if site is None:
        raise Refused(_not_here())
    return site


def _asked() -> dict[str, str]:
    """What this session was asked, once."""
    asked: dict[str, str] | None = session.pop(_SESSION, None)
    if asked is None:
        raise Refused(_("That took too long, or was sent twice. Please try again."))
    return asked


def _answer() -> str:
    return request.form.get("answer", "")
