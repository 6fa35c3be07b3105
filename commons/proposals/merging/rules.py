"""When proposals can become one. Pure."""

from collections.abc import Sequence

from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import gettext as _
from commons.proposals.merging.models import ASKED, DONE, REFUSED
from commons.proposals.models import OPEN, Proposal


def why_not_merge(proposals: Sequence[Proposal]) -> str | None:
    """Why proposals cannot be merged at present, in the reader's language; None when they can."""
    if any(each.state != VISIBLE for each in proposals):
        return _("One of these proposals is no longer shown.")
    if any(each.merged_into_id is not None for each in proposals):
        return _("One of these proposals was merged into another one meanwhile.")
    if any(each.status != OPEN for each in proposals):
        return _("The city has answered one of these proposals meanwhile.")
    return None


def request_words(state: str) -> tuple[str, str]:
    """What became of a request, in the reader's language, and the kind of chip for it."""
    return {
        ASKED: (_("The authors are asked"), "info"),
        DONE: (_("Done"), "good"),
        REFUSED: (_("An author did not agree"), "warn"),
    }.get(state, (_("Taken back"), "neutral"))
