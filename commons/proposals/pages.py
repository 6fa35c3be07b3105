"""What the pages of proposals show, gathered for their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commons.base import clock
from commons.base.web.paging import Page
from commons.cities.context import current_city
from commons.consultations.rules import phase_state
from commons.contributions import talk
from commons.contributions.models import HIDDEN, WITHDRAWN
from commons.contributions.queries import (
    ReadableText,
    SupportStanding,
    as_written,
    readable,
    standing_of,
)
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day
from commons.moderation.models import Decision
from commons.moderation.queries import decisions_on
from commons.people.models import Person
from commons.proposals.models import OPEN, Proposal
from commons.proposals.queries import (
    Answer,
    Filter,
    PhaseEntry,
    Place,
    answers_to,
    find_proposals,
    phase_of,
    proposal_for,
)
from commons.proposals.rules import status_label, why_not_change


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list of proposals, in the reader's language."""

    page: Page[Proposal]
    texts: Mapping[int, ReadableText]
    traces: Mapping[int, Decision]
    """Why those that are hidden were, by their ids."""


def list_page(wanted: Filter, language: str, after: Place | None) -> ListPage:
    """Proposals with their texts and traces: at most three statements."""
    page = find_proposals(wanted, after=after)
    hidden = [proposal.id for proposal in page.items if proposal.state == HIDDEN]
    return ListPage(page, readable(page.items, language), decisions_on(hidden))


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Everything the page of one proposal shows."""

    proposal: Proposal
    text: ReadableText
    own_text: ReadableText | None
    """The words of a hidden proposal, for its author alone."""
    phase: PhaseEntry | None
    answers: Sequence[Answer]
    standing: SupportStanding
    threads: Page[talk.Thread]
    """A page of the talk; of a single thread, where one was asked for."""
    texts: Mapping[int, ReadableText]
    traces: Mapping[int, Decision]
    own: bool
    can_change: bool
    following: bool


def proposal_page(
    proposal_id: int,
    *,
    person: Person | None,
    language: str,
    wanted: talk.Wanted,
) -> ProposalPage:
    """One proposal for one reader: at most five statements. Raises NotFound."""
    proposal, supported, following = proposal_for(person, proposal_id)
    threads = talk.wanted_of(proposal_id, person, wanted)
    shown = [proposal, *(comment for thread in threads.items for comment in thread.comments)]
    texts = readable(shown, language)
    hidden = [c.id for c in shown if c.state == HIDDEN]
    answers = (
        answers_to(proposal_id, language, current_city().languages[0])
        if proposal.status != OPEN
        else []
    )
    own = person is not None and proposal.author_id == person.id
    return ProposalPage(
        proposal=proposal,
        text=texts[proposal_id],
        own_text=as_written(proposal) if own and proposal.state == HIDDEN else None,
        phase=phase_of(proposal, language),
        answers=answers,
        standing=standing_of(proposal, person, supported=supported),
        threads=threads,
        texts=texts,
        traces=decisions_on(hidden),
        own=own,
        can_change=own and why_not_change_now(proposal) is None,
        following=following,
    )


def why_not_change_now(proposal: Proposal) -> str | None:
    """Why a proposal, whose phase is loaded, cannot be changed at present; None when it can."""
    state = phase_state(proposal.phase, clock.now()) if proposal.phase else None
    return why_not_change(state=proposal.state, status=proposal.status, phase_state=state)


def timeline(page: ProposalPage) -> list[dict[str, Any]]:
    """What happened to a proposal, newest first, as ``ui.timeline`` shows it."""
    proposal, zone = page.proposal, current_city().time_zone
    happened = [(proposal.created_at, _("Posted"))]
    if proposal.revision > 1 and proposal.state not in {HIDDEN, WITHDRAWN}:
        happened.append((proposal.updated_at, _("Changed by its author")))
    happened.extend(
        (
            answer.text.answered_at,
            _("Answered by the city: %(status)s", status=status_label(answer.text.decision)),
        )
        for answer in page.answers
    )
    trace = page.traces.get(proposal.id)
    if proposal.state == HIDDEN and trace is not None:
        happened.append((trace.decided_at, _("Hidden by a moderator")))
    if proposal.state == WITHDRAWN and proposal.state_changed_at is not None:
        happened.append((proposal.state_changed_at, _("Withdrawn by its author")))
    happened.sort(key=lambda entry: entry[0], reverse=True)
    return [
        {"date": day(moment, zone), "iso": moment.isoformat(), "text": text}
        for moment, text in happened
    ]
