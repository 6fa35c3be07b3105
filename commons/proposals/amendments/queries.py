"""What can be asked about amendments. Each function says how many statements it takes."""

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.base.web.paging import Page, page_of
from commons.contributions.bylines import with_byline
from commons.contributions.models import Contribution, Revision, Support
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.proposals.amendments.models import ACCEPTED, Amendment
from commons.proposals.amendments.rules import PAGE

_KEY = Amendment.__table__.c.id


def amendments_to(
    proposal_id: int, before: int | None = None, *, size: int = PAGE
) -> Page[Amendment]:
    """A page of the amendments to a proposal, whatever their state, newest first: one statement."""
    query = (
        sa.select(Amendment)
        .where(Amendment.proposal_id == proposal_id)
        .options(*with_byline(Amendment))
        .order_by(_KEY.desc())
        .limit(size + 1)
    )
    if before is not None:
        query = query.where(before > _KEY)
    return page_of(list(db.session.scalars(query)), size)


def amendment_for(person: Person | None, amendment_id: int) -> tuple[Amendment, Revision, bool]:
    """An amendment, the wording it was made of, and whether the person supports it.

    One statement. Raises NotFound.
    """
    supported = sa.exists().where(
        Support.contribution_id == Amendment.id, Support.person_id == (person.id if person else 0)
    )
    row = db.session.execute(
        sa.select(Amendment, Revision, supported)
        .join(
            Revision,
            sa.and_(
                Revision.contribution_id == Amendment.proposal_id,
                Revision.number == Amendment.base_revision,
            ),
        )
        .where(Amendment.id == amendment_id)
        .options(*with_byline(Amendment))
    ).one_or_none()
    if row is None:
        raise NotFound(_("There is no such amendment."))
    amendment, base, is_supported = row
    return amendment, base, bool(is_supported)


def made_wordings(proposal_id: int) -> dict[int, Amendment]:
    """The amendments that became wordings of a proposal, by their numbers: one statement."""
    rows = db.session.scalars(
        sa.select(Amendment)
        .where(Amendment.proposal_id == proposal_id, Amendment.status == ACCEPTED)
        .options(*with_byline(Amendment))
    )
    return {row.made_revision: row for row in rows if row.made_revision is not None}


def amended(consultation_proposals: "sa.Select[int]") -> "sa.Select[int]":
    """Who proposed amendments to these proposals, as a query for ids of people."""
    text, own = Contribution.__table__, Amendment.__table__
    return (
        sa.select(text.c.author_id)
        .join(own, own.c.id == text.c.id)
        .where(own.c.proposal_id.in_(consultation_proposals), text.c.author_id.is_not(None))
    )
