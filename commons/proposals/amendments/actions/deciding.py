"""The authors' part: accept an amendment, or decline it."""

from commons.base import clock, events
from commons.base.database import transaction
from commons.base.errors import NotAllowed, Refused
from commons.base.jobs import hurry
from commons.base.text import clean_text
from commons.contributions.actions import demand_own_voice, reword
from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.actions.writing import ChangedMeanwhile
from commons.proposals.amendments.actions.steps import held_amendment
from commons.proposals.amendments.models import ACCEPTED, DECLINED, OPEN, Amendment
from commons.proposals.amendments.rules import REASON_LENGTH
from commons.proposals.coauthors.actions.steps import demand_changeable
from commons.proposals.coauthors.queries import is_author
from commons.proposals.models import Proposal


@transaction
def accept(person: Person, amendment_id: int, *, seen: int) -> None:
    """Make an amendment's wording the proposal's; the earlier one stays readable.

    ``seen`` is the number of the proposal's wording that the author compared it with. Raises
    ChangedMeanwhile where it has another one by now, NotFound, NotAllowed for all but authors, or
    Refused where it is decided or too late.
    """
    proposal, amendment = _open_for(person, amendment_id)
    demand_changeable(proposal)
    if seen != proposal.revision:
        raise ChangedMeanwhile(
            _("The proposal was changed a moment ago. Please look at both once more.")
        )
    if not reword(proposal, title=amendment.title, body=amendment.body):
        raise Refused(
            _("The proposal says just this already. You can decline, and say so as the reason.")
        )
    amendment.status, amendment.made_revision = ACCEPTED, proposal.revision
    _decided(person, proposal, amendment)


@transaction
def decline(person: Person, amendment_id: int, *, reason: str) -> None:
    """Decline an amendment, with a reason that all can read.

    Raises NotFound, NotAllowed for all but authors, or Refused saying what is wrong.
    """
    reason = clean_text(reason)
    if not reason:
        raise Refused(_("Please give a reason. It is shown beside the amendment."))
    if len(reason) > REASON_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=REASON_LENGTH))
    proposal, amendment = _open_for(person, amendment_id)
    amendment.status, amendment.reason = DECLINED, reason
    _decided(person, proposal, amendment)


def _open_for(person: Person, amendment_id: int) -> tuple[Proposal, Amendment]:
    """An open amendment to the person's proposal, both held."""
    demand(person, "propose")
    proposal, amendment = held_amendment(amendment_id)
    if not is_author(person, proposal):
        raise NotAllowed(_("Only the authors of the proposal decide about this."))
    demand_own_voice(person, proposal)
    if amendment.status != OPEN:
        raise Refused(_("This amendment is decided already."))
    if amendment.state != VISIBLE or proposal.state != VISIBLE:
        raise Refused(_("This is no longer shown, so nothing can be decided about it."))
    return proposal, amendment


def _decided(person: Person, proposal: Proposal, amendment: Amendment) -> None:
    amendment.decided_at, amendment.decided_by_id = clock.now(), person.id
    events.record(
        f"amendment.{amendment.status}",
        actor_id=person.id,
        contribution_id=amendment.id,
        proposal_id=proposal.id,
    )
    hurry("notices.deliver")
