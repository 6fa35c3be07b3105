"""The officer's part: the official answer."""

from collections.abc import Mapping
from contextlib import suppress

from commons.base import clock, events
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.base.jobs import hurry
from commons.base.text import clean_text
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.actions.writing import consultation_id
from commons.proposals.life.actions.standing import demand_admitted, living
from commons.proposals.models import DECISIONS, OfficialAnswer
from commons.proposals.outcome import carry_into_outcome
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
    proposal = living(proposal_id)
    demand_admitted(proposal)
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
    # Once it is published, or the next phase builds on it, the outcome stands; so does the answer.
    with suppress(Refused):
        carry_into_outcome(proposal)
    hurry("notices.deliver")


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
