"""Yes, no, or abstain: the question is the consultation's own.

An abstention is said aloud and counted apart; a blank ballot only counts towards the turnout. The
Venice Commission tells the two apart: "Revised Code of Good Practice on Referendums"
(CDL-AD(2022)015).
"""

from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.voting.ballots.ticking import OneOf
from commons.voting.paper import Paper

YES, NO, ABSTAIN = "yes", "no", "abstain"


class YesNo(OneOf):
    """Say yes or no, or that one abstains."""

    name = "yes-no"
    stored: ClassVar[str] = "choose-1"
    vote_type: ClassVar[str] = "choose-1"
    rules: ClassVar[tuple[str, ...]] = ("majority",)
    fixed_options: ClassVar[tuple[str, ...]] = (YES, NO, ABSTAIN)

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Say yes or no, or abstain")

    def how(self, paper: Paper) -> str:  # noqa: ARG002
        """For voters."""
        return _("You say yes or no. You can also abstain.")

    def option_title(self, code: str) -> str:
        """Yes, no, I abstain."""
        return {YES: _("Yes"), NO: _("No"), ABSTAIN: _("I abstain")}[code]
