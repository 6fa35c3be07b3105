"""What the package's pages hang on."""

from flask import Blueprint, request

from commons.base.web.paging import number_after
from commons.contributions.rules import LARGEST_ID

blueprint = Blueprint("proposals", "commons.proposals", template_folder="templates")

ONE = f"/proposals/<int(max={LARGEST_ID}):proposal_id>"


def id_asked_for(name: str) -> int | None:
    """An id in the address; 0, which nothing has, for one that cannot be an id."""
    text = request.args.get(name)
    if not text:
        return None
    number = number_after(text)
    return number if number is not None and number <= LARGEST_ID else 0
