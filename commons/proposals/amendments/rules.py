"""What may be amended, and when an amendment is stale. Pure."""

from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import gettext as _
from commons.proposals.amendments.models import ACCEPTED, DECLINED, OPEN, Amendment
from commons.proposals.models import Proposal

WHY_LENGTH = 1_000
REASON_LENGTH = 1_000
"""What the reasons may hold, in characters."""
OPEN_EACH = 5
"""Open amendments of one person to one proposal."""
PAGE = 20


def is_stale(amendment: Amendment, proposal: Proposal) -> bool:
    """Whether the proposal has another wording by now than the one an open amendment was made of.

    Its authors can accept it all the same: they are shown both.
    """
    return amendment.status == OPEN and amendment.base_revision < proposal.revision


def readable_now(amendment: Amendment, proposal: Proposal) -> bool:
    """Whether its words may be shown. They hold those of the proposal, so both must be visible."""
    return amendment.state == proposal.state == VISIBLE


def status_words(status: str) -> str:
    """What became of an amendment. Raises KeyError for an unknown word."""
    return {
        OPEN: _("Not decided yet"),
        ACCEPTED: _("Accepted by the authors"),
        DECLINED: _("Declined by the authors"),
    }[status]


LOOKS = {OPEN: "neutral", ACCEPTED: "good", DECLINED: "bad"}
"""The kind of chip that goes with each status."""
