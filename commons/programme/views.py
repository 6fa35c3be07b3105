"""HTTP of the programme: a page to read and print, and the same for other programs."""

import json

from flask import Blueprint, Response, render_template

from commons.base import clock
from commons.base.database import current_database
from commons.base.web.limits import DOWNLOAD_LIMIT, limiter
from commons.cities.context import current_city
from commons.i18n.catalogue import current_language
from commons.people.permissions import requires
from commons.programme.document import document
from commons.programme.pages import language_rows, sections
from commons.programme.queries import ORIGINAL, programme
from commons.programme.rules import PRINCIPLES

blueprint = Blueprint("programme", __name__, template_folder="templates")


@blueprint.get("/programme/")
@requires("read")
def show() -> str:
    """The inclusive city programme: who took part, what came out, what the city answered."""
    language, now = current_language().code, clock.now()
    content = programme(language)
    return render_template(
        "programme/show.html",
        now=now,
        total=content.total,
        consultations=len(content.consultations),
        by_language=language_rows(content.languages.groups),
        some_left_out=content.languages.some_left_out,
        sections=sections(content, current_city(), language, now),
        principles=PRINCIPLES,
    )


@blueprint.get("/programme.json")
@limiter.limit(DOWNLOAD_LIMIT)
@requires("download")
def as_json() -> Response:
    """The programme for other programs; ``programme.document`` says what stands where."""
    content = document(programme(ORIGINAL), current_city(), current_database(), clock.now())
    response = Response(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", mimetype="application/json"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response
