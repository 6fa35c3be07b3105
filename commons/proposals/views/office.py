"""The officer's part: the official answer."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.cities.context import current_city
from commons.contributions.models import VISIBLE
from commons.contributions.queries import readable
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.proposals import actions
from commons.proposals.forms import answer_form
from commons.proposals.models import OPEN, Proposal
from commons.proposals.queries import answers_to, proposal_of
from commons.proposals.views.blueprint import ONE, blueprint


@blueprint.route(f"{ONE}/answer", methods=["GET", "POST"])
@requires("answer officially")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def answer(proposal_id: int) -> str | Response | tuple[str, int]:
    """Answer a proposal for the city."""
    proposal, _supported = proposal_of(proposal_id)
    if proposal.state != VISIBLE:
        raise Refused(_("This proposal is no longer shown, so it cannot be answered."))
    form = answer_form(_answer_in_force(proposal))
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            actions.answer_proposal(
                signed_in_person(),
                proposal_id,
                decision=form.decision.data,
                texts=form.written(),
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("The answer is published. The author is told."), "success")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
    page = render_template(
        "proposals/answer.html",
        form=form,
        errors=errors,
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal_id],
    )
    return (page, 422) if request.method == "POST" else page


def _answer_in_force(proposal: Proposal) -> dict[str, str]:
    """What the form begins with: the present answer, where there is one."""
    if proposal.status == OPEN:
        return {}
    newest = answers_to(proposal.id, current_city().languages[0], current_city().languages[0])[0]
    texts = {f"text_{text.language}": text.text for text in (newest.text, *newest.others)}
    return {"decision": proposal.status, **texts}
