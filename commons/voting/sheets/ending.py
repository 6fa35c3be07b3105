"""What becomes of the batches when their vote is counted."""

import sqlalchemy as sa

from commons.base.audit import write_audit
from commons.base.database import db
from commons.voting.sheets.models import LATE, UNDER_WAY, Sheet, SheetBatch


def end_batches(vote_id: int) -> None:
    """Delete what is left of the sheets of a vote that is being counted; part of its transaction.

    Batches that were not counted are late. Of sheets that were refused only their number stays.
    """
    batches = db.session.scalars(sa.select(SheetBatch).where(SheetBatch.vote_id == vote_id)).all()
    for batch in batches:
        batch.refused = []
        if batch.state in UNDER_WAY:
            batch.state = LATE
            write_audit("late_sheets", f"sheet batch {batch.id}", sheets=batch.expected)
    db.session.flush()
    db.session.execute(
        sa.delete(Sheet)
        .where(Sheet.batch_id.in_([batch.id for batch in batches]))
        .execution_options(synchronize_session=False)
    )
