"""What people hear of commitments."""

from collections.abc import Sequence

from commons.base.events import Event
from commons.contributions.authors import authors_of
from commons.i18n.catalogue import gettext as _
from commons.notices.kinds import Audience, Letter, NoticeKind, followers_of, short_title, write
from commons.notices.rules import ANSWERS
from commons.notices.subjects import CONTRIBUTION, Things


class CommitmentNotice(NoticeKind):
    """One of ``NAMES``: the authors hear of it, and those who follow the proposal."""

    NAMES = ("commitment.entered", "commitment.changed")

    def __init__(self, name: str) -> None:
        self.name = name

    def audience(self, event: Event) -> Sequence[Audience]:
        """The authors, and the followers."""
        key = (CONTRIBUTION, event.contribution_id or 0)
        return [Audience(ANSWERS, authors_of(event.contribution_id)), followers_of(key)]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Which proposal. Nothing of one that is hidden by now."""
        found = things.get((CONTRIBUTION, event.contribution_id or 0))
        if found is None or not found.visible:
            return None
        title = short_title(found)
        line = {
            "commitment.entered": _("The city made a commitment: %(title)s", title=title),
            "commitment.changed": _("A commitment goes on: %(title)s", title=title),
        }[self.name]
        return write("commitment", line, found.place, kind=self.name, title=title)
