"""What a phase of proposals ends with: all visible ones, and which of them go on."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.consultations.activities import Result
from commons.contributions.models import VISIBLE
from commons.proposals.models import Proposal
from commons.proposals.rules import chosen


def results_of(phase_id: int) -> list[Result]:
    """The visible proposals of a phase, most supported first, as they stand now: one statement."""
    found = list(
        db.session.scalars(
            sa.select(Proposal)
            .where(Proposal.phase_id == phase_id, Proposal.state == VISIBLE)
            .options(joinedload(Proposal.district))
            .order_by(Proposal.support_count.desc(), Proposal.id)
        )
    )
    going_on = chosen([proposal.status for proposal in found])
    return [
        Result(
            title=proposal.title,
            language=proposal.language,
            chosen=goes_on,
            contribution_id=proposal.id,
            facts={
                "support": proposal.support_count,
                "cost": proposal.cost,
                "district": proposal.district.name if proposal.district else None,
                "district_id": proposal.district_id,
            },
        )
        for proposal, goes_on in zip(found, going_on, strict=True)
    ]
