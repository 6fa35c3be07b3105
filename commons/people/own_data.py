"""What is held about oneself: to read, to take away, to have deleted."""

import json
from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, session, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField

from commons.base import clock
from commons.base.database import current_database
from commons.base.errors import Refused
from commons.base.web.forms import Form, needed
from commons.base.web.limits import DOWNLOAD_LIMIT, WRITING_LIMIT, limiter
from commons.cities.context import current_city
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES
from commons.people import leaving
from commons.people.current import signed_in_person
from commons.people.held import Group, Value, everything_held
from commons.people.permissions import requires

blueprint = Blueprint("own_data", __name__)

ON_THE_PAGE = 10
"""Records of one kind that the page shows; the files hold them all."""


class LeavingForm(Form):
    """Deleting the account takes a tick, so that nobody does it by a slip."""

    sure = BooleanField(
        _l("I want to delete my account"),
        validators=[needed(lambda: _("Please tick the box if you want to delete your account."))],
    )


@blueprint.get("/account/data")
@requires("manage own account")
def show() -> str:
    """Everything held about the reader. One page that may ask for more than eight statements."""
    groups = everything_held(signed_in_person())
    return render_template(
        "people/data.html", groups=groups, most=ON_THE_PAGE, direction=_direction
    )


@blueprint.get("/account/data.<any(json,html):file_format>")
@limiter.limit(DOWNLOAD_LIMIT)
@requires("manage own account")
def download(file_format: str) -> Response:
    """All of it as a file: for programs, or to be read in any browser."""
    groups = everything_held(signed_in_person())
    if file_format == "json":
        text = json.dumps(_as_json(groups), ensure_ascii=False, indent=2)
        kind = "application/json"
    else:
        text = render_template(
            "people/data_file.html",
            groups=groups,
            most=None,
            direction=_direction,
            made_at=clock.now(),
        )
        kind = "text/html"
    response = Response(text, mimetype=kind)
    name = f"{current_database()}-my-data.{file_format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _direction(code: str) -> str:
    known = LANGUAGES.get(code)
    return known.direction if known else "auto"


def _as_json(groups: list[Group]) -> dict[str, Any]:
    return {
        "city": current_city().name,
        "made_at": clock.now().astimezone(UTC).isoformat(),
        "language": current_language().code,
        "groups": [
            {
                "name": group.name,
                "title": group.title,
                "reasons": [
                    {"what": names, "purpose": purpose, "kept": kept}
                    for names, purpose, kept in group.reasons
                ],
                "records": [
                    [
                        {
                            "column": fact.column,
                            "what": str(fact.about.what),
                            "value": _plain(fact.value),
                            **({"shown": fact.shown} if fact.shown is not None else {}),
                        }
                        for fact in record
                    ]
                    for record in group.records
                ],
            }
            for group in groups
        ],
    }


def _plain(value: Value) -> str | int | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


@blueprint.route("/account/delete", methods=["GET", "POST"])
@limiter.limit(WRITING_LIMIT, methods=["POST"])
@requires("manage own account")
def delete() -> str | AnyResponse | tuple[str, int]:
    """Say what goes and what stays; delete the account of whoever is sure."""
    form = LeavingForm()
    refusals = []
    if form.validate_on_submit():
        try:
            leaving.delete_account(signed_in_person())
        except Refused as refusal:
            refusals = [str(refusal)]
        else:
            return _goodbye()
    page = render_template("people/delete.html", form=form, refusals=refusals)
    return (page, 422) if form.errors or refusals else page


def _goodbye() -> AnyResponse:
    code = current_language().code
    logout_user()
    session.clear()
    session["language"] = code
    flash(_("Your account is deleted. You are signed out on every device."), "success")
    return redirect(url_for("consultations.home"), code=303)
