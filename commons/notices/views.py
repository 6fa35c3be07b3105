"""HTTP of the notices package."""

from flask import Blueprint, current_app, render_template, request

from commons.base.errors import NotFound
from commons.base.settings import Settings
from commons.base.web.paging import number_after
from commons.notices import queries
from commons.people.permissions import requires

blueprint = Blueprint("notices", __name__, template_folder="templates")


@blueprint.get("/outbox")
@requires("read")
def outbox() -> str:
    """The demo's mails, which go nowhere else. Raises NotFound wherever mail is really sent."""
    settings: Settings = current_app.extensions["commons.settings"]
    if not settings.demo or settings.smtp_url is not None:
        raise NotFound
    page = queries.outbox(number_after(request.args.get("before")))
    return render_template("notices/outbox.html", page=page)
