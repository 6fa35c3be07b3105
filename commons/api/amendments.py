"""Amendments: other wordings that people propose for a proposal."""

from dataclasses import dataclass

from commons.api.authors import Author, author_of
from commons.api.fields import Field, Resource, like
from commons.api.texts import AUTHOR
from commons.base.web.links import city_address
from commons.contributions.models import STATES, VISIBLE
from commons.proposals.amendments.datasets import AmendmentsDataset
from commons.proposals.amendments.models import STATUSES, Amendment

_A = AmendmentsDataset.columns


@dataclass(frozen=True, slots=True)
class AmendmentShown:
    """An amendment; its words only where its proposal is visible too, since it holds them."""

    it: Amendment
    readable: bool

    @property
    def author(self) -> Author:
        """Who it is by."""
        return author_of(self.it)

    def words(self, text: str | None) -> str:
        """A text of it, where that may be read."""
        return text or "" if self.readable else ""


AMENDMENT = Resource(
    "Amendment",
    "Another wording of a proposal, and what the proposal's authors decided.",
    (
        like(_A, "id", lambda s: s.it.id, example=61),
        like(_A, "proposal_id", lambda s: s.it.proposal_id, example=12),
        like(_A, "base_revision", lambda s: s.it.base_revision, example=1),
        like(_A, "title", lambda s: s.words(s.it.title), example="Drzewa dla ulicy Pomorskiej"),
        like(_A, "body", lambda s: s.words(s.it.body), example="Latem jest za gorąco."),
        like(_A, "why", lambda s: s.words(s.it.why)),
        like(_A, "language", lambda s: s.it.language, example="pl"),
        *AUTHOR,
        like(_A, "state", lambda s: s.it.state, choices=STATES, example=VISIBLE),
        like(_A, "state_published_at", lambda s: s.it.state_changed_at or s.it.created_at),
        like(_A, "status", lambda s: s.it.status, choices=STATUSES, example=STATUSES[0]),
        Field(
            "reason",
            "Why it was declined; null where it was not, empty unless both are visible.",
            lambda s: None if s.it.reason is None else s.words(s.it.reason),
            nullable=True,
        ),
        like(_A, "decided_at", lambda s: s.it.decided_at, nullable=True),
        like(_A, "made_revision", lambda s: s.it.made_revision, nullable=True),
        like(_A, "support/total_count", lambda s: s.it.support_count, example=3),
        like(_A, "comments", lambda s: s.it.comment_count, example=0),
        like(_A, "created_at", lambda s: s.it.created_at),
        like(_A, "url", lambda s: city_address("amendments.show", amendment_id=s.it.id)),
    ),
)
