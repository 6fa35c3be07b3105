"""Reading a proposal: itself, and its earlier wordings."""

from typing import Any

from flask import render_template, request

from commons.base.text import shorten
from commons.contributions.forms import comment_form
from commons.contributions.talk import Wanted
from commons.contributions.views import history_page
from commons.i18n.catalogue import current_language
from commons.moderation.rules import reason_words
from commons.people.current import current_person
from commons.people.permissions import requires
from commons.proposals.amendments.showing import origins_of_wordings
from commons.proposals.life.showing import timeline
from commons.proposals.pages import proposal_page
from commons.proposals.queries import proposal_of
from commons.proposals.rules import STATUS_LOOKS, status_label
from commons.proposals.views.blueprint import ONE, blueprint, id_asked_for
from commons.proposals.views.talk import shown_talk


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """What templates need to say how a proposal stands."""
    return {"status_label": status_label, "status_looks": STATUS_LOOKS}


@blueprint.app_template_filter("shortened")
def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut between words."""
    return shorten(text, length)


@blueprint.get(ONE)
@requires("read")
def show(proposal_id: int) -> str:
    """One proposal with its answers and comments."""
    person = current_person()
    wanted = Wanted.of(request.args.get("order"), request.args.get("after"), id_asked_for("thread"))
    page = proposal_page(
        proposal_id, person=person, language=current_language().code, wanted=wanted
    )
    return render_template(
        "proposals/show.html",
        shown=page,
        events=timeline(page.proposal, page.around.steps),
        standing=page.standing,
        comments=shown_talk(page, person, wanted),
        comment_form=comment_form(proposal_id),
        subject_id=proposal_id,
        reason_words=reason_words,
    )


@blueprint.get(f"{ONE}/history")
@requires("read")
def history(proposal_id: int) -> str:
    """The wordings of a proposal, and what changed between them."""
    proposal, _supported = proposal_of(proposal_id)
    return history_page(proposal, origins_of_wordings(proposal))
