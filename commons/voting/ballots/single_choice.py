"""Single choice: one mark for one option."""

from typing import ClassVar

from commons.i18n.catalogue import gettext as _
from commons.voting.ballots.ticking import OneOf
from commons.voting.paper import Paper


class SingleChoice(OneOf):
    """Choose one option."""

    name = "single"
    stored: ClassVar[str] = "choose-1"
    vote_type: ClassVar[str] = "choose-1"
    rules: ClassVar[tuple[str, ...]] = ("plurality", "greedy")

    def title(self) -> str:
        """As an officer chooses it."""
        return _("Choose one thing")

    def how(self, paper: Paper) -> str:  # noqa: ARG002
        """For voters."""
        return _("You can choose one thing.")
