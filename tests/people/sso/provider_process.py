"""An OpenID provider as a process of its own: Canaille, as a city may run it.

Prints the port it listens on, then serves until it is ended. Four people have accounts there: two
in the group ``residents``, two outside of it. Two sites use it: Commons, and a library.
"""

import sys
from datetime import UTC, datetime
from typing import Any

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from canaille.backends.memory.backend import MemoryBackend, listify
from flask import Flask
from werkzeug.serving import make_server

PASSWORD = "a password of the tests"
CLIENT, SECRET = "commons", "a secret that the two share"
OTHER_CLIENT, OTHER_SECRET = "library", "another secret"
PEOPLE = {"ola": ["residents", "Oliwa"], "marek": ["residents"], "guest": [], "adam": []}
"""Who has an account. Nobody but the test of saying no uses Adam's: the provider asks once only."""


class Memory(MemoryBackend):  # type: ignore[misc]  # Canaille ships no types
    """Finds what fits in all that is asked. Canaille 0.3.6 finds in memory what fits in any of it,
    so that a code that nobody redeemed would be taken for the next one of the same site."""

    def do_query(self, model: Any, *args: Any, **wanted: Any) -> list[Any]:
        fits = {name: set(model.serialize(listify(value))) for name, value in wanted.items()}
        return [
            found
            for found in super().do_query(model, *args, **wanted)
            if all(each & set(listify(found._state.get(name))) for name, each in fits.items())
        ]


def build(back: str) -> Flask:
    """The provider, which leads people back to the address ``back``."""
    config = {
        "SECRET_KEY": "a secret of the provider",
        "CANAILLE": {
            "DATABASE": "memory",
            "SMTP": None,
            "HTMX": False,
            "JAVASCRIPT": False,
            "LOGGING": {"version": 1},
        },
        "CANAILLE_OIDC": {"TRUSTED_DOMAINS": []},
    }
    app: Flask = create_app(config)
    app.backend.__class__ = Memory  # type: ignore[attr-defined]  # it finds its models by its name
    with app.app_context():
        for client_id, secret in ((CLIENT, SECRET), (OTHER_CLIENT, OTHER_SECRET)):
            client = models.Client(
                client_id=client_id,
                client_secret=secret,
                client_name=client_id,
                client_uri=f"https://{client_id}.city.example",
                client_id_issued_at=datetime.now(UTC),
                redirect_uris=[back],
                grant_types=["authorization_code"],
                response_types=["code"],
                scope=["openid", "groups", "address"],
                token_endpoint_auth_method="client_secret_basic",
            )
            Backend.instance.save(client)
            client.audience = [client]  # what tokens are for: itself, once it is there
            Backend.instance.save(client)
        people = {name: _person(name) for name in PEOPLE}
        for group in ("residents", "Oliwa"):
            members = [people[name] for name, groups in PEOPLE.items() if group in groups]
            Backend.instance.save(models.Group(display_name=group, members=members))
    return app


def _person(name: str) -> object:
    person = models.User(
        user_name=name,
        given_name=name.title(),
        family_name="Kowalska",
        formatted_name=f"{name.title()} Kowalska",
        emails=[f"{name}@city.example"],
        locality="Gdańsk" if PEOPLE[name] else "Sopot",
        password=PASSWORD,
    )
    Backend.instance.save(person)
    return person


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, build(sys.argv[1]), threaded=True)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
