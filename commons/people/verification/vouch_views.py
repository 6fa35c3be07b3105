"""Vouching for others."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.models import Person
from commons.people.organisations.queries import speaks_for
from commons.people.permissions import requires
from commons.people.verification import vouching
from commons.people.verification.forms import VouchCodeForm, VouchForm

blueprint = Blueprint("vouch", __name__, template_folder="templates")

Answer = str | Response | tuple[str, int]


@blueprint.route("/vouch", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def enter() -> Answer:
    """Type the code that somebody gave you, and see who that is."""
    form = VouchCodeForm()
    if request.method == "GET":
        return render_template("verification/vouch_enter.html", form=form)
    if form.validate():
        try:
            person = vouching.who_asks(signed_in_person(), form.code.data or "")
        except Refused as refusal:
            form.code.errors = [str(refusal)]
        else:
            vouch = VouchForm(formdata=None, data={"code": form.code.data, "speaker": ""})
            return _page(vouch, person)
    return render_template("verification/vouch_enter.html", form=form), 422


@blueprint.post("/vouch/for")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def give() -> Answer:
    """Say that this person lives here."""
    voucher, form = signed_in_person(), VouchForm()
    _offer(form)
    refused = None
    try:
        person = vouching.who_asks(voucher, form.code.data or "")
        if form.validate():
            named = int(form.speaker.data) if form.speaker.data else None
            vouching.vouch(voucher, form.code.data or "", organisation_id=named)
            flash(
                _("Thank you. You have vouched for %(name)s.", name=person.display_name), "success"
            )
            return redirect(url_for("vouch.enter"), code=303)
    except Refused as refusal:
        refused = str(refusal)
    if refused:
        again = VouchCodeForm(formdata=None, data={"code": form.code.data})
        return render_template("verification/vouch_enter.html", form=again, refused=refused), 422
    return _page(form, person), 422


def _page(form: VouchForm, person: Person) -> str:
    _offer(form)
    return render_template("verification/vouch.html", form=form, asks=person)


def _offer(form: VouchForm) -> None:
    form.speaker.choices = [("", _("I myself"))] + [
        (str(one.id), one.name) for one in speaks_for(signed_in_person()) if one.accredited
    ]
    if form.speaker.data is None:
        form.speaker.data = ""
