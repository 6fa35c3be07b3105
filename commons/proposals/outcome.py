"""What a phase of proposals ends with: all visible ones, and which of them go on."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.consultations.actions import set_outcome
from commons.consultations.actions.turning import locked_consultation
from commons.consultations.activities import Result
from commons.consultations.models import Phase
from commons.contributions.models import VISIBLE
from commons.proposals.models import Proposal
from commons.proposals.rules import PhaseSettings, chosen, is_admitted


def results_of(phase_id: int) -> list[Result]:
    """The visible proposals of a phase, most supported first, as they stand now.

    Those merged into another are not among them. At most two statements.
    """
    found = list(
        db.session.scalars(
            sa.select(Proposal)
            .where(
                Proposal.phase_id == phase_id,
                Proposal.state == VISIBLE,
                Proposal.merged_into_id.is_(None),
            )
            .options(joinedload(Proposal.district))
            .order_by(Proposal.support_count.desc(), Proposal.id)
        )
    )
    settings = PhaseSettings.of(db.session.get_one(Phase, phase_id).settings)
    going_on = chosen([(proposal.status, is_admitted(proposal, settings)) for proposal in found])
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
                "latitude": proposal.latitude,
                "longitude": proposal.longitude,
            },
        )
        for proposal, goes_on in zip(found, going_on, strict=True)
    ]


def carry_into_outcome(proposal: Proposal) -> None:
    """Let the outcome of a proposal's phase, where it is settled already, say what is so now.

    Officers often decide between two phases. Raises Refused once the outcome is published, or the
    next phase builds on it.
    """
    phase = db.session.get(Phase, proposal.phase_id) if proposal.phase_id else None
    if phase is None or phase.settled_at is None:
        return
    db.session.flush()
    # Of two officers who decide at once the second looks once the first is done, and sees both.
    locked_consultation(phase.consultation_id)
    set_outcome(phase, results_of(phase.id))
