"""Pages of amendments: all of a proposal, a new one, one of them with what was decided."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.contributions.forms import comment_form
from commons.contributions.models import HIDDEN, VISIBLE
from commons.contributions.places import Place
from commons.contributions.queries import as_written
from commons.contributions.rules import LARGEST_ID
from commons.contributions.talk import Wanted
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.moderation.queries import decisions_on
from commons.moderation.rules import reason_words
from commons.people.current import current_person, signed_in_person
from commons.people.permissions import requires
from commons.proposals.actions.writing import ChangedMeanwhile
from commons.proposals.amendments import actions
from commons.proposals.amendments.forms import (
    AcceptForm,
    AmendmentForm,
    DeclineForm,
    amendment_form,
)
from commons.proposals.amendments.queries import amendments_to
from commons.proposals.amendments.rules import LOOKS, is_stale, status_words
from commons.proposals.amendments.showing import AmendmentPage, amendment_page
from commons.proposals.models import Proposal
from commons.proposals.pages import why_not_change_now
from commons.proposals.queries import proposal_of
from commons.proposals.views.blueprint import ONE as PROPOSAL
from commons.proposals.views.blueprint import id_asked_for
from commons.proposals.views.talk import TalkPage, talk_of

blueprint = Blueprint("amendments", "commons.proposals.amendments", template_folder="templates")
ONE = f"/amendments/<int(max={LARGEST_ID}):amendment_id>"
Answer = str | Response | tuple[str, int]


@blueprint.get(f"{PROPOSAL}/amendments/")
@requires("read")
def index(proposal_id: int) -> str:
    """All amendments to a proposal, the newest first."""
    proposal, _supported = proposal_of(proposal_id)
    before = number_after(request.args.get("before"))
    page = amendments_to(proposal_id, before if before and before <= LARGEST_ID else None)
    return render_template(
        "amendments/index.html",
        proposal=proposal,
        text=as_written(proposal),
        page=page,
        traces=decisions_on([each.id for each in page.items if each.state == HIDDEN]),
        stale={each.id for each in page.items if is_stale(each, proposal)},
        can_amend=why_not_change_now(proposal) is None and not _is_mine(proposal),
        status_words=status_words,
        looks=LOOKS,
        reason_words=reason_words,
        next_url=url_for("amendments.index", proposal_id=proposal_id, before=page.next_after)
        if page.next_after
        else None,
    )


def _is_mine(proposal: Proposal) -> bool:
    person = current_person()
    authors = {proposal.author_id, *(each.person_id for each in proposal.coauthors)}
    return person is not None and person.id in authors


@blueprint.route(f"{PROPOSAL}/amendments/new", methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def new(proposal_id: int) -> Answer:
    """Propose another wording."""
    proposal, _supported = proposal_of(proposal_id)
    refusal = why_not_change_now(proposal)
    if refusal is not None:
        raise Refused(refusal)
    if _is_mine(proposal):
        raise Refused(_("This is your own proposal. You can change it yourself."))
    form, errors = amendment_form(proposal), []
    typed = request.form.get("revision", "")
    revision = number_after(typed) or proposal.revision
    if request.method == "POST" and form.validate():
        try:
            made = _propose(proposal, form, revision)
        except Refused as problem:
            errors.append(str(problem))
        else:
            flash(_("Your amendment is posted. The authors are told."), "success")
            return redirect(url_for("amendments.show", amendment_id=made), code=303)
    page = render_template(
        "amendments/new.html",
        proposal=proposal,
        text=as_written(proposal),
        form=form,
        errors=errors,
        revision=revision,
    )
    return (page, 422) if request.method == "POST" else page


def _propose(proposal: Proposal, form: AmendmentForm, revision: int) -> int:
    return actions.propose_amendment(
        signed_in_person(),
        proposal.id,
        title=form.title.data or "",
        body=form.body.data or "",
        why=form.why.data or "",
        revision=min(revision, LARGEST_ID),
        voice=form.voice.data,
    ).id


@blueprint.get(ONE)
@requires("read")
def show(amendment_id: int) -> str:
    """One amendment: what it changes, why, and what was decided."""
    return _page(amendment_id)


def _page(
    amendment_id: int, *, decline: DeclineForm | None = None, errors: tuple[str, ...] = ()
) -> str:
    person = current_person()
    wanted = Wanted.of(request.args.get("order"), request.args.get("after"), id_asked_for("thread"))
    page = amendment_page(
        amendment_id, person=person, language=current_language().code, wanted=wanted
    )
    return render_template(
        "amendments/show.html",
        shown=page,
        amendment=page.amendment,
        proposal=page.proposal,
        standing=page.standing,
        comments=talk_of(_talk(page), person, wanted),
        comment_form=comment_form(amendment_id),
        subject_id=amendment_id,
        decline=decline or DeclineForm(formdata=None),
        errors=errors,
        status_words=status_words,
        looks=LOOKS,
        reason_words=reason_words,
        visible=page.amendment.state == page.proposal.state == VISIBLE,
    )


def _talk(page: AmendmentPage) -> TalkPage:
    place = Place("amendments.show", {"amendment_id": page.amendment.id}, "comments")
    return TalkPage(page.amendment, page.threads, page.texts, page.traces, place)


@blueprint.post(f"{ONE}/accept")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def accept(amendment_id: int) -> Answer:
    """Make it the wording of one's proposal."""
    try:
        actions.accept(signed_in_person(), amendment_id, seen=AcceptForm().number())
    except ChangedMeanwhile as problem:
        return _page(amendment_id, errors=(str(problem),)), 422
    flash(_("Accepted. Your proposal is worded so from now on."), "success")
    return _to(amendment_id)


@blueprint.post(f"{ONE}/decline")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def decline(amendment_id: int) -> Answer:
    """Decline it, with a reason."""
    form = DeclineForm()
    if not form.validate():
        return _page(amendment_id, decline=form), 422
    actions.decline(signed_in_person(), amendment_id, reason=form.reason.data or "")
    flash(_("Declined. Your reason is shown beside it."), "success")
    return _to(amendment_id)


@blueprint.post(f"{ONE}/withdraw")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def withdraw(amendment_id: int) -> Response:
    """Take one's own amendment back."""
    actions.withdraw_amendment(signed_in_person(), amendment_id)
    flash(_("Your amendment is withdrawn."), "success")
    return _to(amendment_id)


def _to(amendment_id: int) -> Response:
    return redirect(url_for("amendments.show", amendment_id=amendment_id), code=303)
