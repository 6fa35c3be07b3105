"""Ending the devices one is signed in on; keeping a shared one signed in while it is used."""

from flask import Blueprint, flash, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from commons.base.database import writing
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.people import devices
from commons.people.current import device_person, signed_in_person
from commons.people.permissions import requires

blueprint = Blueprint("devices", __name__)


@blueprint.before_app_request
def stay_signed_in() -> None:
    """Move the end of a shared device on. Written now and then, before the page is read."""
    if "shared" not in session or not g.get("database"):
        return
    person = device_person()
    if person is not None and person.session_token and devices.was_used_for_long(person):
        with writing():
            devices.stay(person.session_token)


@blueprint.post("/account/devices/end")
@requires("manage own account")
def end() -> Response:
    """Sign one device out."""
    if devices.end_device(signed_in_person(), request.form.get("device", "")):
        flash(_("That device is signed out."), "success")
    else:
        flash(_("That device was signed out already."), "info")
    return redirect(url_for("people.account"), code=303)


@blueprint.post("/account/devices/end-others")
@requires("manage own account")
def end_others() -> Response:
    """Sign all devices out but this one."""
    ended = devices.end_other_devices(signed_in_person())
    flash(
        ngettext("%(num)s device is signed out.", "%(num)s devices are signed out.", ended),
        "success",
    )
    return redirect(url_for("people.account"), code=303)
