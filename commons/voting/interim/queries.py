"""What everybody may read of how an open vote stands."""

from commons.base.database import db
from commons.voting.interim.models import InterimCount
from commons.voting.interim.rules import Interim
from commons.voting.models import Vote


def interim_of(vote: Vote) -> Interim | None:
    """How an open vote stands; None where nobody may see it, and before the first anchor."""
    if not vote.shows_interim or vote.sealed_at is not None:
        return None
    kept = db.session.get(InterimCount, vote.phase_id)
    return Interim(kept.ballots, kept.blank, kept.counts) if kept else None
