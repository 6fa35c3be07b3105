"""Which figures about groups may be shown, so that nobody can be singled out. Pure.

What is guaranteed: *whatever is published, nobody can conclude from it that some group has one to
nine people*, neither from one figure, nor by subtracting two, nor by comparing two days, even
knowing this code. The means are few, so that this can be proved:

1. A group of fewer than ten is withheld (primary suppression). An empty group is withheld too, so
   that "withheld" does not mean "there is somebody".
2. No sum lets a withheld group be found (complementary suppression): no total is published. Whoever
   gave no answer is withheld in every question, so a withheld band is never the only unknown of a
   whole, and who knows the whole from elsewhere still cannot subtract.
3. What is shown is rounded down to tens.
4. Figures change in steps: they are counted anew only when at least ten people more (or fewer) have
   answered, and they are fixed when the consultation ends. There is one table and no filter.

Proof. Call the published table, taken literally, the *literal city*: each band has as many people
as shown (withheld: none), of whom as many voted, proposed or commented as shown, and each of them
answered one question only. It can exist, since rounding down keeps a part no greater than its
whole. Publishing it gives the same table. So it can never be ruled out; and in it every group that
is made of the published ones by adding and subtracting, also between two days, counts a multiple of
ten people: none, or at least ten. The tests build this city, and attack the figures besides.

Not covered: who knows the answers of all but one. Against that only noise would help.

Source: Hundepool et al., Statistical Disclosure Control (2012), chapters 4 (secondary cell
suppression) and 5 (rounding, changes over time); four fifths as the mark of under-representation:
29 CFR 1607.4 (D).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

SMALLEST_GROUP = 10
"""Smaller groups are withheld, the others rounded down to a multiple of it."""
STEP = 10
"""So many people more, or fewer, must have answered before the figures are counted anew."""
EVERYBODY = ""
"""In place of a way of taking part: all who took part."""
FOUR_FIFTHS = Fraction(4, 5)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A group: who gave this answer to this question, and took part in this way."""

    question: str
    band: str
    way: str = EVERYBODY


@dataclass(frozen=True, slots=True)
class Answered:
    """What one person answered, by question, without what they would rather not say."""

    bands: Mapping[str, str]
    ways: Collection[str] = ()


Figures = Mapping[Cell, int]
"""The groups that are shown; multiples of ten. Whatever is not in it is withheld."""


def figures(people: Iterable[Answered]) -> dict[Cell, int]:
    """What may be shown of these people."""
    counts: Counter[Cell] = Counter()
    for person in people:
        for question, band in person.bands.items():
            counts[Cell(question, band)] += 1
            counts.update(Cell(question, band, way) for way in set(person.ways))
    return {
        cell: count - count % SMALLEST_GROUP
        for cell, count in sorted(counts.items())
        if count >= SMALLEST_GROUP
    }


def is_a_step(counted: int, answered: int) -> bool:
    """Whether enough changed since ``counted`` people had answered to count anew."""
    return abs(answered - counted) >= STEP


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group among those who took part, beside the same group in the city."""

    people: int | None
    """Rounded down; None where it is withheld."""
    here: Fraction | None
    """Its share among those who are shown. None where it is withheld."""
    city: Fraction | None
    """Its share in the city; None where the city gave no figures."""
    missing: bool
    """Even with all that rounding may hide, its share is below four fifths of that in the city."""


def compare(
    shown: Mapping[str, int], bands: Collection[str], in_city: Mapping[str, int]
) -> dict[str, Comparison]:
    """Each band among those who took part, beside the city.

    ``shown`` has the figures of one question by band, ``in_city`` how many people of each band
    live there (empty where that is not known). Nothing is said to be missing while nothing is
    shown.
    """
    base = sum(shown.values())
    living = sum(in_city.get(band, 0) for band in bands)
    found = {}
    for band in bands:
        people = shown.get(band)
        city = Fraction(in_city[band], living) if living and band in in_city else None
        # At most: nine more in this band, nobody more in the others.
        at_most = Fraction((people or 0) + SMALLEST_GROUP - 1, base + SMALLEST_GROUP - 1)
        found[band] = Comparison(
            people=people,
            here=Fraction(people, base) if people else None,
            city=city,
            missing=bool(base) and city is not None and at_most < FOUR_FIFTHS * city,
        )
    return found
