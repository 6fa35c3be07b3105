"""Points: a number of points to spread over the options (cumulative voting).

As Illinois elected its House of Representatives from 1870 to 1980 (constitution of 1870, article 4,
sections 7 and 8), and as cities use it in participatory budgets.
"""

from collections.abc import Sequence
from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.ballots.contract import BallotKind, Filled, Sent, Style
from commons.voting.ballots.numbers import (
    number_mistakes,
    over_points,
    parse_numbers,
    typed_numbers,
)
from commons.voting.ballots.words import points_words
from commons.voting.paper import Mark, Mistake, Paper


class Points(BallotKind):
    """Points are spread as one likes; not all of them need be given."""

    name = "points"
    stored: ClassVar[str] = "cumulative"
    vote_type: ClassVar[str] = "cumulative"
    style: ClassVar[Style] = "amounts"
    template: ClassVar[str] = "voting/kinds/_points.html"
    rules: ClassVar[tuple[str, ...]] = ("score", "greedy", "equal-shares")
    asks: ClassVar[frozenset[str]] = frozenset({"points"})

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Spread a number of points over what they like")

    def how(self, paper: Paper) -> str:
        """For voters."""
        return ngettext(
            "You have %(shown)s point to give.",
            "You have %(shown)s points. Spread them as you like: all on one thing, or some on "
            "each. You need not give them all.",
            paper.points,
            shown=number(paper.points),
        )

    def parse(self, paper: Paper, sent: Sent) -> Filled:  # noqa: ARG002
        """The points of each option."""
        return parse_numbers(sent)

    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """Strays, and giving more points than there are."""
        return number_mistakes(paper, marks) + over_points(paper, marks)

    def typed(self, paper: Paper, marks: Sequence[Mark]) -> dict[str, str]:  # noqa: ARG002
        """The points."""
        return typed_numbers(marks)

    def said(self, paper: Paper, mark: Mark) -> str:  # noqa: ARG002
        """Its points."""
        return points_words(mark[1])

    def limits(self, paper: Paper) -> dict[str, str]:
        """The points there are."""
        return {"max_sum_points": str(paper.points)}
