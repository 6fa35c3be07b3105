"""What can be done with a city."""

import re
from collections.abc import Sequence
from zoneinfo import available_timezones

from babel.numbers import is_currency

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import databases, db, transaction
from commons.base.text import clean_line, slug_of
from commons.cities.context import city, current_city
from commons.cities.migrate import migrate
from commons.cities.models import City, District
from commons.cities.queries import forget_district_names
from commons.cities.rules import ACCENTS, Centre, check_slug
from commons.i18n.languages import LANGUAGES

NAME_LENGTH, DISTRICT_LENGTH = 100, 120
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def create_city(
    slug: str,
    *,
    name: str,
    languages: Sequence[str],
    accent: str = "teal",
    currency: str = "EUR",
    time_zone: str = "Europe/Warsaw",
    country: str = "",
    districts: Sequence[str] = (),
    centre: Centre | None = None,
) -> None:
    """Make a city with its database. Raises ValueError, saying what cannot be, and makes none."""
    check_slug(slug)
    _check(name, languages, accent, currency, time_zone, country)
    parts = _district_names(districts)
    databases().create(slug)
    try:
        migrate(slug)
        with city(slug):
            _furnish(
                City(
                    id=1,
                    name=clean_line(name),
                    languages=list(dict.fromkeys(languages)),
                    accent=accent,
                    currency=currency,
                    time_zone=time_zone,
                    country=country.upper(),
                    created_at=clock.now(),
                    centre_latitude=centre.latitude if centre else None,
                    centre_longitude=centre.longitude if centre else None,
                    zoom=centre.zoom if centre else None,
                ),
                parts,
            )
    except BaseException:
        databases().drop(slug)
        raise


def _check(
    name: str, languages: Sequence[str], accent: str, currency: str, time_zone: str, country: str
) -> None:
    if not 0 < len(clean_line(name)) <= NAME_LENGTH:
        raise ValueError(f"a city needs a name, of at most {NAME_LENGTH} characters")
    shipped = [code for code, language in LANGUAGES.items() if language.shipped]
    unknown = [code for code in languages if code not in shipped]
    if unknown or not languages:
        raise ValueError(
            f"languages must be some of {', '.join(shipped)}; not {', '.join(unknown) or 'none'}"
        )
    if accent not in ACCENTS:
        raise ValueError(f"accent must be one of {', '.join(ACCENTS)}, not {accent!r}")
    if not is_currency(currency):
        raise ValueError(f"{currency!r} is no currency code (ISO 4217)")
    if time_zone not in available_timezones():
        raise ValueError(f"{time_zone!r} is no time zone; Europe/Warsaw is one")
    if country and not _COUNTRY.fullmatch(country):
        raise ValueError(f"{country!r} is no country code (ISO 3166): two letters, such as PL")


def _district_names(given: Sequence[str]) -> list[str]:
    """The names without blanks and repetitions. Raises ValueError for one that is too long."""
    names = list(dict.fromkeys(filter(None, map(clean_line, given))))
    for name in names:
        if len(name) > DISTRICT_LENGTH:
            raise ValueError(
                f"a district may be called by {DISTRICT_LENGTH} characters; {name[:30]!r} is longer"
            )
    return names


@transaction
def _furnish(new_city: City, districts: Sequence[str]) -> None:
    db.session.add(new_city)
    codes: set[str] = set()
    for number, district in enumerate(districts, start=1):
        code = slug_of(district, fallback=f"district-{number}", length=50)
        if code in codes:
            code = f"{code}-{number}"
        codes.add(code)
        add_district(code, district)
    write_audit("create_city", "city", name=new_city.name)


@transaction
def add_district(code: str, name: str) -> District:
    """Another part of the city."""
    district = District(code=code, name=name)
    db.session.add(district)
    db.session.flush()
    forget_district_names()
    return district


@transaction
def move_map(centre: Centre) -> None:
    """Let the present city's map begin there."""
    found = current_city()
    found.centre_latitude, found.centre_longitude = centre.latitude, centre.longitude
    found.zoom = centre.zoom
    write_audit("move_map", "city", centre=str(centre))
