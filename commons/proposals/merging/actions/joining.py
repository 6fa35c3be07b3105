"""Making several proposals one, once everybody has agreed."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db
from commons.base.errors import Refused
from commons.contributions.actions.counts import count_helpful, count_support, lock
from commons.contributions.models import Comment, Support
from commons.proposals.coauthors.actions.steps import count as count_coauthors
from commons.proposals.coauthors.models import ACCEPTED, MOST, CoAuthor
from commons.proposals.coauthors.queries import authors_of
from commons.proposals.life.actions.steps import record_step
from commons.proposals.life.models import OFFICER
from commons.proposals.merging.actions.holding import close
from commons.proposals.merging.models import DONE, Merge, MergePart
from commons.proposals.models import Proposal
from commons.proposals.outcome import carry_into_outcome


def join_proposals(merge: Merge, proposals: list[Proposal]) -> bool:
    """Merge proposals, all locked, into the kept one. Gives whether it could be done.

    The kept one gets the supporters of all, each once, and the authors of all as its own; comments
    and texts stay where they are.
    """
    kept = next(each for each in proposals if each.id == merge.kept_id)
    others = [each for each in proposals if each is not kept]
    if not _outcome_is_open(kept):
        return False
    for other in others:
        other.merged_into_id = kept.id
        db.session.execute(
            sa.update(MergePart)
            .where(MergePart.merge_id == merge.id, MergePart.proposal_id == other.id)
            .values(support_then=other.support_count)
            .execution_options(synchronize_session=False)
        )
        _join_authors(kept, other)
    _join_supports(kept, [each.id for each in others])
    carry_into_outcome(kept)
    close(merge, DONE)
    for other in others:
        _note(merge, other.id, "proposal.merged", kept.id)
        _note(merge, kept.id, "proposal.joined", other.id)
    write_audit(
        "merge_proposals",
        f"proposal {kept.id}",
        actor_id=merge.officer_id,
        merge=merge.id,
        merged=[each.id for each in others],
    )
    return True


def _outcome_is_open(kept: Proposal) -> bool:
    try:
        carry_into_outcome(kept)
    except Refused:
        return False
    return True


def _note(merge: Merge, proposal_id: int, kind: str, other_id: int) -> None:
    """Without an actor: everybody hears of it, whoever agreed last."""
    record_step(
        proposal_id,
        kind,
        None,
        merge.reason,
        role=OFFICER,
        language=merge.language,
        other_id=other_id,
    )


def _join_authors(kept: Proposal, other: Proposal) -> None:
    """The authors of a merged proposal become co-authors of the kept one, shown as they were.

    As many as there is room for. Whoever posted for an organisation or the city is not named: they
    never stood beside that text themselves.
    """
    rows = {
        row.person_id: row
        for row in db.session.scalars(
            sa.select(CoAuthor).where(CoAuthor.proposal_id == kept.id).with_for_update()
        )
        if row.person_id is not None
    }
    taken = {row.place for row in rows.values() if row.place is not None}
    for person_id, shown_as, district_id in _authors(other):
        known = rows.get(person_id)
        place = next((number for number in range(1, MOST + 1) if number not in taken), None)
        if person_id == kept.author_id or place is None or (known and known.state == ACCEPTED):
            continue
        row = known or CoAuthor(proposal_id=kept.id, person_id=person_id)
        row.state, row.place, row.changed_at = ACCEPTED, place, clock.now()
        row.shown_as, row.shown_district_id = shown_as, district_id
        row.token_hash = None
        db.session.add(row)
        taken.add(place)
    count_coauthors(kept)


def _authors(proposal: Proposal) -> Iterator[tuple[int, str, int | None]]:
    """The authors of a proposal who stand beside it, with how they are shown."""
    if proposal.author_id and proposal.organisation_id is None and not proposal.official:
        yield proposal.author_id, proposal.shown_as, proposal.shown_district_id
    rows = db.session.scalars(
        sa.select(CoAuthor)
        .where(CoAuthor.proposal_id == proposal.id, CoAuthor.state == ACCEPTED)
        .order_by(CoAuthor.place)
    ).all()
    for row in rows:
        if row.person_id is not None:
            yield row.person_id, row.shown_as, row.shown_district_id


def _join_supports(kept: Proposal, merged: list[int]) -> None:
    """Whoever supported one of them supports the kept one, once; its authors do not."""
    lock(kept.id)  # nobody marks a comment on it, or supports it, meanwhile
    authors = authors_of(kept.id)
    db.session.execute(
        sa.delete(Support).where(Support.contribution_id == kept.id, Support.person_id.in_(authors))
    )
    there = Support.__table__.alias()
    new = (
        sa.select(sa.literal(kept.id), Support.person_id)
        .where(
            Support.contribution_id.in_(merged),
            Support.person_id.not_in(authors),
            ~sa.exists().where(
                there.c.contribution_id == kept.id, there.c.person_id == Support.person_id
            ),
        )
        .distinct()
    )
    db.session.execute(sa.insert(Support).from_select(["contribution_id", "person_id"], new))
    count_support(kept.id)
    # Marks of those who support it now come from the other side.
    marked = list(
        db.session.scalars(
            sa.select(Comment.__table__.c.id)
            .join(Support, Support.contribution_id == Comment.__table__.c.id)
            .where(Comment.__table__.c.subject_id == kept.id)
            .distinct()
        )
    )
    count_helpful(marked)
