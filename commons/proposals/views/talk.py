"""The talk about a proposal or an amendment, as ``contributions/_comments.html`` shows it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from commons.base.web.paging import Page
from commons.contributions.bylines import by_author_of
from commons.contributions.models import Comment, Contribution
from commons.contributions.places import Place
from commons.contributions.queries import ReadableText, SupportStanding, standing_of
from commons.contributions.rules import alignments, changed_openly
from commons.contributions.talk import BRIDGING, NEWEST, ORDERS, Said, Thread, Wanted
from commons.moderation.models import Decision
from commons.moderation.rules import reason_words
from commons.people.models import BY_NAME, Person
from commons.proposals.pages import ProposalPage


@dataclass(frozen=True, slots=True)
class ShownSaid:
    """A comment or an answer, with what hangs on the reader and on what it is about."""

    comment: Comment
    standing: SupportStanding
    by_author: bool
    """It carries the badge of the proposal's author."""
    changed: bool
    """Its wording was changed for all to see."""


@dataclass(frozen=True, slots=True)
class ShownThread:
    """A thread, and where the rest of it is."""

    first: ShownSaid
    answers: list[ShownSaid]
    all_url: str | None
    """The page of the thread alone, where it has more answers than are shown."""
    next_url: str | None
    """The further answers, on the page of the thread alone."""


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A page of the talk about a text, and where that is read."""

    subject: Contribution
    threads: Page[Thread]
    texts: Mapping[int, ReadableText]
    traces: Mapping[int, Decision]
    place: Place
    named_coauthors: Set[int | None] = frozenset()


def shown_talk(page: ProposalPage, person: Person | None, wanted: Wanted) -> dict[str, Any]:
    """What the template needs of the talk about a proposal. No statement."""
    proposal = page.proposal
    named = {each.person_id for each in proposal.coauthors if each.shown_as == BY_NAME}
    place = Place("proposals.show", {"proposal_id": proposal.id}, "comments")
    return talk_of(
        TalkPage(proposal, page.threads, page.texts, page.traces, place, named), person, wanted
    )


def talk_of(page: TalkPage, person: Person | None, wanted: Wanted) -> dict[str, Any]:
    """What the template needs. No statement."""
    talk = _Talk(page, person, wanted)
    alone = wanted.thread_id is not None
    following = page.threads.next_after
    return {
        "threads": [talk.thread(thread) for thread in page.threads.items],
        "alone": alone,
        "texts": page.texts,
        "traces": page.traces,
        "reason_words": reason_words,
        "labels": dict(alignments()),
        "order": wanted.order,
        "order_urls": {order: talk.url(order=order) for order in ORDERS},
        "next_url": talk.url(after=following) if following else None,
        "first_url": talk.url(thread=wanted.thread_id) if wanted.after else None,
        "whole_url": talk.url(order=BRIDGING) if alone else None,
        "total": page.subject.comment_count,
    }


class _Talk:
    """The talk on one page, for one reader."""

    def __init__(self, page: TalkPage, person: Person | None, wanted: Wanted) -> None:
        self.page, self.person, self.wanted = page, person, wanted

    def url(
        self, *, order: str | None = None, after: str | None = None, thread: int | None = None
    ) -> str:
        """The talk in an order, from a place on; or one thread of it."""
        order = order or self.wanted.order
        asked = {
            # An id alone means the newest first, without saying so.
            "order": None if thread or order == BRIDGING or (order == NEWEST and after) else order,
            "thread": thread,
            "after": after,
        }
        more = {name: value for name, value in asked.items() if value is not None}
        return replace(self.page.place, values={**self.page.place.values, **more}).url

    def thread(self, thread: Thread) -> ShownThread:
        """A thread with its addresses."""
        number, alone = thread.first.comment.id, self.wanted.thread_id is not None
        return ShownThread(
            first=self.said(thread.first),
            answers=[self.said(one) for one in thread.answers],
            all_url=self.url(thread=number) if thread.next_after and not alone else None,
            next_url=self.url(thread=number, after=thread.next_after)
            if thread.next_after and alone
            else None,
        )

    def said(self, said: Said) -> ShownSaid:
        """A comment with what hangs on its reader."""
        comment = said.comment
        return ShownSaid(
            comment=comment,
            standing=standing_of(comment, self.person, supported=said.marked),
            by_author=by_author_of(comment, self.page.subject, self.page.named_coauthors),
            changed=changed_openly(comment.created_at, comment.updated_at),
        )
