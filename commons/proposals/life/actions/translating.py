"""Giving an official answer in another of the city's languages."""

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.base.text import clean_text
from commons.cities.context import current_city
from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.coauthors.actions.steps import held
from commons.proposals.life.actions.steps import record_step
from commons.proposals.life.models import OFFICER
from commons.proposals.models import OPEN, OfficialAnswer
from commons.proposals.rules import ANSWER_LENGTH


@transaction
def translate_answer(
    officer: Person, proposal_id: int, *, number: int, language: str, text: str
) -> None:
    """Add the answer in force in a language that it lacks; it stays the same answer.

    ``number`` says which answer was translated. Raises NotAllowed, NotFound, or Refused where
    another one is in force by now, or the language has its text already.
    """
    demand(officer, "answer officially")
    text = clean_text(text)
    if not text:
        raise Refused(_("Please write the city's answer."))
    if len(text) > ANSWER_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=ANSWER_LENGTH))
    if language not in current_city().languages:
        raise Refused(_("Please answer in the city's languages only."))
    proposal = held(proposal_id)
    if proposal.state != VISIBLE:
        raise Refused(_("This proposal is no longer shown, so nothing can be done with it."))
    if proposal.status == OPEN or proposal.answer_number != number:
        raise Refused(_("There is another answer by now. Please translate that one."))
    if db.session.get(OfficialAnswer, (proposal_id, number, language)) is not None:
        raise Refused(_("The answer exists in this language already."))
    db.session.add(
        OfficialAnswer(
            proposal_id=proposal_id,
            number=number,
            language=language,
            decision=proposal.status,
            text=text,
            officer_id=officer.id,
            answered_at=clock.now(),
        )
    )
    record_step(
        proposal_id,
        "proposal.answer_translated",
        officer,
        role=OFFICER,
        number=number,
        into=language,
    )
    write_audit(
        "translate_answer",
        f"proposal {proposal_id}",
        actor_id=officer.id,
        number=number,
        language=language,
    )
