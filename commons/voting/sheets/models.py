"""Batches of paper ballots on their way into the box."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED
from commons.voting.channels import PAPER

ENTERING = "entering"
COMPARING = "comparing"
"""Both people have entered all sheets."""
COUNTED = "counted"
WITHDRAWN = "withdrawn"
"""By an officer, with a reason; none of its sheets counts."""
LATE = "late"
"""The vote closed before it was counted; none of its sheets counts."""
STATES = (ENTERING, COMPARING, COUNTED, WITHDRAWN, LATE)
UNDER_WAY = (ENTERING, COMPARING)

_BY = _l("So that it is known who entered paper ballots.")
_SHEET = _l("To count paper ballots as they were written.")
_SHEET_KEPT = _l("Until its batch is counted, and never beyond the end of the vote.")
_REFUSED = _l("So that it can be asked why a paper ballot was not counted.")
_REFUSED_KEPT = _l("Until the vote is counted.")


class SheetBatch(Model):
    """A pile of paper ballots that two people enter."""

    __tablename__ = "sheet_batch"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("expected > 0", name="expected"),
        sa.CheckConstraint("first_by_id <> second_by_id", name="two_people"),
    )
    __impersonal__ = impersonal(
        "A pile of paper ballots: where it is from, how many sheets, how far it is.",
        "id vote_id label way expected state made_at first_done second_done counted reasons",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), index=True
    )
    label: Mapped[str] = mapped_column(sa.String(100))
    """Where the pile is to be found: "Oliwa library, box 2"."""
    way: Mapped[str] = mapped_column(sa.String(20), default=PAPER, server_default=PAPER)
    """How its sheets came: one of ``channels.ON_PAPER``."""
    expected: Mapped[int]
    """Sheets in the pile, as counted by hand."""
    state: Mapped[str] = mapped_column(sa.String(20), default=ENTERING)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who began a pile of paper ballots"), purpose=_BY, kept=UNTIL_DELETED),
    )
    first_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who entered it first"), purpose=_BY, kept=UNTIL_DELETED),
    )
    second_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who entered it a second time"), purpose=_BY, kept=UNTIL_DELETED),
    )
    first_done: Mapped[bool] = mapped_column(default=False)
    second_done: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[int | None]
    """How many of its sheets went into the box."""
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many of its sheets were not counted, by the reason's code."""
    refused: Mapped[list[Any]] = mapped_column(
        default=list,
        info=personal(
            _l("Card on a paper ballot that was not counted"), purpose=_REFUSED, kept=_REFUSED_KEPT
        ),
    )
    """Each of them: ``{"position": 3, "card": "K3-0042", "reason": code}``; empty once sealed."""


class Sheet(Model):
    """One sheet as one of the two people entered it."""

    __tablename__ = "paper_sheet"
    __table_args__ = {"sqlite_with_rowid": False}
    __impersonal__ = impersonal(
        "Which sheet of which pile, entered for which time.", "batch_id entry position"
    )

    batch_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sheet_batch.id", ondelete="CASCADE"), primary_key=True
    )
    entry: Mapped[int] = mapped_column(primary_key=True)
    """1 or 2: by the first or the second person."""
    position: Mapped[int] = mapped_column(primary_key=True)
    contents: Mapped[str] = mapped_column(
        sa.Text, info=personal(_l("Card and paper ballot"), purpose=_SHEET, kept=_SHEET_KEPT)
    )
    """Card and choices, encrypted with the key of the vote: see ``vault``."""
