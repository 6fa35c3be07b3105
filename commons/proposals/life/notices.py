"""What authors hear of the life of their proposal."""

from collections.abc import Sequence

import sqlalchemy as sa

from commons.base.events import Event
from commons.contributions.authors import authors_of
from commons.i18n.catalogue import gettext as _
from commons.notices.about_texts import supporters_and_followers
from commons.notices.kinds import Audience, Letter, NoticeKind, followers_of, short_title, write
from commons.notices.rules import ANSWERS
from commons.notices.subjects import CONTRIBUTION, Things
from commons.people.models import Person


class LifeNotice(NoticeKind):
    """One of ``NAMES``: the authors hear of it, and where it is for all, the followers."""

    NAMES = (
        "proposal.admitted",
        "proposal.returned",
        "proposal.reviewed",
        "proposal.answer_translated",
    )

    def __init__(self, name: str) -> None:
        self.name = name

    def audience(self, event: Event) -> Sequence[Audience]:
        """The authors; of a translation those who read that language."""
        authors = authors_of(event.contribution_id)
        if self.name == "proposal.answer_translated":
            theirs = sa.select(Person.id).where(
                Person.id.in_(authors), Person.language == event.data["into"]
            )
            return [Audience(ANSWERS, theirs)]
        if self.name == "proposal.reviewed":
            key = (CONTRIBUTION, event.contribution_id or 0)
            return [Audience(ANSWERS, authors), followers_of(key)]
        return [Audience(ANSWERS, authors)]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Which proposal, and what happened. Nothing of one that is hidden by now."""
        found = things.get((CONTRIBUTION, event.contribution_id or 0))
        if found is None or not found.visible:
            return None
        title = short_title(found)
        return write("proposal_life", self._line(title), found.place, kind=self.name, title=title)

    def _line(self, title: str) -> str:
        return {
            "proposal.admitted": _("The proposal is admitted: %(title)s", title=title),
            "proposal.returned": _("The proposal is returned to you: %(title)s", title=title),
            "proposal.reviewed": _("The city looks into the proposal: %(title)s", title=title),
            "proposal.answer_translated": _(
                "The city's answer can be read in your language: %(title)s", title=title
            ),
        }[self.name]


class WithdrawnNotice(NoticeKind):
    """Who wrote a proposal together with whoever withdrew it hears of that; so do its supporters.

    It is not named: its words are taken back with it.
    """

    name = "proposal.withdrawn"

    def audience(self, event: Event) -> Sequence[Audience]:
        """Its other authors, and those who support or follow it."""
        number = event.contribution_id or 0
        return [Audience(ANSWERS, authors_of(number)), supporters_and_followers(number)]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """That it is withdrawn, and where to read why."""
        found = things.get((CONTRIBUTION, event.contribution_id or 0))
        if found is None or found.visible:
            return None
        line = _("A proposal that you wrote with others, support or follow was withdrawn")
        return write("proposal_withdrawn", line, found.place)
