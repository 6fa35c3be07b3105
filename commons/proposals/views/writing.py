"""Writing proposals: posting, editing, withdrawing."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.text import shorten
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.cities.context import current_city
from commons.cities.queries import districts
from commons.contributions.queries import readable
from commons.contributions.rules import TITLE_LENGTH, word_difference
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.proposals import actions
from commons.proposals.amendments.showing import Difference
from commons.proposals.drafting.beginning import begin, choose_phase
from commons.proposals.forms import EditForm
from commons.proposals.life.showing import asked_for
from commons.proposals.models import Proposal
from commons.proposals.pages import why_not_change_now
from commons.proposals.queries import (
    proposal_of,
    proposals_alike,
)
from commons.proposals.rules import PhaseSettings
from commons.proposals.views.blueprint import ONE, blueprint, id_asked_for

Answer = str | Response | tuple[str, int]
WHY_LENGTH = 300
"""Of why an author changed or withdrew something, in characters."""


@blueprint.route("/proposals/new", methods=["GET", "POST"])
@requires("read")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def new() -> Answer:
    """The first page of a proposal; a choice of what is open where no phase was named."""
    phase_id = id_asked_for("phase")
    return choose_phase() if phase_id is None else begin(phase_id)


@blueprint.get("/proposals/alike")
@requires("read")
def alike() -> str:
    """Proposals that are like the title somebody is writing: a part of the page."""
    found = proposals_alike(request.args.get("title", "")[:TITLE_LENGTH])
    texts = readable(found, current_language().code)
    return render_template("proposals/_alike.html", alike=[(one, texts[one.id]) for one in found])


def _own(proposal_id: int) -> Proposal:
    """The person's own proposal. Raises NotFound for any other, Refused when it is too late."""
    proposal, _supported = proposal_of(proposal_id)
    me = signed_in_person().id
    if proposal.author_id != me and all(each.person_id != me for each in proposal.coauthors):
        raise NotFound(_("There is no such proposal of yours."))
    refusal = why_not_change_now(proposal)
    if refusal is not None:
        raise Refused(refusal)
    return proposal


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def edit(proposal_id: int) -> Answer:
    """Change one's own proposal."""
    proposal = _own(proposal_id)
    needed = (
        bool(proposal.phase)
        and PhaseSettings.of(proposal.phase.settings if proposal.phase else {}).district_needed
    )
    form = EditForm(
        data={
            "title": proposal.title,
            "body": proposal.body,
            "district": str(proposal.district_id or ""),
            "theme": str(proposal.theme_id or ""),
            "cost": "" if proposal.cost is None else str(proposal.cost),
        }
    )
    form.offer(districts(), district_needed=needed, theme=proposal.theme_id)
    why = shorten(request.form.get("why", ""), WHY_LENGTH)
    seen = number_after(request.form.get("revision"))
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            actions.edit_proposal(
                signed_in_person(), proposal_id, **form.values(), why=why, seen=seen
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("Your proposal is changed. Earlier wordings can still be read."), "success")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
    page = render_template(
        "proposals/edit.html",
        form=form,
        errors=errors,
        proposal=proposal,
        asked=asked_for(proposal),
        currency=current_city().currency,
        why=why,
        overtaken=_overtaken(proposal, form) if seen not in {None, proposal.revision} else None,
    )
    return (page, 422) if request.method == "POST" else page


def _overtaken(proposal: Proposal, form: EditForm) -> Difference:
    """What saving would change in a wording that came while this one was written."""
    return Difference(
        word_difference(proposal.title, form.title.data or ""),
        word_difference(proposal.body, form.body.data or ""),
    )


@blueprint.post(f"{ONE}/withdraw")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def withdraw(proposal_id: int) -> Response:
    """Take one's own proposal back."""
    why = shorten(request.form.get("why", ""), WHY_LENGTH)
    actions.withdraw_proposal(signed_in_person(), proposal_id, why)
    flash(_("Your proposal is withdrawn."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
