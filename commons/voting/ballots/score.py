"""Score: give each option points from 0 to k.

Also called range voting: Warren D. Smith, "Range Voting" (2000).
"""

from collections.abc import Sequence
from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import number
from commons.voting.ballots.contract import BallotKind, Filled, Sent, Style
from commons.voting.ballots.numbers import number_mistakes, parse_numbers, typed_numbers
from commons.voting.ballots.words import points_words
from commons.voting.paper import Mark, Mistake, Paper


class Score(BallotKind):
    """Each option gets points, none to the most there are. An empty field is 0."""

    name = "score"
    stored: ClassVar[str] = "scoring"
    vote_type: ClassVar[str] = "scoring"
    style: ClassVar[Style] = "amounts"
    template: ClassVar[str] = "voting/kinds/_score.html"
    rules: ClassVar[tuple[str, ...]] = ("score", "greedy", "equal-shares")
    asks: ClassVar[frozenset[str]] = frozenset({"most_each"})

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Give each thing points, from 0 to a number you set")

    def how(self, paper: Paper) -> str:
        """For voters."""
        return _(
            "You give each thing from 0 to %(most)s points: 0 for not at all, %(most)s for very "
            "much.",
            most=number(paper.most_each),
        )

    def parse(self, paper: Paper, sent: Sent) -> Filled:  # noqa: ARG002
        """The points of each option."""
        return parse_numbers(sent)

    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """Strays, and more points than one option can get."""
        return number_mistakes(paper, marks) + [
            Mistake("over_each", points - paper.most_each, paper.most_each, option=code)
            for code, points in marks
            if points > paper.most_each
        ]

    def typed(self, paper: Paper, marks: Sequence[Mark]) -> dict[str, str]:  # noqa: ARG002
        """The points."""
        return typed_numbers(marks)

    def said(self, paper: Paper, mark: Mark) -> str:  # noqa: ARG002
        """Its points."""
        return points_words(mark[1])

    def limits(self, paper: Paper) -> dict[str, str]:
        """The most points for one option."""
        return {"min_points": "0", "max_points": str(paper.most_each)}
