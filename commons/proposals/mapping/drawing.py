"""A map drawn on the server, of nothing but points and the names of districts."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commons.cities.points import Box, Flat, Spot
from commons.proposals.mapping.here import city_centre
from commons.proposals.mapping.queries import Placed

_LETTER, _LINE, _ROOM = 6.5, 14.0, 15.0
"""A letter's width, a line's height and the room beside a spot, in the picture's measures."""
Mark = tuple[float, float, float]
"""What no name may be written over: the middle and the radius of a circle."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a district, near what lies in it."""

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

    def lies_on(self, mark: Mark) -> bool:
        """Whether it would be written over a mark, or the mark drawn over it."""
        x, y, radius = mark
        across = max(abs(x - self.x) - self.half, 0)
        along = max(self.y - 10 - y, y - self.y - 3, 0)
        return math.hypot(across, along) < radius


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
    lines = by_district(items)
    spots = flat.spots([(item.point, item) for item in items])
    marks = [(spot.x, spot.y, spot.radius + 1) for spot in spots]
    if inside and where is not None:
        marks.append((*where, 8))
    return Drawing(
        flat.width,
        round(flat.height, 1),
        spots,
        place_names(flat, lines, items, marks),
        where if inside else None,
        lines,
    )


def by_district(items: Sequence[Placed]) -> list[DistrictLine]:
    """How many lie in each district, the fullest first."""
    counts: dict[tuple[int, str], int] = {}
    for item in items:
        if item.district_id is not None and item.district is not None:
            key = (item.district_id, item.district)
            counts[key] = counts.get(key, 0) + 1
    lines = [DistrictLine(number, name, count) for (number, name), count in counts.items()]
    return sorted(lines, key=lambda line: (-line.count, line.name))


def place_names(
    flat: Flat, lines: Sequence[DistrictLine], items: Sequence[Placed], marks: Sequence[Mark]
) -> list[Name]:
    """The names of districts with the most proposals, as far as each finds a free place."""
    names: list[Name] = []
    for line in lines:
        own = [flat.at(item.point) for item in items if item.district_id == line.id]
        for name in _places(flat, line.name, own):
            if not any(map(name.covers, names)) and not any(map(name.lies_on, marks)):
                names.append(name)
                break
    return names


def _places(flat: Flat, text: str, own: Sequence[tuple[float, float]]) -> Iterator[Name]:
    """Where the name of a district may stand: above its points, below, beside; the best first."""
    half = len(text) * _LETTER / 2
    xs, ys = [x for x, _y in own], [y for _x, y in own]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys) + 4
    right, left = max(xs) + half + _ROOM, min(xs) - half - _ROOM
    above, below = min(ys) - _ROOM, max(ys) + _ROOM + 9
    for x, y in (
        (middle, above),
        (middle, below),
        (right, level),
        (left, level),
        *((middle + aside * half * 0.6, y) for y in (above, below) for aside in (1, -1)),
        *((x, y) for y in (above, below) for x in (right - 8, left + 8)),
        *((middle, y) for y in (above - 8, below + 8)),
    ):
        inside = min(max(x, half), flat.width - half), min(max(y, 13.0), flat.height - 5)
        yield Name(round(inside[0], 1), round(inside[1], 1), text)
