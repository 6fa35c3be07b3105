"""What is news to whom: consultations, votes, outcomes, answers, comments, support."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base import clock
from commons.base.database import db
from commons.base.events import Event
from commons.cities.context import city, current_city
from commons.consultations import actions as consultations
from commons.consultations.models import Consultation, Phase
from commons.consultations.notices import CONSULTATION
from commons.contributions import actions as contributions
from commons.i18n.catalogue import speaking
from commons.i18n.formats import day_and_time
from commons.notices import actions
from commons.notices.kinds import kinds
from commons.people import naming
from commons.people.models import Person
from commons.people.queries import person_by_name
from commons.proposals import actions as proposals
from commons.proposals.amendments import actions as amendments
from commons.proposals.coauthors import actions as coauthors
from commons.proposals.coauthors.models import CoAuthor
from commons.voting import actions as voting
from commons.voting.notices import remind_at, remind_of_votes
from tests.conftest import CITY, sa
from tests.factories.consultations import DAY, Silence, officer, published, register_silence
from tests.factories.moderation import a_comment, a_moderator, a_person, a_text, hidden
from tests.factories.notices import RECORD, crowd, heard
from tests.factories.together import amendment_by, known, write_together
from tests.factories.voting import open_vote
from tests.marks import both_databases
from tests.notices.conftest import MailServer
from tests.notices.life_happenings import LIFE


@pytest.fixture(autouse=True)
def silence() -> Silence:
    return register_silence()


def running(by: Person | None = None, *, phases: int = 2) -> Consultation:
    """A consultation that was published a week ago; its first phase has opened since."""
    now = clock.now()
    moments = [now - DAY + number * 2 * DAY for number in range(phases + 1)]
    return published(by or officer(), *moments, title="The old tram depot")


@both_databases
def test_everybody_hears_once_of_a_new_consultation_but_not_the_officer_who_published_it(
    town: Flask, post_office: MailServer
) -> None:
    reader, by = a_person("Rita"), officer()
    now = clock.now()
    consultation = published(by, now + DAY, now + 2 * DAY)
    assert heard(reader) == [("consultation.published", "city")]
    assert heard(by) == []
    with clock.at(now + DAY):
        consultations.turn_due_phases()
        actions.deliver()
    assert heard(reader) == [("consultation.published", "city")]
    assert consultation.id


def test_a_phase_that_opens_with_the_publication_is_no_news_of_its_own(
    town: Flask, post_office: MailServer
) -> None:
    now = clock.now()
    by, reader = officer(), a_person("Rita")
    with clock.at(now - DAY):
        draft = consultations.create_consultation(
            by, primary_language="en", texts={"en": ("Depot", "Tell us.", "All.")}
        )
        consultations.add_phase(
            by, draft.id, kind="silence", opens_at=now, closes_at=now + DAY, settings={}
        )
    with clock.at(now + timedelta(minutes=1)):
        consultations.publish_consultation(by, draft.id)
        actions.follow(reader, (CONSULTATION, draft.id))
        actions.deliver()
    assert heard(reader) == [("consultation.published", "city")]


@both_databases
def test_followers_hear_of_phases_outcomes_and_the_councils_answer(
    town: Flask, post_office: MailServer
) -> None:
    by, follower, other = officer(), a_person("Rita"), a_person("Jan")
    consultation = running(by, phases=1)
    actions.follow(follower, (CONSULTATION, consultation.id))
    consultations.turn_due_phases()
    phase = db.session.scalar(sa.select(Phase).where(Phase.consultation_id == consultation.id))
    assert phase is not None
    consultations.close_phase_now(by, phase.id, "Enough.")
    consultations.publish_outcome(by, phase.id)
    consultations.answer_consultation(by, consultation.id, {"en": "We keep the depot."})
    actions.deliver()
    assert heard(follower) == [
        ("consultation.published", "city"),
        ("phase.opened", "followed"),
        ("outcome.published", "followed"),
        ("consultation.answered", "followed"),
    ]
    assert heard(other) == [("consultation.published", "city")]


def test_whoever_wrote_what_came_out_hears_of_the_outcome_without_following(
    town: Flask, post_office: MailServer, silence: Silence
) -> None:
    from commons.consultations.activities import Result

    by, author = officer(), a_person("Rita")
    text = a_text(author)
    silence.results = [
        Result(title=text.title, language="en", chosen=True, contribution_id=text.id)
    ]
    consultation = running(by, phases=1)
    consultations.turn_due_phases()
    phase = db.session.scalars(
        sa.select(Phase).where(Phase.consultation_id == consultation.id)
    ).one()
    consultations.close_phase_now(by, phase.id, "Enough.")
    consultations.publish_outcome(by, phase.id)
    assert ("outcome.published", "answers") in heard(author)


@both_databases
def test_a_vote_that_closes_is_reminded_of_once_and_not_to_those_who_voted(
    town: Flask, post_office: MailServer
) -> None:
    voter, late = a_person("Rita"), a_person("Jan")
    vote = open_vote(closes_in=10 * DAY)
    voting.cast_ballot(voter, vote.phase_id, ["1"], declared=True)
    remind_of_votes()
    assert ("vote.closing", "reminders") not in heard(late)
    with clock.at(clock.now() + 8 * DAY + timedelta(minutes=1)):
        remind_of_votes()
        remind_of_votes()
        actions.deliver()
        assert [kind for kind, _topic in heard(late)].count("vote.closing") == 1
        assert "vote.closing" not in [kind for kind, _topic in heard(voter)]
        (mail,) = post_office.to("jan@example.org")
    assert mail["Subject"].startswith("Vote until ")
    assert f"/gdansk/votes/{vote.phase_id}" in mail.get_content()


def test_whoever_votes_online_is_reminded_of_the_end_of_voting_online(
    town: Flask, post_office: MailServer
) -> None:
    reader = a_person("Jan")
    vote = open_vote(closes_in=30 * DAY, paper_days=20)
    remind_of_votes()
    assert ("vote.closing", "reminders") not in heard(reader)
    with clock.at(clock.now() + 8 * DAY + timedelta(minutes=1)):
        remind_of_votes()
        actions.deliver()
        (mail,) = post_office.to("jan@example.org")
    end = db.session.get_one(Phase, vote.phase_id).closes_at - 20 * DAY
    shown = day_and_time(end, current_city().time_zone)
    assert mail["Subject"].startswith(f"Vote until {shown}")


def test_when_only_paper_ballots_are_entered_nobody_is_asked_to_vote(
    town: Flask, post_office: MailServer
) -> None:
    reader = a_person("Jan")
    open_vote(closes_in=DAY, opens_in=-20 * DAY, paper_days=10)
    remind_of_votes()
    actions.deliver()
    assert ("vote.closing", "reminders") not in heard(reader)
    assert post_office.mails == []


@both_databases
def test_two_workers_remind_once(town: Flask) -> None:
    open_vote(closes_in=DAY, opens_in=-9 * DAY)
    db.session.rollback()  # the workers need the database, too
    start = threading.Barrier(2)

    def work() -> None:
        with town.app_context(), city(CITY):
            start.wait()
            remind_of_votes()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    db.session.rollback()
    closing = sa.select(sa.func.count()).select_from(Event).where(Event.kind == "vote.closing")
    assert db.session.scalar(closing) == 1


def test_a_vote_that_is_over_is_not_reminded_of(town: Flask, post_office: MailServer) -> None:
    reader = a_person("Rita")
    actions.choose(reader, {"reminders": "weekly", "city": "never"})
    open_vote(closes_in=DAY, opens_in=-9 * DAY)
    remind_of_votes()
    with clock.at(clock.now() + 9 * DAY):
        actions.deliver()
        assert post_office.mails == []


@dataclass
class Window:
    opens_at: datetime
    closes_at: datetime


@given(st.timedeltas(timedelta(minutes=2), timedelta(days=400)))
def test_a_reminder_comes_two_days_before_the_end_or_in_the_middle_of_a_short_vote(
    length: timedelta,
) -> None:
    vote = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC) + length)
    moment = remind_at(vote)
    assert vote.opens_at < moment < vote.closes_at
    assert vote.closes_at - moment == min(
        timedelta(days=2), vote.closes_at - vote.opens_at - length / 2
    )


@both_databases
def test_the_author_hears_that_many_support_it_at_each_number_once(
    town: Flask, post_office: MailServer
) -> None:
    author = a_person()
    text = a_text(author, title="Benches")
    people = [db.session.get_one(Person, number) for number in crowd(11, with_address=False)]
    for person in people[:9]:
        contributions.add_support(person, text.id)
    assert heard(author) == []
    contributions.add_support(people[9], text.id)
    contributions.remove_support(people[9], text.id)
    contributions.add_support(people[10], text.id)
    contributions.add_support(people[10], text.id)
    assert heard(author) == [("support.reached", "answers")]
    (mail,) = post_office.mails
    assert mail["Subject"] == "10 people support: Benches"


@both_databases
def test_many_who_support_at_the_same_moment_reach_a_number_once(
    town: Flask, post_office: MailServer
) -> None:
    author = a_person()
    text = a_text(author, title="Benches")
    numbers, text_id = crowd(12, with_address=False), text.id
    for number in numbers[:7]:
        contributions.add_support(db.session.get_one(Person, number), text_id)
    db.session.rollback()

    def go(number: int) -> None:
        with town.app_context(), city(CITY):
            me = db.session.get_one(Person, number)
            db.session.rollback()
            contributions.add_support(me, text_id)
            if number % 2:
                contributions.remove_support(me, text_id)
                contributions.add_support(me, text_id)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(go, numbers[7:]))
    db.session.rollback()
    reached = db.session.scalars(sa.select(Event.data).where(Event.kind == "support.reached"))
    assert [data["count"] for data in reached] == [10]


def test_a_comment_under_no_name_is_told_without_the_name(
    town: Flask, post_office: MailServer
) -> None:
    text, guest = a_text(a_person()), a_person("Rita")
    comment = a_comment(guest, text)
    post_office.mails.clear()
    db.session.execute(sa.text("UPDATE contribution SET shown_as = 'resident'"))
    db.session.commit()
    db.session.expunge_all()
    RECORD("comment.posted", contribution_id=comment.id, subject_id=text.id, actor_id=guest.id)
    actions.deliver()
    (mail,) = post_office.mails
    assert "Rita" not in mail.as_string()
    assert "a resident has commented" in mail.get_content()


def _vote(by: Person, reader: Person) -> None:
    open_vote(closes_in=DAY, opens_in=-9 * DAY)
    remind_of_votes()


def _publish(by: Person, reader: Person) -> None:
    running(by)


def _open(by: Person, reader: Person) -> None:
    consultation = running(by)
    actions.follow(reader, (CONSULTATION, consultation.id))
    consultations.turn_due_phases()


def _outcome(by: Person, reader: Person) -> None:
    consultation = running(by, phases=1)
    actions.follow(reader, (CONSULTATION, consultation.id))
    consultations.turn_due_phases()
    (phase,) = consultation.phases
    consultations.close_phase_now(by, phase.id, "Enough.")
    consultations.publish_outcome(by, phase.id)


def _council(by: Person, reader: Person) -> None:
    consultation = running(by, phases=1)
    actions.follow(reader, (CONSULTATION, consultation.id))
    (phase,) = consultation.phases
    consultations.close_phase_now(by, phase.id, "Enough.")
    consultations.answer_consultation(by, consultation.id, {"en": "We keep it."})


def _answer(by: Person, reader: Person) -> None:
    proposals.answer_proposal(
        by, a_text(reader).id, decision="accepted", texts={"pl": "Zrobimy to."}
    )


def _comment(by: Person, reader: Person) -> None:
    contributions.comment(by, a_text(reader).id, "Dobrze.", "for", "pl")


def _support(by: Person, reader: Person) -> None:
    text = a_text(reader)
    for number in crowd(10, with_address=False):
        contributions.add_support(db.session.get_one(Person, number), text.id)


def _hide(by: Person, reader: Person) -> None:
    hidden(a_moderator("Marek", language="pl"), a_text(reader).id)


def _restore(by: Person, reader: Person) -> None:
    from commons.moderation import actions as moderation

    text, moderator = a_text(reader), a_moderator("Marek", language="pl")
    hidden(moderator, text.id)
    moderation.restore(moderator, text.id, statement="We were wrong about this one.")


def _appeal(by: Person, reader: Person) -> None:
    from commons.moderation import actions as moderation

    text = a_text(reader)
    decision = hidden(a_moderator("Marek", language="pl"), text.id)
    moderation.appeal(reader, decision.id, "I meant something else.")
    moderation.restore(a_moderator("Ewa"), text.id, statement="We were wrong about this one.")


def _mention(by: Person, reader: Person) -> None:
    text = a_text(known("Autor"))
    a_comment(reader, text)
    reader_named(reader)
    contributions.comment(by, text.id, "@Amal!", "for", "pl")


def reader_named(reader: Person) -> None:
    naming.mend_names()
    assert person_by_name("Amal") is not None


def _invited(by: Person, reader: Person) -> None:
    a_text(reader)
    reader_named(reader)
    coauthors.invite_by_name(by, a_text(by, title="Ławki").id, "Amal")


def _removed(by: Person, reader: Person) -> None:
    text = a_text(by, title="Ławki")
    write_together(by, text, reader)
    row = db.session.scalars(sa.select(CoAuthor)).one()
    coauthors.remove(by, text.id, row.id)


def _accepted(by: Person, reader: Person) -> None:
    write_together(reader, a_text(reader), by)


def _declined(by: Person, reader: Person) -> None:
    a_text(by, title="Ławki")
    naming.mend_names()
    text = a_text(reader)
    coauthors.invite_by_name(reader, text.id, by.display_name)
    coauthors.decline(by, text.id)


def _left(by: Person, reader: Person) -> None:
    text = a_text(reader)
    write_together(reader, text, by)
    coauthors.leave(by, text.id)


def _amendment(by: Person, reader: Person) -> None:
    amendment_by(by, a_text(reader))


def _amended(by: Person, reader: Person) -> None:
    amendments.accept(by, amendment_by(reader, a_text(by)).id, seen=1)


def _not_amended(by: Person, reader: Person) -> None:
    amendments.decline(by, amendment_by(reader, a_text(by)).id, reason="Nie.")


HAPPENINGS: dict[str, Callable[[Person, Person], None]] = {
    "amendment.accepted": _amended,
    "amendment.declined": _not_amended,
    "amendment.proposed": _amendment,
    "appeal.answered": _appeal,
    "coauthor.accepted": _accepted,
    "coauthor.declined": _declined,
    "coauthor.invited": _invited,
    "coauthor.left": _left,
    "coauthor.removed": _removed,
    "comment.mentioned": _mention,
    "comment.posted": _comment,
    "consultation.answered": _council,
    "consultation.published": _publish,
    "contribution.hidden": _hide,
    "contribution.restored": _restore,
    "outcome.published": _outcome,
    "phase.opened": _open,
    "proposal.answered": _answer,
    "support.reached": _support,
    "vote.closing": _vote,
    **LIFE,
}


def test_every_kind_of_notice_is_tried_below(town: Flask) -> None:
    assert {kind.name for kind in kinds} == set(HAPPENINGS)


@pytest.mark.parametrize("kind", HAPPENINGS)
@pytest.mark.parametrize("how", ["now", "daily"])
def test_a_mail_is_in_its_readers_language_whoever_caused_it(
    town: Flask, post_office: MailServer, monkeypatch: pytest.MonkeyPatch, kind: str, how: str
) -> None:
    from commons.i18n import catalogue

    reader = a_person("Amal", language="ar")
    topics = ("comments", "answers", "followed", "city", "reminders")
    actions.choose(reader, dict.fromkeys(topics, how))
    post_office.down = True
    with speaking("pl"):  # the language of whoever causes it
        by = officer()
        HAPPENINGS[kind](by, reader)
    spoken: set[str] = set()

    class Overheard(catalogue.NullTranslations):
        def gettext(self, message: str) -> str:
            spoken.add(catalogue.current_language().code)
            return message

        def ngettext(self, singular: str, plural: str, n: int) -> str:
            spoken.add(catalogue.current_language().code)
            return singular if n == 1 else plural

    monkeypatch.setattr(catalogue, "catalogue", lambda _code: Overheard())
    post_office.down = False
    with speaking("uk"), clock.at(clock.now() + DAY - timedelta(hours=1)):  # the worker's language
        actions.deliver()
    mails = post_office.to("amal@example.org")
    assert mails
    assert {mail["Content-Language"] for mail in mails} == {"ar"}
    assert spoken - {"en", "pl"} == {"ar"}, "others were written to as well, in their own"
    assert kind in [name for name, _topic in heard(reader)]


def test_notices_on_the_page_are_in_the_readers_language_with_translated_titles(
    town: Flask, post_office: MailServer
) -> None:
    from commons.notices.queries import inbox

    reader = a_person("Amal", language="ar")
    text = a_text(reader, title="Benches by the sea")
    contributions.add_translation(text.id, "ar", "مقاعد", "مكان للراحة", "Phrase book")
    a_comment(a_person("Rita"), text)
    with speaking("ar"):
        ((told, new),) = inbox(reader).notices
    assert new
    assert "مقاعد" in told.letter.line
    assert "Benches" not in told.letter.line
