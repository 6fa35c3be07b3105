"""Writing proposals: posting, editing, withdrawing."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.cities.context import current_city
from commons.cities.queries import districts
from commons.consultations.rules import phase_state
from commons.contributions.drafts import come_back_to, drop_draft, keep_draft, kept_draft
from commons.contributions.forms import usual_voice
from commons.contributions.queries import readable
from commons.contributions.rules import TITLE_LENGTH
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person, signed_in_person
from commons.people.permissions import requires
from commons.proposals import actions
from commons.proposals.forms import EditForm, ProposalForm
from commons.proposals.gate import NotShownToLiveHere
from commons.proposals.models import Proposal
from commons.proposals.pages import why_not_change_now
from commons.proposals.queries import (
    PhaseEntry,
    proposal_of,
    proposal_phase,
    proposal_phases,
    proposals_alike,
)
from commons.proposals.rules import PhaseSettings
from commons.proposals.views.blueprint import ONE, blueprint, id_asked_for

Answer = str | Response | tuple[str, int]


@blueprint.route("/proposals/new", methods=["GET", "POST"])
@requires("read")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def new() -> Answer:
    """The form for a proposal; a choice of what is open where no phase was named."""
    phase_id = id_asked_for("phase")
    if phase_id is None:
        return _choose_phase()
    entry = proposal_phase(phase_id, current_language().code)
    if phase_state(entry.phase, clock.now()) != "open" and request.method == "GET":
        return render_template(
            "proposals/closed.html", entry=entry, state=phase_state(entry.phase, clock.now())
        )
    draft = kept_draft(f"proposal:{phase_id}")
    usual = {"language": current_language().code, "voice": usual_voice()}
    form = ProposalForm(data={**usual, **draft})
    settings = PhaseSettings.of(entry.phase.settings)
    form.offer(districts(), district_needed=settings.district_needed)
    if request.method == "GET":
        return _form_page(entry, form)
    if not form.validate():
        return _form_page(entry, form), 422
    return _submit(entry, form)


@blueprint.get("/proposals/alike")
@requires("read")
def alike() -> str:
    """Proposals that are like the title somebody is writing: a part of the page."""
    found = proposals_alike(request.args.get("title", "")[:TITLE_LENGTH])
    texts = readable(found, current_language().code)
    return render_template("proposals/_alike.html", alike=[(one, texts[one.id]) for one in found])


def _submit(entry: PhaseEntry, form: ProposalForm) -> Answer:
    """Post what a valid form says."""
    person = current_person()
    if person is None:
        return _sign_in_first(entry, form)
    try:
        proposal = actions.submit_proposal(person, phase=entry.phase.id, **form.values())
    except NotShownToLiveHere as refusal:
        keep_draft(f"proposal:{entry.phase.id}", form.typed())
        return _form_page(entry, form, str(refusal), lacking=True), 422
    except Refused as refusal:
        return _form_page(entry, form, str(refusal)), 422
    drop_draft(f"proposal:{entry.phase.id}")
    flash(_("Your proposal is posted. Others can support it now and comment on it."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal.id), code=303)


def _choose_phase() -> Answer:
    """Where one can propose now; with a single open phase, straight to its form."""
    now = clock.now()
    language = current_language().code
    entries = [e for e in proposal_phases(language) if phase_state(e.phase, now) == "open"]
    if len(entries) == 1:
        return redirect(url_for("proposals.new", phase=entries[0].phase.id), code=303)
    return render_template("proposals/choose.html", entries=entries)


def _form_page(entry: PhaseEntry, form: ProposalForm, *errors: str, lacking: bool = False) -> str:
    return render_template(
        "proposals/new.html",
        entry=entry,
        form=form,
        errors=errors,
        asked=PhaseSettings.of(entry.phase.settings).electorate,
        lacking=lacking,
        currency=current_city().currency,
    )


def _sign_in_first(entry: PhaseEntry, form: ProposalForm) -> Answer:
    """Keep what was typed, ask to sign in, and come back; say so where it is too long for that."""
    here = url_for("proposals.new", phase=entry.phase.id)
    if keep_draft(f"proposal:{entry.phase.id}", form.typed()):
        come_back_to(here)
        flash(_("Sign in to post your proposal. What you wrote is kept and comes back."), "info")
        return redirect(url_for("people.sign_in"), code=303)
    message = _(
        "Please sign in first, with the link at the top of the page. Your text is too long to be "
        "carried along; to be safe, copy it before you go."
    )
    come_back_to(here)
    return _form_page(entry, form, message), 422


def _own(proposal_id: int) -> Proposal:
    """The person's own proposal. Raises NotFound for any other, Refused when it is too late."""
    proposal, _supported = proposal_of(proposal_id)
    if proposal.author_id != signed_in_person().id:
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
            "cost": "" if proposal.cost is None else str(proposal.cost),
        }
    )
    form.offer(districts(), district_needed=needed)
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            actions.edit_proposal(signed_in_person(), proposal_id, **form.values())
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
        currency=current_city().currency,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post(f"{ONE}/withdraw")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def withdraw(proposal_id: int) -> Response:
    """Take one's own proposal back."""
    actions.withdraw_proposal(signed_in_person(), proposal_id)
    flash(_("Your proposal is withdrawn."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
