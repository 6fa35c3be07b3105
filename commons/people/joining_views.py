"""Joining two accounts of one's own."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, Field, RadioField, ValidationError

from commons.base.database import db
from commons.base.errors import Refused
from commons.base.web.forms import Form, needed
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people import actions, joining, joining_session
from commons.people.current import signed_in_person
from commons.people.models import Person
from commons.people.permissions import requires

blueprint = Blueprint("joining", __name__)

Answer = str | Response | tuple[str, int]


class JoinForm(Form):
    """That both accounts are one's own; and what must be chosen. A field is added for each."""

    sure = BooleanField(
        _l("Both accounts are mine"),
        validators=[needed(lambda: _("Please tick the box if both accounts are yours."))],
    )


@blueprint.get("/account/join")
@requires("manage own account")
def show() -> Answer:
    """How to join two accounts; or, once both are shown, what will happen."""
    return _page(None)


@blueprint.post("/account/join/start")
@requires("manage own account")
def start() -> Response:
    """Remember this account for a few minutes, and sign in with the other one."""
    person = signed_in_person()
    code, shared = session.get("language"), session.get("shared")
    if person.session_token:
        actions.end_session(person.session_token)
    logout_user()
    session.clear()
    if code:
        session["language"] = code
    joining_session.remember(person.id)
    session["after_sign_in"] = url_for("joining.show")
    flash(_("Now sign in to your other account, in any way you like."), "info")
    return redirect(url_for("people.sign_in", shared="1" if shared else None), code=303)


@blueprint.post("/account/join/forget")
@requires("manage own account")
def forget() -> Response:
    """Do not join them after all."""
    joining_session.forget()
    flash(_("Nothing was joined. Both accounts stay as they are."), "info")
    return redirect(url_for("people.account"), code=303)


@blueprint.post("/account/join")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def join() -> Answer:
    """Join the two."""
    kept, gone_id = signed_in_person(), joining_session.remembered()
    gone = db.session.get(Person, gone_id) if gone_id is not None else None
    if gone is None or gone_id is None:
        flash(_("That took too long. Please show once more that both accounts are yours."), "info")
        return redirect(url_for("joining.show"), code=303)
    form = _form(kept, gone)
    if not form.validate():
        return _page(form)
    answers = {name: str(value) for name, value in form.data.items() if value}
    try:
        joining.join(kept, gone_id, answers)
    except Refused as refusal:
        return _page(form, str(refusal))
    joining_session.forget()
    flash(_("Your two accounts are one now."), "success")
    return redirect(url_for("people.account"), code=303)


def _form(kept: Person, gone: Person) -> JoinForm:
    asked = joining.questions(kept, gone)
    fields = {one.name: RadioField(one.text, [_answered], validate_choice=False) for one in asked}
    made: type[JoinForm] = type("JoinForm", (JoinForm,), fields)
    form = made()
    for one in asked:
        form[one.name].choices = list(one.choices)
    return form


def _answered(_form: Form, field: Field) -> None:
    if field.data not in {value for value, _label in field.choices}:  # type: ignore[attr-defined]
        raise ValidationError(_("Please choose one of the answers."))


def _page(form: JoinForm | None, refused: str | None = None) -> Answer:
    kept, gone_id = signed_in_person(), joining_session.remembered()
    gone = db.session.get(Person, gone_id) if gone_id not in (None, kept.id) else None
    if gone is not None and refused is None:
        refused = joining.why_not(kept.id, gone.id)
    shown = form
    if gone is not None and form is None:
        shown = _form(kept, gone)
    page = render_template(
        "people/join.html",
        kept=kept,
        gone=gone,
        form=shown,
        same=gone_id == kept.id,
        refused=refused,
    )
    return (page, 422) if request.method == "POST" else page
