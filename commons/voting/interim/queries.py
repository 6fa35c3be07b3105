"""What everybody may read of how an open vote stands."""

import sqlalchemy as sa

from commons.base.database import db
from commons.people.models import Person
from commons.voting.interim.models import InterimCount
from commons.voting.interim.rules import Interim
from commons.voting.models import Vote
from commons.voting.queries import Turnout, counted_on_roll, turnout, turnout_from


def interim_of(vote: Vote) -> Interim | None:
    """How an open vote stands; None where nobody may see it, and before the first anchor."""
    if not vote.shows_interim or vote.sealed_at is not None:
        return None
    return _shown(db.session.get(InterimCount, vote.phase_id))


def turnout_and_interim(vote: Vote, person: Person | None) -> tuple[Turnout, Interim | None]:
    """How many have voted in an open vote, and how it stands: one statement."""
    if not vote.shows_interim:
        return turnout(vote.phase_id, person), None
    row = db.session.execute(
        sa.select(*counted_on_roll(vote.phase_id, person), InterimCount).outerjoin(
            InterimCount, InterimCount.vote_id == vote.phase_id
        )
    ).one()
    return turnout_from(row), _shown(row.InterimCount)


def _shown(kept: InterimCount | None) -> Interim | None:
    return Interim(kept.ballots, kept.blank, kept.counts) if kept else None
