"""What people hear of merging and splitting."""

from collections.abc import Sequence

from commons.base.events import Event
from commons.contributions.authors import authors_of
from commons.contributions.places import Place
from commons.i18n.catalogue import gettext as _
from commons.notices.about_texts import supporters_and_followers
from commons.notices.kinds import Audience, Letter, NoticeKind, short_title, write
from commons.notices.rules import ANSWERS
from commons.notices.subjects import CONTRIBUTION, Things


class MergingNotice(NoticeKind):
    """One of ``NAMES``: the authors are asked and hear what came of it; so do the supporters."""

    NAMES = (
        "merge.asked",
        "merge.refused",
        "merge.taken_back",
        "split.asked",
        "proposal.merged",
        "proposal.joined",
        "proposal.split",
    )
    TO_SUPPORTERS = frozenset({"proposal.merged", "proposal.split"})

    def __init__(self, name: str) -> None:
        self.name = name

    def audience(self, event: Event) -> Sequence[Audience]:
        """The authors; of what is done, those who support or follow the proposal too."""
        authors = Audience(ANSWERS, authors_of(event.contribution_id))
        if self.name not in self.TO_SUPPORTERS:
            return [authors]
        return [authors, supporters_and_followers(event.contribution_id or 0)]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Which proposal, and where to answer or read. Nothing of one that is hidden by now."""
        found = things.get((CONTRIBUTION, event.contribution_id or 0))
        if found is None or not found.visible:
            return None
        title, place = short_title(found), found.place
        if self.name == "merge.asked":
            place = Place("merging.show", {"merge_id": event.data["merge_id"]})
        elif self.name == "split.asked":
            place = Place("merging.split_asked", {"split_id": event.data["split_id"]})
        elif self.name in self.TO_SUPPORTERS:
            place = Place("proposals.show", {"proposal_id": event.data["other_id"]})
        return write("proposal_merging", self._line(title), place, kind=self.name, title=title)

    def _line(self, title: str) -> str:
        return {
            "merge.asked": _("Do you agree to merge your proposal? %(title)s", title=title),
            "merge.refused": _("The proposal is not merged: %(title)s", title=title),
            "merge.taken_back": _("The proposal is not merged: %(title)s", title=title),
            "split.asked": _("Do you agree to split your proposal? %(title)s", title=title),
            "proposal.merged": _("The proposal was merged into another: %(title)s", title=title),
            "proposal.joined": _("Another proposal was merged into: %(title)s", title=title),
            "proposal.split": _("The proposal was split in two: %(title)s", title=title),
        }[self.name]
