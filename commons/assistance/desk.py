"""The mediator's desk: acting for somebody who is there, with their card as the key."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.database import writing
from commons.base.errors import Refused
from commons.base.web.forms import Form, LineField, at_most, needed
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.current import HELPING, device_person, helped_now, signed_in_person
from commons.people.helping import actions
from commons.people.helping.rules import IDLE, STEP
from commons.people.permissions import requires

blueprint = Blueprint("assistance", __name__, template_folder="templates")


class CardForm(Form):
    """Whose card it is."""

    code = LineField(
        _l("Code on the card"),
        [needed(), at_most(200)],
        description=_l(
            "Type it, scan it, or have it read to you on the telephone: 16 letters and digits."
        ),
    )


@blueprint.before_app_request
def while_helping() -> Response | None:
    """Move the end of helping on; where it ended by itself, do nothing that was meant for them."""
    if not g.get("database") or HELPING not in session:
        return None
    helped, mediator = helped_now(), device_person()
    if helped is None or mediator is None:
        _help_nobody()
        flash(
            _("Nothing was done for 15 minutes, so helping has ended. Type the code again."), "info"
        )
        return redirect(url_for("assistance.desk"), code=303)
    if helped.expires_at < clock.now() + IDLE - STEP:
        with writing():
            actions.go_on(mediator)
    return None


@blueprint.app_context_processor
def whom_we_help() -> dict[str, Any]:
    """For the strip that every page shows while somebody is helped."""
    return {"helping": helped_now() if g.get("database") else None}


def _help_nobody() -> None:
    session.pop(HELPING, None)
    g.pop("helped", None)


@blueprint.route("/assist", methods=["GET", "POST"])
@requires("assist")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def desk() -> str | Response | tuple[str, int]:
    """Ask for the card's code, and begin to help its holder."""
    form = CardForm()
    if request.method == "POST" and form.validate():
        try:
            actions.begin(signed_in_person(), form.code.data or "")
        except Refused as refusal:
            form.code.errors = [str(refusal)]
        else:
            session[HELPING] = True
            session.pop("draft", None)
            return redirect(url_for("consultations.home"), code=303)
    page = render_template("assistance/desk.html", form=form)
    return (page, 422) if form.errors else page


# Of the person helped nobody asks "assist": whoever is here may stop helping.
@blueprint.post("/assist/finish")
@requires("read")
def finish() -> Response:
    """Help nobody any more."""
    mediator = device_person()
    if mediator is not None:
        actions.finish(mediator)
    _help_nobody()
    session.pop("draft", None)
    flash(_("You have finished. You act for yourself again."), "success")
    return redirect(url_for("assistance.desk" if mediator else "consultations.home"), code=303)
