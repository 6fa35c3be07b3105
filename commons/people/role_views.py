"""Roles: who holds and held them; granting and ending them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.i18n.catalogue import gettext as _
from commons.people import granting, queries, roles
from commons.people.current import signed_in_person
from commons.people.permissions import GRANTED, requires
from commons.people.role_forms import EndForm, GrantForm
from commons.people.rules import normal_address

blueprint = Blueprint("roles", __name__, template_folder="templates")


@blueprint.get("/roles")
@requires("see roles")
def index() -> str:
    """Who holds a role now, and who held one earlier."""
    before = number_after(request.args.get("before"))
    return render_template(
        "people/roles.html",
        now=roles.roles_now() if before is None else [],
        earlier=roles.roles_earlier(before),
        first=before is None,
        role_words=roles.role_words,
    )


@blueprint.get("/roles/new")
@requires("grant roles")
def new() -> str:
    """Ask whom to give which role."""
    return _grant_page(_grant_form())


@blueprint.post("/roles/new")
@requires("grant roles")
@limiter.limit(WRITING_LIMIT)
def grant() -> Response | tuple[str, int]:
    """Give a person a role."""
    form = _grant_form()
    address = normal_address(form.address.data or "")
    if form.validate() and address is not None:
        person = queries.person_by_address(address)
        if person is None:
            form.address.errors = [
                _(
                    "Nobody has signed in with this address yet. Ask the person to sign in here "
                    "once. Then give them the role."
                )
            ]
        else:
            granting.grant_role(
                person,
                form.role.data,
                reason=form.reason.data or "",
                ends_at=form.ends_at,
                granted_by=signed_in_person(),
            )
            flash(_("The role is granted."), "success")
            return redirect(url_for("roles.index"), code=303)
    return _grant_page(form), 422


def _grant_form() -> GrantForm:
    form = GrantForm()
    form.role.choices = [(role, roles.role_task(role)) for role in GRANTED]
    return form


def _grant_page(form: GrantForm) -> str:
    return render_template("people/role_new.html", form=form)


@blueprint.route("/roles/<int:grant_id>/end", methods=["GET", "POST"])
@requires("grant roles")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def end(grant_id: int) -> Response | str | tuple[str, int]:
    """End a role, now."""
    held = roles.role_now(grant_id)
    if held is None:
        raise NotFound(_("This role has ended already, or there never was one."))
    form, errors = EndForm(), []
    if request.method == "POST" and form.validate():
        try:
            granting.end_role(signed_in_person(), grant_id, reason=form.reason.data or "")
        except Refused as refusal:
            errors = [str(refusal)]
        else:
            flash(_("The role has ended."), "success")
            return redirect(url_for("roles.index"), code=303)
    page = render_template(
        "people/role_end.html", form=form, held=held, errors=errors, role_words=roles.role_words
    )
    return (page, 422) if request.method == "POST" else page
