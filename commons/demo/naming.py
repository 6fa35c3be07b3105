"""A small vote of a demo city that is over: names are proposed, ordered, counted and signed."""

from datetime import timedelta

from commons.base.database import db
from commons.consultations import actions as consultations
from commons.demo import content
from commons.demo.course import VOTE, Course, Stretch, begin, post_all
from commons.demo.deciding import admit, become_one, give_back
from commons.demo.talk import Posted, Talk
from commons.demo.town import Town
from commons.demo.votes import plan_ballots
from commons.i18n.catalogue import speaking
from commons.people.models import Person
from commons.proposals.rules import PROPOSALS
from commons.voting.models import Vote
from commons.voting.observing.actions import digest_of, sign_result

PROPOSED, VOTED = (-66, -50), (-44, -36)
"""The first and last day of each phase, counted from today."""
VOTERS = 40


def plan_naming(town: Town) -> None:
    """Write it into the diary; nothing where the city has no such vote."""
    texts = town.content.naming
    if texts is None:
        return
    stretches = (Stretch(PROPOSALS, *PROPOSED), Stretch(VOTE, *VOTED))
    course = begin(town, texts, created=PROPOSED[0] - 2, stretches=stretches)
    first, last = PROPOSED
    start, last_post, end = town.at(first, 9), town.at(first + 4, 18), town.at(first + 6, 20)
    posted = post_all(town, texts, course, start, last_post, end)
    _look_after(town, texts, posted)
    officer = town.people["officer"]
    town.diary.note(
        town.at(last + 1, 10), lambda: consultations.publish_outcome(officer, course.phases[0])
    )
    voters = town.crowd[:VOTERS]
    start, end = (town.at(day, hour) for day, hour in zip(VOTED, (9, 19), strict=True))
    plan_ballots(town, texts, lambda: course.phases[1], voters, start, end)
    town.diary.note(
        town.at(VOTED[1] + 1, 10), lambda: consultations.publish_outcome(officer, course.phases[1])
    )
    town.diary.note(
        town.at(VOTED[1] + 4, 12),
        lambda: consultations.answer_consultation(officer, course.id, texts.answer),
    )
    _sign(town, course)


def _look_after(town: Town, texts: content.Consultation, posted: list[Posted]) -> None:
    """Each name is admitted or given back; two that are one are merged; the rest are answered."""
    by_title = {text.title: kept for text, kept in zip(texts.proposals, posted, strict=True)}
    talk, first, last = Talk(town), *PROPOSED
    for number, (text, kept) in enumerate(zip(texts.proposals, posted, strict=True)):
        minutes = timedelta(minutes=20 * number)
        if text.returned:
            give_back(town, kept, text.returned, town.at(first + 5, 9) + minutes)
            continue
        admit(town, kept, town.at(first + 5, 9) + minutes)
        if text.joins:
            (other,) = (one for one in texts.proposals if one.title == text.joins)
            authors = [town.people[one.by] for one in (text, other)]
            become_one(
                town,
                by_title[text.joins],
                kept,
                authors,
                reason=text.why_one,
                moment=town.at(first + 7, 11),
            )
        else:
            talk.answer(text, kept, town.at(last - 2, 9) + minutes)


def _sign(town: Town, course: Course) -> None:
    """Each observer signs the result, with what they remarked."""
    main = town.content.languages[0]
    signers = zip(town.content.observers, town.observers, strict=True)
    for number, (described, observer) in enumerate(signers):

        def sign(described: content.Observer = described, observer: Person = observer) -> None:
            vote = db.session.get_one(Vote, course.phases[1])
            with speaking(described.language):
                sign_result(
                    observer,
                    vote.phase_id,
                    digest=digest_of(vote, main),
                    remarks=described.remarks,
                    language=main,
                )

        town.diary.note(town.at(VOTED[1] + 2, 11 + number), sign)
