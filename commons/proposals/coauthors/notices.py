"""What people hear of writing together."""

from collections.abc import Sequence

import sqlalchemy as sa

from commons.base.events import Event
from commons.contributions.authors import authors_of
from commons.contributions.places import Place
from commons.i18n.catalogue import gettext as _
from commons.notices.kinds import Audience, Letter, NoticeKind, short_title, write
from commons.notices.rules import ANSWERS, COMMENTS
from commons.notices.subjects import CONTRIBUTION, Things
from commons.proposals.coauthors.models import CoAuthor


class CoAuthorNotice(NoticeKind):
    """One of ``NAMES``: who is asked or removed hears of it, or the authors of the proposal do."""

    NAMES = (
        "coauthor.invited",
        "coauthor.accepted",
        "coauthor.declined",
        "coauthor.left",
        "coauthor.removed",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.to_them = name in {"coauthor.invited", "coauthor.removed"}

    def audience(self, event: Event) -> Sequence[Audience]:
        """The person it is about, or the authors."""
        if not self.to_them:
            return [Audience(ANSWERS, authors_of(event.contribution_id))]
        them = sa.select(CoAuthor.person_id).where(CoAuthor.id == event.data["coauthor_id"])
        return [Audience(COMMENTS, them)]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Which proposal, and what happened. Nothing of one that is hidden by now."""
        found = things.get((CONTRIBUTION, event.contribution_id or 0))
        if found is None or not found.visible:
            return None
        title = short_title(found)
        place = found.place
        if self.name == "coauthor.invited":
            place = Place("coauthors.answer", {"proposal_id": found.key[1]})
        return write("coauthor", self._line(title), place, kind=self.name, title=title, by=found.by)

    def _line(self, title: str) -> str:
        return {
            "coauthor.invited": _("You are invited to be a co-author: %(title)s", title=title),
            "coauthor.accepted": _("There is a new co-author: %(title)s", title=title),
            "coauthor.declined": _("Your invitation was declined: %(title)s", title=title),
            "coauthor.left": _("A co-author has left: %(title)s", title=title),
            "coauthor.removed": _("You are no longer a co-author: %(title)s", title=title),
        }[self.name]
