"""What every answer carries to keep its reader safe."""

from collections.abc import MutableMapping

from flask import Flask, Response, request

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
CONTENT_SECURITY_POLICY = "; ".join(f"{kind} {sources}" for kind, sources in _SOURCES.items())

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Where somebody reads about refugees is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


def add_static_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """The same for the static files, which never reach the app."""
    for name, value in HEADERS.items():
        headers[name] = value


def init_security(app: Flask, *, https: bool) -> None:
    """Set the headers on every answer of the app."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if response.mimetype == "text/html" and request.method != "OPTIONS":
            # A page is in one reader's language and may hold their name: no shared cache keeps it.
            response.headers.setdefault("Cache-Control", "private, no-cache")
            response.vary.add("HX-Request")
        return response
