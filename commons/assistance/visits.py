"""A shared tablet: whether this browser is one, and the visit of whoever stands before it.

The browser carries a signed cookie of its own, which stays; the visitor's session ends with the
visit, at the latest two minutes after the last thing that was done.
"""

from datetime import timedelta

from flask import Response, current_app, g, request, session
from flask_login import logout_user
from itsdangerous import BadSignature, URLSafeSerializer

from commons.base import clock
from commons.base.database import current_database, writing
from commons.base.settings import Settings
from commons.people import actions
from commons.people.current import device_person

COOKIE = "commons_kiosk"
COOKIE_LIFE = timedelta(days=400)
LIFE = timedelta(minutes=2)
"""How long a visit goes on without anything being done."""
WARNING = timedelta(seconds=30)
"""How long before its end the visitor is asked for more time (WCAG 2.2.1: at least 20 seconds)."""
VISIT = "visit"
"""In the session: when something was last done, in seconds."""


def _settings() -> Settings:
    settings: Settings = current_app.extensions["commons.settings"]
    return settings


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(_settings().secret_key, salt=f"commons-kiosk:{current_database()}")


def in_kiosk() -> bool:
    """Whether this browser was turned into a kiosk of this city."""
    if "kiosk" not in g:
        try:
            g.kiosk = _serializer().loads(request.cookies.get(COOKIE, "")) == "kiosk"
        except BadSignature:
            g.kiosk = False
    found: bool = g.kiosk
    return found


def make_kiosk(response: Response) -> None:
    """Have the browser be a kiosk from now on."""
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps("kiosk")),
        max_age=COOKIE_LIFE,
        path=f"{request.script_root}/",
        secure=_settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def no_kiosk(response: Response) -> None:
    """Have the browser be one person's again."""
    response.delete_cookie(COOKIE, path=f"{request.script_root}/")
    session.pop(VISIT, None)


def begin_visit(language: str) -> None:
    """Start clean, in this language."""
    end_visit()
    session["language"] = language
    session["shared"] = True
    go_on()


def in_visit() -> bool:
    """Whether somebody has begun a visit."""
    return VISIT in session


def is_over() -> bool:
    """Whether nothing was done for so long that the visit has ended."""
    return bool(clock.now().timestamp() - session[VISIT] > LIFE.total_seconds())


def go_on() -> None:
    """Something is being done."""
    session[VISIT] = clock.now().timestamp()
    session.permanent = False


def end_visit() -> None:
    """Sign whoever was here out, also on the server, and leave nothing in the session."""
    person = device_person()
    if person is not None and person.session_token:
        with writing():
            actions.end_session(person.session_token)
    logout_user()
    session.clear()


def leave_nothing(response: Response) -> Response:
    """Have the browser forget pages and drafts; not cookies, or it would be no kiosk any more."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response
