"""Several votes of one consultation, voted on in one sitting: first the district, then the city.

A voter is led from ballot to ballot, through those only on which they may vote.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import defer

from commons.base import clock
from commons.base.database import db
from commons.cities.queries import district_names
from commons.consultations.models import Consultation, Phase
from commons.consultations.rules import phase_state
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.people.electorate import FACTS, Electorate, Facts, facts_from
from commons.people.models import Person, Verification
from commons.voting.models import RollEntry, Vote
from commons.voting.queries import electorate_of
from commons.voting.wishes import online_until

MOST_NAMED = 4
"""So many districts of a vote are named on the way; of more, how many they are."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the votes on the way."""

    phase_id: int
    where: str
    """Whom it is for: the districts, or the whole city."""
    voted: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """The way through the votes, and where on it the voter is."""

    stops: Sequence[Stop]
    number: int
    """Of the present vote, from 1."""

    @property
    def here(self) -> Stop:
        """The present vote."""
        return self.stops[self.number - 1]

    @property
    def next(self) -> Stop | None:
        """The next vote in which the person has not voted: after this one, else before it."""
        others = [*self.stops[self.number :], *self.stops[: self.number - 1]]
        return next((stop for stop in others if not stop.voted), None)


def sitting_of(consultation: Consultation, phase_id: int, person: Person | None) -> Sitting | None:
    """The way through the open votes of a consultation; None where there is only one.

    None as well for somebody who may not vote here. No statement for a consultation with one open
    vote, else two at most.
    """
    stops = open_to(consultation, person)
    ids = [stop.phase_id for stop in stops]
    if len(stops) < 2 or phase_id not in ids:
        return None
    return Sitting(stops, ids.index(phase_id) + 1)


def open_to(consultation: Consultation, person: Person | None) -> list[Stop]:
    """The open votes of a consultation in which a person may vote, or has; none where there is only
    one open vote at all. Statements as ``sitting_of``.
    """
    now = clock.now()
    phases = [
        phase
        for phase in consultation.phases
        if phase.kind == "vote"
        and phase_state(phase, now) == "open"
        and now < online_until(phase.closes_at, phase.settings)
    ]
    if len(phases) < 2:
        return []
    votes, facts = _votes(phases, person)
    asked = {vote.phase_id: electorate_of(vote) for vote, _voted in votes}
    named = any(electorate.district_ids for electorate in asked.values())
    names = district_names() if named else {}
    return [
        Stop(vote.phase_id, _where(asked[vote.phase_id], names), voted)
        for vote, voted in votes
        if voted or _may_vote(asked[vote.phase_id], facts, names)
    ]


def _votes(
    phases: Sequence[Phase], person: Person | None
) -> tuple[list[tuple[Vote, bool]], Facts | None]:
    """The votes in the order of the phases, and in which of them the person has voted; and what is
    known of the person.
    """
    me = person.id if person else None
    mine = sa.and_(RollEntry.vote_id == Vote.phase_id, RollEntry.person_id == me)
    rows = db.session.execute(
        sa.select(Vote, RollEntry.person_id, *FACTS)
        .outerjoin(RollEntry, mine)
        .outerjoin(Person, Person.id == me)
        .outerjoin(Verification, Verification.person_id == Person.id)
        .where(Vote.phase_id.in_([phase.id for phase in phases]), Vote.sealed_at.is_(None))
        .options(defer(Vote.config), defer(Vote.result), defer(Vote.comparison))
    ).all()
    places = {phase.id: phase.position for phase in phases}
    found = {row[0]: row[1] is not None for row in rows}
    votes = sorted(found.items(), key=lambda one: places[one[0].phase_id])
    return votes, facts_from(rows) if person is not None else None


def _may_vote(asked: Electorate, facts: Facts | None, names: dict[int, str]) -> bool:
    """Whether a person may vote, or could by their own word; a visitor sees all there is."""
    if facts is None or asked.asks_nothing:
        return True
    return all(lack.by_own_word or lack.kind == "level" for lack in asked.lacks(facts, names))


def _where(asked: Electorate, names: dict[int, str]) -> str:
    count = len(asked.district_ids)
    if count > MOST_NAMED:
        return ngettext("%(shown)s district", "%(shown)s districts", count, shown=number(count))
    return asked.where(names) if count else _("the whole city")
