"""Points on the globe: read as people write them, compared, put into words and drawn flat."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from commons.i18n.catalogue import gettext as _

FARTHEST_KM = 100
"""How far from the city's centre a point may lie: beyond, somebody has mistyped."""
_DECIMALS = 5
"""About a metre; a finer point would only say more about the device."""
_EARTH_KM = 6371.0
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,15})?")
_PAIR = re.compile(
    r"(?:geo:)?\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,15})?)(?:[,;?].*)?"
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−", "01234567890123456789.-")


class NotAPoint(ValueError):
    """What was typed is no point; the text says how to mend it, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees of WGS 84: latitude -90 to 90, longitude -180 to 180."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (abs(self.latitude) <= 90 and abs(self.longitude) <= 180):
            raise ValueError(f"no point on the globe: {self.latitude}, {self.longitude}")

    @property
    def text(self) -> str:
        """As people copy it from a map: ``54.35210, 18.64660``."""
        return f"{self.latitude:.{_DECIMALS}f}, {self.longitude:.{_DECIMALS}f}"

    @property
    def address(self) -> str:
        """A link that opens the map program of a telephone (RFC 5870)."""
        return f"geo:{self.latitude:.{_DECIMALS}f},{self.longitude:.{_DECIMALS}f}"

    def km_to(self, other: "Point") -> float:
        """The distance in kilometres along the globe (haversine formula)."""
        north = math.radians(other.latitude - self.latitude)
        east = math.radians(other.longitude - self.longitude)
        chord = (
            math.sin(north / 2) ** 2
            + math.cos(math.radians(self.latitude))
            * math.cos(math.radians(other.latitude))
            * math.sin(east / 2) ** 2
        )
        return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))

    def side_of(self, centre: "Point") -> int:
        """On which side of a centre it lies, of eight: 0 is north, 2 east, 4 south, 6 west."""
        north = self.latitude - centre.latitude
        east = (self.longitude - centre.longitude) * math.cos(math.radians(centre.latitude))
        return round(math.degrees(math.atan2(east, north)) / 45) % 8


def read_point(latitude: str, longitude: str, *, centre: Point | None = None) -> Point | None:
    """The point that was typed into two fields; None where both are empty.

    A pair pasted into the first, as maps give it, will do. Comma and point, and the digits of
    Arabic and Pashto, are understood. Raises NotAPoint saying how to mend it.
    """
    first, second = (text.translate(_DIGITS).strip() for text in (latitude, longitude))
    if not first and not second:
        return None
    pair = _PAIR.fullmatch(first) if not second else None
    if pair is not None:
        first, second = pair.groups()
    if not first or not second:
        raise NotAPoint(_("Please fill in both numbers, or none."))
    if not _NUMBER.fullmatch(first) or not _NUMBER.fullmatch(second):
        raise NotAPoint(_("Please write both as numbers, for example 54.3521 and 18.6466."))
    north, east = float(first.replace(",", ".")), float(second.replace(",", "."))
    if abs(north) > 90 or abs(east) > 180:
        raise NotAPoint(_("The first number goes from -90 to 90, the second from -180 to 180."))
    point = Point(round(north, _DECIMALS), round(east, _DECIMALS))
    check_near(point, centre)
    return point


def check_near(point: Point, centre: Point | None) -> None:
    """Refuse a point that cannot be meant. Raises NotAPoint."""
    if centre is not None and point.km_to(centre) > FARTHEST_KM:
        raise NotAPoint(_("This point lies far from the city. Did you mix up the two numbers?"))


def side_words(side: int, km: str) -> str:
    """How far from the city's centre, and where to, in words. ``km`` is written out already."""
    return (
        _("%(km)s km north of the centre", km=km),
        _("%(km)s km north-east of the centre", km=km),
        _("%(km)s km east of the centre", km=km),
        _("%(km)s km south-east of the centre", km=km),
        _("%(km)s km south of the centre", km=km),
        _("%(km)s km south-west of the centre", km=km),
        _("%(km)s km west of the centre", km=km),
        _("%(km)s km north-west of the centre", km=km),
    )[side]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map: from south-west to north-east, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return f"{self.west:.5f},{self.south:.5f},{self.east:.5f},{self.north:.5f}"

    @classmethod
    def read(cls, text: str | None) -> "Box | None":
        """A box as an address holds it (west, south, east, north); None for anything else."""
        parts = (text or "").split(",")
        if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
            return None
        west, south, east, north = map(float, parts)
        fits = -180 <= west < east <= 180 and -90 <= south < north <= 90
        return cls(west, south, east, north) if fits else None

    @classmethod
    def around(cls, points: Sequence[Point], *, least_km: float = 0.4) -> "Box":
        """The smallest box that holds the points, with some ground around them."""
        half = math.degrees(least_km / _EARTH_KM)
        north = max(point.latitude for point in points)
        south = min(point.latitude for point in points)
        wide = half / max(math.cos(math.radians((north + south) / 2)), 0.05)
        east = max(point.longitude for point in points)
        west = min(point.longitude for point in points)
        edge_north, edge_east = (north - south) * 0.06, (east - west) * 0.06
        return cls(
            max(west - max(edge_east, wide), -180.0),
            max(south - max(edge_north, half), -90.0),
            min(east + max(edge_east, wide), 180.0),
            min(north + max(edge_north, half), 90.0),
        )


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot(Generic[T]):
    """A place of a drawn map, and what is there: one thing or several that lie close together."""

    x: float
    y: float
    things: Sequence[T]
    box: Box
    """The ground around them, to look at more closely."""

    @property
    def radius(self) -> float:
        """How large it is drawn: by area, up to a bound; with room for the number of several."""
        if len(self.things) == 1:
            return 10
        return min(max(10 + 3 * math.sqrt(len(self.things) - 1), 14), 24)

    def hides(self, other: "Spot[T]") -> bool:
        """Whether one would lie so far over the other that neither can well be read or hit."""
        apart = math.hypot(self.x - other.x, self.y - other.y)
        return apart < 0.9 * (self.radius + other.radius)


@dataclass(frozen=True, slots=True)
class Flat:
    """A part of the map as a picture: equirectangular, true to shape at its middle."""

    box: Box
    width: float
    height: float

    @classmethod
    def of(cls, box: Box, width: float = 400) -> "Flat":
        """A picture of that width, about a phone's; no flatter than two thirds of it."""
        shape = math.cos(math.radians((box.north + box.south) / 2))
        height = width * (box.north - box.south) / max((box.east - box.west) * shape, 1e-9)
        return cls(box, width, min(max(height, width * 2 / 3), width))

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point comes to lie, from the upper left, east being right in every language."""
        box = self.box
        shape = math.cos(math.radians((box.north + box.south) / 2))
        scale = min(
            self.width / ((box.east - box.west) * shape), self.height / (box.north - box.south)
        )
        middle = (box.east + box.west) / 2, (box.north + box.south) / 2
        return (
            round(self.width / 2 + (point.longitude - middle[0]) * shape * scale, 1),
            round(self.height / 2 - (point.latitude - middle[1]) * scale, 1),
        )

    def spots(self, things: Sequence[tuple[Point, T]], *, cell: float = 30) -> list[Spot[T]]:
        """The things, those that would cover each other together; the larger spots first."""
        cells: dict[tuple[int, int], list[tuple[Point, T]]] = {}
        for point, thing in things:
            x, y = self.at(point)
            cells.setdefault((int(x // cell), int(y // cell)), []).append((point, thing))
        waiting, kept = list(cells.values()), list[tuple[list[tuple[Point, T]], Spot[T]]]()
        while waiting:
            inside = waiting.pop()
            spot = self._spot(inside)
            near = next((number for number, (_, one) in enumerate(kept) if one.hides(spot)), None)
            if near is None:
                kept.append((inside, spot))
            else:
                waiting.append(kept.pop(near)[0] + inside)
        return sorted((spot for _, spot in kept), key=lambda spot: -len(spot.things))

    def _spot(self, inside: Sequence[tuple[Point, T]]) -> Spot[T]:
        points = [point for point, _thing in inside]
        places = [self.at(point) for point in points]
        return Spot(
            round(sum(x for x, _y in places) / len(places), 1),
            round(sum(y for _x, y in places) / len(places), 1),
            [thing for _point, thing in inside],
            Box.around(points, least_km=0.2),
        )
