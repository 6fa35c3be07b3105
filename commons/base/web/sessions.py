"""The session cookie, worth something in one city only."""

from flask import Flask, Request
from flask import request as current_request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class CitySessions(SecureCookieSessionInterface):
    """Signs each city's cookies with a salt of its own, and sets them for its path alone."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The serializer of the request's city: another city's cookie does not verify."""
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            city = current_request_city(current_request)
            serializer.salt = f"commons-session:{city}".encode()
        return serializer

    def get_cookie_path(self, app: Flask) -> str:
        """The city's own path."""
        if not current_request:
            return super().get_cookie_path(app)
        return f"{current_request.script_root}/"


def current_request_city(request: Request) -> str:
    """The name of the city that the address picked; empty on the host's own pages."""
    name: str = request.environ.get("commons.city", "")
    return name
