"""What can be asked about cities."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import g

from commons.base.database import databases, db
from commons.cities.context import city
from commons.cities.models import City, District


@dataclass(frozen=True, slots=True)
class CityEntry:
    """A city as the host's front page lists it."""

    slug: str
    name: str
    languages: list[str]
    accent: str


def all_cities() -> list[CityEntry]:
    """Every city of this installation that is set up, by slug."""
    entries = []
    for slug in databases().names():
        with city(slug):
            found = db.session.get(City, 1)
            if found is not None:
                entries.append(CityEntry(slug, found.name, found.languages, found.accent))
    return entries


def districts() -> list[District]:
    """The city's districts by name."""
    return list(db.session.scalars(sa.select(District).order_by(District.name)))


def district_names() -> dict[int, str]:
    """The names of the city's districts by their numbers: one statement, once in each context."""
    found: dict[int, str] | None = g.get("district_names")
    if found is None:
        found = g.district_names = {one.id: one.name for one in districts()}
    return found


def forget_district_names() -> None:
    """To be called where districts were added or renamed."""
    g.pop("district_names", None)
