"""What the pages of amendments show, gathered for their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from commons.base.web.paging import Page
from commons.contributions import talk
from commons.contributions.bylines import byline_of
from commons.contributions.models import HIDDEN, VISIBLE
from commons.contributions.queries import (
    ReadableText,
    SupportStanding,
    as_written,
    readable,
    standing_of,
)
from commons.contributions.rules import Piece, word_difference
from commons.i18n.catalogue import gettext as _
from commons.moderation.models import Decision
from commons.moderation.queries import decisions_on
from commons.people.models import Person
from commons.proposals.amendments.models import OPEN, Amendment
from commons.proposals.amendments.queries import amendment_for, made_wordings
from commons.proposals.amendments.rules import is_stale, readable_now
from commons.proposals.models import Proposal
from commons.proposals.pages import why_not_change_now
from commons.proposals.queries import proposal_of


@dataclass(frozen=True, slots=True)
class Difference:
    """What an amendment changes in a wording, word by word."""

    title: Sequence[Piece]
    body: Sequence[Piece]


def _difference(title: str, body: str, amendment: Amendment) -> Difference:
    return Difference(
        word_difference(title, amendment.title), word_difference(body, amendment.body)
    )


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """Everything the page of one amendment shows."""

    amendment: Amendment
    proposal: Proposal
    readable: bool
    """Whether its words are shown: to all, or to its own author alone where it is hidden."""
    made_of: Difference | None
    """What it changes in the wording it was made of."""
    today: Difference | None
    """What it changes in the present wording, where that is another one."""
    stale: bool
    standing: SupportStanding
    threads: Page[talk.Thread]
    texts: Mapping[int, ReadableText]
    traces: Mapping[int, Decision]
    proposal_text: ReadableText
    own: bool
    decides: bool
    """The reader is an author of the proposal, and it is open."""
    why_not_accept: str | None


def amendment_page(
    amendment_id: int, *, person: Person | None, language: str, wanted: talk.Wanted
) -> AmendmentPage:
    """One amendment for one reader: at most five statements. Raises NotFound."""
    amendment, base, supported = amendment_for(person, amendment_id)
    proposal, _supported = proposal_of(amendment.proposal_id, person)
    own = person is not None and amendment.author_id == person.id
    is_readable = readable_now(amendment, proposal)
    shown = is_readable or (own and proposal.state == VISIBLE and amendment.state == HIDDEN)
    stale = is_stale(amendment, proposal)
    threads = talk.wanted_of(amendment_id, person, wanted)
    comments = [comment for thread in threads.items for comment in thread.comments]
    hidden = [c.id for c in (amendment, *comments) if c.state == HIDDEN]
    return AmendmentPage(
        amendment=amendment,
        proposal=proposal,
        readable=shown,
        made_of=_difference(base.title, base.body, amendment) if shown else None,
        today=_difference(proposal.title, proposal.body, amendment) if shown and stale else None,
        stale=stale,
        standing=standing_of(amendment, person, supported=supported),
        threads=threads,
        texts=readable(comments, language),
        traces=decisions_on(hidden),
        proposal_text=as_written(proposal),
        own=own,
        decides=is_readable and amendment.status == OPEN and _is_author(person, proposal),
        why_not_accept=why_not_change_now(proposal),
    )


def _is_author(person: Person | None, proposal: Proposal) -> bool:
    """Of a proposal whose co-authors are loaded."""
    if person is None:
        return False
    return proposal.author_id == person.id or any(
        each.person_id == person.id for each in proposal.coauthors
    )


def origins_of_wordings(proposal: Proposal) -> dict[int, tuple[str, str]]:
    """Which wordings of a proposal came from an amendment, by number: at most one statement."""
    if not proposal.amendment_count:
        return {}
    return {
        number: (
            _("An amendment by %(name)s", name=byline_of(amendment).within)
            if amendment.state == VISIBLE
            else _("An amendment that is no longer shown"),
            url_for("amendments.show", amendment_id=amendment.id),
        )
        for number, amendment in made_wordings(proposal.id).items()
    }
