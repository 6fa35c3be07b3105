"""What the pages of proposals show, gathered for their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commons.base import clock
from commons.base.web.paging import Page
from commons.cities.context import current_city
from commons.contributions import talk
from commons.contributions.models import HIDDEN
from commons.contributions.queries import (
    ReadableText,
    SupportStanding,
    as_written,
    readable,
    standing_of,
)
from commons.moderation.models import Decision
from commons.moderation.queries import decisions_on
from commons.people.models import Person
from commons.proposals.coauthors.rules import leads
from commons.proposals.drafting.models import Difference
from commons.proposals.finding.queries import Found, find_proposals
from commons.proposals.finding.rules import Filter, Place
from commons.proposals.life.around import Around, around
from commons.proposals.models import Proposal
from commons.proposals.queries import (
    PhaseEntry,
    phase_of,
    proposal_for,
    told_apart,
)
from commons.proposals.rules import why_not_change_in


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list of proposals, in the reader's language."""

    page: Found
    texts: Mapping[int, ReadableText]
    traces: Mapping[int, Decision]
    """Why those that are hidden were, by their ids."""


def list_page(wanted: Filter, language: str, after: Place | None, seed: int) -> ListPage:
    """Proposals with their texts and traces: at most three statements."""
    page = find_proposals(wanted, after=after, seed=seed, counted=True)
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
    around: Around
    """Answers, commitments, steps, and what it was merged or split with."""
    standing: SupportStanding
    threads: Page[talk.Thread]
    """A page of the talk; of a single thread, where one was asked for."""
    texts: Mapping[int, ReadableText]
    traces: Mapping[int, Decision]
    own: bool
    """The reader is one of its authors."""
    leads: bool
    """They may withdraw it, and invite others to write with them."""
    can_change: bool
    can_amend: bool
    """Others may propose another wording."""
    following: bool
    differences: Sequence[tuple[Difference, ReadableText]]
    """Why it is another one than others like it, with their texts."""


def proposal_page(
    proposal_id: int,
    *,
    person: Person | None,
    language: str,
    wanted: talk.Wanted,
) -> ProposalPage:
    """One proposal for one reader: at most six statements. Raises NotFound."""
    proposal, supported, following = proposal_for(person, proposal_id)
    threads = talk.wanted_of(proposal_id, person, wanted)
    shown = [proposal, *(comment for thread in threads.items for comment in thread.comments)]
    alike = told_apart(proposal)
    shown += [other for _why, other in alike]
    texts = readable(shown, language)
    hidden = [c.id for c in shown if c.state == HIDDEN]
    coauthor = person is not None and any(c.person_id == person.id for c in proposal.coauthors)
    own = coauthor or (person is not None and proposal.author_id == person.id)
    return ProposalPage(
        proposal=proposal,
        text=texts[proposal_id],
        own_text=as_written(proposal) if own and proposal.state == HIDDEN else None,
        phase=phase_of(proposal, language),
        around=around(proposal, language, current_city().languages),
        standing=standing_of(proposal, person, supported=supported, coauthor=coauthor),
        threads=threads,
        texts=texts,
        traces=decisions_on(hidden),
        own=own,
        leads=own and leads(person, proposal),
        can_change=own and why_not_change_now(proposal) is None,
        can_amend=not own and why_not_change_now(proposal) is None,
        following=following,
        differences=[(why, texts[other.id]) for why, other in alike],
    )


def why_not_change_now(proposal: Proposal) -> str | None:
    """Why a proposal, whose phase is loaded, cannot be changed at present; None when it can."""
    return why_not_change_in(proposal, proposal.phase, clock.now())
