"""The officer's desk: write a consultation, publish it, answer it."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.cities.context import current_city
from commons.consultations import actions, queries, readiness, rules, words
from commons.consultations.activities import activities
from commons.consultations.additions import additions
from commons.consultations.forms import TextsForm, answer_form, texts_form
from commons.consultations.models import DRAFT, Consultation
from commons.consultations.views.blueprint import blueprint
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import requires

RUN = "run consultations"


@blueprint.get("/office/")
@requires(RUN)
def office() -> str:
    """The city's consultations, and what waits for an officer."""
    asked = "all" if request.args.get("show") == "all" else None
    everything = asked == "all"
    now, zone, language = clock.now(), current_city().time_zone, current_language().code
    after = number_after(request.args.get("after"))
    page = queries.office_page(now, after, only_waiting=not everything)
    return render_template(
        "consultations/office.html",
        rows=[words.row(one, language, now, zone) for one in page.items],
        everything=everything,
        next_url=url_for("consultations.office", after=page.next_after, show=asked)
        if page.next_after
        else None,
        tabs=[
            {
                "label": _("To do"),
                "url": url_for("consultations.office"),
                "current": not everything,
            },
            {
                "label": _("All consultations"),
                "url": url_for("consultations.office", show="all"),
                "current": everything,
            },
        ],
    )


@blueprint.route("/office/new", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def office_new() -> str | Response | tuple[str, int]:
    """Begin a consultation."""
    form = texts_form()
    if request.method == "POST" and form.validate():
        consultation = actions.create_consultation(
            signed_in_person(), primary_language=form.primary_language.data, texts=form.texts()
        )
        flash(_("The draft is saved. Only the office can see it. Now add its phases."), "success")
        return _back_to(consultation)
    return _texts_page(form, None)


@blueprint.route("/office/consultations/<slug>/texts", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def office_texts(slug: str) -> str | Response | tuple[str, int]:
    """Change what a consultation says."""
    consultation = queries.consultation_by_slug(slug, drafts=True)
    form = texts_form(consultation)
    if request.method == "POST" and form.validate():
        actions.change_texts(
            signed_in_person(),
            consultation.id,
            primary_language=form.primary_language.data,
            texts=form.texts(),
        )
        flash(_("The texts are saved."), "success")
        return _back_to(consultation)
    return _texts_page(form, consultation)


def _texts_page(form: TextsForm, consultation: Consultation | None) -> tuple[str, int]:
    page = render_template("consultations/office_texts.html", form=form, consultation=consultation)
    return page, 422 if form.errors else 200


@blueprint.get("/office/consultations/<slug>")
@requires(RUN)
def office_show(slug: str) -> str:
    """A consultation as officers see it: what is missing, its phases, the next step."""
    consultation = queries.consultation_by_slug(slug, drafts=True)
    now, zone, language = clock.now(), current_city().time_zone, current_language().code
    draft = consultation.state == DRAFT
    return render_template(
        "consultations/office_show.html",
        row=words.row(consultation, language, now, zone),
        consultation=consultation,
        draft=draft,
        missing=readiness.missing(consultation, now) if draft else [],
        untranslated=readiness.untranslated(consultation, current_city().languages),
        phases=[
            {
                "phase": phase,
                "title": activities.get(phase.kind).title(),
                "state": rules.phase_state(phase, now),
                "when": words.when(phase, now, zone),
                "url": activities.get(phase.kind).url(phase),
            }
            for phase in consultation.phases
        ],
        kinds=list(activities),
        sections=[each.office(consultation) for each in additions],
    )


@blueprint.post("/office/consultations/<slug>/publish")
@requires(RUN)
def office_publish(slug: str) -> Response:
    """Publish a draft."""
    consultation = queries.consultation_by_slug(slug, drafts=True)
    try:
        actions.publish_consultation(signed_in_person(), consultation.id)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The consultation is published. Everybody can see it now."), "success")
    return _back_to(consultation)


@blueprint.route("/office/consultations/<slug>/answer", methods=["GET", "POST"])
@requires("answer officially")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def office_answer(slug: str) -> str | Response | tuple[str, int]:
    """Write the council's official answer."""
    consultation = queries.consultation_by_slug(slug, drafts=True)
    form = answer_form(consultation)
    refused: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            actions.answer_consultation(signed_in_person(), consultation.id, form.texts())
        except Refused as refusal:
            refused.append(str(refusal))
        else:
            flash(_("The official answer is published."), "success")
            return redirect(url_for("consultations.show", slug=slug), code=303)
    page = render_template(
        "consultations/office_answer.html",
        form=form,
        consultation=consultation,
        refused=refused,
        text=queries.text_of(consultation, current_language().code),
    )
    return page, 422 if form.errors or refused else 200


def _back_to(consultation: Consultation) -> Response:
    return redirect(url_for("consultations.office_show", slug=consultation.slug), code=303)
