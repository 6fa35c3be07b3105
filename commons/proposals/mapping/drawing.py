"""A map drawn on the server, of nothing but points and the names of districts."""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.cities.points import Box, Flat, Point, Spot
from commons.proposals.mapping.here import city_centre
from commons.proposals.mapping.queries import Placed

_LETTER, _LINE = 6.5, 14.0
"""A letter's width and a line's height, about, in the measures of the picture."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a district, above what lies in it."""

    x: float
    y: float
    text: str

    @property
    def half(self) -> float:
        """Half of how wide it is, about."""
        return len(self.text) * _LETTER / 2

    def covers(self, other: "Name") -> bool:
        """Whether one would be written over the other."""
        return abs(self.y - other.y) < _LINE and abs(self.x - other.x) < self.half + other.half


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district with how many of the map's proposals lie in it."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the picture shows, in its own measures."""

    width: float
    height: float
    spots: list[Spot[Placed]]
    names: list[Name]
    centre: tuple[float, float] | None
    districts: list[DistrictLine]


def draw(items: Sequence[Placed], box: Box | None) -> Drawing | None:
    """The proposals of a box, or of all the ground they cover; None where there are none."""
    if not items:
        return None
    points = [item.point for item in items]
    centre = city_centre()
    if box is None:
        box = Box.around([*points, centre] if centre else points)
    flat = Flat.of(box)
    where = flat.at(centre) if centre else None
    inside = where is not None and 0 <= where[0] <= flat.width and 0 <= where[1] <= flat.height
    lines = _by_district(items)
    return Drawing(
        flat.width,
        round(flat.height, 1),
        flat.spots([(item.point, item) for item in items]),
        _names(flat, lines, items),
        where if inside else None,
        lines,
    )


def _by_district(items: Sequence[Placed]) -> list[DistrictLine]:
    counts: dict[tuple[int, str], int] = {}
    for item in items:
        if item.district_id is not None and item.district is not None:
            key = (item.district_id, item.district)
            counts[key] = counts.get(key, 0) + 1
    lines = [DistrictLine(number, name, count) for (number, name), count in counts.items()]
    return sorted(lines, key=lambda line: (-line.count, line.name))


def _names(flat: Flat, lines: Sequence[DistrictLine], items: Sequence[Placed]) -> list[Name]:
    """The names of districts with the most proposals, as far as none covers another."""
    names: list[Name] = []
    for line in lines:
        name = _name(flat, line, items)
        if not any(name.covers(other) for other in names):
            names.append(name)
    return names


def _name(flat: Flat, line: DistrictLine, items: Sequence[Placed]) -> Name:
    """Above the northernmost of a district's points, at their middle."""
    points = [item.point for item in items if item.district_id == line.id]
    middle = Point(
        max(point.latitude for point in points),
        sum(point.longitude for point in points) / len(points),
    )
    x, y = flat.at(middle)
    half = len(line.name) * _LETTER / 2
    return Name(min(max(x, half), flat.width - half), max(y - 15, 13.0), line.name)
