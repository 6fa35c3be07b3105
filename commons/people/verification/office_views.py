"""The desk, the letters and the city's list: pages of officers and mediators."""

from datetime import datetime
from urllib.parse import quote

from flask import (
    Blueprint,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.people.current import signed_in_person
from commons.people.electorate_form import age_typed
from commons.people.models import Person
from commons.people.permissions import requires
from commons.people.verification import (
    census,
    census_office,
    census_rules,
    desk,
    letter_office,
    ways,
)
from commons.people.verification.contract import OWN_WORD, level_words, methods
from commons.people.verification.forms import (
    CensusFileForm,
    DeskCodeForm,
    DeskForm,
    RecipeForm,
    StartAnewForm,
    WaysForm,
)
from commons.people.verification.letter_sheet import address_without_code, sheets

blueprint = Blueprint("verification_office", __name__, template_folder="templates")

RUN = "run verification"
Answer = str | Response | tuple[str, int]


@blueprint.route("/office/verification", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def index() -> Answer:
    """Which ways the city offers; letters to print; the city's list."""
    form = WaysForm(data={"ways": [way.name for way in ways.offered()]})
    form.ways.choices = [
        (way.name, f"{way.title()} ({level_words(way.level)})")
        for way in methods
        if way.level > OWN_WORD
    ]
    if request.method == "POST" and form.validate():
        ways.choose(signed_in_person(), form.ways.data or [])
        flash(_("Saved."), "success")
        return redirect(url_for("verification_office.index"), code=303)
    return render_template(
        "verification/office.html",
        form=form,
        waiting=letter_office.waiting(),
        runs=letter_office.runs(),
    )


@blueprint.post("/office/verification/letters")
@requires(RUN)
@limiter.limit(WRITING_LIMIT)
def letters() -> Answer:
    """The letters to print: here and now, for the codes are kept nowhere."""
    officer = signed_in_person()
    run = request.form.get("printed_at", "")
    try:
        made = (
            letter_office.print_again(officer, datetime.fromisoformat(run))
            if run
            else letter_office.print_letters(officer)
        )
    except ValueError:
        raise NotFound(_("There are no such letters.")) from None
    if not made:
        flash(_("No letter waits to be printed."), "info")
        return redirect(url_for("verification_office.index"), code=303)
    page = make_response(
        render_template(
            "verification/letters.html",
            sheets=sheets(made),
            csv="data:text/csv;charset=utf-8," + quote(letter_office.as_csv(made)),
            address=address_without_code(),
        )
    )
    page.headers["Cache-Control"] = "no-store"
    return page


@blueprint.route("/office/desk", methods=["GET", "POST"])
@requires("confirm residence")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def at_desk() -> Answer:
    """Find who is here by their code."""
    form = DeskCodeForm()
    if request.method == "GET":
        return render_template("verification/desk_enter.html", form=form)
    if form.validate():
        try:
            person = desk.who_is_here(signed_in_person(), form.code.data or "")
        except Refused as refusal:
            form.code.errors = [str(refusal)]
        else:
            confirm = DeskForm(formdata=None, data={"code": form.code.data, "district": ""})
            return _confirm_page(confirm, person)
    return render_template("verification/desk_enter.html", form=form), 422


@blueprint.post("/office/desk/confirm")
@requires("confirm residence")
@limiter.limit(WRITING_LIMIT)
def confirm_at_desk() -> Answer:
    """Confirm that this person lives here."""
    officer, form = signed_in_person(), DeskForm()
    form.offer()
    try:
        if form.validate():
            person = desk.confirm(
                officer,
                form.code.data or "",
                district_id=int(form.district.data) if form.district.data else None,
                at_least_age=age_typed(form.age.data or ""),
            )
            flash(
                _("It is confirmed that %(name)s lives here.", name=person.display_name), "success"
            )
            return redirect(url_for("verification_office.at_desk"), code=303)
        person = desk.who_is_here(officer, form.code.data or "")
    except Refused as refusal:
        again = DeskCodeForm(formdata=None, data={"code": form.code.data})
        again.code.errors = [str(refusal)]
        return render_template("verification/desk_enter.html", form=again), 422
    return _confirm_page(form, person), 422


def _confirm_page(form: DeskForm, person: Person) -> str:
    form.offer()
    return render_template("verification/desk_confirm.html", form=form, here=person)


@blueprint.route("/office/verification/list", methods=["GET", "POST"])
@requires(RUN)
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def census_list() -> Answer:
    """The city's list: what it is made of, then loading it."""
    if census.census_list() is None:
        return _recipe()
    form = CensusFileForm()
    if request.method == "POST" and form.validate():
        try:
            text = form.file.data.read().decode("utf-8-sig")
            loaded = census_office.load(
                signed_in_person(), text.splitlines(), whole=form.whole.data
            )
        except UnicodeDecodeError:
            form.file.errors = [_("This is no text file. Choose the file with scrambled lines.")]
        except Refused as refusal:
            form.file.errors = [str(refusal)]
        else:
            _say_loaded(loaded)
            return redirect(url_for("verification_office.census_list"), code=303)
    return _list_page(form, StartAnewForm(formdata=None))


def _say_loaded(loaded: census.Loaded) -> None:
    flash(
        ngettext(
            "%(shown)s line is new.",
            "%(shown)s lines are new.",
            loaded.added,
            shown=number(loaded.added),
        )
        + " "
        + ngettext(
            "%(shown)s line was taken out.",
            "%(shown)s lines were taken out.",
            loaded.removed,
            shown=number(loaded.removed),
        ),
        "success",
    )


def _list_page(form: CensusFileForm, anew: StartAnewForm, refused: str | None = None) -> Answer:
    made = census.census_list()
    if made is None:
        raise NotFound(_("There is no list."))
    total, used = census_office.counts()
    page = render_template(
        "verification/list.html",
        form=form,
        anew=anew,
        refused=refused,
        made=made,
        labels=[census_rules.FIELDS[name].label for name in made.fields],
        columns=sorted({census_rules.FIELDS[name].column for name in made.fields}),
        total=total,
        used=used,
    )
    return (page, 422) if form.errors or anew.errors or refused else page


def _recipe() -> Answer:
    form = RecipeForm()
    form.fields.choices = [(one.name, one.label) for one in census_rules.FIELDS.values()]
    if request.method == "POST" and form.validate():
        census_office.make_recipe(signed_in_person(), form.fields.data or [], form.ages_typed or [])
        flash(_("Saved. Now download the recipe and scramble the list."), "success")
        return redirect(url_for("verification_office.census_list"), code=303)
    page = render_template("verification/recipe.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.get("/office/verification/list/recipe.json")
@requires(RUN)
def recipe() -> Response:
    """What the city's own machine needs to scramble the list."""
    made = census.census_list()
    if made is None:
        raise NotFound(_("There is no list."))
    response = make_response(census_office.recipe(made))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = "attachment; filename=census-recipe.json"
    return response


@blueprint.post("/office/verification/list/anew")
@requires(RUN)
@limiter.limit(WRITING_LIMIT)
def begin_anew() -> Answer:
    """Remove the list."""
    form = StartAnewForm()
    refused = None
    if form.validate():
        try:
            people = census_office.begin_anew(signed_in_person())
        except Refused as refusal:
            refused = str(refusal)
        else:
            flash(
                ngettext(
                    "The list is removed. %(shown)s person must show again that they live here.",
                    "The list is removed. %(shown)s people must show again that they live here.",
                    people,
                    shown=number(people),
                ),
                "success",
            )
            return redirect(url_for("verification_office.census_list"), code=303)
    return _list_page(CensusFileForm(formdata=None), form, refused)
