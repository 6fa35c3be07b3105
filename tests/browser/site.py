"""A served city with the demo's content, for browsers, screenshots and benchmarks."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from commons.app import create_app, wrap
from commons.base.settings import Settings
from commons.cities.context import city
from commons.people import actions, queries

ROLES = {
    "visitor": None,
    "resident": "resident@example.org",
    "moderator": "moderator@example.org",
    "officer": "officer@example.org",
    "administrator": "admin@example.org",
}


CITY_ACCOUNT = """
[gdansk]
issuer = "https://login.gdansk.example"
client_id = "commons"
name.pl = "Konto miejskie"
name.en = "City account"
name.ar = "حساب المدينة"
level = 3
"""
"""The city's own sign-in service, which no picture goes to."""


class QuietHandler(WSGIRequestHandler):
    """Does not write a line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """A running server and the app behind it."""

    app: Flask
    url: str
    slug: str = "gdansk"

    def address(self, path: str = "/") -> str:
        """The whole address of a page of the city."""
        return f"{self.url}/{self.slug}{path}"

    def sign_in_token(self, role: str) -> str | None:
        """A session token of the demo person with a role; None for a visitor."""
        address = ROLES[role]
        if address is None:
            return None
        with self.app.app_context(), city(self.slug):
            person = queries.person_by_address(address)
            assert person is not None, address
            return actions.start_session(person)

    def cookie(self, role: str, language: str) -> str:
        """A session cookie as signing in and choosing a language would leave it."""
        values: dict[str, object] = {"language": language}
        token = self.sign_in_token(role)
        if token:
            values |= {"_user_id": token, "_fresh": True}
        with self.app.test_request_context(
            f"/{self.slug}/", environ_overrides={"commons.city": self.slug}
        ):
            serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
            signed: str = serializer.dumps(values)
            return signed


@contextmanager
def serve(
    home: Path, build: Callable[[Flask], object] | None = None, **changes: object
) -> Iterator[Site]:
    """Serve an installation in ``home``, furnished by ``build(app)``, on a free port."""
    home.mkdir(exist_ok=True)
    (home / "sso.toml").write_text(CITY_ACCOUNT, encoding="utf-8")
    settings = Settings(
        home=home,
        sso=home / "sso.toml",
        secret_key="a secret of the tests",
        demo=True,
        limits=False,
        **changes,  # type: ignore[arg-type]
    )
    app = create_app(settings, immediate_jobs=True)
    if build is not None:
        build(app)
    server = make_server(
        "127.0.0.1", 0, wrap(app, settings), threaded=True, request_handler=QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
