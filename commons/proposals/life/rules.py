"""How a proposal stands, in words, and what may be done with it now. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day
from commons.i18n.languages import LANGUAGES
from commons.proposals.commitments.rules import commitment_words
from commons.proposals.life.models import AUTHOR, CITY, COAUTHOR, MODERATOR, OFFICER, RESIDENT
from commons.proposals.models import OPEN, RETURNED, WAITING
from commons.proposals.rules import STATUS_LOOKS, status_label

REASON_LENGTH = 2_000
"""Of the reason for a step, in characters."""


class Living(Protocol):
    """What of a proposal says how it stands."""

    status: str
    admission: str | None
    review_since: datetime | None
    merged_into_id: int | None


def stands(proposal: Living) -> tuple[str, str]:
    """How a proposal stands, in the reader's language, and the kind of chip that goes with it."""
    if proposal.merged_into_id is not None:
        return _("Merged into another"), "neutral"
    if proposal.status != OPEN:
        return status_label(proposal.status), STATUS_LOOKS[proposal.status]
    if proposal.admission == WAITING:
        return _("Waiting to be admitted"), "neutral"
    if proposal.admission == RETURNED:
        return _("Returned to its author"), "warn"
    if proposal.review_since is not None:
        return _("Under review"), "info"
    return status_label(proposal.status), STATUS_LOOKS[proposal.status]


def role_words(role: str) -> str:
    """As what somebody took a step, in the reader's language."""
    return {
        AUTHOR: _("Author"),
        COAUTHOR: _("Co-author"),
        OFFICER: _("Officer of the city"),
        MODERATOR: _("Moderator"),
        RESIDENT: _("Resident"),
        CITY: _("By itself"),
    }[role]


ROLE_OF = {
    "proposal.submitted": AUTHOR,
    "proposal.withdrawn": AUTHOR,
    "proposal.answered": OFFICER,
    "amendment.accepted": AUTHOR,
    "coauthor.accepted": COAUTHOR,
    "coauthor.left": COAUTHOR,
    "coauthor.removed": AUTHOR,
    "contribution.hidden": MODERATOR,
    "contribution.restored": MODERATOR,
}
"""Who took a step of whose role nothing is written down."""

STEPS = frozenset(
    {
        *ROLE_OF,
        "proposal.changed",
        "proposal.admitted",
        "proposal.returned",
        "proposal.handed_in",
        "proposal.reviewed",
        "proposal.answer_translated",
        "proposal.merged",
        "proposal.joined",
        "proposal.split",
        "proposal.split_off",
        "commitment.entered",
        "commitment.changed",
    }
)
"""The events that a public timeline tells."""


def step_words(kind: str, data: Mapping[str, Any]) -> str:
    """What happened, in the reader's language. Raises KeyError for what is no step."""
    if kind == "proposal.reviewed" and data.get("until"):
        until = date.fromisoformat(data["until"])
        return _("Under review. The city means to answer by %(date)s.", date=day(until))
    if kind == "proposal.answered":
        return _("Answered by the city: %(status)s", status=status_label(data["decision"]))
    if kind == "proposal.answer_translated":
        name = LANGUAGES[data["into"]].own_name
        return _("The answer can be read in %(language)s too", language=name)
    if kind == "commitment.changed":
        return _(
            "Commitment %(number)d: %(state)s",
            number=data["number"],
            state=commitment_words(data["state"]),
        )
    return {
        "proposal.submitted": _("Posted"),
        "proposal.changed": _("Worded anew"),
        "proposal.withdrawn": _("Withdrawn"),
        "proposal.admitted": _("Admitted"),
        "proposal.returned": _("Returned to its author"),
        "proposal.handed_in": _("Handed in again"),
        "proposal.reviewed": _("Under review"),
        "proposal.merged": _(
            "Merged into another proposal. Every author who is still here agreed."
        ),
        "proposal.joined": _(
            "Another proposal was merged into this one. Every author who is still here agreed."
        ),
        "proposal.split": _("Split in two"),
        "proposal.split_off": _("Split off from another proposal"),
        "commitment.entered": _("The city made a commitment"),
        "amendment.accepted": _("An amendment was accepted"),
        "coauthor.accepted": _("A co-author joined"),
        "coauthor.left": _("A co-author left"),
        "coauthor.removed": _("A co-author left"),
        "contribution.hidden": _("Hidden by a moderator"),
        "contribution.restored": _("Shown again"),
    }[kind]
