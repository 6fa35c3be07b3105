"""Nobody can be singled out by the figures, also not by subtracting or comparing two days.

Two ways of showing it. The *literal city* takes the published figures at their word: since it
would publish the same, nobody can rule it out, and each of its groups is empty or of ten and more.
The *attacker* takes no part in that argument: it works out, from everything that was ever
published, between which bounds each group and each difference must lie.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.inclusion.rules import (
    EVERYBODY,
    SMALLEST_GROUP,
    STEP,
    Answered,
    Cell,
    compare,
    figures,
    is_a_step,
)

QUESTIONS = {"age": ("young", "middle", "old"), "born-abroad": ("yes", "no")}
WAYS = ("voted", "proposed", "commented")

people = st.builds(
    Answered,
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(bands) for name, bands in QUESTIONS.items()}
    ),
    st.frozensets(st.sampled_from(WAYS)),
)
crowds = st.lists(
    st.tuples(people, st.integers(1, 35)).map(lambda some: [some[0]] * some[1]), max_size=8
).map(lambda groups: [person for group in groups for person in group])

Published = Mapping[Cell, int]


def every_cell() -> list[Cell]:
    return [
        Cell(question, band, way)
        for question, bands in QUESTIONS.items()
        for band in bands
        for way in (EVERYBODY, *WAYS)
    ]


# ------------------------------------------------------------------ steps over time


def published_over_time(
    crowd: Sequence[Answered],
    moments: Sequence[int],
    publish: Callable[[list[Answered]], Published],
) -> list[Published]:
    """What is published while people come one after the other; looked at at these moments."""
    counted, shown = 0, []
    for moment in sorted(moments):
        there = list(crowd[:moment])
        if is_a_step(counted, len(there)):
            counted = len(there)
            shown.append(publish(there))
    return shown


# ------------------------------------------------------------------ the literal city


def literal_city(published: Published) -> list[Answered]:
    """As many people as the figures say, taken at their word; each answered one question."""
    city = []
    for question, bands in QUESTIONS.items():
        for band in bands:
            for number in range(published.get(Cell(question, band), 0)):
                took_part = {
                    way for way in WAYS if number < published.get(Cell(question, band, way), 0)
                }
                city.append(Answered({question: band}, took_part))
    return city


def groups_of(city: Iterable[Answered]) -> dict[tuple[str, str, frozenset[str]], int]:
    """The finest groups there are, out of which all others are made by adding."""
    found: dict[tuple[str, str, frozenset[str]], int] = {}
    for person in city:
        for question, band in person.bands.items():
            key = (question, band, frozenset(person.ways))
            found[key] = found.get(key, 0) + 1
    return found


@given(crowds)
def test_a_city_in_which_no_group_is_small_would_publish_the_same(crowd: list[Answered]) -> None:
    published = figures(crowd)
    city = literal_city(published)
    assert figures(city) == published
    assert all(size % SMALLEST_GROUP == 0 for size in groups_of(city).values())


@given(crowds, st.lists(st.integers(0, 250), max_size=6))
def test_so_would_a_city_in_which_no_group_changes_by_a_few(
    crowd: list[Answered], moments: list[int]
) -> None:
    before: dict[tuple[str, str, frozenset[str]], int] = {}
    for published in published_over_time(crowd, moments, figures):
        city = literal_city(published)
        assert figures(city) == published
        now = groups_of(city)
        for group in before.keys() | now.keys():
            assert (now.get(group, 0) - before.get(group, 0)) % SMALLEST_GROUP == 0
        before = now


@given(crowds)
def test_who_knows_how_many_answered_still_cannot_tell_that_a_withheld_band_has_anybody(
    crowd: list[Answered],
) -> None:
    published = figures(crowd)

    def silent(person: Answered) -> Answered:
        """The same person, had they said nothing where their band is withheld."""
        return Answered(
            {
                question: band
                for question, band in person.bands.items()
                if Cell(question, band) in published
            },
            person.ways,
        )

    others = [silent(person) for person in crowd]
    assert len(others) == len(crowd)
    assert figures(others) == published


# ------------------------------------------------------------------ the attacker

Bounds = tuple[float, float]


def attack(
    published: Sequence[Published], margin: int = SMALLEST_GROUP - 1
) -> dict[tuple[object, object], Bounds]:
    """Between which bounds each group, and each difference of two groups, must lie.

    All that is known are bounds on single groups and on differences (who voted is among all), so
    that shortest paths give the exact bounds (Bellman 1958); they are whole numbers.
    """
    nothing = "nothing"
    nodes: list[object] = [nothing]
    most: dict[tuple[object, object], float] = {}  # most[a, b]: b - a is at most this

    def know(earlier: object, later: object, at_most: float) -> None:
        most[earlier, later] = min(at_most, most.get((earlier, later), float("inf")))

    for day, shown in enumerate(published):
        for cell in every_cell():
            node = (day, cell)
            nodes.append(node)
            least = shown.get(cell, 0)
            hidden = SMALLEST_GROUP - 1 if cell not in shown else margin
            know(nothing, node, least + hidden)
            know(node, nothing, -least)
            if cell.way != EVERYBODY:
                know((day, Cell(cell.question, cell.band)), node, 0)
    far = float("inf")
    best = {(a, b): 0 if a == b else most.get((a, b), far) for a, b in product(nodes, nodes)}
    for middle in nodes:
        for a in nodes:
            first = best[a, middle]
            if first == far:
                continue
            for b in nodes:
                best[a, b] = min(best[a, b], first + best[middle, b])
    return {(a, b): (-best[b, a], best[a, b]) for a, b in product(nodes, nodes) if a != b}


def singled_out(bounds: Mapping[object, Bounds]) -> list[object]:
    """Groups, or differences, that must have one to nine people."""
    return [
        what
        for what, (least, most) in bounds.items()
        if (least >= 1 and most < SMALLEST_GROUP) or (most <= -1 and least > -SMALLEST_GROUP)
    ]


@settings(max_examples=40, deadline=None)
@given(crowds, st.lists(st.integers(0, 250), max_size=4))
def test_an_attacker_who_has_everything_that_was_ever_published_singles_out_nobody(
    crowd: list[Answered], moments: list[int]
) -> None:
    published = published_over_time(crowd, [*moments, len(crowd)], figures)
    assert singled_out(attack(published)) == []


def exact(crowd: list[Answered]) -> Published:
    """What one might publish instead: exact numbers, small groups withheld."""
    counts: dict[Cell, int] = {}
    for person in crowd:
        for question, band in person.bands.items():
            for way in (EVERYBODY, *person.ways):
                cell = Cell(question, band, way)
                counts[cell] = counts.get(cell, 0) + 1
    return {cell: number for cell, number in counts.items() if number >= SMALLEST_GROUP}


def test_the_same_attacker_finds_a_small_group_in_exact_numbers_by_subtracting() -> None:
    voted, not_voted = (
        Answered({"born-abroad": "yes"}, ("voted",)),
        Answered({"born-abroad": "yes"}),
    )
    crowd = [voted] * 20 + [not_voted] * 5
    found = singled_out(attack([exact(crowd)], margin=0))
    yes = (0, Cell("born-abroad", "yes"))
    assert ((0, Cell("born-abroad", "yes", "voted")), yes) in found
    assert singled_out(attack([figures(crowd)])) == []


def test_the_same_attacker_finds_a_newcomer_in_exact_numbers_by_comparing_two_days() -> None:
    crowd = [Answered({"born-abroad": "yes"})] * 20
    later = [*crowd, Answered({"born-abroad": "yes"})]
    assert singled_out(attack([exact(crowd), exact(later)], margin=0))
    assert singled_out(attack([figures(crowd), figures(later)])) == []


def test_all_small_cities_tried_one_by_one_leave_every_group_open() -> None:
    """By brute force: for whatever is published, all cities of this kind that publish it.

    Known besides: how many answered in all. Asked: may each band, each sum and each difference of
    two bands be empty, or of ten and more?
    """
    possible: dict[tuple[int, frozenset[tuple[Cell, int]]], list[tuple[int, int]]] = {}
    yes, no, silent = (
        Answered({"born-abroad": "yes"}),
        Answered({"born-abroad": "no"}),
        Answered({}),
    )
    for a, b, unsaid in product(range(24), range(24), range(24)):
        published = frozenset(figures([yes] * a + [no] * b + [silent] * unsaid).items())
        possible.setdefault((a + b + unsaid, published), []).append((a, b))
    asked: list[Callable[[int, int], int]] = [lambda a, _b: a, lambda _a, b: b, lambda a, b: a + b]
    for (everybody, _published), cities in possible.items():
        if everybody >= 24:  # beyond it, not every number of silent people was tried
            continue
        for size in asked:
            sizes = {size(a, b) for a, b in cities}
            assert any(found == 0 or found >= SMALLEST_GROUP for found in sizes)


# ------------------------------------------------------------------ the rest


@given(crowds)
def test_only_tens_are_shown_and_never_more_than_there_are(crowd: list[Answered]) -> None:
    true = exact(crowd)
    shown = figures(crowd)
    assert shown.keys() == true.keys()
    for cell, number in shown.items():
        assert number % SMALLEST_GROUP == 0
        assert number <= true[cell] < number + SMALLEST_GROUP


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_figures_change_only_when_ten_people_more_or_fewer_answered(was: int, now: int) -> None:
    assert is_a_step(was, now) == (abs(now - was) >= STEP)


def test_a_group_is_missing_when_its_share_is_far_below_that_in_the_city() -> None:
    in_city = {"young": 3_000, "middle": 5_000, "old": 2_000}
    found = compare({"young": 20, "middle": 160, "old": 40}, in_city.keys(), in_city)
    assert [band for band, each in found.items() if each.missing] == ["young"]
    assert found["young"].here == Fraction(20, 220)
    assert found["young"].city == Fraction(3, 10)


def test_what_rounding_may_hide_is_never_called_missing() -> None:
    # Of 39 and 21 people: shown as 30 and 20. As few as 20 of 59 or as many as 29 of 59.
    in_city = {"yes": 45, "no": 55}
    assert not compare({"yes": 20, "no": 30}, in_city.keys(), in_city)["yes"].missing


def test_a_withheld_group_can_be_missing_and_shows_no_number() -> None:
    in_city = {"yes": 200, "no": 800}
    found = compare({"no": 130}, in_city.keys(), in_city)["yes"]
    assert (found.people, found.here, found.missing) == (None, None, True)


@pytest.mark.parametrize(
    ("shown", "in_city"), [({}, {"yes": 1, "no": 1}), ({"yes": 50}, {}), ({"yes": 50}, {"yes": 0})]
)
def test_nothing_is_called_missing_without_figures(
    shown: dict[str, int], in_city: dict[str, int]
) -> None:
    assert not any(each.missing for each in compare(shown, ("yes", "no"), in_city).values())
