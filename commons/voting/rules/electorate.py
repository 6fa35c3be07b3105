"""An election as the Method of Equal Shares sees it: whole numbers, and voters put in groups."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from commons.voting.rules.election import Election, in_lot_order

Ints = npt.NDArray[np.int64]

LARGEST = 2**50


@dataclass(frozen=True, slots=True)
class Supporters:
    """Who supports an option: groups of equal voters, by their place in `Electorate.sizes`.

    `kinds[i]` is the place in `weights` of the points that each voter of group `groups[i]` gives.
    """

    groups: Ints
    kinds: Ints
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Electorate:
    """An election as the Method of Equal Shares sees it: only what somebody could buy.

    `costs` are in `1/unit` of the currency and weights in `1/grain` of a point, so that all are
    whole; `worths` says how much a point for an option is worth to who gave it (its cost, or 1);
    `order` is each option's place when options are tied, lower first.
    """

    ids: tuple[str, ...]
    costs: tuple[int, ...]
    worths: tuple[int, ...]
    order: tuple[int, ...]
    supporters: tuple[Supporters, ...]
    sizes: Ints
    unit: int
    grain: int


def electorate(election: Election, *, by_cost: bool, lot: str = "") -> Electorate:
    """Everything that has supporters, costs something and isn't dearer than the whole budget."""
    support, drawn = election.support(), in_lot_order(lot)
    ids = tuple(
        option.id
        for option in election.options
        if support[option.id].points and 0 < option.cost <= election.budget
    )
    unit = lcm(*(Fraction(election.cost(option)).denominator for option in ids))
    costs = tuple(int(election.cost(option) * unit) for option in ids)
    ranked = sorted(
        range(len(ids)),
        key=lambda at: (costs[at], -support[ids[at]].points, drawn(ids[at])),
    )
    supporters, sizes, grain = _supporters(election, ids)
    return Electorate(
        ids=ids,
        costs=costs,
        worths=costs if by_cost else (1,) * len(ids),
        order=tuple(int(place) for place in np.argsort(ranked)),
        supporters=supporters,
        sizes=sizes,
        unit=unit,
        grain=grain,
    )


def _supporters(election: Election, ids: Sequence[str]) -> tuple[tuple[Supporters, ...], Ints, int]:
    """Who supports each option, the groups' sizes, and the grain of their points.

    Groups are in such an order that supporters of an option lie close together, above all of one
    that many support: what lies together is fetched together, which makes large counts faster.
    """
    support = election.support()
    by_crowd = sorted(ids, key=lambda option: -support[option].supporters)
    rank = {option: at for at, option in enumerate(by_crowd)}
    marks = sorted(
        {c for ballot in election.ballots for c in ballot if c.points and c.option in rank},
        key=lambda choice: (rank[choice.option], choice.points),
    )
    code = {choice: at for at, choice in enumerate(marks)}
    together: Counter[tuple[int, ...]] = Counter()
    for ballot, count in election.ballots.items():
        if kept := tuple(sorted(code[choice] for choice in ballot if choice in code)):
            together[kept] += count
    ordered = sorted(together)
    members: list[array[int]] = [array("q") for _ in marks]
    for group, kept in enumerate(ordered):
        for mark in kept:
            members[mark].append(group)
    sizes = np.array([together[kept] for kept in ordered], dtype=np.int64)
    grain = lcm(*(Fraction(choice.points).denominator for choice in marks))
    backers: dict[str, list[tuple[int, Ints]]] = {option: [] for option in ids}
    for choice, groups in zip(marks, members, strict=True):
        weight = int(choice.points * grain)
        backers[choice.option].append((weight, np.array(groups, dtype=np.int64)))
    return tuple(_gathered(backers[option]) for option in ids), sizes, grain


def _gathered(backers: Sequence[tuple[int, Ints]]) -> Supporters:
    """The groups by the points they give, lowest first, as supporters."""
    groups = np.concatenate([groups for _, groups in backers])
    kinds = np.repeat(np.arange(len(backers)), [len(groups) for _, groups in backers])
    order = groups.argsort(kind="stable")
    return Supporters(groups[order], kinds[order], tuple(weight for weight, _ in backers))


def small_enough(voters: Electorate) -> bool:
    """Whether all sums of whole numbers that a count makes are exact in floating point."""
    points = sum(
        int(voters.sizes[supporters.groups[supporters.kinds == kind]].sum()) * weight
        for supporters in voters.supporters
        for kind, weight in enumerate(supporters.weights)
    )
    return points < LARGEST and sum(voters.costs) < LARGEST
