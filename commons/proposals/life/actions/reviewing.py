"""Saying that the city looks into a proposal, and until when it means to answer."""

from datetime import date
from zoneinfo import ZoneInfo

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import transaction
from commons.base.errors import Refused
from commons.base.text import clean_text
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.life.actions.admitting import LOOK_AFTER
from commons.proposals.life.actions.standing import demand_admitted, living
from commons.proposals.life.actions.steps import record_step
from commons.proposals.life.models import OFFICER
from commons.proposals.life.rules import REASON_LENGTH
from commons.proposals.models import OPEN


def today() -> date:
    """The day it is in the city."""
    return clock.now().astimezone(ZoneInfo(current_city().time_zone)).date()


@transaction
def review(
    officer: Person,
    proposal_id: int,
    *,
    until: date | None = None,
    note: str = "",
    language: str | None = None,
) -> None:
    """Say that the city looks into a proposal; again, to give another day or a note.

    ``until`` is a day in the city's calendar, today or later. Raises NotAllowed, NotFound or
    Refused.
    """
    demand(officer, LOOK_AFTER)
    note = clean_text(note)
    if len(note) > REASON_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=REASON_LENGTH))
    if until is not None and until < today():
        raise Refused(_("This day is over. Please choose today or a later day."))
    proposal = living(proposal_id)
    if proposal.status != OPEN:
        raise Refused(_("The city has answered this proposal already."))
    demand_admitted(proposal)
    proposal.review_since = proposal.review_since or clock.now()
    proposal.review_until = until
    record_step(
        proposal_id,
        "proposal.reviewed",
        officer,
        note,
        role=OFFICER,
        language=language,
        until=until.isoformat() if until else None,
    )
    write_audit("review_proposal", f"proposal {proposal_id}", actor_id=officer.id)
