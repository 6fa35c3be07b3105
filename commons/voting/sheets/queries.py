"""What can be asked about batches of paper ballots."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from commons.base.database import current_database, db
from commons.base.errors import NotFound
from commons.i18n.catalogue import gettext as _
from commons.people.actions import secret
from commons.people.cards.models import AccessCard
from commons.people.cards.rules import code_hash
from commons.people.models import Person
from commons.voting.models import Vote
from commons.voting.sheets.models import COUNTED, LATE, Sheet, SheetBatch
from commons.voting.sheets.rules import Difference, Row, compare, is_number
from commons.voting.sheets.vault import Vault


def batches_of(vote_id: int) -> list[SheetBatch]:
    """The batches of a vote, the newest first: one statement."""
    return list(
        db.session.scalars(
            sa.select(SheetBatch)
            .where(SheetBatch.vote_id == vote_id)
            .order_by(SheetBatch.id.desc())
        )
    )


def batch_of(vote_id: int, batch_id: int) -> SheetBatch:
    """A batch of this vote: one statement. Raises NotFound."""
    batch = db.session.scalar(
        sa.select(SheetBatch).where(SheetBatch.id == batch_id, SheetBatch.vote_id == vote_id)
    )
    if batch is None:
        raise NotFound(_("There is no such batch."))
    return batch


def entry_of(person: Person, batch: SheetBatch) -> int | None:
    """Whether the person enters the batch first or second, or would; None where two others do.

    No statement.
    """
    if person.id in {batch.first_by_id, batch.second_by_id}:
        return 1 if batch.first_by_id == person.id else 2
    if batch.first_by_id is None:
        return 1
    return 2 if batch.second_by_id is None else None


def rows_of(batch: SheetBatch, entry: int) -> dict[int, Row]:
    """What was entered of a batch, by position: one statement. Raises ``keys.KeyLost``."""
    found = db.session.execute(
        sa.select(Sheet.position, Sheet.contents)
        .where(Sheet.batch_id == batch.id, Sheet.entry == entry)
        .order_by(Sheet.position)
    ).all()
    if not found:
        return {}
    vault = Vault(batch.vote_id)
    return {position: vault.open(contents) for position, contents in found}


def progress_of(batch: SheetBatch) -> dict[int, int]:
    """How many sheets each of the two has entered: one statement."""
    rows = db.session.execute(
        sa.select(Sheet.entry, sa.func.count())
        .where(Sheet.batch_id == batch.id)
        .group_by(Sheet.entry)
    )
    return {1: 0, 2: 0} | {entry: count for entry, count in rows}  # noqa: C416


def differences(batch: SheetBatch) -> list[Difference]:
    """Where the two entries of a batch differ: one statement. Raises ``keys.KeyLost``."""
    found = db.session.execute(
        sa.select(Sheet.entry, Sheet.position, Sheet.contents)
        .where(Sheet.batch_id == batch.id)
        .order_by(Sheet.position)
    ).all()
    if not found:
        return []
    vault = Vault(batch.vote_id)
    rows: dict[int, dict[int, Row]] = {1: {}, 2: {}}
    for entry, position, contents in found:
        rows[entry][position] = vault.open(contents)
    return compare(rows[1], rows[2])


def known_cards(typed: Iterable[str]) -> dict[str, str]:
    """The numbers of those of these cards that the city has, by what was read: one statement.

    What was read are numbers and codes in their normal spelling.
    """
    marks = {
        one if is_number(one) else code_hash(secret(), current_database(), one): one
        for one in set(typed)
    }
    if not marks:
        return {}
    rows = db.session.execute(
        sa.select(AccessCard.number, AccessCard.code_hash).where(
            sa.or_(AccessCard.number.in_(marks), AccessCard.code_hash.in_(marks))
        )
    )
    return {
        marks[mark]: number for number, code in rows for mark in (number, code) if mark in marks
    }


@dataclass(frozen=True, slots=True)
class PaperTotals:
    """What became of sheets that did not count. How many did is told by ``channels`` alone."""

    refused: int
    late: int


def paper_totals(vote: Vote) -> PaperTotals:
    """Sheets of a sealed vote that did not count: no statement, but for older votes."""
    stored = (vote.result or {}).get("sheets")
    return PaperTotals(**stored) if stored else count_totals(vote.phase_id)


def count_totals(vote_id: int) -> PaperTotals:
    """Sheets of a vote that did not count: one statement."""
    batches = batches_of(vote_id)
    return PaperTotals(
        refused=sum(sum(batch.reasons.values()) for batch in batches if batch.state == COUNTED),
        late=sum(batch.expected for batch in batches if batch.state == LATE),
    )
