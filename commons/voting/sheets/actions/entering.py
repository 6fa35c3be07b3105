"""Entering a batch: each of two people alone, then what they read differently."""

from collections.abc import Mapping

import sqlalchemy as sa

from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.people.models import Person
from commons.people.permissions import demand
from commons.voting import keys
from commons.voting.sheets import queries
from commons.voting.sheets.actions.batches import PERMISSION, batch_held, demand_part_in
from commons.voting.sheets.models import COMPARING, ENTERING, Sheet, SheetBatch
from commons.voting.sheets.rules import Difference, Row
from commons.voting.sheets.vault import Vault


def vault_of(vote_id: int) -> Vault:
    """The lock of a vote's sheets. Raises Refused where its key is lost."""
    try:
        return Vault(vote_id)
    except keys.KeyLost:
        raise Refused(
            _("No ballots can be taken at the moment. The city was told. Please try again later.")
        ) from None


def _own_entry(person: Person, batch: SheetBatch) -> int:
    """Which entry is the person's, taking it where it is free. Raises Refused."""
    if batch.state != ENTERING:
        raise Refused(_("This batch has been entered by both already."))
    entry = queries.entry_of(person, batch)
    if entry is None:
        raise Refused(_("Two people enter this batch already."))
    if batch.first_done if entry == 1 else batch.second_done:
        raise Refused(_("You have finished this batch."))
    if entry == 1:
        batch.first_by_id = person.id
    else:
        batch.second_by_id = person.id
    return entry


@transaction
def save_rows(person: Person, batch_id: int, rows: Mapping[int, Row | None]) -> None:
    """Keep sheets by their position in the pile; None takes one out again.

    The first person to do so enters the batch first, another one second. Raises NotFound,
    NotAllowed or Refused.
    """
    demand(person, PERMISSION)
    batch = batch_held(batch_id)
    entry = _own_entry(person, batch)
    beyond = {at for at, row in rows.items() if row is not None and not 1 <= at <= batch.expected}
    # Entered before the number was corrected, it may stay where it is: another is one too many.
    if beyond and not beyond <= _places_of(batch, entry):
        raise Refused(_("This batch has no more sheets than were counted by hand."))
    _write(batch, entry, rows)


def _places_of(batch: SheetBatch, entry: int) -> set[int]:
    of_entry = sa.and_(Sheet.batch_id == batch.id, Sheet.entry == entry)
    return set(db.session.scalars(sa.select(Sheet.position).where(of_entry)))


def _write(batch: SheetBatch, entry: int, rows: Mapping[int, Row | None]) -> None:
    vault = vault_of(batch.vote_id)
    db.session.execute(
        sa.delete(Sheet)
        .where(Sheet.batch_id == batch.id, Sheet.entry == entry, Sheet.position.in_(rows))
        .execution_options(synchronize_session=False)
    )
    kept = [
        {
            "batch_id": batch.id,
            "entry": entry,
            "position": position,
            "contents": vault.lock(row),
        }
        for position, row in rows.items()
        if row is not None
    ]
    if kept:
        db.session.execute(sa.insert(Sheet), kept)


@transaction
def finish_entry(person: Person, batch_id: int) -> None:
    """Say that all sheets are entered. When both have, the batch is compared.

    Raises Refused where sheets are missing, NotFound, NotAllowed.
    """
    demand(person, PERMISSION)
    batch = batch_held(batch_id)
    entry = _own_entry(person, batch)
    missing = batch.expected - queries.progress_of(batch)[entry]
    if missing < 0:
        raise Refused(_("This batch has no more sheets than were counted by hand."))
    if missing:
        raise Refused(
            ngettext(
                "%(num)s sheet is still missing. If the pile has fewer, correct the number of "
                "sheets.",
                "%(num)s sheets are still missing. If the pile has fewer, correct the number of "
                "sheets.",
                missing,
            )
        )
    if entry == 1:
        batch.first_done = True
    else:
        batch.second_done = True
    if batch.first_done and batch.second_done:
        batch.state = COMPARING
    write_audit("enter_sheets", f"sheet batch {batch.id}", actor_id=person.id, entry=entry)


@transaction
def resolve(person: Person, batch_id: int, key: str, row: Row | None) -> None:
    """Settle what two people read differently, after a look at the sheet.

    ``row`` is what the sheet says; None: there is no such sheet. Raises NotFound, also where the
    difference was settled meanwhile; NotAllowed or Refused.
    """
    batch = batch_held(batch_id)
    demand_part_in(person, batch)
    if batch.state != COMPARING:
        raise Refused(_("This batch is not being compared now."))
    vault_of(batch.vote_id)
    found = next((one for one in queries.differences(batch) if one.key == key), None)
    if found is None:
        raise NotFound(_("This difference was settled meanwhile."))
    for entry, position in enumerate(_places(batch, found), start=1):
        _write(batch, entry, {position: row})
    write_audit(
        "settle_sheet",
        f"sheet batch {batch.id}",
        actor_id=person.id,
        sheet=found.first_at or found.second_at,
    )


def _places(batch: SheetBatch, found: Difference) -> tuple[int, int]:
    """Where the sheet goes in both entries: one that lacks it gets it at the end."""
    last = db.session.scalar(
        sa.select(sa.func.max(Sheet.position)).where(Sheet.batch_id == batch.id)
    )
    return found.first_at or (last or 0) + 1, found.second_at or (last or 0) + 1
