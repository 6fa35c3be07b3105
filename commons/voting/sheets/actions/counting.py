"""Counting a batch: all its good sheets go into roll and box at once, or none does."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.cards.actions import holder_by_mark
from commons.people.cards.models import AccessCard
from commons.people.cards.refusals import EndedCard, OutOfDateCard
from commons.people.models import Person
from commons.voting import queries as votes
from commons.voting.actions.casting import (
    NotShownToLiveHere,
    hold_voters,
    make_sure_they_live_here,
    put_ballot,
)
from commons.voting.ballots.marks import mistakes
from commons.voting.channels import ASSISTED, ON_PAPER
from commons.voting.models import RollEntry, Vote
from commons.voting.sheets import queries
from commons.voting.sheets.actions.batches import batch_held, delete_sheets, demand_part_in
from commons.voting.sheets.actions.entering import vault_of
from commons.voting.sheets.models import COMPARING, COUNTED, SheetBatch
from commons.voting.sheets.rules import Row

SPOILED = "spoiled"
NO_CARD = "no_card"
ENDED_CARD = "card_ended"
OLD_CARD = "card_out_of_date"
VOTED_ONLINE = "voted_online"
VOTED_WITH_HELP = "voted_with_help"
VOTED_ON_PAPER = "voted_on_paper"
NOT_SHOWN = "not_shown_to_live_here"


@transaction
def count_batch(person: Person, batch_id: int) -> SheetBatch:
    """Put the sheets of a compared batch into the box; delete what was entered.

    Who voted already, in whatever way, has the sheet refused with the reason. Once counted, it
    stays so: who comes second finds it done. Raises NotFound, NotAllowed, or Refused while
    differences are left.
    """
    batch = batch_held(batch_id)
    demand_part_in(person, batch)
    if batch.state == COUNTED:
        return batch
    if batch.state != COMPARING:
        raise Refused(_("This batch is not being compared now."))
    vault_of(batch.vote_id)
    if queries.differences(batch):
        raise Refused(_("Settle all differences first."))
    rows = queries.rows_of(batch, 1)
    refused = _put_into_box(batch.vote_id, rows, batch.way)
    batch.state, batch.counted = COUNTED, len(rows) - len(refused)
    batch.refused = [
        {"position": position, "card": rows[position].card, "reason": reason}
        for position, reason in refused.items()
    ]
    codes = list(refused.values())
    batch.reasons = {code: codes.count(code) for code in dict.fromkeys(codes)}
    delete_sheets(batch.id)
    write_audit(
        "count_sheets",
        f"sheet batch {batch.id}",
        actor_id=person.id,
        counted=batch.counted,
        refused=len(refused),
    )
    return batch


def _put_into_box(vote_id: int, rows: Mapping[int, Row], way: str) -> dict[int, str]:
    """Sheets that could not be counted, with the reason, by position; the others are counted."""
    vote = db.session.get_one(Vote, vote_id)
    paper = votes.paper_of(vote, votes.costs(vote_id))
    refused: dict[int, str] = {}
    holders, wrong = _holders(row.card for row in rows.values() if not row.spoiled)
    hold_voters([holder.id for holder in holders.values()])
    voted = _voted(vote_id, [holder.id for holder in holders.values()])
    for position, row in sorted(rows.items()):
        holder = holders.get(row.card)
        if row.spoiled or mistakes(paper, row.choices):
            refused[position] = SPOILED
        elif holder is None:
            refused[position] = wrong[row.card]
        elif holder.id in voted:
            refused[position] = voted[holder.id]
        elif not _lives_here(holder, vote):
            refused[position] = NOT_SHOWN
        else:
            put_ballot(holder.id, vote_id, row.choices, way)
            voted[holder.id] = VOTED_ON_PAPER
    return refused


def _holders(numbers: Iterable[str]) -> tuple[dict[str, Person], dict[str, str]]:
    """Whose the cards are, and why the others have nobody, by number.

    A card that nobody has used yet gets its person. Held in the order of the numbers, so that
    two who count at once wait for each other.
    """
    found, wrong = {}, {}
    for number in sorted(set(numbers)):
        mark = db.session.scalar(sa.select(AccessCard.code_hash).where(AccessCard.number == number))
        if mark is None:
            wrong[number] = NO_CARD
            continue
        try:
            found[number] = holder_by_mark(mark)[0]
        except EndedCard:
            wrong[number] = ENDED_CARD
        except OutOfDateCard:
            wrong[number] = OLD_CARD
    return found, wrong


def _voted(vote_id: int, person_ids: list[int]) -> dict[int, str]:
    """Who of them is in the roll, and how they voted."""
    rows = db.session.execute(
        sa.select(RollEntry.person_id, RollEntry.channel).where(
            RollEntry.vote_id == vote_id, RollEntry.person_id.in_(person_ids)
        )
    )
    reasons = {ASSISTED: VOTED_WITH_HELP, **dict.fromkeys(ON_PAPER, VOTED_ON_PAPER)}
    return {person_id: reasons.get(channel, VOTED_ONLINE) for person_id, channel in rows}


def _lives_here(person: Person, vote: Vote) -> bool:
    """Whether it was shown as far as the vote asks; the sheet itself holds their word."""
    try:
        make_sure_they_live_here(person, vote, declared=True, old_enough=True)
    except NotShownToLiveHere:
        return False
    return True
