"""Organisations: the public list, and the administrators' pages."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people import queries as people
from commons.people.current import signed_in_person
from commons.people.models import Person
from commons.people.organisations import actions, queries
from commons.people.organisations.forms import (
    OrganisationForm,
    ReasonForm,
    SpeakerForm,
    organisation_form,
)
from commons.people.organisations.models import Organisation
from commons.people.organisations.words import kind_words
from commons.people.permissions import requires
from commons.people.rules import normal_address

blueprint = Blueprint(
    "organisations", "commons.people", template_folder="templates", url_prefix="/organisations"
)
ONE = f"/<int(max={2**31 - 1}):organisation_id>"
Answer = Response | str | tuple[str, int]
blueprint.add_app_template_global(kind_words, "kind_of_organisation")


@blueprint.get("/")
@requires("read")
def index() -> str:
    """Who speaks here as an organisation, and who did."""
    return render_template(
        "organisations/index.html",
        now=queries.organisations(),
        earlier=queries.ended_organisations(),
        language_direction=_direction,
    )


def _direction(code: str) -> str:
    return LANGUAGES[code].direction if code in LANGUAGES else "auto"


@blueprint.route("/new", methods=["GET", "POST"])
@requires("run organisations")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def new() -> Answer:
    """Let an organisation speak here."""
    form, errors = organisation_form(), []
    if request.method == "POST" and form.validate():
        try:
            made = actions.make_organisation(
                signed_in_person(), form.described(), reason=form.reason.data or ""
            )
        except Refused as refusal:
            errors = [str(refusal)]
        else:
            flash(_("The organisation can speak here now. Say who speaks for it."), "success")
            return redirect(url_for("organisations.run", organisation_id=made.id), code=303)
    return _form_page(form, errors, None)


@blueprint.route(f"{ONE}/change", methods=["GET", "POST"])
@requires("run organisations")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def change(organisation_id: int) -> Answer:
    """Describe an organisation anew, or let it speak again."""
    found = queries.organisation_of(organisation_id)
    form, errors = organisation_form(found), []
    if request.method == "POST" and form.validate():
        try:
            actions.change_organisation(
                signed_in_person(),
                organisation_id,
                form.described(),
                reason=form.reason.data or "",
            )
        except Refused as refusal:
            errors = [str(refusal)]
        else:
            flash(_("The organisation is changed."), "success")
            return redirect(url_for("organisations.run", organisation_id=found.id), code=303)
    return _form_page(form, errors, found)


def _form_page(form: OrganisationForm, errors: list[str], found: Organisation | None) -> Answer:
    page = render_template("organisations/form.html", form=form, errors=errors, organisation=found)
    return (page, 422) if request.method == "POST" else page


@blueprint.get(f"{ONE}/run")
@requires("run organisations")
def run(organisation_id: int) -> str:
    """Who speaks for an organisation, and what can be done about it."""
    return _run_page(queries.organisation_of(organisation_id), SpeakerForm())


@blueprint.post(f"{ONE}/speakers")
@requires("run organisations")
@limiter.limit(WRITING_LIMIT)
def add_speaker(organisation_id: int) -> Answer:
    """Let a person speak for an organisation."""
    found, form, errors = queries.organisation_of(organisation_id), SpeakerForm(), []
    if form.validate():
        person = _person_called(form.who.data or "")
        if person is None:
            form.who.errors = [
                _(
                    "Nobody here has this address or this name. Ask the person to sign in here "
                    "once, and look for a mistyped letter."
                )
            ]
        else:
            try:
                actions.add_speaker(
                    signed_in_person(), found.id, person, reason=form.reason.data or ""
                )
            except Refused as refusal:
                errors = [str(refusal)]
            else:
                flash(_("This person can speak for the organisation now."), "success")
                return redirect(url_for("organisations.run", organisation_id=found.id), code=303)
    return _run_page(found, form, errors), 422


def _person_called(who: str) -> Person | None:
    address = normal_address(who)
    return people.person_by_address(address) if address else people.person_by_name(who)


def _run_page(found: Organisation, form: SpeakerForm, errors: list[str] | None = None) -> str:
    return render_template(
        "organisations/run.html",
        organisation=found,
        speakers=queries.speakers_of(found.id),
        form=form,
        errors=errors or [],
        speaks=queries.is_speaking(found),
    )


@blueprint.post(f"{ONE}/speakers/<int(max={2**31 - 1}):person_id>/end")
@requires("run organisations")
@limiter.limit(WRITING_LIMIT)
def end_speaker(organisation_id: int, person_id: int) -> Response:
    """Let a person speak for an organisation no more."""
    actions.end_speaker(signed_in_person(), organisation_id, person_id)
    flash(_("This person speaks for the organisation no more."), "success")
    return redirect(url_for("organisations.run", organisation_id=organisation_id), code=303)


@blueprint.route(f"{ONE}/end", methods=["GET", "POST"])
@requires("run organisations")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def end(organisation_id: int) -> Answer:
    """Let an organisation speak no more."""
    found, form, errors = queries.organisation_of(organisation_id), ReasonForm(), []
    if request.method == "POST" and form.validate():
        try:
            actions.end_organisation(
                signed_in_person(), organisation_id, reason=form.reason.data or ""
            )
        except Refused as refusal:
            errors = [str(refusal)]
        else:
            flash(_("The organisation speaks here no more. What it said stays."), "success")
            return redirect(url_for("organisations.index"), code=303)
    page = render_template("organisations/end.html", form=form, errors=errors, organisation=found)
    return (page, 422) if request.method == "POST" else page
