"""The map of the present city: where it begins, and whose pictures it may show."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app

from commons.base.errors import Refused
from commons.base.settings import Settings
from commons.base.web.security import allow_asking_where, allow_pictures_from
from commons.cities.context import current_city
from commons.cities.points import NotAPoint, Point, check_near, side_words
from commons.cities.rules import USUAL_ZOOM
from commons.i18n.formats import number


@dataclass(frozen=True, slots=True)
class MapHere:
    """What a page with a map needs to know."""

    tiles: str | None
    """The address of map pictures; None where the operator set none."""
    host: str
    """Who is asked for them."""
    attribution: str
    attribution_url: str | None
    centre: Point | None
    zoom: int


def map_here() -> MapHere:
    """The map of this city. A page that asks for it may load the pictures, once somebody wants to.

    No statement.
    """
    settings: Settings = current_app.extensions["commons.settings"]
    words, url = _attribution(settings.tiles_attribution)
    host = ""
    if settings.tiles:
        parts = urlsplit(settings.tiles)
        host = parts.netloc
        allow_pictures_from(f"{parts.scheme}://{parts.netloc}")
    return MapHere(
        settings.tiles, host, words, url, city_centre(), current_city().zoom or USUAL_ZOOM
    )


def map_to_choose() -> MapHere:
    """The same for a page on which a point is chosen: it may ask the device where it is."""
    allow_asking_where()
    return map_here()


def _attribution(text: str) -> tuple[str, str | None]:
    words, _blank, last = text.rpartition(" ")
    if last.startswith(("https://", "http://")) and words:
        return words, last
    return text, None


def city_centre() -> Point | None:
    """Where the city's map begins; None where nobody has said so."""
    city = current_city()
    if city.centre_latitude is None or city.centre_longitude is None:
        return None
    return Point(city.centre_latitude, city.centre_longitude)


def check_place(point: Point | None) -> None:
    """Refuse a point that cannot be meant in this city. Raises Refused."""
    if point is None:
        return
    try:
        check_near(point, city_centre())
    except NotAPoint as problem:
        raise Refused(str(problem)) from problem


def where_words(latitude: float, longitude: float) -> str:
    """How far a point is from the city's centre, in words; empty where the centre is not known."""
    centre, point = city_centre(), Point(latitude, longitude)
    if centre is None:
        return ""
    return side_words(point.side_of(centre), number(round(point.km_to(centre), 1)))
