"""Where the options of a vote lie: a map drawn on the server, with the list of cards beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from commons.cities.points import Box, Flat, Point
from commons.voting.queries import ReadableOption


@dataclass(frozen=True, slots=True)
class Mark:
    """An option on the map, in the measures of the picture."""

    x: float
    y: float
    title: str
    language: str
    number: int | None
    """Of a chosen one, to find it in the list below the map."""

    @property
    def chosen(self) -> bool:
        """Whether it was chosen."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class ResultMap:
    """What the picture shows."""

    width: float
    height: float
    marks: Sequence[Mark]
    """What was not chosen first, so that the chosen lie above it."""
    without: int
    """How many chosen options have no place of their own."""

    @property
    def chosen(self) -> Sequence[Mark]:
        """The chosen ones, by their numbers."""
        return [mark for mark in self.marks if mark.chosen]


def result_map(options: Sequence[ReadableOption], selected: Collection[str]) -> ResultMap | None:
    """The options whose place is known; None where no chosen one's is."""
    placed = [(option, point) for option in options if (point := _point(option))]
    chosen = sum(option.code in selected for option, _point in placed)
    if not chosen:
        return None
    flat = Flat.of(Box.around([point for _option, point in placed]))
    numbers = count(1)
    marks = []
    for option, point in placed:
        number = next(numbers) if option.code in selected else None
        marks.append(Mark(*flat.at(point), option.title, option.language, number))
    return ResultMap(
        flat.width,
        round(flat.height, 1),
        sorted(marks, key=lambda mark: mark.chosen),
        len(selected) - chosen,
    )


def _point(option: ReadableOption) -> Point | None:
    """The place of an option: of its proposal, or as an imported file says it."""
    if option.hidden:
        return None
    try:
        return Point(float(str(option.extras["latitude"])), float(str(option.extras["longitude"])))
    except (KeyError, ValueError):
        return None
