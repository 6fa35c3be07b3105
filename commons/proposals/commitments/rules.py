"""How a commitment stands, in words. Pure."""

from datetime import date

from commons.i18n.catalogue import gettext as _
from commons.proposals.commitments.models import DONE, DROPPED, PLANNED, UNDER_WAY

TEXT_LENGTH = 2_000
NOTE_LENGTH = 2_000
LOOKS = {PLANNED: "neutral", UNDER_WAY: "info", DONE: "good", DROPPED: "bad"}
"""The kind of chip that goes with each state."""


def commitment_words(state: str) -> str:
    """How a commitment stands, in the reader's language."""
    return {
        PLANNED: _("Planned"),
        UNDER_WAY: _("Under way"),
        DONE: _("Done"),
        DROPPED: _("Dropped"),
    }[state]


def is_late(state: str, due: date | None, today: date) -> bool:
    """Whether it should have been done by now."""
    return state in {PLANNED, UNDER_WAY} and due is not None and due < today
