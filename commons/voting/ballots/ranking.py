"""Ranking: put what you like in your own order.

Jean-Charles de Borda: "Mémoire sur les élections au scrutin" (1781), and most of the field since.
"""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.ballots.contract import (
    BallotKind,
    Filled,
    Sent,
    Style,
    number_limits,
    stray,
)
from commons.voting.ballots.numbers import RANK, numbers_sent
from commons.voting.paper import Mark, Mistake, Paper


class Ranking(BallotKind):
    """The first choice stands first. What is not ranked stands below all that is.

    Marks are in the order of the places. Their points are as Pabulib's: as many for the first as
    there are places, one fewer for each place below it.
    """

    name = "ranking"
    stored: ClassVar[str] = "ordinal"
    vote_type: ClassVar[str] = "ordinal"
    style: ClassVar[Style] = "ranks"
    template: ClassVar[str] = "voting/kinds/_ranking.html"
    rules: ClassVar[tuple[str, ...]] = (
        "instant-runoff",
        "single-transferable-vote",
        "schulze",
        "borda",
        "plurality",
    )
    # A select field for each option, each with as many places: more are not to be borne.
    most_options: ClassVar[int] = 40
    asks: ClassVar[frozenset[str]] = frozenset({"max_choices"})

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Put things in their own order")

    def how(self, paper: Paper) -> str:
        """For voters."""
        if paper.max_choices is None:
            return _(
                "You give place 1 to what you want most, then place 2, and so on. You need not "
                "give a place to everything."
            )
        return ngettext(
            "You give place 1 to what you want most. You can give %(shown)s place.",
            "You give place 1 to what you want most, then place 2, and so on. You can give up to "
            "%(shown)s places.",
            paper.max_choices,
            shown=number(paper.max_choices),
        )

    def parse(self, paper: Paper, sent: Sent) -> Filled:
        """Places by option, from fields such as ``rank-3``. A place left out in between is fine."""
        places, typed, unread = numbers_sent(sent, RANK)
        taken = Counter(places.values())
        unread += [
            Mistake("same_place", place, option=code)
            for code, place in places.items()
            if taken[place] > 1
        ]
        unread += [
            Mistake("no_place", place, paper.most_places, option=code)
            for code, place in places.items()
            if place > paper.most_places
        ]
        order = sorted(places, key=places.__getitem__)
        return Filled(tuple(ranked(paper, order)), typed, tuple(unread))

    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """Strays, too many places, and points that do not follow from the order."""
        found = stray(paper, marks) + number_limits(paper, len(marks))
        if not found and list(marks) != ranked(paper, [code for code, _points in marks]):
            found.append(Mistake("odd_marks"))
        return found

    def typed(self, paper: Paper, marks: Sequence[Mark]) -> dict[str, str]:  # noqa: ARG002
        """The places."""
        return {code: str(place) for place, (code, _points) in enumerate(marks, start=1)}

    def said(self, paper: Paper, mark: Mark) -> str:
        """Its place."""
        return _("place %(place)s", place=number(paper.most_places + 1 - mark[1]))


def ranked(paper: Paper, codes: Sequence[str]) -> list[Mark]:
    """The marks of an order, the first choice first."""
    return [(code, paper.most_places - place) for place, code in enumerate(codes)]
