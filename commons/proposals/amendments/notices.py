"""What people hear of amendments."""

from collections.abc import Sequence

from commons.base.events import Event
from commons.contributions.authors import authors_of
from commons.i18n.catalogue import gettext as _
from commons.notices.kinds import Audience, Letter, NoticeKind, followers_of, short_title, write
from commons.notices.rules import ANSWERS, COMMENTS
from commons.notices.subjects import CONTRIBUTION, Key, Things


class AmendmentNotice(NoticeKind):
    """One of ``NAMES``: the authors hear of a new one, its amender of what they decided.

    Those who follow the proposal hear of new ones and of those that change its words.
    """

    NAMES = ("amendment.proposed", "amendment.accepted", "amendment.declined")

    def __init__(self, name: str) -> None:
        self.name = name

    def audience(self, event: Event) -> Sequence[Audience]:
        """The authors of the proposal or of the amendment, and the followers."""
        proposal_id = event.data["proposal_id"]
        following = followers_of((CONTRIBUTION, proposal_id))
        if self.name == "amendment.proposed":
            return [Audience(COMMENTS, authors_of(proposal_id)), following]
        amender = Audience(ANSWERS, authors_of(event.contribution_id))
        return [amender, following] if self.name == "amendment.accepted" else [amender]

    def about(self, event: Event) -> list[Key]:
        """The amendment, and the proposal."""
        return [*super().about(event), (CONTRIBUTION, event.data["proposal_id"])]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Which proposal, and where the amendment is read. Nothing where either is hidden."""
        amendment = things.get((CONTRIBUTION, event.contribution_id or 0))
        proposal = things.get((CONTRIBUTION, event.data["proposal_id"]))
        if amendment is None or proposal is None:
            return None
        if not (amendment.visible and proposal.visible):
            return None
        title = short_title(proposal)
        return write(
            "amendment",
            self._line(title),
            amendment.place,
            kind=self.name,
            title=title,
            name=amendment.by,
        )

    def _line(self, title: str) -> str:
        return {
            "amendment.proposed": _("Another wording is proposed: %(title)s", title=title),
            "amendment.accepted": _("An amendment was accepted: %(title)s", title=title),
            "amendment.declined": _("Your amendment was declined: %(title)s", title=title),
        }[self.name]
