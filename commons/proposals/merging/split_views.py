"""Pages about making two proposals of one."""

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
from commons.proposals.coauthors.rules import leads
from commons.proposals.forms import WordsForm
from commons.proposals.life.actions.admitting import LOOK_AFTER
from commons.proposals.merging import actions
from commons.proposals.merging.blueprint import blueprint
from commons.proposals.merging.forms import AskSplitForm, SplitForm
from commons.proposals.merging.models import ASKED
from commons.proposals.merging.queries import split_of
from commons.proposals.merging.rules import request_words
from commons.proposals.models import Proposal
from commons.proposals.pages import why_not_change_now
from commons.proposals.queries import proposal_of
from commons.proposals.views.blueprint import ONE

_SPLIT = f"/splits/<int(max={LARGEST_ID}):split_id>"
Answer = str | Response | tuple[str, int]


@blueprint.route(f"{ONE}/split", methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def split(proposal_id: int) -> Answer:
    """Make a second proposal of a part of one's own."""
    proposal, _supported = proposal_of(proposal_id)
    person = signed_in_person()
    if person.id != proposal.author_id:
        raise NotFound(_("There is no such proposal of yours."))
    refusal = why_not_change_now(proposal)
    if refusal is not None:
        raise Refused(refusal)
    form, errors = SplitForm(), []
    if request.method == "POST" and form.validate():
        try:
            second = actions.split_own(
                person,
                proposal_id,
                title=form.title.data or "",
                body=form.body.data or "",
                why=form.why.data or "",
            )
        except Refused as problem:
            errors.append(str(problem))
        else:
            flash(
                _("There are two proposals now. You can take out of the first what is here."),
                "success",
            )
            return redirect(url_for("proposals.show", proposal_id=second.id), code=303)
    return _form_page("merging/split.html", proposal, form, errors)


def _form_page(template: str, proposal: Proposal, form: WordsForm, errors: list[str]) -> Answer:
    page = render_template(
        template,
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal.id],
        form=form,
        errors=errors,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route(f"{ONE}/suggest-split", methods=["GET", "POST"])
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def suggest_split(proposal_id: int) -> Answer:
    """Suggest to its author that a proposal be split."""
    proposal, _supported = proposal_of(proposal_id)
    form, errors = AskSplitForm(), []
    form.offer()
    if request.method == "POST" and form.validate():
        try:
            asked = actions.ask_to_split(
                signed_in_person(),
                proposal_id,
                title=form.title.data or "",
                body=form.body.data or "",
                reason=form.reason.data or "",
                language=form.language.data,
            )
        except Refused as problem:
            errors.append(str(problem))
        else:
            flash(_("The author is asked."), "success")
            return redirect(url_for("merging.split_asked", split_id=asked.id), code=303)
    return _form_page("merging/suggest_split.html", proposal, form, errors)


@blueprint.route(_SPLIT, methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def split_asked(split_id: int) -> Answer:
    """What is suggested, and the author's answer."""
    asked, person = split_of(split_id), signed_in_person()
    proposal, _supported = proposal_of(asked.proposal_id)
    decides = leads(person, proposal)
    if not decides and not may(person, LOOK_AFTER):
        raise NotFound(_("There is no such request."))
    form, errors = WordsForm(data={"title": asked.title, "body": asked.body}), []
    if request.method == "POST":
        try:
            answered = _answer(split_id, form)
        except Refused as problem:
            errors.append(str(problem))
        else:
            if answered is not None:
                return answered
    page = render_template(
        "merging/split_asked.html",
        asked=asked,
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal.id],
        is_open=asked.state == ASKED,
        decides=decides,
        request_words=request_words,
        form=form,
        errors=errors,
    )
    return (page, 422) if request.method == "POST" else page


def _answer(split_id: int, form: WordsForm) -> Response | None:
    """What the author says; None where the words want mending."""
    person, said = signed_in_person(), request.form.get("answer")
    if said not in {"yes", "no"}:
        raise Refused(_("Please choose: do you agree, or not?"))
    if said == "no":
        actions.answer_split(person, split_id, agrees=False)
        flash(_("You do not agree, so nothing is split."), "success")
        return redirect(url_for("merging.split_asked", split_id=split_id), code=303)
    if not form.validate():
        return None
    done = actions.answer_split(
        person, split_id, agrees=True, title=form.title.data or "", body=form.body.data or ""
    )
    flash(_("There are two proposals now."), "success")
    return redirect(url_for("proposals.show", proposal_id=done.made_id), code=303)


@blueprint.post(f"{_SPLIT}/take-back")
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT)
def take_back_split(split_id: int) -> Response:
    """Stop asking."""
    actions.take_back_split(signed_in_person(), split_id)
    flash(_("The request is taken back."), "success")
    return redirect(url_for("merging.split_asked", split_id=split_id), code=303)
