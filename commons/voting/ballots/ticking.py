"""What kinds share on which options are ticked."""

from collections.abc import Sequence
from typing import ClassVar

from commons.voting.ballots.contract import BallotKind, Filled, Sent, Style, number_limits, stray
from commons.voting.paper import Mark, Mistake, Paper

FIELD = "option"


class Ticking(BallotKind):
    """Options are ticked; each gets one point. Fields are called ``option``."""

    style: ClassVar[Style] = "ticks"
    template: ClassVar[str] = "voting/kinds/_ticks.html"

    def parse(self, paper: Paper, sent: Sent) -> Filled:  # noqa: ARG002
        """The codes that were ticked; the empty one stands for none."""
        codes = [code for code in sent.getlist(FIELD) if code]
        return Filled(tuple((code, 1) for code in codes), dict.fromkeys(codes, "1"))

    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """Strays, too many, too few."""
        found = stray(paper, marks) + number_limits(paper, len(marks))
        if any(points != 1 for _code, points in marks):
            found.append(Mistake("odd_marks"))
        return found

    def typed(self, paper: Paper, marks: Sequence[Mark]) -> dict[str, str]:  # noqa: ARG002
        """What is ticked."""
        return {code: "1" for code, _points in marks}


class OneOf(Ticking):
    """One option is ticked, or none."""

    template: ClassVar[str] = "voting/kinds/_one_of.html"

    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """Strays, and more than one."""
        found = super().mistakes(paper, marks)
        if len(marks) > 1 and not any(one.kind == "too_many" for one in found):
            found.append(Mistake("too_many", len(marks) - 1, 1))
        return found

    def limits(self, paper: Paper) -> dict[str, str]:  # noqa: ARG002
        """None but what the type of the vote says."""
        return {}
