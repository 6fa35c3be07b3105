"""The box, once it is sealed. One statement each, unless they say otherwise."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from commons.base.database import db
from commons.base.web.paging import Page, page_of
from commons.voting.models import TICKS, BoxEntry, Vote
from commons.voting.rules import Choice
from commons.voting.rules.contract import exact_from_json
from commons.voting.rules.election import Ballot

SMALLEST_OPEN_BOX = 10
"""With fewer ballots the box is not listed: who knows a voter could guess theirs."""
SMALLEST_RICH_BOX = 50
"""The same where ballots rank, or give points: they differ so much from each other that who knows
one mark on a ballot finds it among few, and reads the rest."""


def ballot_of(choices: Iterable[Sequence[object]]) -> Ballot:
    """The ballot that a row of the box holds. No statement."""
    return tuple(
        Choice(str(code), exact_from_json(points))  # type: ignore[arg-type]
        for code, points in choices
    )


def find_receipt(vote: Vote, receipt: str) -> BoxEntry | None:
    """The ballot of a receipt code in a sealed box. Raises ValueError while the vote is open."""
    if vote.sealed_at is None:
        raise ValueError("the box is not open to anybody yet")
    return db.session.get(BoxEntry, (vote.phase_id, receipt))


def box_page(vote: Vote, after: str | None, *, size: int = 50) -> Page[BoxEntry]:
    """Ballots of a sealed box by receipt code, from the one after ``after``; none of a small box.

    Raises ValueError while the vote is open.
    """
    if vote.sealed_at is None:
        raise ValueError("the box is not open to anybody yet")
    if not may_be_listed(vote):
        return Page([], None)
    query = (
        sa.select(BoxEntry)
        .where(BoxEntry.vote_id == vote.phase_id)
        .order_by(BoxEntry.receipt)
        .limit(size + 1)
    )
    if after:
        query = query.where(BoxEntry.receipt > after)
    return page_of(list(db.session.scalars(query)), size, key="receipt")


def may_be_listed(vote: Vote) -> bool:
    """Whether the box may be shown ballot by ballot. No statement."""
    return vote.sealed_at is not None and (vote.ballots or 0) >= smallest_box(vote)


def smallest_box(vote: Vote) -> int:
    """From how many ballots on a box is shown ballot by ballot. No statement.

    Elections held elsewhere have published theirs already.
    """
    return SMALLEST_OPEN_BOX if vote.source or vote.ballot_kind in TICKS else SMALLEST_RICH_BOX
