"""What the list filters and sorts by, side by side in the narrow table of proposals.

State, language, counts and author stand with the contribution, whose rows hold whole texts. The
database copies them here by itself (see ``tables``), so that the list reads one small table, and
walks one index in its order.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

RESIDENT = "resident"
ORGANISATION = "organisation"
CITY = "city"
AUTHORS = (RESIDENT, ORGANISATION, CITY)
"""For whom a proposal can have been said."""


class Listed:
    """The columns of a proposal that only the list reads. Written by triggers, never by code."""

    draw: Mapped[int] = mapped_column(server_default="0", deferred=True)
    """Where chance put it: 0 to ``rules.DRAWS`` - 1."""
    listed_state: Mapped[str] = mapped_column(
        sa.String(20), server_default="visible", deferred=True
    )
    listed_language: Mapped[str] = mapped_column(sa.String(20), server_default="", deferred=True)
    listed_voice: Mapped[str] = mapped_column(sa.String(20), server_default=RESIDENT, deferred=True)
    """One of ``AUTHORS``."""
    listed_support: Mapped[int] = mapped_column(server_default="0", deferred=True)
    listed_comments: Mapped[int] = mapped_column(server_default="0", deferred=True)


LISTED = "draw listed_state listed_language listed_voice listed_support listed_comments"
"""The names of these columns, for the register of what is held."""

_ALONG = (
    "id",
    "district_id",
    "theme_id",
    "status",
    "listed_state",
    "listed_language",
    "listed_voice",
)

LISTED_INDEXES = (
    sa.Index("ix_proposal_draw", "draw", *_ALONG),
    sa.Index("ix_proposal_support", "listed_support", *_ALONG),
    sa.Index("ix_proposal_comments", "listed_comments", *_ALONG),
    sa.Index("ix_proposal_phase_newest", "phase_id", *_ALONG),
    sa.Index("ix_proposal_phase_draw", "phase_id", "draw", *_ALONG),
    sa.Index("ix_proposal_phase_support", "phase_id", "listed_support", *_ALONG),
    sa.Index("ix_proposal_phase_comments", "phase_id", "listed_comments", *_ALONG),
)
"""An index in each order: for the whole city, and for one call for proposals.

What is filtered by comes along, so that a filter that few fit is answered out of the index alone.
"""
