"""Votes, voters and ballots for tests."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.cities.context import current_city
from commons.consultations.actions import turn_due_phases
from commons.consultations.models import (
    PUBLISHED,
    Consultation,
    ConsultationText,
    OutcomeItem,
    Phase,
)
from commons.people.electorate import Electorate
from commons.people.models import Person, Verification
from commons.voting import actions
from commons.voting.ballots.marks import Given
from commons.voting.ballots.wishes import BallotWishes
from commons.voting.models import APPROVAL, Vote
from commons.voting.running.conduct import Conduct
from commons.voting.wishes import GREEDY, HandOption, Wishes

DAY = timedelta(days=1)
PROJECTS = (("Benches by the canal", 30_000), ("A kitchen for all", 50_000), ("Night bus", 60_000))


@transaction
def vote_phase(
    options: Sequence[tuple[str, int]] = PROJECTS,
    *,
    budget: int = 100_000,
    kind: str = APPROVAL,
    rule: str = GREEDY,
    max_choices: int | None = None,
    level: int = 1,
    districts: Sequence[int] = (),
    min_age: int | None = None,
    opens_in: timedelta = -DAY,
    closes_in: timedelta = 10 * DAY,
    paper_days: int = 0,
    titles: dict[str, str] | None = None,
    ballot: BallotWishes | None = None,
    conduct: Conduct | None = None,
) -> Phase:
    """The phase of a vote in a published consultation; nothing has turned it yet."""
    titles = titles or {"en": "What shall Oliwa build?"}
    now = clock.now()
    number = db.session.scalar(sa.select(sa.func.count(Consultation.id))) or 0
    wishes = Wishes(
        ballot_kind=kind,
        rule=rule,
        budget=budget,
        max_choices=max_choices,
        electorate=Electorate(level, tuple(districts), min_age),
        options=tuple(HandOption(title, cost) for title, cost in options),
        paper_days=paper_days,
        ballot=ballot or BallotWishes(),
        conduct=conduct or Conduct(),
    )
    consultation = Consultation(
        slug=f"vote-{number + 1}",
        state=PUBLISHED,
        primary_language=next(iter(titles)),
        created_at=now,
        published_at=now,
        texts=[
            ConsultationText(language=code, title=title, summary="Tell us.", body="All.")
            for code, title in titles.items()
        ],
    )
    db.session.add(consultation)
    db.session.flush()
    phase = Phase(
        consultation_id=consultation.id,
        position=2,
        kind="vote",
        opens_at=now + opens_in,
        closes_at=now + closes_in,
        settings=wishes.to_settings(),
    )
    db.session.add(phase)
    db.session.flush()
    return phase


def open_vote(options: Sequence[tuple[str, int]] = PROJECTS, **kwargs: object) -> Vote:
    """An open vote; see ``vote_phase``."""
    phase = vote_phase(options, **kwargs)  # type: ignore[arg-type]
    turn_due_phases()
    return db.session.get_one(Vote, phase.id)


def close_vote(vote: Vote) -> Vote:
    """Let the vote's time end, and turn it."""
    end_time(vote.phase_id)
    turn_due_phases()
    return db.session.get_one(Vote, vote.phase_id, populate_existing=True)


@transaction
def end_time(phase_id: int) -> None:
    """Let a phase's time end now; nothing turns it yet."""
    phase = db.session.get_one(Phase, phase_id)
    phase.closes_at = clock.now()


@transaction
def publish_result(vote: Vote) -> None:
    """Publish the outcome of a closed vote."""
    db.session.get_one(Phase, vote.phase_id).outcome_published_at = clock.now()


@transaction
def outcome_of_an_earlier_phase(phase: Phase, items: Iterable[dict[str, object]]) -> None:
    """Give the phase's consultation an earlier phase that ended with these things."""
    earlier = Phase(
        consultation_id=phase.consultation_id,
        position=1,
        kind="proposals",
        opens_at=phase.opens_at - 9 * DAY,
        closes_at=phase.opens_at - DAY,
        opened_at=phase.opens_at - 9 * DAY,
        settled_at=phase.opens_at,
        settings={},
    )
    db.session.add(earlier)
    db.session.flush()
    db.session.add_all(
        OutcomeItem(phase_id=earlier.id, position=position, **item)
        for position, item in enumerate(items, start=1)
    )


@transaction
def residents(number: int, *, verified: bool = True) -> list[Person]:
    """People who live here, and said so unless told otherwise."""
    now = clock.now()
    people = [
        Person(
            display_name=f"Resident {count}", language=current_city().languages[0], created_at=now
        )
        for count in range(number)
    ]
    db.session.add_all(people)
    db.session.flush()
    if verified:
        db.session.add_all(
            Verification(person_id=person.id, method="declaration", level=1, verified_at=now)
            for person in people
        )
    return people


def cast_all(vote: Vote, ballots: Sequence[Sequence[Given]]) -> list[str]:
    """A ballot of a new resident each; gives their receipt codes."""
    return [
        actions.cast_ballot(person, vote.phase_id, choices)
        for person, choices in zip(residents(len(ballots)), ballots, strict=True)
    ]
