"""Pages about co-authors: invite, answer an invitation, part again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.links import city_address
from commons.contributions.bylines import byline_of_person
from commons.contributions.models import VISIBLE
from commons.contributions.queries import readable
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.proposals.coauthors import actions
from commons.proposals.coauthors.forms import InviteForm, shown_form
from commons.proposals.coauthors.models import ACCEPTED, MOST
from commons.proposals.coauthors.queries import invitation_for, listed
from commons.proposals.coauthors.rules import leads
from commons.proposals.models import Proposal
from commons.proposals.pages import why_not_change_now
from commons.proposals.queries import proposal_of
from commons.proposals.views.blueprint import ONE

blueprint = Blueprint("coauthors", "commons.proposals.coauthors", template_folder="templates")
blueprint.add_app_template_global(byline_of_person)
_HERE = f"{ONE}/coauthors"
_INVITATION = f"{ONE}/invitation"
_LINK_LENGTH = 200
Answer = str | Response | tuple[str, int]


@blueprint.get(_HERE)
@requires("propose")
def index(proposal_id: int) -> str:
    """Who writes a proposal together: for its authors."""
    return _page(_of_mine(proposal_id))


def _of_mine(proposal_id: int) -> Proposal:
    proposal, _supported = proposal_of(proposal_id)
    me = signed_in_person().id
    if proposal.author_id != me and all(each.person_id != me for each in proposal.coauthors):
        raise NotFound(_("There is no such proposal of yours."))
    return proposal


def _page(
    proposal: Proposal,
    *,
    form: InviteForm | None = None,
    errors: tuple[str, ...] = (),
    link: str | None = None,
) -> str:
    me = signed_in_person()
    rows = listed(proposal.id)
    own = next((row for row in rows if row.person_id == me.id and row.state == ACCEPTED), None)
    return render_template(
        "coauthors/index.html",
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal.id],
        coauthors=[row for row in rows if row.state == ACCEPTED],
        invitations=[row for row in rows if row.state != ACCEPTED],
        leads=leads(me, proposal),
        own=own,
        full=len(rows) >= MOST,
        most=MOST,
        why_not=why_not_change_now(proposal),
        form=form or InviteForm(formdata=None),
        shown=shown_form(own.shown_as) if own else None,
        errors=errors,
        link=link,
    )


@blueprint.post(f"{_HERE}/link")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def link(proposal_id: int) -> Answer:
    """Make a link to pass on, and show it once."""
    _of_mine(proposal_id)
    try:
        token = actions.invite_by_link(signed_in_person(), proposal_id)
    except Refused as refusal:
        return _page(_of_mine(proposal_id), errors=(str(refusal),)), 422
    return _page(
        _of_mine(proposal_id),
        link=city_address("coauthors.answer", proposal_id=proposal_id, token=token),
    )


@blueprint.post(f"{_HERE}/invite")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def invite(proposal_id: int) -> Answer:
    """Invite somebody by the name they write under."""
    proposal, form = _of_mine(proposal_id), InviteForm()
    if not form.validate():
        return _page(proposal, form=form), 422
    try:
        actions.invite_by_name(signed_in_person(), proposal_id, form.name.data or "")
    except Refused as refusal:
        form.name.errors = [str(refusal)]
        return _page(_of_mine(proposal_id), form=form), 422
    flash(_("They are invited, and get a notice. They are shown once they accept."), "success")
    return _back(proposal_id)


def _back(proposal_id: int) -> Response:
    return redirect(url_for("coauthors.index", proposal_id=proposal_id), code=303)


@blueprint.post(f"{_HERE}/<int:coauthor_id>/remove")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def remove(proposal_id: int, coauthor_id: int) -> Response:
    """Take an invitation back, or remove a co-author."""
    actions.remove(signed_in_person(), proposal_id, coauthor_id)
    flash(_("Done. They are not a co-author."), "success")
    return _back(proposal_id)


@blueprint.post(f"{_HERE}/leave")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def leave(proposal_id: int) -> Response:
    """Be a co-author no more."""
    actions.leave(signed_in_person(), proposal_id)
    flash(_("You are not a co-author any more."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)


@blueprint.post(f"{_HERE}/shown")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def shown(proposal_id: int) -> Answer:
    """Be shown as a co-author with or without one's name."""
    actions.change_shown(signed_in_person(), proposal_id, request.form.get("voice", ""))
    flash(_("It is shown so from now on."), "success")
    return _back(proposal_id)


@blueprint.route(_INVITATION, methods=["GET", "POST"])
@blueprint.route(f"{_INVITATION}/<token>", methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def answer(proposal_id: int, token: str | None = None) -> Answer:
    """Accept or decline an invitation, by name or by a link."""
    me = signed_in_person()
    token = token[:_LINK_LENGTH] if token else None
    proposal, _supported = proposal_of(proposal_id)
    invitation_for(me, proposal_id, token, hold=False)
    form, errors = shown_form(), []
    if request.method == "POST" and request.form.get("answer") == "no":
        actions.decline(me, proposal_id, token=token)
        flash(_("You declined. Nothing is shown of that."), "success")
        return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
    if request.method == "POST" and form.validate():
        try:
            actions.accept(me, proposal_id, voice=form.voice.data, token=token)
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("You are a co-author now."), "success")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
    if proposal.state != VISIBLE:
        raise NotFound(_("This proposal is no longer shown."))
    page = render_template(
        "coauthors/answer.html",
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal_id],
        form=form,
        errors=errors,
        token=token,
    )
    return (page, 422) if request.method == "POST" else page
