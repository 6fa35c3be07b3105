"""Pages on which officers enter commitments and say how they go on."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.cities.context import current_city
from commons.contributions.queries import readable
from commons.contributions.rules import LARGEST_ID
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.proposals.commitments import actions
from commons.proposals.commitments.forms import CommitmentForm, UpdateForm, commitment_form
from commons.proposals.commitments.queries import commitment_of, in_words
from commons.proposals.commitments.rules import LOOKS, commitment_words, is_late
from commons.proposals.life.actions.reviewing import today
from commons.proposals.models import ACCEPTED, PARTLY
from commons.proposals.queries import proposal_of
from commons.proposals.views.blueprint import ONE

blueprint = Blueprint("commitments", "commons.proposals.commitments", template_folder="templates")
_COMMITMENT = f"/commitments/<int(max={LARGEST_ID}):commitment_id>"
Answer = str | Response | tuple[str, int]


@blueprint.app_context_processor
def words() -> dict[str, object]:
    """What templates need to say how a commitment stands."""
    return {
        "commitment_words": commitment_words,
        "commitment_looks": LOOKS,
        "commitment_is_late": lambda one: is_late(one.state, one.due, today()),
    }


@blueprint.route(f"{ONE}/commitments/new", methods=["GET", "POST"])
@requires(actions.PERMISSION)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def new(proposal_id: int) -> Answer:
    """Promise something that carries out an accepted proposal."""
    proposal, _supported = proposal_of(proposal_id)
    if proposal.status not in {ACCEPTED, PARTLY}:
        raise Refused(_("Only what the city accepts, at least in part, can be carried out."))
    form = commitment_form(CommitmentForm, {}, languages=current_city().languages)
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            actions.enter_commitment(
                signed_in_person(), proposal_id, texts=form.written(), due=form.due.data
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("The commitment is published. The authors are told."), "success")
            return redirect(_there(proposal_id), code=303)
    page = render_template(
        "commitments/new.html",
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal_id],
        form=form,
        errors=errors,
    )
    return (page, 422) if request.method == "POST" else page


def _there(proposal_id: int) -> str:
    return url_for("proposals.show", proposal_id=proposal_id, _anchor="commitments-title")


@blueprint.route(_COMMITMENT, methods=["GET", "POST"])
@requires(actions.PERMISSION)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def change(commitment_id: int) -> Answer:
    """Say how a commitment goes on."""
    commitment = commitment_of(commitment_id)
    texts = {text.language: text.text for text in commitment.texts}
    code, text, missing = in_words(texts, current_language().code, current_city().languages)
    form = commitment_form(
        UpdateForm,
        {"state": commitment.state, "due": commitment.due},
        languages=missing,
    )
    errors: list[str] = []
    if request.method == "POST" and form.validate() and isinstance(form, UpdateForm):
        try:
            actions.update_commitment(
                signed_in_person(),
                commitment_id,
                state=form.state.data,
                due=form.due.data,
                note=form.note.data or "",
                language=form.language.data,
                texts=form.written(),
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("It is published. The authors are told."), "success")
            return redirect(_there(commitment.proposal_id), code=303)
    page = render_template(
        "commitments/change.html",
        commitment=commitment,
        text=text,
        text_language=code,
        form=form,
        errors=errors,
    )
    return (page, 422) if request.method == "POST" else page
