"""What every act on a merge needs: the proposals and the merge, held in one order."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from commons.base import clock, events
from commons.base.database import db
from commons.base.errors import NotFound, Refused
from commons.base.jobs import hurry
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.proposals.coauthors.actions.steps import held
from commons.proposals.life.actions.standing import living
from commons.proposals.merging.models import ASKED, Merge, MergePart
from commons.proposals.models import OPEN, Proposal
from commons.proposals.outcome import carry_into_outcome


def hold_proposals(numbers: Iterable[int]) -> list[Proposal]:
    """Proposals that stand for themselves, locked by number. Raises NotFound or Refused."""
    return [_living(number) for number in sorted(numbers)]


def _living(number: int) -> Proposal:
    try:
        return living(number)
    except NotFound as absent:
        message = _("There is no proposal with the number %(number)d.", number=number)
        raise NotFound(message) from absent


def held_merge(merge_id: int) -> tuple[Merge, list[Proposal]]:
    """A merge and its proposals, locked: first the proposals, whatever their state. NotFound."""
    numbers = db.session.scalars(
        sa.select(MergePart.proposal_id)
        .where(MergePart.merge_id == merge_id)
        .order_by(MergePart.proposal_id)
    ).all()
    proposals = [held(number) for number in numbers]
    merge = db.session.scalar(
        sa.select(Merge)
        .where(Merge.id == merge_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if merge is None:
        raise NotFound(_("There is no such request."))
    return merge, proposals


def demand_asked(state: str) -> None:
    """Refuse where a request is settled already. Raises Refused."""
    if state != ASKED:
        raise Refused(_("This request is settled already, so nothing changes any more."))


def demand_open(proposal: Proposal) -> None:
    """Refuse where a proposal is answered, or the outcome it belongs to is out. Raises Refused."""
    if proposal.status != OPEN:
        raise Refused(_("The city has answered this proposal already."))
    carry_into_outcome(proposal)


def close(merge: Merge, state: str) -> None:
    """Settle a merge, which is locked; its proposals can be asked about again."""
    merge.state, merge.settled_at = state, clock.now()
    db.session.execute(
        sa.update(MergePart)
        .where(MergePart.merge_id == merge.id)
        .values(open=False)
        .execution_options(synchronize_session=False)
    )


def tell(kind: str, actor: Person | None, about: Sequence[int], **data: int) -> None:
    """Record what happened with a request, once for each proposal, so that its authors hear."""
    for number in about:
        events.record(kind, actor_id=actor.id if actor else None, contribution_id=number, **data)
    hurry("notices.deliver")
