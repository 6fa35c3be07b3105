"""Batches themselves: make one, correct how many sheets it has, take it away."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.text import clean_line
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand, may
from commons.voting.actions.casting import open_vote_held
from commons.voting.channels import ON_PAPER, PAPER
from commons.voting.sheets.models import ENTERING, UNDER_WAY, WITHDRAWN, Sheet, SheetBatch
from commons.voting.sheets.rules import MOST_SHEETS, REASON_LENGTH

PERMISSION = "enter paper ballots"


def batch_held(batch_id: int) -> SheetBatch:
    """The batch, held until the transaction ends, its vote still open. Raises NotFound, Refused."""
    vote_id = db.session.scalar(sa.select(SheetBatch.vote_id).where(SheetBatch.id == batch_id))
    if vote_id is None:
        raise NotFound(_("There is no such batch."))
    open_vote_held(vote_id, online=False)
    batch = db.session.scalar(
        sa.select(SheetBatch)
        .where(SheetBatch.id == batch_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if batch is None:
        raise NotFound(_("There is no such batch."))
    return batch


def has_part_in(person: Person, batch: SheetBatch) -> bool:
    """Whether the person may see and end what two people entered: those two, and officers."""
    return person.id in {batch.first_by_id, batch.second_by_id} or may(person, "run consultations")


def demand_part_in(person: Person, batch: SheetBatch) -> None:
    """Refuse others. Raises NotAllowed."""
    demand(person, PERMISSION)
    if not has_part_in(person, batch):
        raise NotAllowed(_("Only those who entered this batch, and officers, can do this."))


def _checked(expected: int) -> int:
    if not 1 <= expected <= MOST_SHEETS:
        raise Refused(_("A batch has from 1 to %(most)s sheets.", most=MOST_SHEETS))
    return expected


@transaction
def make_batch(
    person: Person, vote_id: int, *, label: str, expected: int, way: str = PAPER
) -> SheetBatch:
    """Begin a batch of paper ballots that came one ``way``: one of ``channels.ON_PAPER``.

    Raises NotFound, NotAllowed, or Refused saying why.
    """
    demand(person, PERMISSION)
    open_vote_held(vote_id, online=False)
    label = clean_line(label)[:100]
    if not label:
        raise Refused(_("Write where the batch is, so that it can be found again."))
    if way not in ON_PAPER:
        raise Refused(_("Say how the sheets came."))
    batch = SheetBatch(
        vote_id=vote_id,
        way=way,
        label=label,
        expected=_checked(expected),
        state=ENTERING,
        made_at=clock.now(),
        made_by_id=person.id,
        first_done=False,
        second_done=False,
        reasons={},
        refused=[],
    )
    db.session.add(batch)
    db.session.flush()
    write_audit(
        "make_sheet_batch",
        f"sheet batch {batch.id}",
        actor_id=person.id,
        sheets=batch.expected,
        way=batch.way,
    )
    return batch


@transaction
def set_expected(person: Person, batch_id: int, expected: int) -> None:
    """Correct how many sheets the pile has. For who made the batch, and officers."""
    demand(person, PERMISSION)
    batch = batch_held(batch_id)
    if batch.made_by_id != person.id and not may(person, "run consultations"):
        raise NotAllowed(_("Only who made this batch, and officers, can do this."))
    if batch.state != ENTERING:
        raise Refused(_("This batch has been entered by both already."))
    before, batch.expected = batch.expected, _checked(expected)
    write_audit(
        "recount_sheets",
        f"sheet batch {batch.id}",
        actor_id=person.id,
        before=before,
        after=batch.expected,
    )


@transaction
def withdraw_batch(officer: Person, batch_id: int, reason: str) -> None:
    """Take a batch away: none of its sheets counts, and what was entered is deleted.

    Raises NotFound, NotAllowed, or Refused without a reason and once it was counted.
    """
    demand(officer, "run consultations")
    batch = batch_held(batch_id)
    why = clean_line(reason)[:REASON_LENGTH]
    if not why:
        raise Refused(_("Please write why the batch is taken away."))
    if batch.state not in UNDER_WAY:
        raise Refused(_("This batch is done already."))
    batch.state = WITHDRAWN
    delete_sheets(batch.id)
    write_audit(
        "withdraw_sheets",
        f"sheet batch {batch.id}",
        actor_id=officer.id,
        reason=why,
        sheets=batch.expected,
    )


def delete_sheets(batch_id: int) -> None:
    """Delete all that was entered of a batch."""
    db.session.execute(
        sa.delete(Sheet)
        .where(Sheet.batch_id == batch_id)
        .execution_options(synchronize_session=False)
    )
