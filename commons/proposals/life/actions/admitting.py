"""Admitting proposals, returning them with a reason, handing them in again."""

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, Refused
from commons.base.text import clean_text
from commons.consultations.models import Phase
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.coauthors.queries import is_author
from commons.proposals.life.actions.standing import living, settings_of, why_not_living
from commons.proposals.life.actions.steps import record_step
from commons.proposals.life.models import OFFICER
from commons.proposals.life.rules import REASON_LENGTH
from commons.proposals.models import ADMITTED, OPEN, RETURNED, WAITING, Proposal
from commons.proposals.outcome import carry_into_outcome
from commons.proposals.rules import can_be_mended, why_not_change_in

LOOK_AFTER = "look after proposals"


@transaction
def admit(officer: Person, proposal_id: int) -> None:
    """Admit a proposal: it goes on with the others. Raises NotAllowed, NotFound or Refused."""
    demand(officer, LOOK_AFTER)
    proposal = _to_look_at(proposal_id)
    if proposal.admission == ADMITTED:
        raise Refused(_("This proposal is admitted already."))
    proposal.admission, proposal.admission_at = ADMITTED, clock.now()
    carry_into_outcome(proposal)
    record_step(proposal_id, "proposal.admitted", officer, role=OFFICER)
    write_audit("admit_proposal", f"proposal {proposal_id}", actor_id=officer.id)


@transaction
def return_proposal(
    officer: Person, proposal_id: int, *, reason: str, language: str | None = None
) -> None:
    """Give a proposal back to its author, with the reason; they can mend it and hand it in again.

    Also one that was admitted by mistake, as long as its outcome is not out. Raises NotAllowed,
    NotFound or Refused.
    """
    demand(officer, LOOK_AFTER)
    reason = reason_given(reason)
    proposal = _to_look_at(proposal_id)
    if proposal.admission == RETURNED:
        raise Refused(_("This proposal is with its author already."))
    proposal.admission, proposal.admission_at = RETURNED, clock.now()
    proposal.review_since = proposal.review_until = None
    carry_into_outcome(proposal)
    record_step(proposal_id, "proposal.returned", officer, reason, role=OFFICER, language=language)
    write_audit("return_proposal", f"proposal {proposal_id}", actor_id=officer.id)


def reason_given(text: str) -> str:
    """A reason fit to be read by everybody. Raises Refused."""
    reason = clean_text(text)
    if not reason:
        raise Refused(_("Please write the reason. Everybody can read it."))
    if len(reason) > REASON_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=REASON_LENGTH))
    return reason


def _to_look_at(proposal_id: int) -> Proposal:
    proposal = living(proposal_id)
    if not settings_of(proposal).admission:
        raise Refused(_("In this consultation every proposal is admitted."))
    if proposal.status != OPEN:
        raise Refused(_("The city has answered this proposal already."))
    return proposal


def why_not_hand_in(proposal: Proposal) -> str | None:
    """Why there is nothing to hand in again; None where there is."""
    if proposal.admission != RETURNED or proposal.admission_at is None:
        return why_not_living(proposal) or _(
            "This proposal was not returned, so it need not be handed in again."
        )
    return why_not_living(proposal)


@transaction
def hand_in(person: Person, proposal_id: int, note: str = "") -> None:
    """Hand in a returned proposal of one's own again, mended or with a note on why it is right.

    Raises NotAllowed, NotFound or Refused.
    """
    demand(person, "propose")
    proposal, now = living(proposal_id), clock.now()
    if not is_author(person, proposal):
        raise NotAllowed(_("Only who wrote this can change it."))
    refusal = why_not_hand_in(proposal)
    if refusal is not None or proposal.admission_at is None:
        raise Refused(refusal)
    if not can_be_mended(proposal, now):
        phase = db.session.get(Phase, proposal.phase_id) if proposal.phase_id else None
        refusal = why_not_change_in(proposal, phase, now)
        if refusal is not None:
            raise Refused(refusal)
    note = clean_text(note)
    if len(note) > REASON_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=REASON_LENGTH))
    if not note and proposal.updated_at <= proposal.admission_at:
        raise Refused(_("Please change your proposal first, or write why it is right as it is."))
    proposal.admission, proposal.admission_at = WAITING, now
    record_step(proposal_id, "proposal.handed_in", person, note)
