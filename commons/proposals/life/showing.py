"""A proposal's public timeline, gathered for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from commons.cities.context import current_city
from commons.contributions.models import HIDDEN, WITHDRAWN
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day
from commons.i18n.languages import LANGUAGES
from commons.moderation.rules import reason_words
from commons.proposals.life.around import Step, around
from commons.proposals.life.models import AUTHOR, CITY, MODERATOR, OFFICER
from commons.proposals.life.rules import ROLE_OF, role_words, step_words
from commons.proposals.models import RETURNED, Proposal
from commons.proposals.rules import MEND_FOR


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as the page shows it."""

    kind: str
    """The event's, as ``life.rules`` names it."""
    at: datetime
    date: str
    text: str
    actor: str
    reason: str = ""
    language: str = ""
    direction: str = ""
    """Of the reason."""
    url: str | None = None
    """Where more of it is read."""
    link: str = ""


def timeline(proposal: Proposal, steps: Sequence[Step]) -> list[ShownStep]:
    """What happened to a proposal, newest first, with actors and reasons. No statement."""
    known = {step.kind for step in steps}
    shown = [_shown(step, proposal) for step in steps]
    # What happened before steps were written down, and to what was brought from elsewhere.
    if proposal.revision > 1 and known.isdisjoint({"proposal.changed", "amendment.accepted"}):
        shown.append(_plain("proposal.changed", proposal.updated_at, AUTHOR))
    if proposal.state == WITHDRAWN and "proposal.withdrawn" not in known:
        shown.append(
            _plain("proposal.withdrawn", proposal.state_changed_at or proposal.updated_at, AUTHOR)
        )
    if known.isdisjoint({"proposal.submitted", "proposal.split_off"}):
        shown.append(_plain("proposal.submitted", proposal.created_at, AUTHOR))
    return sorted(shown, key=lambda step: step.at, reverse=True)


def mend_until(proposal: Proposal) -> datetime | None:
    """Until when a returned proposal, whose phase is loaded, can be handed in again."""
    if proposal.admission != RETURNED or proposal.admission_at is None:
        return None
    until = proposal.admission_at + MEND_FOR
    return max(until, proposal.phase.closes_at) if proposal.phase else until


def asked_for(proposal: Proposal) -> ShownStep | None:
    """Why an officer returned a proposal that is with its author now: at most one statement."""
    if proposal.admission != RETURNED:
        return None
    near = around(proposal, current_language().code, current_city().languages)
    returned = (step for step in near.steps if step.kind == "proposal.returned")
    return next((_shown(step, proposal) for step in returned), None)


def _plain(kind: str, at: datetime, role: str) -> ShownStep:
    date = day(at, current_city().time_zone)
    return ShownStep(kind, at, date, step_words(kind, {}), role_words(role))


def _shown(step: Step, proposal: Proposal) -> ShownStep:
    role = step.role or ROLE_OF.get(step.kind, CITY)
    reason, language = step.reason, step.language
    if step.kind in {"contribution.hidden", "contribution.restored"} and step.data.get("reason"):
        reason, language = reason_words(step.data["reason"]), current_language().code
    if proposal.state == HIDDEN and role not in {OFFICER, MODERATOR}:
        reason = ""  # what residents wrote about a hidden text is hidden with it
    url, link = _further(step)
    return ShownStep(
        kind=step.kind,
        at=step.at,
        date=day(step.at, current_city().time_zone),
        text=step_words(step.kind, step.data),
        actor=role_words(role),
        reason=reason,
        language=language,
        direction=LANGUAGES[language].direction if language in LANGUAGES else "auto",
        url=url,
        link=link,
    )


def _further(step: Step) -> tuple[str | None, str]:
    """Where more is read of a step, and what that link says."""
    if step.data.get("other_id"):
        url = url_for("proposals.show", proposal_id=step.data["other_id"])
        return url, _("The other proposal")
    if step.kind == "amendment.accepted":
        return url_for("amendments.show", amendment_id=step.about_id), _("The amendment")
    return None, ""
