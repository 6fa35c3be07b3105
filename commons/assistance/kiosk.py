"""Kiosk mode: a tablet in a library that starts clean for everyone and leaves nothing behind."""

import re
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response as Redirect

from commons.assistance import queries, visits
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.people.arriving import own_address
from commons.people.current import current_person
from commons.people.permissions import requires

blueprint = Blueprint("kiosk", __name__, template_folder="templates")

_WITHOUT_VISIT = {"kiosk.start", "kiosk.begin", "kiosk.finish"}
_NOTHING_DONE = {"kiosk.still_here"}
"""Pages that open by themselves: they do not show that anybody is there."""


@blueprint.before_app_request
def keep_kiosk() -> Redirect | None:
    """In a kiosk: begin with the language, end when nobody is there any more."""
    if not g.get("database") or not visits.in_kiosk():
        return None
    g.shared_life = visits.LIFE
    if visits.in_visit() and visits.is_over():
        visits.end_visit()
        return redirect(url_for("kiosk.start", over="yes"), code=303)
    if not visits.in_visit():
        if request.endpoint in _WITHOUT_VISIT:
            return None
        if request.endpoint == "people.choose_language":  # in the menu at the top
            return begin()
        return redirect(url_for("kiosk.start"), code=303)
    if request.endpoint not in _NOTHING_DONE:
        visits.go_on()
    return None


_AUTOCOMPLETE = re.compile(r'\sautocomplete="[^"]*"')


@blueprint.after_app_request
def keep_nothing(response: Response) -> Response:
    """In a kiosk no page is kept, and no form offers what somebody typed before."""
    if not g.get("database") or not visits.in_kiosk() or response.mimetype != "text/html":
        return response
    response.headers["Cache-Control"] = "no-store"
    page = _AUTOCOMPLETE.sub("", response.get_data(as_text=True))
    response.set_data(re.sub(r"<(form|input|textarea)\b", r'<\1 autocomplete="off"', page))
    return response


@blueprint.app_context_processor
def kiosk() -> dict[str, Any]:
    """For the strip that every page of a kiosk shows."""
    if not g.get("database") or not visits.in_kiosk():
        return {"kiosk": None}
    life, warning = visits.LIFE.seconds, visits.WARNING.seconds
    return {
        "kiosk": {
            "visit": visits.in_visit(),
            "life": life,
            "warning": warning,
            "refresh": life - warning + 5,
        }
    }


@blueprint.get("/kiosk")
@requires("read")
def start() -> Response | Redirect | str:
    """The language first; then what one can do here."""
    if not visits.in_kiosk():
        return redirect(url_for("kiosk.set_up"))
    if visits.in_visit():
        return render_template("assistance/menu.html", votes=queries.open_votes())
    page = render_template("assistance/start.html", over=request.args.get("over") == "yes")
    return visits.leave_nothing(make_response(page))


@blueprint.post("/kiosk/begin")
@requires("read")
def begin() -> Redirect:
    """Begin a visit in a language."""
    languages = current_city().languages
    chosen = request.form.get("language", "")
    if visits.in_kiosk():
        visits.begin_visit(chosen if chosen in languages else languages[0])
    return redirect(url_for("kiosk.start"), code=303)


@blueprint.get("/kiosk/vote")
@requires("read")
def vote() -> Redirect:
    """Sign in with a card, then go on to the ballot, or to all that is open where it is more."""
    votes = queries.open_votes()
    there = (
        url_for("voting.ballot", phase_id=votes[0])
        if len(votes) == 1
        else url_for("consultations.home")
    )
    if current_person() is not None:
        return redirect(there, code=303)
    session["after_sign_in"] = there
    return redirect(url_for("cards.enter"), code=303)


@blueprint.get("/kiosk/still-here")
@requires("read")
def still_here() -> str | Redirect:
    """Without JavaScript: ask whether somebody is still there, before the visit ends."""
    if not visits.in_kiosk():
        return redirect(url_for("consultations.home"))
    back = own_address(request.args.get("next")) or url_for("kiosk.start")
    return render_template("assistance/still_here.html", back=back)


@blueprint.post("/kiosk/stay")
@requires("read")
def stay() -> tuple[str, int]:
    """Somebody types: the visit goes on."""
    return "", 204


@blueprint.post("/kiosk/finish")
@requires("read")
def finish() -> Redirect:
    """End the visit."""
    if visits.in_kiosk():
        visits.end_visit()
    return visits.leave_nothing(make_response(redirect(url_for("kiosk.start"), code=303)))


@blueprint.route("/kiosk/set-up", methods=["GET", "POST"])
@requires("assist")
def set_up() -> Redirect | str:
    """Turn this browser into a kiosk; whoever does so is signed out here."""
    if request.method == "GET":
        return render_template("assistance/set_up.html")
    visits.end_visit()
    response = make_response(redirect(url_for("kiosk.start"), code=303))
    visits.make_kiosk(response)
    return visits.leave_nothing(response)


@blueprint.post("/kiosk/off")
@requires("assist")
def off() -> Redirect:
    """Let this browser be one person's again."""
    response = make_response(redirect(url_for("consultations.home"), code=303))
    visits.no_kiosk(response)
    flash(_("This is no kiosk any more. You are still signed in here."), "success")
    return response
