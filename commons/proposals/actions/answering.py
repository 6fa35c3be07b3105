"""The officer's part: the official answer."""

from collections.abc import Mapping
from contextlib import suppress

import sqlalchemy as sa

from commons.base import clock, events
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.jobs import hurry
from commons.base.text import clean_text
from commons.cities.context import current_city
from commons.consultations.actions import set_outcome
from commons.consultations.models import Phase
from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.actions.writing import consultation_id
from commons.proposals.models import DECISIONS, OfficialAnswer, Proposal
from commons.proposals.outcome import results_of
from commons.proposals.rules import ANSWER_LENGTH


@transaction
def answer_proposal(
    officer: Person, proposal_id: int, *, decision: str, texts: Mapping[str, str]
) -> None:
    """Answer a proposal for the city, in its main language and in as many others as wanted.

    A second answer takes the place of the first, which stays readable. Raises NotAllowed,
    NotFound, or Refused saying what is missing.
    """
    demand(officer, "answer officially")
    if decision not in DECISIONS:
        raise Refused(_("Please choose how the city decided."))
    written = _answer_texts(texts)
    proposal = _answerable(proposal_id)
    now = clock.now()
    proposal.answer_number += 1
    proposal.status, proposal.answered_at = decision, now
    for language, text in written.items():
        db.session.add(
            OfficialAnswer(
                proposal_id=proposal_id,
                number=proposal.answer_number,
                language=language,
                decision=decision,
                text=text,
                officer_id=officer.id,
                answered_at=now,
            )
        )
    events.record(
        "proposal.answered",
        actor_id=officer.id,
        contribution_id=proposal_id,
        consultation_id=consultation_id(proposal),
        decision=decision,
        number=proposal.answer_number,
    )
    write_audit(
        "answer_proposal",
        f"proposal {proposal_id}",
        actor_id=officer.id,
        decision=decision,
        number=proposal.answer_number,
    )
    _carry_into_outcome(proposal)
    hurry("notices.deliver")


def _carry_into_outcome(proposal: Proposal) -> None:
    """Officers often answer between two phases: what they accept then goes on all the same."""
    phase = db.session.get(Phase, proposal.phase_id) if proposal.phase_id else None
    if phase is None or phase.settled_at is None:
        return
    db.session.flush()
    # Once it is published, or the next phase builds on it, the outcome stands; so does the answer.
    with suppress(Refused):
        set_outcome(phase, results_of(phase.id))


def _answerable(proposal_id: int) -> Proposal:
    """A visible proposal, locked. Raises NotFound or Refused."""
    proposal = db.session.scalar(
        sa.select(Proposal)
        .where(Proposal.id == proposal_id)
        .with_for_update(of=Proposal)
        .execution_options(populate_existing=True)
    )
    if proposal is None:
        raise NotFound(_("There is no such proposal."))
    if proposal.state != VISIBLE:
        raise Refused(_("This proposal is no longer shown, so it cannot be answered."))
    return proposal


def _answer_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The answer's texts, cleaned. Raises Refused where the main language is missing."""
    offered = current_city().languages
    written = {code: clean_text(text) for code, text in texts.items() if clean_text(text)}
    if offered[0] not in written:
        raise Refused(
            _(
                "Please write the answer in %(language)s at least.",
                language=LANGUAGES[offered[0]].own_name,
            )
        )
    if not written.keys() <= set(offered):
        raise Refused(_("Please answer in the city's languages only."))
    if any(len(text) > ANSWER_LENGTH for text in written.values()):
        raise Refused(_("Please shorten it to %(most)d characters.", most=ANSWER_LENGTH))
    return written
