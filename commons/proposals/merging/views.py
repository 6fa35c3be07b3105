"""Pages about merging proposals, and splitting one."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.contributions.queries import readable
from commons.contributions.rules import LARGEST_ID
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import may, requires
from commons.proposals.coauthors.models import MOST
from commons.proposals.life.actions.admitting import LOOK_AFTER
from commons.proposals.merging import actions, split_views
from commons.proposals.merging.blueprint import blueprint
from commons.proposals.merging.forms import MergeForm
from commons.proposals.merging.models import ASKED, DONE
from commons.proposals.merging.queries import could_be_merged, merge_view
from commons.proposals.merging.rules import request_words, why_not_merge
from commons.proposals.queries import proposal_of
from commons.proposals.views.blueprint import ONE

__all__ = ["blueprint", "split_views"]
_MERGE = f"/merges/<int(max={LARGEST_ID}):merge_id>"
Answer = str | Response | tuple[str, int]


@blueprint.route(f"{ONE}/merge", methods=["GET", "POST"])
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def ask(proposal_id: int) -> Answer:
    """Choose what is merged into a proposal, and ask the authors."""
    proposal, _supported = proposal_of(proposal_id)
    form = MergeForm()
    form.offer()
    ticked = request.form.getlist("other")
    if request.method == "POST" and form.validate():
        try:
            merge = actions.ask_to_merge(
                signed_in_person(),
                proposal_id,
                form.numbers(ticked),
                reason=form.reason.data or "",
                language=form.language.data,
            )
        except Refused as refusal:
            form.others.errors = [str(refusal)]
        else:
            done = _("They are merged.") if merge.state == DONE else _("The authors are asked.")
            flash(done, "success")
            return redirect(url_for("merging.show", merge_id=merge.id), code=303)
    alike = could_be_merged(proposal)
    form.others.flags.optional = bool(alike)
    page = render_template(
        "merging/ask.html",
        proposal=proposal,
        alike=alike,
        texts=readable([proposal, *alike], current_language().code),
        ticked=ticked,
        form=form,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.get(_MERGE)
@requires("propose")
def show(merge_id: int) -> str:
    """What is asked: for the authors, and for officers."""
    return _page(merge_id)


def _page(merge_id: int, errors: tuple[str, ...] = ()) -> str:
    view, person = merge_view(merge_id), signed_in_person()
    asked = person.id in view.asked
    if not asked and not may(person, LOOK_AFTER):
        raise NotFound(_("There is no such request."))
    return render_template(
        "merging/show.html",
        view=view,
        texts=readable(view.proposals, current_language().code),
        is_open=view.merge.state == ASKED,
        asked=asked,
        agreed=person.id in view.agreed,
        why_not=why_not_merge(view.proposals) if view.merge.state == ASKED else None,
        request_words=request_words,
        most_authors=MOST + 1,
        errors=errors,
    )


@blueprint.post(f"{_MERGE}/answer")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def answer(merge_id: int) -> Answer:
    """Agree, or not."""
    said = request.form.get("answer")
    if said not in {"yes", "no"}:
        return _page(merge_id, (_("Please choose: do you agree, or not?"),)), 422
    agrees = said == "yes"
    try:
        merge = actions.answer_merge(signed_in_person(), merge_id, agrees=agrees)
    except Refused as refusal:
        return _page(merge_id, (str(refusal),)), 422
    if merge.state == DONE:
        flash(_("All authors agree: the proposals are one now."), "success")
        return redirect(url_for("proposals.show", proposal_id=merge.kept_id), code=303)
    if agrees:
        flash(_("You agree. Nothing happens until the others do."), "success")
    else:
        flash(_("You do not agree, so nothing is merged."), "success")
    return redirect(url_for("merging.show", merge_id=merge_id), code=303)


@blueprint.post(f"{_MERGE}/finish")
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT)
def finish(merge_id: int) -> Answer:
    """Merge, where nobody's answer is missing any more."""
    try:
        actions.finish_merge(signed_in_person(), merge_id)
    except Refused as refusal:
        return _page(merge_id, (str(refusal),)), 422
    flash(_("They are merged."), "success")
    return redirect(url_for("merging.show", merge_id=merge_id), code=303)


@blueprint.post(f"{_MERGE}/take-back")
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT)
def take_back(merge_id: int) -> Answer:
    """Stop asking."""
    try:
        actions.take_back(signed_in_person(), merge_id)
    except Refused as refusal:
        return _page(merge_id, (str(refusal),)), 422
    flash(_("The request is taken back. The authors are told."), "success")
    return redirect(url_for("merging.show", merge_id=merge_id), code=303)
