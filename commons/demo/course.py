"""The course of a consultation in a demo city: its phases, and the proposals posted in them."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from commons.consultations import actions as consultations
from commons.demo import content
from commons.demo.talk import Posted, Talk
from commons.demo.town import Town
from commons.i18n.catalogue import speaking
from commons.voting.activity import VoteActivity
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


def post_all(
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


def begin(
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
    wishes = Wishes(ballot_kind=texts.ballot, rule=texts.rule, budget=texts.budget).to_settings()

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
                    settings=wishes if stretch.kind == VOTE else {"admission": texts.admission},
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
