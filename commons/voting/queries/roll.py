"""Who has voted, and how many: one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.people.models import Person
from commons.voting import keys
from commons.voting.channels import ON_PAPER
from commons.voting.models import BoxEntry, RollEntry, Vote
from commons.voting.paper import Mark


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """What a person has in the box of an open vote."""

    receipt: str
    choices: list[Mark]
    on_paper: bool = False


def own_ballot(person: Person, vote_id: int) -> OwnBallot | None:
    """The person's ballot while the vote is open; None where there is none, or none to be found."""
    try:
        pseudonym = keys.pseudonym(vote_id, person.id)
    except keys.KeyLost:
        return None
    row = db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices, RollEntry.channel)
        .join(RollEntry, RollEntry.vote_id == BoxEntry.vote_id)
        .where(
            BoxEntry.vote_id == vote_id,
            BoxEntry.pseudonym == pseudonym,
            RollEntry.person_id == person.id,
        )
    ).one_or_none()
    if row is None:
        return None
    choices = [(str(code), int(points)) for code, points in row.choices]
    return OwnBallot(row.receipt, choices, row.channel in ON_PAPER)


def ballots_cast(phase_ids: Sequence[int]) -> dict[int, int]:
    """How many ballots were cast in each of these votes: all that anybody may know so far.

    An open vote's number is that of its roll, a sealed one's that of its box.
    """
    rolls = (
        sa.select(RollEntry.vote_id, sa.func.count().label("number"))
        .where(RollEntry.vote_id.in_(phase_ids))
        .group_by(RollEntry.vote_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Vote.phase_id, sa.func.coalesce(Vote.ballots, rolls.c.number, 0))
        .outerjoin(rolls, rolls.c.vote_id == Vote.phase_id)
        .where(Vote.phase_id.in_(phase_ids))
    )
    return {phase_id: number for phase_id, number in rows}  # noqa: C416


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people have voted so far, and whether the reader is one of them."""

    ballots: int
    own: bool
    on_paper: bool = False
    """Whether it was on paper that the reader voted."""


def turnout(vote_id: int, person: Person | None) -> Turnout:
    """What the roll of an open vote tells."""
    return turnout_from(db.session.execute(sa.select(*counted_on_roll(vote_id, person))).one())


def counted_on_roll(vote_id: int, person: Person | None) -> list[sa.ColumnElement[int]]:
    """What ``turnout_from`` reads, for statements that ask something else besides."""
    own = RollEntry.person_id == (person.id if person else None)
    on_paper = sa.and_(own, RollEntry.channel.in_(ON_PAPER))
    rows = (
        sa.select(
            sa.func.count().label("ballots"),
            sa.func.count(sa.case((own, 1))).label("own"),
            sa.func.count(sa.case((on_paper, 1))).label("on_paper"),
        )
        .select_from(RollEntry)
        .where(RollEntry.vote_id == vote_id)
        .subquery()
    )
    return [rows.c.ballots, rows.c.own, rows.c.on_paper]


def turnout_from(row: Any) -> Turnout:
    """The turnout of a row with ``counted_on_roll``. No statement."""
    return Turnout(row.ballots, row.own > 0, row.on_paper > 0)
