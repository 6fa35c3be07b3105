"""An organisation's public page: what it is, and what it said."""

from flask import Blueprint, render_template, request

from commons.base.web.paging import number_after
from commons.contributions.places import places_of
from commons.contributions.queries import direction_of, readable, said_by
from commons.contributions.rules import LARGEST_ID
from commons.i18n.catalogue import current_language
from commons.people.organisations.queries import is_speaking, organisation_of
from commons.people.permissions import requires

blueprint = Blueprint("organisation_texts", __name__, template_folder="templates")


@blueprint.get(f"/organisations/<int(max={LARGEST_ID}):organisation_id>")
@requires("read")
def show(organisation_id: int) -> str:
    """What an organisation is and said, newest first."""
    organisation = organisation_of(organisation_id)
    before = number_after(request.args.get("before"))
    page = said_by(organisation_id, before if before is None or before <= LARGEST_ID else None)
    return render_template(
        "contributions/organisation.html",
        organisation=organisation,
        direction=direction_of(organisation.language),
        speaks=is_speaking(organisation),
        page=page,
        texts=readable(page.items, current_language().code),
        places=places_of((text.id, text.kind) for text in page.items),
    )
