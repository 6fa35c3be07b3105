"""What a person sees when something did not work: in their language, with a way on."""

from collections.abc import Callable

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InternalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from commons.base.database import db
from commons.base.errors import Missing, NotAllowed, NotFound, Refused, Unclear
from commons.base.faults import PASSING, takes_only_readers
from commons.base.web.requests import request_id
from commons.i18n.catalogue import gettext as _

log = structlog.get_logger()
_STATUS: dict[type[Refused], int] = {NotFound: 404, NotAllowed: 403, Unclear: 400}

shapes: dict[str, Callable[[int, str | None], Response]] = {}
"""How an error is told where no page is expected, by what the paths begin with: it is given the
status, and a message where there is one more exact than ``usual_texts``.
"""

RETRY_SECONDS = 15
"""When to try again, as we tell programs, where a database had no time or room."""
fault_pages: dict[str, Callable[[Exception], Response]] = {}
"""What to answer where the database failed under an endpoint, by its name: a page that says what
became of what was sent, and keeps it. It may read the database, which may fail once more.
"""


def usual_texts(status: int) -> tuple[str, str]:
    """Title and message for a kind of error, in the reader's language."""
    texts = {
        400: (_("That did not work"), _("We could not read what was sent. Please try again.")),
        403: (_("This is not open to you"), _("Your account does not allow this page.")),
        404: (
            _("There is no such page"),
            _("The address may be mistyped, or the page may have moved."),
        ),
        405: (_("That did not work"), _("This address cannot be opened in this way.")),
        413: (
            _("That is too much at once"),
            _(
                "What you sent is larger than we accept, so none of it was saved. Go back in your "
                "browser: what you typed is still there. Make the text shorter, or choose a "
                "smaller file, and send it once more."
            ),
        ),
        429: (
            _("Too many tries"),
            _("Please wait some minutes, then try again. Nothing you sent before is lost."),
        ),
        500: (
            _("Something broke on our side"),
            _("What you sent last was not saved. Please try again in a moment."),
        ),
        503: (
            _("The city is very busy"),
            _("What you sent last was not saved. Please try again in a moment."),
        ),
    }
    return texts.get(status, texts[400])


def error_page(status: int, message: str | None = None) -> Response:
    """The page for an error; ``message`` says it more exactly than the status can."""
    shape = next((shapes[start] for start in shapes if request.path.startswith(start)), _page)
    response = shape(status, message)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(status: int, message: str | None) -> Response:
    title, usual = usual_texts(status)
    page = render_template(
        "base/error.html",
        status=status,
        title=title,
        message=message or usual,
        next_steps=[],
        request_id=request_id(),
    )
    return make_response(page, status)


def _prepare_even_without_a_city(prepare: Callable[[], None]) -> None:
    try:
        prepare()
    except (SQLAlchemyError, Missing):
        # The city itself cannot be read: the page has to do without it.
        g.pop("database", None)
        prepare()


def init_errors(app: Flask, prepare: Callable[[], None]) -> None:
    """Answer errors with pages. ``prepare`` makes ready what the layout needs (city, language)."""

    def answer(status: int, message: str | None = None) -> Response:
        db.session.rollback()
        g.reading = True
        _prepare_even_without_a_city(prepare)
        return error_page(status, message)

    @app.errorhandler(CSRFError)
    def stale_form(_error: CSRFError) -> Response:
        return answer(
            400,
            _("This form was open for too long. Go back, reload the page and send it once more."),
        )

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.code is None or error.code < 400:
            return make_response(error)
        response = answer(error.code)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        if error.code in {429, 503}:
            wait = 600 if error.code == 429 else RETRY_SECONDS
            response.headers.setdefault("Retry-After", str(wait))
        return response

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return answer(_STATUS.get(type(error), 409), str(error) or None)

    @app.errorhandler(Exception)
    def broken(_error: Exception) -> Response:
        log.exception("unhandled")
        return answer(500)

    _tell_of_faults(app, answer, broken)


def _tell_of_faults(
    app: Flask, answer: Callable[[int], Response], broken: Callable[[Exception], Response]
) -> None:
    """Answer a database that has no time or no room: never as if it were our mistake."""

    def busy(error: Exception) -> Response:
        log.error("database", error=str(getattr(error, "orig", None) or type(error).__name__))
        response = answer(503)
        if tell := fault_pages.get(request.endpoint or ""):
            try:
                response = tell(error)
            except SQLAlchemyError:
                db.session.rollback()
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response

    for passing in PASSING:
        app.register_error_handler(passing, busy)

    @app.errorhandler(InternalError)
    def refused_by_the_database(error: InternalError) -> Response:
        return busy(error) if takes_only_readers(error) else broken(error)
