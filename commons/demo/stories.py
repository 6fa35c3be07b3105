"""What happens in a demo city: its consultations from end to end, its proposals, its quarrels."""

from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from commons.base.database import db
from commons.base.events import Event, mark_read
from commons.base.settings import Settings
from commons.consultations import actions as consultations
from commons.demo import content
from commons.demo.course import VOTE, Course, Stretch, begin, post_all
from commons.demo.deciding import promise
from commons.demo.naming import plan_naming
from commons.demo.talk import Talk
from commons.demo.town import Town
from commons.demo.votes import plan_ballots
from commons.notices.actions import READER, deliver
from commons.proposals.rules import PROPOSALS


def plan(town: Town) -> None:
    """Write the whole life of the city into its diary."""
    texts = town.content
    begin(town, texts.draft, created=-1, stretches=(Stretch(PROPOSALS, 20, 48),), publish=False)
    begin(town, texts.upcoming, created=-3, stretches=(Stretch(PROPOSALS, 6, 34),))
    _collecting_now(town)
    _voting_now(town)
    _finished(town)
    talk = Talk(town)
    for number, proposal in enumerate(texts.own_ideas):
        posted = town.between(town.at(-40 + 9 * number, 9), town.at(-36 + 9 * number, 20))
        kept = talk.post(proposal, posted, town.at(0, 0), None)
        if proposal.decision is not None:
            talk.answer(proposal, kept, town.at(-4, 11))
        if proposal.promise is not None:
            promise(town, kept, proposal.promise, town.at(-3, 10), town.at(-1, 14))
    plan_naming(town)
    town.diary.note(town.at(FIRST_MAIL, 0, 20), forget_what_happened)
    for day in range(FIRST_MAIL, 1):
        town.diary.note(town.at(day, 0, 30), tell)


FIRST_MAIL = -14
"""The day from which on people are told of things: older mail would take long and help nobody."""


def tell() -> None:
    """Mail to people what happened, into the outbox; where mail goes out for real, to nobody.

    The people of the demo are invented, so that their mail must not reach anybody.
    """
    settings: Settings = current_app.extensions["commons.settings"]
    if settings.smtp_url is None:
        deliver()
    else:
        forget_what_happened()


def forget_what_happened() -> None:
    """Tell nobody of what happened until now."""
    newest = db.session.scalar(sa.select(sa.func.max(Event.id)))
    if newest is not None:
        mark_read(READER, newest)


def _collecting_now(town: Town) -> None:
    course = begin(
        town, town.content.proposing, created=-14, stretches=(Stretch(PROPOSALS, -12, 16),)
    )
    post_all(town, town.content.proposing, course, town.at(-12, 9), town.at(-5, 20), town.at(0, 0))


def _voting_now(town: Town) -> None:
    texts = town.content.voting
    course = begin(
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
    course = begin(
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
    posted = post_all(town, texts, course, town.at(first, 9), town.at(last - 7, 18), end)
    talk = Talk(town)
    for number, (proposal, kept) in enumerate(zip(texts.proposals, posted, strict=True)):
        talk.answer(proposal, kept, town.at(last - 2, 9) + timedelta(minutes=25 * number), number)
    officer = town.people["officer"]
    town.diary.note(
        town.at(last + 1, 10),
        lambda: consultations.publish_outcome(officer, course.phases[0]),
    )
