"""HTTP of the inclusion package: being asked, who took part, and the officer's pages."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.consultations.models import Consultation
from commons.consultations.queries import consultation_by_slug, text_of
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.inclusion import actions, queries, words
from commons.inclusion.forms import about_you_form, choice_form, reference_form
from commons.inclusion.questions import questions
from commons.inclusion.taking_part import ways
from commons.people.current import current_person, signed_in_person
from commons.people.permissions import requires

RUN = "run consultations"
Answer = str | Response | tuple[str, int]
blueprint = Blueprint("inclusion", __name__, template_folder="templates")


@blueprint.app_template_global()
def asks_about_you(consultation_id: int | None) -> str | None:
    """For templates: the slug of a consultation that waits for the reader: one statement."""
    person = current_person()
    if person is None or consultation_id is None or person.helped_by:
        return None  # whoever is helped is not asked about themselves before a stranger
    return queries.waits_for(person, consultation_id)


@blueprint.route("/consultations/<slug>/about-you", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def about_you(slug: str) -> Answer:
    """The questions, with what one answered before."""
    person = signed_in_person()
    consultation, standing = _asking(slug)
    own, text = standing.own, text_of(consultation, current_language().code)
    form = about_you_form(standing.survey.questions, own.answers if own else {})
    refused = []
    if request.method == "POST" and form.validate():
        try:
            actions.answer(person, consultation.id, form.answers())
        except Refused as refusal:
            refused.append(str(refusal))
        else:
            flash(_("Thank you. You can change or delete this until the end."), "success")
            return _to_consultation(slug)
    page = render_template(
        "inclusion/about_you.html",
        consultation=consultation,
        text=text,
        survey=standing.survey,
        form=form,
        refused=refused,
        answered=own is not None and bool(own.answers),
        took_part=standing.took_part,
    )
    return page, 422 if form.errors or refused else 200


@blueprint.post("/consultations/<slug>/about-you/withdraw")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def withdraw(slug: str) -> Response:
    """Not say anything, or take back what one said."""
    consultation, standing = _asking(slug)
    answered = standing.own is not None and bool(standing.own.answers)
    actions.withdraw(signed_in_person(), consultation.id)
    if answered:
        flash(_("What you said about yourself is deleted."), "success")
    else:
        flash(_("All right. We do not ask again."), "success")
    return _to_consultation(slug)


def _asking(slug: str) -> tuple[Consultation, queries.Standing]:
    """A published consultation that asks something. Raises NotFound for any other."""
    consultation = consultation_by_slug(slug)
    standing = queries.standing(signed_in_person(), consultation.id)
    if standing is None:
        raise NotFound(_("Nothing is asked here."))
    return consultation, standing


def _to_consultation(slug: str) -> Response:
    return redirect(url_for("consultations.show", slug=slug), code=303)


@blueprint.get("/consultations/<slug>/who-took-part")
@requires("read")
def show(slug: str) -> str:
    """Who took part, and who is missing, as far as it may be shown."""
    consultation = consultation_by_slug(slug)
    profile = queries.profile_of(consultation.id)
    if profile is None:
        raise NotFound(_("This consultation does not ask who takes part."))
    return render_template(
        "inclusion/show.html",
        consultation=consultation,
        text=text_of(consultation, current_language().code),
        profile=profile,
        missing=words.missing(profile),
        words=words,
        ways=[way for way in ways if way.apart],
    )


@blueprint.route("/office/consultations/<slug>/about-you", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def office_questions(slug: str) -> Answer:
    """Choose what a consultation asks those who took part."""
    consultation = consultation_by_slug(slug, drafts=True)
    survey = queries.survey_of(consultation.id)
    text = text_of(consultation, current_language().code)
    form = choice_form(survey.questions if survey else [])
    refused = []
    if request.method == "POST" and form.validate():
        try:
            actions.choose_questions(signed_in_person(), consultation.id, form.chosen.data or [])
        except Refused as refusal:
            refused.append(str(refusal))
        else:
            flash(_("It is saved what people are asked."), "success")
            return redirect(url_for("consultations.office_show", slug=slug), code=303)
    page = render_template(
        "inclusion/office_questions.html",
        consultation=consultation,
        text=text,
        form=form,
        refused=refused,
    )
    return page, 422 if form.errors or refused else 200


@blueprint.get("/office/population")
@requires(RUN)
def office_population() -> str:
    """For which questions the city said how its people are made up."""
    return render_template(
        "inclusion/office_population.html", questions=list(questions), known=queries.references()
    )


@blueprint.route("/office/population/<name>", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def office_reference(name: str) -> Answer:
    """Say how many people of each band live in the city."""
    if name not in questions:
        raise NotFound(_("There is no such question."))
    question = questions.get(name)
    form = reference_form(question, queries.references().get(name))
    refused = []
    if request.method == "POST" and form.validate():
        try:
            actions.set_reference(
                signed_in_person(), name, form.people(), source=form.source.data or ""
            )
        except Refused as refusal:
            refused.append(str(refusal))
        else:
            flash(_("The figures of the city are saved."), "success")
            return redirect(url_for("inclusion.office_population"), code=303)
    page = render_template(
        "inclusion/office_reference.html", question=question, form=form, refused=refused
    )
    return page, 422 if form.errors or refused else 200
