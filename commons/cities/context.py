"""The current city: set by a request, a job, a command or a test alike."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

from commons.base.database import db, use_database
from commons.base.errors import Missing
from commons.cities.models import City


@contextmanager
def city(slug: str) -> Iterator[None]:
    """Be in a city: ``with city("gdansk"): ...``. Raises Missing where there is no such city."""
    with use_database(slug):
        db.session.get_bind()
        yield


def current_city() -> City:
    """The city we are in, read once for each context. Raises Missing when it was never set up."""
    found: City | None = g.get("city")
    if found is None:
        found = db.session.get(City, 1)
        if found is None:
            raise Missing(f"the database {g.database!r} holds no city yet")
        g.city = found
    return found
