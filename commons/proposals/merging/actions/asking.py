"""The officer's part of a merge: ask, and take the request back."""

from collections.abc import Collection

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.life.actions.admitting import LOOK_AFTER, reason_given
from commons.proposals.merging.actions.consenting import merge_if_all_agree
from commons.proposals.merging.actions.holding import (
    close,
    demand_asked,
    demand_open,
    held_merge,
    hold_proposals,
    tell,
)
from commons.proposals.merging.models import ASKED, MOST_MERGED, TAKEN_BACK, Merge, MergePart
from commons.proposals.models import Proposal


@transaction
def ask_to_merge(
    officer: Person,
    kept_id: int,
    other_ids: Collection[int],
    *,
    reason: str,
    language: str | None = None,
) -> Merge:
    """Ask the authors of proposals whether these may be merged into the kept one.

    Nothing is merged before all of them agree; where none of the proposals has an author any
    more, it is done at once. Raises NotAllowed, NotFound or Refused.
    """
    demand(officer, LOOK_AFTER)
    reason = reason_given(reason)
    others = set(other_ids) - {kept_id}
    if not others:
        raise Refused(_("Please choose at least one other proposal."))
    if len(others) > MOST_MERGED:
        raise Refused(_("Please merge at most %(most)d at once.", most=MOST_MERGED))
    proposals = hold_proposals({kept_id, *others})
    _demand_one_place(proposals)
    merge = Merge(
        kept_id=kept_id,
        state=ASKED,
        reason=reason,
        language=language or current_city().languages[0],
        officer_id=officer.id,
        asked_at=clock.now(),
    )
    db.session.add(merge)
    db.session.flush()
    for proposal in proposals:
        db.session.add(MergePart(merge_id=merge.id, proposal_id=proposal.id, open=True))
        proposal.kin_count += 1
    db.session.flush()
    numbers = [proposal.id for proposal in proposals]
    write_audit(
        "ask_to_merge", f"proposal {kept_id}", actor_id=officer.id, merge=merge.id, parts=numbers
    )
    if not merge_if_all_agree(merge, proposals):
        tell("merge.asked", officer, numbers, merge_id=merge.id)
    return merge


def _demand_one_place(proposals: list[Proposal]) -> None:
    """They must belong to one call, be open, and not be asked about already. Raises Refused."""
    if len({proposal.phase_id for proposal in proposals}) > 1:
        raise Refused(_("Only proposals of the same consultation can be merged."))
    for proposal in proposals:
        demand_open(proposal)
    numbers = [proposal.id for proposal in proposals]
    asked = db.session.scalar(
        sa.select(MergePart.proposal_id)
        .where(MergePart.proposal_id.in_(numbers), MergePart.open)
        .limit(1)
    )
    if asked is not None:
        raise Refused(
            _("The authors of proposal %(number)d are being asked already.", number=asked)
        )


@transaction
def take_back(officer: Person, merge_id: int) -> None:
    """Stop asking. Raises NotAllowed, NotFound, or Refused where it is settled already."""
    demand(officer, LOOK_AFTER)
    merge, proposals = held_merge(merge_id)
    demand_asked(merge.state)
    close(merge, TAKEN_BACK)
    write_audit("take_back_merge", f"proposal {merge.kept_id}", actor_id=officer.id, merge=merge.id)
    tell("merge.taken_back", officer, [each.id for each in proposals], merge_id=merge.id)
