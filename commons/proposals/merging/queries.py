"""What can be asked about merges and splits. Each says how many statements it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.base.errors import NotFound
from commons.contributions.bylines import with_byline
from commons.contributions.models import Support
from commons.contributions.search.queries import alike
from commons.i18n.catalogue import gettext as _
from commons.proposals.coauthors.models import CoAuthor
from commons.proposals.coauthors.queries import authors_of
from commons.proposals.merging.models import ASKED, Merge, MergeConsent, MergePart, Split
from commons.proposals.models import KIND, OPEN, Proposal

_P = Proposal.__table__.c
MOST_OPEN = 50
"""Requests in one list."""


def asked_of(proposals: Sequence[Proposal]) -> set[int]:
    """The ids of all whose consent a merge needs: every author still here. One statement."""
    return authors_of(*(proposal.id for proposal in proposals))


def who_agrees(merge: Merge, proposals: Sequence[Proposal]) -> set[int]:
    """The ids of those who agreed to the wordings as they stand: one statement."""
    last_change: datetime = max(proposal.updated_at for proposal in proposals)
    return set(
        db.session.scalars(
            sa.select(MergeConsent.person_id).where(
                MergeConsent.merge_id == merge.id,
                MergeConsent.agrees,
                MergeConsent.answered_at >= max(last_change, merge.asked_at),
            )
        )
    )


@dataclass(frozen=True, slots=True)
class MergeView:
    """A request to merge, for its page."""

    merge: Merge
    kept: Proposal
    others: Sequence[Proposal]
    asked: frozenset[int]
    """Ids of the authors, and of those who agreed: how many they are is shown, never who."""
    agreed: frozenset[int]
    joined_support: int
    """How many different people support one of them."""

    @property
    def proposals(self) -> list[Proposal]:
        """All of them, the kept one first."""
        return [self.kept, *self.others]


def merge_view(merge_id: int) -> MergeView:
    """A request with its proposals: four statements, however many. Raises NotFound."""
    supporters = (
        sa.select(sa.func.count(Support.person_id.distinct()))
        .join(MergePart, MergePart.proposal_id == Support.contribution_id)
        .where(MergePart.merge_id == merge_id)
        .scalar_subquery()
    )
    row = (
        db.session.execute(
            sa.select(Merge, supporters)
            .where(Merge.id == merge_id)
            .options(joinedload(Merge.parts))
        )
        .unique()
        .one_or_none()
    )
    if row is None:
        raise NotFound(_("There is no such request."))
    merge, joined_support = row
    numbers = [part.proposal_id for part in merge.parts]
    rows = db.session.scalars(
        sa.select(Proposal)
        .where(_P.id.in_(numbers))
        .options(
            *with_byline(Proposal),
            joinedload(Proposal.district),
            joinedload(Proposal.coauthors).options(
                joinedload(CoAuthor.author), joinedload(CoAuthor.shown_district)
            ),
        )
        .order_by(_P.id)
    )
    found = rows.unique().all()
    asked = asked_of(found)
    return MergeView(
        merge=merge,
        kept=next(each for each in found if each.id == merge.kept_id),
        others=[each for each in found if each.id != merge.kept_id],
        asked=frozenset(asked),
        agreed=frozenset(who_agrees(merge, found) & asked),
        joined_support=joined_support,
    )


def open_merges() -> list[tuple[Merge, Proposal]]:
    """The requests that wait for authors, with the kept proposal, oldest first: one statement."""
    rows = db.session.execute(
        sa.select(Merge, Proposal)
        .join(Proposal, _P.id == Merge.kept_id)
        .where(Merge.state == ASKED)
        .order_by(Merge.id)
        .limit(MOST_OPEN)
    )
    return [(merge, proposal) for merge, proposal in rows]


def could_be_merged(proposal: Proposal) -> list[Proposal]:
    """Open proposals of the same call that say something like this one: two statements."""
    order = [found.contribution_id for found in alike(proposal.title, KIND)]
    rows = db.session.scalars(
        sa.select(Proposal).where(
            _P.id.in_(order),
            _P.id != proposal.id,
            Proposal.phase_id.is_not_distinct_from(proposal.phase_id),
            Proposal.status == OPEN,
            Proposal.merged_into_id.is_(None),
        )
    )
    return sorted(rows, key=lambda each: order.index(each.id))


def split_of(split_id: int) -> Split:
    """A request to split: one statement. Raises NotFound."""
    found = db.session.get(Split, split_id)
    if found is None:
        raise NotFound(_("There is no such request."))
    return found
