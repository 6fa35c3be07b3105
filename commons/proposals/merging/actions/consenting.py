"""The authors' part of a merge: agree or not. When all agree, it is done."""

from commons.base import clock
from commons.base.database import again_after_deadlock, db, transaction
from commons.base.errors import NotAllowed, Refused
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.life.actions.admitting import LOOK_AFTER
from commons.proposals.merging.actions.holding import close, demand_asked, held_merge, tell
from commons.proposals.merging.actions.joining import join_proposals
from commons.proposals.merging.models import REFUSED, TAKEN_BACK, Merge, MergeConsent
from commons.proposals.merging.queries import asked_of, who_agrees
from commons.proposals.merging.rules import why_not_merge
from commons.proposals.models import Proposal


@again_after_deadlock
@transaction
def answer_merge(person: Person, merge_id: int, *, agrees: bool) -> Merge:
    """Agree to a merge, or not, as one of the authors. One no settles it, and so does the last yes.

    An answer counts for the wordings as they stood: after a change the others are asked again.
    Raises NotAllowed, NotFound or Refused.
    """
    demand(person, "propose")
    if person.helped_by is not None:
        raise NotAllowed(_("Only the person themselves can agree to this."))
    merge, proposals = held_merge(merge_id)
    if person.id not in asked_of(proposals):
        raise NotAllowed(_("Only the authors can agree to this."))
    demand_asked(merge.state)
    consent = db.session.get(MergeConsent, (merge_id, person.id))
    if consent is None:
        consent = MergeConsent(merge_id=merge_id, person_id=person.id)
        db.session.add(consent)
    consent.agrees, consent.answered_at = agrees, clock.now()
    db.session.flush()
    if not agrees:
        close(merge, REFUSED)
        tell("merge.refused", None, [each.id for each in proposals], merge_id=merge.id)
    else:
        merge_if_all_agree(merge, proposals)
    return merge


@again_after_deadlock
@transaction
def finish_merge(officer: Person, merge_id: int) -> None:
    """Merge, where nobody's answer is missing any more: an author may have left since.

    Raises NotAllowed, NotFound, or Refused where somebody has not agreed.
    """
    demand(officer, LOOK_AFTER)
    merge, proposals = held_merge(merge_id)
    demand_asked(merge.state)
    if not merge_if_all_agree(merge, proposals):
        raise Refused(_("Not all authors have agreed yet."))


def merge_if_all_agree(merge: Merge, proposals: list[Proposal]) -> bool:
    """Merge proposals, which are locked, once all of their authors agree. Gives whether settled.

    Where it cannot be done any more (one was hidden or answered meanwhile), the request ends.
    """
    if asked_of(proposals) - who_agrees(merge, proposals):
        return False
    refusal = why_not_merge(proposals)
    if refusal is not None or not join_proposals(merge, proposals):
        close(merge, TAKEN_BACK)
        tell("merge.taken_back", None, [each.id for each in proposals], merge_id=merge.id)
    return True
