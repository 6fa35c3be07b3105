"""Making and ending cards: pages of officers and mediators."""

import secrets

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.cities.context import current_city
from commons.cities.queries import districts
from commons.i18n.catalogue import current_language, ngettext
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import language
from commons.people.cards import actions, office, queries, rules, sheet
from commons.people.cards.forms import MOST_LANGUAGES, BatchForm, EndCardForm, EndCardsForm
from commons.people.current import signed_in_person
from commons.people.permissions import requires

blueprint = Blueprint("card_office", __name__, template_folder="templates")


@blueprint.get("/cards/")
@requires("hand out cards")
def index() -> str:
    """All batches, the newest first."""
    return render_template(
        "cards/index.html", page=queries.batches(number_after(request.args.get("before")))
    )


@blueprint.get("/cards/new")
@requires("hand out cards")
def new() -> str:
    """Ask what cards to make."""
    city, read = current_city(), current_language().code
    first = [read] if read in city.languages else []
    chosen = [*first, *(code for code in city.languages if code not in first)][:MOST_LANGUAGES]
    form = _batch_form(data={"level": "2", "languages": chosen, "mark": secrets.token_urlsafe(16)})
    return render_template("cards/new.html", form=form)


@blueprint.post("/cards/new")
@requires("hand out cards")
@limiter.limit(WRITING_LIMIT)
def make() -> Response | tuple[str, int]:
    """Make cards and show the sheet: here and now, for the codes are kept nowhere."""
    form, errors = _batch_form(), []
    if form.validate() and form.how_many is not None:
        try:
            batch, cards = actions.make_batch(
                signed_in_person(),
                place=form.place.data or "",
                count=form.how_many,
                level=int(form.level.data),
                district_id=int(form.district.data) if form.district.data else None,
                expires_at=form.expires_at,
                form_mark=form.mark.data or None,
            )
        except Refused as refusal:
            errors = [str(refusal)]
        else:
            page = make_response(
                render_template(
                    "cards/sheet.html",
                    batch=batch,
                    cards=sheet.printed(cards),
                    instructions=sheet.instructions(form.languages.data or []),
                    csv=sheet.as_csv(cards),
                    address=sheet.address_without_code(),
                )
            )
            page.headers["Cache-Control"] = "no-store"
            return page
    return render_template("cards/new.html", form=form, errors=errors), 422


def _batch_form(data: dict[str, object] | None = None) -> BatchForm:
    form = BatchForm(data=data)
    form.level.choices = [
        ("2", _("That the holder lives here: whoever hands it out makes sure of that")),
        ("1", _("That the holder says they live here")),
        ("0", _("Nothing: it is only a way in")),
    ]
    form.district.choices = [("", _("The whole city"))] + [
        (str(district.id), district.name) for district in districts()
    ]
    form.languages.choices = [(code, language(code).own_name) for code in current_city().languages]
    return form


@blueprint.get("/cards/<int:batch_id>")
@requires("hand out cards")
def show(batch_id: int) -> str:
    """The cards of a batch: which are used, which are not."""
    return render_template(
        "cards/batch.html",
        line=_line(batch_id),
        page=queries.cards_in(batch_id, number_after(request.args.get("after"))),
    )


def _line(batch_id: int) -> queries.BatchLine:
    line = queries.batch_line(batch_id)
    if line is None:
        raise NotFound(_("There are no such cards."))
    return line


@blueprint.post("/cards/<int:batch_id>/printed")
@requires("hand out cards")
def printed(batch_id: int) -> Answer:
    """The sheet came out of the printer well."""
    office.confirm_printed(signed_in_person(), batch_id)
    flash(_("Good. The cards can be handed out."), "success")
    return redirect(url_for("card_office.show", batch_id=batch_id), code=303)


@blueprint.route("/cards/<int:batch_id>/end", methods=["GET", "POST"])
@requires("hand out cards")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def end_batch(batch_id: int) -> Answer | str | tuple[str, int]:
    """End the cards of a batch that nobody has used."""
    line, form = _line(batch_id), EndCardsForm()
    if request.method == "POST" and form.validate():
        ended = office.end_batch(signed_in_person(), batch_id, form.reason.data or "")
        flash(ngettext("%(num)s card has ended.", "%(num)s cards have ended.", ended), "success")
        return redirect(url_for("card_office.show", batch_id=batch_id), code=303)
    page = render_template("cards/end_batch.html", line=line, form=form)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/cards/end", methods=["GET", "POST"])
@requires("hand out cards")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def end() -> Answer | str | tuple[str, int]:
    """End a lost card, and give its holder a new one if they are here."""
    form, errors = EndCardForm(), []
    if request.method == "GET":
        form.number.data = rules.read_number(request.args.get("number", ""))[:20]
    elif form.validate():
        try:
            message = _end(form)
        except Refused as refusal:
            errors = [str(refusal)]
        else:
            flash(message, "success")
            return redirect(url_for("card_office.index"), code=303)
    page = render_template("cards/end.html", form=form, errors=errors)
    return (page, 422) if request.method == "POST" else page


def _end(form: EndCardForm) -> str:
    officer, number, reason = signed_in_person(), form.number.data or "", form.reason.data or ""
    if form.code.data:
        new = office.replace_card(officer, number, reason, form.code.data)
        return _(
            "The lost card has ended. Its holder has the card %(number)s now.", number=new.number
        )
    card = actions.end_card(officer, number, reason)
    return _("The card %(number)s has ended. Nobody can come in with it.", number=card.number)
