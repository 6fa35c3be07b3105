"""Who a proposal is by."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base import clock
from commons.base.database import db
from commons.base.errors import NotFound
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import BY_NAME, Person
from commons.proposals.coauthors.models import ACCEPTED, INVITED, CoAuthor
from commons.proposals.coauthors.rules import VALID_FOR, token_hash
from commons.proposals.models import Proposal

_TEXT = Contribution.__table__


def coauthors_of(proposal_id: Any) -> "sa.Select[Any]":
    """The ids of a proposal's co-authors, as a query; ``proposal_id`` may be a column."""
    return sa.select(CoAuthor.person_id).where(
        CoAuthor.proposal_id == proposal_id, CoAuthor.state == ACCEPTED
    )


def named_coauthors_of(proposal_id: Any) -> "sa.Select[Any]":
    """The same of those who are shown under their name."""
    return coauthors_of(proposal_id).where(CoAuthor.shown_as == BY_NAME)


def authors_of(*proposal_ids: int) -> set[int]:
    """The ids of all authors of proposals who are still here: one statement."""
    first = sa.select(_TEXT.c.author_id).where(
        _TEXT.c.id.in_(proposal_ids), _TEXT.c.author_id.is_not(None)
    )
    others = sa.select(CoAuthor.person_id).where(
        CoAuthor.proposal_id.in_(proposal_ids), CoAuthor.state == ACCEPTED
    )
    return set(db.session.scalars(sa.union(first, others)))


def is_author(person: Person | None, proposal: Proposal) -> bool:
    """Whether somebody is an author of a proposal: at most one statement."""
    if person is None:
        return False
    return proposal.author_id == person.id or person.id in authors_of(proposal.id)


def leader_of(proposal: Proposal) -> int | None:
    """Who invites, removes and withdraws: whoever posted it, else the first co-author still here.

    At most one statement.
    """
    if proposal.author_id is not None or proposal.organisation_id is not None or proposal.official:
        return proposal.author_id
    first: int | None = db.session.scalar(
        coauthors_of(proposal.id).order_by(CoAuthor.place).limit(1)
    )
    return first


def listed(proposal_id: int) -> Sequence[CoAuthor]:
    """Co-authors in their order, then open invitations: one statement."""
    return db.session.scalars(
        sa.select(CoAuthor)
        .where(CoAuthor.proposal_id == proposal_id, sa.or_(CoAuthor.state == ACCEPTED, _open()))
        .options(joinedload(CoAuthor.author), joinedload(CoAuthor.shown_district))
        .order_by(CoAuthor.place.is_(None), CoAuthor.place, CoAuthor.id)
    ).all()


def _open() -> "sa.ColumnElement[bool]":
    return sa.and_(CoAuthor.state == INVITED, CoAuthor.changed_at > clock.now() - VALID_FOR)


def invitation_for(
    person: Person, proposal_id: int, token: str | None, *, hold: bool = True
) -> CoAuthor:
    """The open invitation of somebody, by name or by the link they have; held unless told not to.

    Raises NotFound.
    """
    which = (
        sa.and_(CoAuthor.token_hash == token_hash(token), CoAuthor.person_id.is_(None))
        if token
        else CoAuthor.person_id == person.id
    )
    query = sa.select(CoAuthor).where(CoAuthor.proposal_id == proposal_id, which, _open())
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(
            _("This invitation is used, taken back or too old. Ask whoever sent it for a new one.")
        )
    return found
