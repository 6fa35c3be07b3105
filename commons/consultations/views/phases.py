"""The officer's desk: the phases of a consultation."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.errors import NotFound, Refused
from commons.base.web.forms import Form
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.cities.context import current_city
from commons.consultations import actions, queries, rules, words
from commons.consultations.activities import Activity, activities
from commons.consultations.forms import CloseForm, ExtendForm, PhaseForm, Together, phase_form
from commons.consultations.models import DRAFT, Consultation, Phase
from commons.consultations.views.blueprint import blueprint
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.models import Person
from commons.people.permissions import requires

RUN = "run consultations"
Answer = str | Response | tuple[str, int]


@blueprint.route("/office/consultations/<slug>/phases/new", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def office_new_phase(slug: str) -> Answer:
    """Add a phase to a draft; ``kind`` in the address says of what activity."""
    consultation = queries.consultation_by_slug(slug, drafts=True)
    kind = request.args.get("kind", "")
    if kind not in activities:
        raise NotFound(_("There is no such kind of phase."))
    activity = activities.get(kind)
    form, settings_form = phase_form(), activity.settings_form(None)
    refused: list[str] = []
    if _both_valid(form, settings_form):
        try:
            actions.add_phase(
                signed_in_person(),
                consultation.id,
                kind=kind,
                opens_at=form.phase_opens.data,
                closes_at=form.phase_closes.data,
                settings=activity.settings_from(settings_form),
            )
        except Refused as refusal:
            refused.append(str(refusal))
        else:
            flash(_("The phase is added."), "success")
            return _back_to(consultation)
    return _page(consultation, None, activity, form, settings_form, refused=refused)


@blueprint.route("/office/consultations/<slug>/phases/<int:phase_id>", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def office_phase(slug: str, phase_id: int) -> Answer:
    """A phase: its dates and settings until it opens, then what may still be done with it."""
    consultation = queries.consultation_by_slug(slug, drafts=True)
    phase = queries.phase_of(consultation, phase_id)
    activity = activities.get(phase.kind)
    form = phase_form(phase, published=consultation.state != DRAFT)
    settings_form = activity.settings_form(phase)
    refused: list[str] = []
    if _both_valid(form, settings_form):
        try:
            actions.change_phase(
                signed_in_person(),
                phase.id,
                opens_at=form.phase_opens.data,
                closes_at=form.phase_closes.data,
                settings=activity.settings_from(settings_form),
                reason=form.reason.data if "reason" in form else "",
            )
        except Refused as refusal:
            refused.append(str(refusal))
        else:
            flash(_("The phase is saved."), "success")
            return _back_to(consultation)
    return _page(consultation, phase, activity, form, settings_form, refused=refused)


def _both_valid(form: Form, settings_form: Form) -> bool:
    """Whether a sent page is right; both forms are checked, so that all mistakes show at once."""
    if request.method != "POST":
        return False
    valid = [form.validate(), settings_form.validate()]
    return all(valid)


def _page(
    consultation: Consultation,
    phase: Phase | None,
    activity: Activity,
    form: PhaseForm,
    settings_form: Form,
    *,
    refused: list[str],
    extend: ExtendForm | None = None,
    close: CloseForm | None = None,
) -> tuple[str, int]:
    now, zone = clock.now(), current_city().time_zone
    published = consultation.state != DRAFT
    state = rules.phase_state(phase, now) if phase else "upcoming"
    extend = extend or ExtendForm(formdata=None, data={"new_end": phase and phase.closes_at})
    close = close or CloseForm(formdata=None)
    together = Together(form, settings_form, extend, close)
    page = render_template(
        "consultations/office_phase.html",
        consultation=consultation,
        text=queries.text_of(consultation, current_language().code),
        phase=phase,
        activity=activity,
        form=form,
        settings_form=settings_form,
        extend=extend,
        close=close,
        together=together,
        refused=refused,
        state=state,
        when=words.when(phase, now, zone) if phase else "",
        published=published,
        frozen=published and state != "upcoming",
    )
    return page, 422 if together.errors or refused else 200


@blueprint.post("/office/consultations/<slug>/phases/<int:phase_id>/extend")
@requires(RUN)
@limiter.limit(WRITING_LIMIT)
def office_extend_phase(slug: str, phase_id: int) -> Answer:
    """Keep an open phase open for longer."""
    form = ExtendForm()
    return _act_with_reason(
        slug,
        phase_id,
        form,
        lambda officer, phase: actions.extend_phase(
            officer, phase.id, form.new_end.data, form.extend_reason.data or ""
        ),
        _("The phase stays open longer."),
        extend=form,
    )


@blueprint.post("/office/consultations/<slug>/phases/<int:phase_id>/close")
@requires(RUN)
@limiter.limit(WRITING_LIMIT)
def office_close_phase(slug: str, phase_id: int) -> Answer:
    """Close an open phase now."""
    form = CloseForm()
    return _act_with_reason(
        slug,
        phase_id,
        form,
        lambda officer, phase: actions.close_phase_now(
            officer, phase.id, form.close_reason.data or ""
        ),
        _("The phase is closed."),
        close=form,
    )


def _act_with_reason(
    slug: str,
    phase_id: int,
    form: Form,
    act: Callable[[Person, Phase], object],
    done: str,
    **forms: Any,
) -> Answer:
    """Do what was asked with its reason, or show the phase again with what has to be mended."""
    consultation = queries.consultation_by_slug(slug, drafts=True)
    phase = queries.phase_of(consultation, phase_id)
    refused: list[str] = []
    if form.validate():
        try:
            act(signed_in_person(), phase)
        except Refused as refusal:
            refused.append(str(refusal))
        else:
            flash(done, "success")
            return _back_to(consultation)
    activity = activities.get(phase.kind)
    dates = phase_form(phase, published=True)
    return _page(
        consultation,
        phase,
        activity,
        dates,
        activity.settings_form(phase),
        refused=refused,
        **forms,
    )


@blueprint.post("/office/consultations/<slug>/phases/<int:phase_id>/<act>")
@requires(RUN)
def office_phase_act(slug: str, phase_id: int, act: str) -> Response:
    """What needs no more than a button: remove, move, open, publish the result."""
    acts: dict[str, tuple[Callable[[Person, int], object], str]] = {
        "remove": (actions.remove_phase, _("The phase is removed.")),
        "earlier": (actions.move_phase_earlier, _("The phases changed places.")),
        "open": (actions.open_phase_now, _("The phase is open.")),
        "publish": (actions.publish_outcome, _("The result is published.")),
    }
    if act not in acts:
        raise NotFound
    consultation = queries.consultation_by_slug(slug, drafts=True)
    phase = queries.phase_of(consultation, phase_id)
    action, done = acts[act]
    try:
        action(signed_in_person(), phase.id)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(done, "success")
    return _back_to(consultation)


def _back_to(consultation: Consultation) -> Response:
    return redirect(url_for("consultations.office_show", slug=consultation.slug), code=303)
