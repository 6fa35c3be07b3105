"""Approval: tick what you like, freely or up to a number.

Steven J. Brams, Peter C. Fishburn: "Approval Voting", American Political Science Review 72 (1978).
"""

from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.ballots.ticking import Ticking
from commons.voting.paper import Paper


class Approval(Ticking):
    """Tick what you like, up to a number or as many as you like."""

    name = "approval"
    stored: ClassVar[str] = "approval"
    vote_type: ClassVar[str] = "approval"
    asks: ClassVar[frozenset[str]] = frozenset({"max_choices"})
    rules: ClassVar[tuple[str, ...]] = (
        "greedy",
        "equal-shares",
        "greedy-per-cost",
        "sequential-phragmen",
        "approval",
    )

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Tick what they like")

    def how(self, paper: Paper) -> str:
        """For voters."""
        if paper.max_choices is None:
            return _("You can tick as many as you like.")
        return ngettext(
            "You can tick %(shown)s.",
            "You can tick up to %(shown)s.",
            paper.max_choices,
            shown=number(paper.max_choices),
        )
