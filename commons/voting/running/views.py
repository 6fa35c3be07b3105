"""What happened in a vote, for everybody; what officers and observers write into it."""

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, url_for

from commons.base.errors import NotFound, Refused
from commons.base.web.forms import Form
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person, signed_in_person
from commons.people.models import Person
from commons.people.permissions import may, requires
from commons.voting.checking.recount import Report
from commons.voting.drawing.actions import enter_value
from commons.voting.models import Vote
from commons.voting.running import actions, queries, words
from commons.voting.running.forms import AnnulForm, DrawForm, IncidentForm
from commons.voting.running.turnout import sealed_turnout, turnout_of
from commons.voting.views.blueprint import Answer, Setting, setting_of

blueprint = Blueprint("running", "commons.voting.running", template_folder="templates")
LOG = "/votes/<int:phase_id>/log"


def vote_with(phase_id: int) -> tuple[Setting, Vote]:
    """A vote held here that has opened, with its surroundings. Raises NotFound."""
    setting = setting_of(phase_id, with_result=True)
    if setting.vote is None:
        raise NotFound(_("The vote has not opened yet."))
    if setting.vote.source:
        raise NotFound(_("This vote was held elsewhere."))
    return setting, setting.vote


@blueprint.get(LOG)
@requires("read")
def log(phase_id: int) -> str:
    """What happened in a vote, and how many voted."""
    return _page(phase_id)


@blueprint.post(LOG)
@requires("observe votes")
@limiter.limit(WRITING_LIMIT)
def note(phase_id: int) -> Answer:
    """Note something that happened."""
    form = IncidentForm()
    return _act(
        phase_id,
        form,
        lambda me: actions.note_incident(me, phase_id, form.what.data or ""),
        done=_("It is noted. Everybody can read it now."),
    )


@blueprint.post(f"{LOG}/draw")
@requires("run consultations")
def draw(phase_id: int) -> Answer:
    """Enter the public numbers of a draw."""
    form = DrawForm()
    return _act(
        phase_id,
        form,
        lambda me: enter_value(me, phase_id, form.value.data or ""),
        done=_("The numbers are entered. Everybody can read them now."),
    )


@blueprint.post(f"{LOG}/annul")
@requires("run consultations")
def annul(phase_id: int) -> Answer:
    """Say that the vote is not used."""
    form = AnnulForm()
    return _act(
        phase_id,
        form,
        lambda me: actions.annul_vote(me, phase_id, form.annul_reason.data or ""),
    )


@blueprint.post(f"{LOG}/recount")
@requires("run consultations")
@limiter.limit(WRITING_LIMIT)
def recount(phase_id: int) -> Answer:
    """Count the vote again, and show what holds."""
    setting, _vote = vote_with(phase_id)
    try:
        report = actions.count_again(
            signed_in_person(), phase_id, setting.consultation.primary_language
        )
    except Refused as refusal:
        return _page(phase_id, errors=[str(refusal)]), 422
    return _page(phase_id, report=report)


def _act(phase_id: int, form: Form, act: Callable[[Person], object], *, done: str = "") -> Answer:
    """Do it, say so and come back to the page, or show it with what is wrong."""
    vote_with(phase_id)
    errors = []
    if form.validate():
        try:
            act(signed_in_person())
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            if done:
                flash(done, "success")
            return redirect(url_for("running.log", phase_id=phase_id), code=303)
    return _page(phase_id, form, errors=errors), 422


def _page(
    phase_id: int,
    filled: Form | None = None,
    *,
    errors: Sequence[str] = (),
    report: Report | None = None,
) -> str:
    setting, vote = vote_with(phase_id)
    person = current_person()
    sealed = vote.sealed_at is not None
    out = setting.phase.outcome_published_at is not None
    turnout = sealed_turnout(vote) if sealed else turnout_of(phase_id)
    everything = out or may(person, "observe votes")
    forms = {kind: kind() for kind in (IncidentForm, DrawForm, AnnulForm)}
    if filled is not None:
        forms[type(filled)] = filled
    return render_template(
        "running/log.html",
        setting=setting,
        vote=vote,
        filled=filled,
        errors=errors,
        lines=words.timeline(queries.log_of(phase_id)),
        charts=words.charts(turnout, everything=everything) if turnout else [],
        annulment=queries.annulment_of(phase_id) if sealed else None,
        public_value=queries.public_value(phase_id) if vote.draw else None,
        drawn=(vote.result or {}).get("draw"),
        incident=forms[IncidentForm],
        draw=forms[DrawForm],
        annul=forms[AnnulForm],
        findings=[words.finding_words(one) for one in report.findings] if report else [],
        holds=report.holds if report else None,
    )
