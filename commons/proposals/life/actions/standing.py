"""What every act on a proposal asks first: that it is shown, stands for itself, is admitted."""

from typing import Any

from commons.base import clock
from commons.base.database import db
from commons.base.errors import Refused
from commons.consultations.models import Phase
from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import gettext as _
from commons.proposals.coauthors.actions.steps import held
from commons.proposals.models import WAITING, Proposal
from commons.proposals.rules import PhaseSettings, is_admitted


def living(proposal_id: int) -> Proposal:
    """A visible proposal that was not merged into another, locked. Raises NotFound or Refused."""
    proposal = held(proposal_id)
    refusal = why_not_living(proposal)
    if refusal is not None:
        raise Refused(refusal)
    return proposal


def why_not_living(proposal: Proposal) -> str | None:
    """Why nothing can be done with a proposal any more; None where it can."""
    if proposal.state != VISIBLE:
        return _("This proposal is no longer shown, so nothing can be done with it.")
    if proposal.merged_into_id is not None:
        return _("This proposal was merged into another one. Please go to that one instead.")
    return None


def settings_of(proposal: Proposal) -> PhaseSettings:
    """What an officer chose for its phase; outside of any, what is as loose as can be."""
    phase = db.session.get(Phase, proposal.phase_id) if proposal.phase_id else None
    return PhaseSettings.of(phase.settings if phase else {})


def demand_admitted(proposal: Proposal) -> None:
    """Refuse where its phase asks for admission, and it has none. Raises Refused."""
    if not is_admitted(proposal, settings_of(proposal)):
        raise Refused(_("This proposal is not admitted yet. Please admit it first."))


def awaits_admission(phase: Phase | None) -> dict[str, Any]:
    """What a new proposal in a phase begins with, as columns of ``Proposal``."""
    if phase is None or not PhaseSettings.of(phase.settings).admission:
        return {}
    return {"admission": WAITING, "admission_at": clock.now()}
