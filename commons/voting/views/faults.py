"""What a voter is told when the database failed while their ballot was handed in.

The truth: whether it counts is looked up in the box. What they chose stays on the page, so that
they can press again; the roll sees to it that only one ballot counts.
"""

from collections.abc import Sequence

from flask import Response, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from commons.base.database import db
from commons.base.faults import BUSY, FULL, LOST, why
from commons.base.web.errors import fault_pages
from commons.contributions.drafts import drop_draft
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person
from commons.voting import queries
from commons.voting.ballots.marks import mark_from
from commons.voting.paper import Mark
from commons.voting.views.casting import draft_of, open_ballot, review_page

COUNTED, EARLIER, NONE, UNKNOWN = "counted", "earlier", "none", "unknown"
"""What is found in the box: this ballot; an earlier one of theirs; none; it cannot be told."""


def ballot_not_taken(error: Exception) -> Response:
    """The answer to a ballot that met a fault: the receipt after all, or the ballot once more."""
    reason = why(error)
    phase_id = int((request.view_args or {})["phase_id"])
    marks = [mark_from(text) for text in request.form.getlist("option") if text]
    try:
        # Where not even the city could be read, there is nothing to look it up in.
        found = _in_the_box(phase_id, marks, reason) if g.get("database") else _untold(reason)
        if found == COUNTED:
            drop_draft(draft_of(phase_id))
            receipt = url_for("voting.receipt", phase_id=phase_id)
            return make_response(redirect(receipt, code=303))
        paper = open_ballot(phase_id) if g.get("database") else None
        if paper is not None:
            page = review_page(paper, marks, messages=_told(found, reason))
            return make_response(page, 503)
    except SQLAlchemyError:
        db.session.rollback()
        g.pop("database", None)
        found = _untold(reason)
    page = render_template(
        "voting/fault.html", messages=_told(found, reason), sent=request.form.items(multi=True)
    )
    return make_response(page, 503)


def _untold(reason: str) -> str:
    """A transaction whose end was not heard of may have been kept; any other was not."""
    return UNKNOWN if reason == LOST else NONE


def _in_the_box(phase_id: int, marks: Sequence[Mark], reason: str) -> str:
    person = current_person()
    if person is None or person.helped_by:
        # Somebody's earlier ballot is not for a mediator to learn of.
        return _untold(reason)
    own = queries.own_ballot(person, phase_id)
    if own is None:
        return NONE
    return COUNTED if own.choices == [tuple(mark) for mark in marks] else EARLIER


def _told(found: str, reason: str) -> list[str]:
    causes = {
        BUSY: _("Too many people are voting at this moment."),
        FULL: _("There is no room left to write it down. The city has to see to it."),
        LOST: _("The connection to the ballot box broke."),
    }
    fates = {
        NONE: _("Your ballot was not counted."),
        EARLIER: _("Your new ballot was not counted. The one you handed in before still counts."),
        UNKNOWN: _("We cannot tell yet whether your ballot was counted."),
    }
    again = _("What you chose is still here. Please try again in a moment.")
    if found == UNKNOWN:
        again = _("Please try again in a moment. Whatever happened, only your last ballot counts.")
    return [fates[found], causes[reason], again]


fault_pages["voting.cast"] = ballot_not_taken
