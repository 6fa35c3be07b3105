"""What happens in a demo city: its consultations from end to end, its proposals, its quarrels."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
from flask import current_app

from commons.base.database import db
from commons.base.events import Event, mark_read
from commons.base.settings import Settings
from commons.consultations import actions as consultations
from commons.demo import content
from commons.demo.talk import Posted, Talk
from commons.demo.town import Town
from commons.demo.votes import plan_ballots
from commons.i18n.catalogue import speaking
from commons.notices.actions import READER, deliver
from commons.proposals.rules import PROPOSALS
from commons.voting.activity import VoteActivity
from commons.voting.models import APPROVAL
from commons.voting.wishes import Wishes

VOTE = VoteActivity.name


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase to come: from a day's morning to another day's evening, counted from today."""

    kind: str
    first: int
    last: int


@dataclass(slots=True)
class Course:
    """A consultation whose ids are known once it has been lived through so far."""

    id: int = 0
    phases: list[int] = field(default_factory=list)


def plan(town: Town) -> None:
    """Write the whole life of the city into its diary."""
    texts = town.content
    _begin(town, texts.draft, created=-1, stretches=(Stretch(PROPOSALS, 20, 48),), publish=False)
    _begin(town, texts.upcoming, created=-3, stretches=(Stretch(PROPOSALS, 6, 34),))
    _collecting_now(town)
    _voting_now(town)
    _finished(town)
    talk = Talk(town)
    for number, proposal in enumerate(texts.own_ideas):
        posted = town.between(town.at(-40 + 9 * number, 9), town.at(-36 + 9 * number, 20))
        kept = talk.post(proposal, posted, town.at(0, 0), None)
        if proposal.decision is not None:
            talk.answer(proposal, kept, town.at(-4, 11))
    for day in range(-118, 1):
        town.diary.note(town.at(day, 0, 30), tell)


def tell() -> None:
    """Mail to people what happened, into the outbox; where mail goes out for real, to nobody.

    The people of the demo are invented, so that their mail must not reach anybody.
    """
    settings: Settings = current_app.extensions["commons.settings"]
    if settings.smtp_url is None:
        deliver()
        return
    newest = db.session.scalar(sa.select(sa.func.max(Event.id)))
    if newest is not None:
        mark_read(READER, newest)


def _collecting_now(town: Town) -> None:
    course = _begin(
        town, town.content.proposing, created=-14, stretches=(Stretch(PROPOSALS, -12, 16),)
    )
    _post_all(town, town.content.proposing, course, town.at(-12, 9), town.at(-5, 20), town.at(0, 0))


def _voting_now(town: Town) -> None:
    texts = town.content.voting
    course = _begin(
        town,
        texts,
        created=-50,
        stretches=(Stretch(PROPOSALS, -47, -16), Stretch(VOTE, -8, 9)),
    )
    _prepare_vote(town, texts, course, -47, -16)
    plan_ballots(
        town,
        texts,
        lambda: course.phases[1],
        town.crowd[: town.content.early_voters],
        town.at(-8, 9),
        town.at(0, 0),
    )


def _finished(town: Town) -> None:
    texts = town.content.finished
    course = _begin(
        town,
        texts,
        created=-120,
        stretches=(Stretch(PROPOSALS, -118, -90), Stretch(VOTE, -80, -62)),
    )
    _prepare_vote(town, texts, course, -118, -90)
    everybody = [*town.people.values(), *town.crowd][: town.content.voters]
    plan_ballots(
        town, texts, lambda: course.phases[1], everybody, town.at(-80, 9), town.at(-62, 19)
    )
    officer = town.people["officer"]

    def conclude() -> None:
        consultations.publish_outcome(officer, course.phases[1])

    def answer() -> None:
        consultations.answer_consultation(officer, course.id, texts.answer)

    town.diary.note(town.at(-61, 10), conclude)
    town.diary.note(town.at(-52, 12), answer)


def _prepare_vote(
    town: Town, texts: content.Consultation, course: Course, first: int, last: int
) -> None:
    """Collect the proposals of a vote, answer them while they can still be read, publish them."""
    end = town.at(last, 17)
    posted = _post_all(town, texts, course, town.at(first, 9), town.at(last - 7, 18), end)
    talk = Talk(town)
    for number, (proposal, kept) in enumerate(zip(texts.proposals, posted, strict=True)):
        talk.answer(proposal, kept, town.at(last - 2, 9) + timedelta(minutes=25 * number), number)
    officer = town.people["officer"]
    town.diary.note(
        town.at(last + 1, 10),
        lambda: consultations.publish_outcome(officer, course.phases[0]),
    )


def _post_all(
    town: Town,
    texts: content.Consultation,
    course: Course,
    start: datetime,
    last_post: datetime,
    end: datetime,
) -> list[Posted]:
    """Post a consultation's proposals between two moments; they are discussed until a third."""
    talk = Talk(town)
    return [
        talk.post(proposal, town.between(start, last_post), end, lambda: course.phases[0])
        for proposal in texts.proposals
    ]


def _begin(
    town: Town,
    texts: content.Consultation,
    *,
    created: int,
    stretches: tuple[Stretch, ...],
    publish: bool = True,
) -> Course:
    """Let the officer write and publish a consultation; its phases turn by their dates."""
    course = Course()
    officer = town.people["officer"]
    wishes = Wishes(ballot_kind=APPROVAL, rule=texts.rule, budget=texts.budget).to_settings()

    def write() -> None:
        with speaking(officer.language):
            course.id = consultations.create_consultation(
                officer,
                slug=texts.slug,
                primary_language=town.content.languages[0],
                texts=texts.texts,
            ).id
            for stretch in stretches:
                phase = consultations.add_phase(
                    officer,
                    course.id,
                    kind=stretch.kind,
                    opens_at=town.at(stretch.first, 8),
                    closes_at=town.at(stretch.last, 20),
                    settings=wishes if stretch.kind == VOTE else {},
                )
                course.phases.append(phase.id)

    town.diary.note(town.at(created, 10), write)
    if not publish:
        return course
    town.diary.note(
        town.at(created, 15), lambda: consultations.publish_consultation(officer, course.id)
    )
    for stretch in stretches:
        for moment in (town.at(stretch.first, 8, 1), town.at(stretch.last, 20, 1)):
            if moment < town.at(0, 0):
                town.diary.note(moment, partial(consultations.turn_due_phases), alone=True)
    return course
