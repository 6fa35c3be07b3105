"""What every answer carries to keep its reader safe."""

from collections.abc import MutableMapping

from flask import Flask, Response, g, request

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_PERMISSIONS = "camera=(), microphone=(), geolocation=(), interest-cohort=()"


def _policy(*, pictures_from: str = "") -> str:
    more = {"img-src": f"{_SOURCES['img-src']} {pictures_from}"} if pictures_from else {}
    return "; ".join(f"{kind} {sources}" for kind, sources in (_SOURCES | more).items())


CONTENT_SECURITY_POLICY = _policy()

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Where somebody reads about refugees is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": _PERMISSIONS,
}


def allow_pictures_from(origin: str) -> None:
    """Let this one page load pictures from another host: that of the operator's map."""
    g.pictures_from = origin


def allow_asking_where() -> None:
    """Let this one page ask the device where it is; the browser still asks the person."""
    g.asks_where = True


def add_static_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """The same for the static files, which never reach the app."""
    for name, value in HEADERS.items():
        headers[name] = value


def init_security(app: Flask, *, https: bool) -> None:
    """Set the headers on every answer of the app."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        if g.get("pictures_from"):
            policy = _policy(pictures_from=g.pictures_from)
            response.headers.setdefault("Content-Security-Policy", policy)
        if g.get("asks_where"):
            here = _PERMISSIONS.replace("geolocation=()", "geolocation=(self)")
            response.headers.setdefault("Permissions-Policy", here)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if response.mimetype == "text/html" and request.method != "OPTIONS":
            # A page is in one reader's language and may hold their name: no shared cache keeps it.
            response.headers.setdefault("Cache-Control", "private, no-cache")
            response.vary.add("HX-Request")
        return response
