"""The officers' pages about themes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.proposals.themes import actions
from commons.proposals.themes.forms import ThemeForm, theme_form
from commons.proposals.themes.models import Theme
from commons.proposals.themes.queries import theme_name, theme_of, themes

blueprint = Blueprint("themes", "commons.proposals.themes", template_folder="templates")
blueprint.add_app_template_global(theme_name)
Answer = str | Response | tuple[str, int]


@blueprint.get("/office/themes")
@requires("run consultations")
def index() -> str:
    """The city's list."""
    return render_template("themes/index.html", themes=themes(also_unused=True))


@blueprint.post("/office/themes/usual")
@requires("run consultations")
@limiter.limit(WRITING_LIMIT)
def usual() -> Response:
    """Begin with a usual list."""
    if actions.begin_with_usual_themes(signed_in_person()):
        flash(_("These themes are a beginning. Change them as your city needs."), "success")
    return redirect(url_for("themes.index"), code=303)


@blueprint.route("/office/themes/new", methods=["GET", "POST"])
@requires("run consultations")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def new() -> Answer:
    """Add a theme."""
    last = max((theme.position for theme in themes(also_unused=True)), default=0)
    form, errors = theme_form(last=last), []
    if request.method == "POST" and form.validate():
        try:
            actions.add_theme(
                signed_in_person(), names=form.names(), position=int(form.position.data or 0)
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            return _done(_("The theme can be chosen now."))
    return _form_page(form, errors, None)


@blueprint.route("/office/themes/<int:theme_id>", methods=["GET", "POST"])
@requires("run consultations")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def change(theme_id: int) -> Answer:
    """Name a theme anew, move it, take it out of use."""
    theme = theme_of(theme_id)
    form, errors = theme_form(theme), []
    if request.method == "POST" and form.validate():
        try:
            actions.change_theme(
                signed_in_person(),
                theme_id,
                names=form.names(),
                position=int(form.position.data or 0),
                in_use=bool(form.in_use.data),
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            return _done(_("The theme is changed."))
    return _form_page(form, errors, theme)


def _done(message: str) -> Response:
    flash(message, "success")
    return redirect(url_for("themes.index"), code=303)


def _form_page(form: ThemeForm, errors: list[str], theme: Theme | None) -> Answer:
    page = render_template("themes/form.html", form=form, errors=errors, theme=theme)
    return (page, 422) if request.method == "POST" else page
