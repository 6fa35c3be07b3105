"""The interim count of a vote that shows how it stands."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal


class InterimCount(Model):
    """The newest interim count of an open vote: of the ballots under its anchors alone."""

    __tablename__ = "interim_count"
    __impersonal__ = impersonal(
        "Totals of fifty ballots and more; published.", "vote_id anchor ballots blank counts"
    )

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), primary_key=True
    )
    anchor: Mapped[int]
    """The newest anchor when it was made. Without a newer one there is no newer count."""
    ballots: Mapped[int]
    blank: Mapped[int]
    counts: Mapped[dict[str, Any]]
    """By an option's code: see ``rules.count``."""
