"""The blueprint of the package, and what happens before each of a city's pages."""

from flask import Blueprint, g, request

from commons.consultations.actions import turn_phases_before_pages

blueprint = Blueprint("consultations", "commons.consultations", template_folder="templates")


@blueprint.before_app_request
def turn_phases() -> None:
    """Turn the phases whose time has come, so that no page shows an outdated one."""
    if g.get("database") and request.endpoint is not None:
        turn_phases_before_pages()
