"""What the mayors agreed on, as data, and which figures are too small to show.

The taxonomy is that of the Global Parliament of Mayors' session on inclusive cities of
25 September 2017; codes never change, since other cities' programmes name them too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from commons.i18n.catalogue import lazy_gettext as _l

SMALLEST_GROUP = 10
"""A group of fewer people is not shown apart: who knows the place would know the people."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One thing the mayors agreed on, and what Commons gives a city for it."""

    code: str
    title: str
    gives: str


PRINCIPLES = (
    Principle(
        "P1",
        _l("The city upholds human rights, welcomes newcomers and lets everybody take part"),
        _l("Everyone who lives here takes part, in their language. Who takes part is counted."),
    ),
    Principle(
        "A1",
        _l("A shared definition of inclusive and open cities, against exclusion and displacement"),
        _l("The definition as a text that cities discuss and adopt."),
    ),
    Principle(
        "A2",
        _l("Human rights in everything the city decides"),
        _l("Each consultation is checked against human rights."),
    ),
    Principle(
        "A2.1",
        _l("Mayors speak up for human dignity, at home and abroad"),
        _l("Statements of mayors, published on the mayors' platform."),
    ),
    Principle(
        "A2.2",
        _l("Mayors teach against intolerance and hatred of strangers"),
        _l("A library of campaigns and materials that cities share."),
    ),
    Principle(
        "A2.3",
        _l("A city administration that knows how to work with many cultures"),
        _l("Training offered and taken, counted in the programme."),
    ),
    Principle(
        "A2.4",
        _l("A local plan for living together, and another way of telling about newcomers"),
        _l("This programme is the plan. Stories are told only with consent."),
    ),
    Principle(
        "A3",
        _l("States and world bodies ask mayors about local programmes, and pay for participation"),
        _l("Organisations answer consultations as such. Needs and pledges are public."),
    ),
    Principle(
        "A4",
        _l("All cities are asked to join"),
        _l("A new city can join the network at any time."),
    ),
    Principle(
        "A4.1",
        _l("Cities help each other"),
        _l("Offers and requests that find each other."),
    ),
    Principle(
        "A4.2",
        _l("Partnerships from city to city"),
        _l("A register of partnerships that both sides agreed to."),
    ),
    Principle(
        "A4.3",
        _l("A fund for cities that have less"),
        _l("Needs, pledges and what became of them, for everybody to see."),
    ),
    Principle(
        "A5",
        _l("Policies that start from the place itself, against segregation and exclusion"),
        _l("The consultations and outcomes of this programme."),
    ),
    Principle(
        "A5.1",
        _l("Work and a decent life for all, against poverty"),
        _l("Commitments and figures in the programme."),
    ),
    Principle(
        "A5.2",
        _l("Policies for newcomers, migrants and refugees"),
        _l("Ways in without documents. The gap in who takes part is shown."),
    ),
    Principle(
        "A5.3",
        _l("A picture of the city beyond separate communities"),
        _l("What groups of different opinion agree on."),
    ),
    Principle(
        "A5.4",
        _l("Deciding, making and sharing together: the new urban commons"),
        _l("Consultations, proposals, votes, initiatives and pacts."),
    ),
    Principle(
        "A6",
        _l("Each city shares its programme with the Global Parliament of Mayors"),
        _l("The programme as a file that the mayors' platform reads."),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Groups large enough to be shown, greatest first, and whether any was left out."""

    groups: Mapping[str, int]
    some_left_out: bool


def large_enough(groups: Mapping[str, int], *, least: int = SMALLEST_GROUP) -> Shown:
    """The groups of at least ``least`` people.

    Where exactly one group is too small, the next smallest goes too: otherwise whoever knows the
    total could subtract (complementary suppression, as statistical offices do it).
    """
    ranked = sorted(groups.items(), key=lambda group: (-group[1], group[0]))
    ranked = [group for group in ranked if group[1] > 0]
    shown = [group for group in ranked if group[1] >= least]
    if len(ranked) - len(shown) == 1 and shown:
        shown.pop()
    return Shown(dict(shown), len(shown) < len(ranked))
