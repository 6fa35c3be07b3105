"""Pages about the life of proposals: what officers have to look at, and do with each."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.cities.context import current_city
from commons.contributions.queries import readable
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES, Language
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.proposals.life.actions import admitting, reviewing, translating
from commons.proposals.life.around import Around, around
from commons.proposals.life.forms import (
    HandInForm,
    InLanguage,
    ReasonForm,
    ReviewForm,
    TranslateForm,
)
from commons.proposals.life.queries import awaiting_translation, waiting_for_admission
from commons.proposals.life.rules import stands
from commons.proposals.life.showing import asked_for, mend_until, timeline
from commons.proposals.merging.queries import open_merges
from commons.proposals.models import OPEN
from commons.proposals.pages import why_not_change_now
from commons.proposals.queries import answers_to, proposal_of
from commons.proposals.rules import PhaseSettings
from commons.proposals.views.blueprint import ONE

blueprint = Blueprint("life", "commons.proposals.life", template_folder="templates")
blueprint.add_app_template_global(stands)
blueprint.add_app_template_global(mend_until)
Answer = str | Response | tuple[str, int]
LOOK_AFTER = admitting.LOOK_AFTER


@blueprint.get("/office/proposals/")
@requires(LOOK_AFTER)
def desk() -> str:
    """What waits for an officer: proposals to admit, answers to translate."""
    waiting = waiting_for_admission(number_after(request.args.get("after")))
    answers = awaiting_translation(
        current_city().languages, number_after(request.args.get("answers_after"))
    )
    merges = open_merges()
    shown = [
        *waiting.items,
        *(each.proposal for each in answers.items),
        *(kept for _merge, kept in merges),
    ]
    return render_template(
        "life/desk.html",
        waiting=waiting,
        answers=answers,
        merges=merges,
        texts=readable(shown, current_language().code),
        later=request.args.get("after") or request.args.get("answers_after"),
    )


@blueprint.get(f"{ONE}/look-after")
@requires(LOOK_AFTER)
def look_after(proposal_id: int) -> str:
    """Everything an officer can do with one proposal."""
    return _page(proposal_id)


def _page(
    proposal_id: int,
    *,
    returning: ReasonForm | None = None,
    reviewing_form: ReviewForm | None = None,
    errors: tuple[str, ...] = (),
) -> str:
    proposal, _supported = proposal_of(proposal_id)
    code = current_language().code
    near = around(proposal, code, current_city().languages)
    until = proposal.review_until
    forms: list[InLanguage] = [
        returning or ReasonForm(formdata=None),
        reviewing_form or ReviewForm(formdata=None, data={"until": until}),
    ]
    for form in forms:
        form.offer()
    return render_template(
        "life/look_after.html",
        proposal=proposal,
        text=readable([proposal], code)[proposal_id],
        near=near,
        events=timeline(proposal, near.steps),
        admits=bool(proposal.phase)
        and PhaseSettings.of(proposal.phase.settings if proposal.phase else {}).admission,
        missing=_missing(near),
        returning=forms[0],
        review=forms[1],
        errors=errors,
    )


def _missing(near: Around) -> list[Language]:
    """The city's languages that the answer in force lacks."""
    return [
        LANGUAGES[code]
        for answer in near.answers[:1]
        for code in answer.missing(current_city().languages)
    ]


@blueprint.post(f"{ONE}/admit")
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT)
def admit(proposal_id: int) -> Answer:
    """Let a proposal go on."""
    try:
        admitting.admit(signed_in_person(), proposal_id)
    except Refused as refusal:
        return _page(proposal_id, errors=(str(refusal),)), 422
    flash(_("The proposal is admitted. Its authors are told."), "success")
    return redirect(url_for("life.desk"), code=303)


@blueprint.post(f"{ONE}/return")
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT)
def return_(proposal_id: int) -> Answer:
    """Give a proposal back to its author, with the reason."""
    form = ReasonForm()
    form.offer()
    if not form.validate():
        return _page(proposal_id, returning=form), 422
    try:
        admitting.return_proposal(
            signed_in_person(),
            proposal_id,
            reason=form.reason.data or "",
            language=form.language.data,
        )
    except Refused as refusal:
        return _page(proposal_id, returning=form, errors=(str(refusal),)), 422
    flash(_("The proposal is returned. Its authors are told why."), "success")
    return redirect(url_for("life.desk"), code=303)


@blueprint.post(f"{ONE}/review")
@requires(LOOK_AFTER)
@limiter.limit(WRITING_LIMIT)
def review(proposal_id: int) -> Answer:
    """Say that the city looks into a proposal."""
    form = ReviewForm()
    form.offer()
    if not form.validate():
        return _page(proposal_id, reviewing_form=form), 422
    try:
        reviewing.review(
            signed_in_person(),
            proposal_id,
            until=form.until.data,
            note=form.note.data or "",
            language=form.language.data,
        )
    except Refused as refusal:
        return _page(proposal_id, reviewing_form=form, errors=(str(refusal),)), 422
    flash(_("The proposal is under review. Its authors are told."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)


@blueprint.route(f"{ONE}/hand-in", methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def hand_in(proposal_id: int) -> Answer:
    """Hand in one's returned proposal again."""
    proposal, _supported = proposal_of(proposal_id)
    person = signed_in_person()
    if person.id not in {proposal.author_id, *(each.person_id for each in proposal.coauthors)}:
        raise NotFound(_("There is no such proposal of yours."))
    refusal = admitting.why_not_hand_in(proposal) or why_not_change_now(proposal)
    if refusal is not None:
        raise Refused(refusal)
    form = HandInForm()
    form.note.flags.optional = True
    if request.method == "POST" and form.validate():
        try:
            admitting.hand_in(person, proposal_id, form.note.data or "")
        except Refused as problem:
            form.note.errors = [str(problem)]
        else:
            flash(_("Your proposal is handed in again. An officer looks at it."), "success")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
    page = render_template(
        "life/hand_in.html",
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal_id],
        asked=asked_for(proposal),
        form=form,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route(f"{ONE}/answer/<language>", methods=["GET", "POST"])
@requires("answer officially")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def translate(proposal_id: int, language: str) -> Answer:
    """Give the answer in force in one more of the city's languages."""
    proposal, _supported = proposal_of(proposal_id)
    if proposal.status == OPEN or language not in current_city().languages:
        raise NotFound(_("There is no answer to translate here."))
    answer = answers_to(proposal_id, current_language().code, current_city().languages[0])[0]
    form, errors = TranslateForm(), []
    if request.method == "POST" and form.validate():
        try:
            translating.translate_answer(
                signed_in_person(),
                proposal_id,
                number=number_after(request.form.get("number")) or 0,
                language=language,
                text=form.text.data or "",
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("The answer can be read in this language now."), "success")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
    page = render_template(
        "life/translate.html",
        proposal=proposal,
        text=readable([proposal], current_language().code)[proposal_id],
        answer=answer,
        into=LANGUAGES[language],
        exists=language not in answer.missing(current_city().languages),
        form=form,
        errors=errors,
    )
    return (page, 422) if request.method == "POST" else page
