"""The amender's part: propose another wording, take it back."""

import sqlalchemy as sa

from commons.base import events
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.jobs import hurry
from commons.base.text import clean_line, clean_text
from commons.consultations.models import Phase
from commons.contributions.actions import add_contribution, withdraw
from commons.contributions.models import VISIBLE, Revision
from commons.contributions.rules import BODY_LENGTH, TITLE_LENGTH
from commons.contributions.voices import spoken
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.amendments.actions.steps import held_amendment
from commons.proposals.amendments.models import OPEN, Amendment
from commons.proposals.amendments.rules import OPEN_EACH, WHY_LENGTH
from commons.proposals.coauthors.actions.steps import demand_changeable, held
from commons.proposals.coauthors.queries import is_author
from commons.proposals.gate import demand_electorate
from commons.proposals.models import Proposal


@transaction
def propose_amendment(
    person: Person,
    proposal_id: int,
    *,
    title: str,
    body: str,
    why: str,
    revision: int,
    voice: str | None = None,
) -> Amendment:
    """Propose another wording of somebody's proposal, made of the wording ``revision``.

    The same words sent twice within a minute give the first. Raises NotFound, or Refused saying
    what is wrong: for authors, too, who can change it themselves.
    """
    demand(person, "propose")
    title, body, why = _checked(title, body, why)
    proposal = held(proposal_id)
    demand_changeable(proposal)
    phase = db.session.get(Phase, proposal.phase_id) if proposal.phase_id else None
    if phase is not None:
        demand_electorate(person, phase.settings)
    if is_author(person, proposal):
        raise Refused(_("This is your own proposal. You can change it yourself."))
    _check_changes(proposal, revision, title, body)
    new = Amendment(
        author_id=person.id,
        proposal_id=proposal_id,
        language=proposal.language,
        title=title,
        body=body,
        why=why,
        base_revision=revision,
        status=OPEN,
        **spoken(person, voice),
    )
    kept = add_contribution(new)
    if not isinstance(kept, Amendment):
        raise TypeError(kept)
    if kept is new:
        _tell(person, proposal, kept)
    return kept


def _checked(title: str, body: str, why: str) -> tuple[str, str, str]:
    title, body, why = clean_line(title), clean_text(body), clean_text(why)
    if not title or not body:
        raise Refused(_("An amendment needs a title and a text. Leave in what you do not change."))
    if not why:
        raise Refused(_("Please say why you would word it so."))
    if len(title) > TITLE_LENGTH or len(body) > BODY_LENGTH or len(why) > WHY_LENGTH:
        raise Refused(
            _(
                "The title can have %(title)d characters, the text %(body)d, the reason %(why)d. "
                "Please shorten them.",
                title=TITLE_LENGTH,
                body=BODY_LENGTH,
                why=WHY_LENGTH,
            )
        )
    return title, body, why


def _check_changes(proposal: Proposal, revision: int, title: str, body: str) -> None:
    """Refuse an amendment of no wording, or that changes nothing."""
    base = db.session.get(Revision, (proposal.id, revision))
    if base is None:
        raise Refused(_("There is no such wording. Please open the proposal again."))
    if (title, body) in {(base.title, base.body), (proposal.title, proposal.body)}:
        raise Refused(_("You have not changed anything yet. Change the title or the text."))


def _tell(person: Person, proposal: Proposal, amendment: Amendment) -> None:
    """Count a new amendment to a proposal, which is locked, and tell of it."""
    open_ones = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Amendment)
        .where(
            Amendment.proposal_id == proposal.id,
            Amendment.author_id == person.id,
            Amendment.status == OPEN,
            Amendment.state == VISIBLE,
        )
    )
    if (open_ones or 0) > OPEN_EACH:
        raise Refused(
            _(
                "You have %(most)d open amendments to this proposal. "
                "Wait for the authors, or take one back.",
                most=OPEN_EACH,
            )
        )
    proposal.amendment_count += 1
    events.record(
        "amendment.proposed",
        actor_id=person.id,
        contribution_id=amendment.id,
        proposal_id=proposal.id,
    )
    hurry("notices.deliver")


@transaction
def withdraw_amendment(person: Person, amendment_id: int) -> None:
    """Take one's own open amendment back. That it was there stays visible.

    Raises NotFound, NotAllowed, or Refused once it is decided.
    """
    demand(person, "propose")
    _proposal, amendment = held_amendment(amendment_id)
    if amendment.author_id != person.id:
        raise NotFound(_("There is no such amendment of yours."))
    if amendment.status != OPEN:
        raise Refused(_("The authors have decided about it, so it stays."))
    withdraw(person, amendment_id)
