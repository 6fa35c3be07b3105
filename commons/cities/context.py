"""The current city: set by a request, a job, a command or a test alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import g

from commons.base.database import db, use_database
from commons.base.errors import Missing
from commons.cities.models import City

known_with_the_city: dict[str, Callable[[], sa.ColumnElement[Any]]] = {}
"""What higher floors want known before every page, asked with the same statement as the city: by
the name of the attribute that holds it (see ``City``)."""


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
        asked = [ask().label(name) for name, ask in known_with_the_city.items()]
        row = db.session.execute(sa.select(City, *asked).where(City.id == 1)).one_or_none()
        if row is None:
            raise Missing(f"the database {g.database!r} holds no city yet")
        found = g.city = row[0]
        for name, value in zip(known_with_the_city, row[1:], strict=True):
            setattr(found, name, value)
    return found
