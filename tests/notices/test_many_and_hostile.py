"""A city full of followers, workers that die, and names that would be headers."""

import re
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock, mail
from commons.base.database import db
from commons.cities.context import city
from commons.notices import actions
from commons.notices.actions import noting
from commons.notices.models import Delivery, Follow, Notice, NoticeChoice
from commons.notices.subjects import CONTRIBUTION
from commons.people import leaving
from commons.people.held import everything_held
from tests.conftest import CITY, Statements
from tests.factories.moderation import a_comment, a_person, a_text
from tests.factories.notices import RECORD, count, crowd, mails_due
from tests.marks import both_databases
from tests.notices.conftest import MailServer
from tests.proposals.pages import asked

MANY = 3500


@pytest.fixture
def followed(town: Flask) -> int:
    """A proposal that thousands follow; half of them by default, with mails at other times."""
    text = a_text(a_person())
    numbers = crowd(MANY, follows=f"contribution:{text.id}")
    db.session.execute(
        sa.insert(NoticeChoice),
        [
            {"person_id": n, "topic": "followed", "how": ("now", "weekly", "never")[n % 3]}
            for n in numbers[: MANY // 2]
        ],
    )
    db.session.commit()
    return text.id


@both_databases
def test_thousands_are_told_by_a_few_statements_for_each_thousand(
    town: Flask, followed: int, statements: Statements
) -> None:
    RECORD("proposal.answered", contribution_id=followed, decision="accepted")
    wanted = MANY - MANY // 2 // 3 + 1  # those who want nothing are left out; the author is told
    statements.clear()
    rounds = 1
    while actions.note_events():
        rounds += 1
    assert abs(count(Notice) - wanted) <= 1
    assert count(Delivery) == count(Notice)
    assert rounds == 1 + wanted // noting.PEOPLE_AT_ONCE
    assert len(asked(statements)) <= 12 * rounds
    assert not [s for s in statements if s.count("(") > 200], "no list of people in a statement"


@both_databases
def test_a_worker_that_dies_between_two_thousands_goes_on_where_it_was(
    town: Flask, followed: int
) -> None:
    RECORD("proposal.answered", contribution_id=followed, decision="accepted")
    assert actions.note_events()
    first = count(Notice)
    assert first == noting.PEOPLE_AT_ONCE
    db.session.execute(sa.delete(Delivery))  # sent, and done with
    db.session.commit()
    while actions.note_events():
        pass
    assert count(Delivery) == count(Notice) - first


@both_databases
def test_two_workers_at_once_tell_everybody_once(town: Flask, followed: int) -> None:
    RECORD("proposal.answered", contribution_id=followed, decision="accepted")
    start, failures = threading.Barrier(2), []

    def work() -> None:
        with town.app_context(), city(CITY):
            start.wait()
            try:
                while actions.note_events():
                    pass
            except Exception as failure:  # noqa: BLE001  (whatever it is, it is shown)
                failures.append(failure)

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert count(Notice) == count(Delivery)
    assert abs(count(Notice) - (MANY - MANY // 2 // 3 + 1)) <= 1


def test_whoever_comments_does_not_wait_for_thousands(
    town: Flask, followed: int, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commons.contributions.actions import comments

    hurried: list[str] = []
    monkeypatch.setattr(comments, "hurry", hurried.append)
    guest = a_person("Rita")
    text = db.session.get_one(type(a_text(a_person("Jan"))), followed)
    statements.clear()
    a_comment(guest, text)
    assert hurried == ["notices.deliver"]
    assert len(asked(statements)) < 20
    assert count(Notice) == 0


@both_databases
def test_two_workers_send_a_collected_mail_once(town: Flask, post_office: MailServer) -> None:
    author = a_person()
    actions.choose(author, {"comments": "daily"})
    text = a_text(author)
    for number in range(5):
        a_comment(a_person(f"Guest{number}"), text)
    start = threading.Barrier(2)
    tomorrow = clock.now() + timedelta(days=1)

    def work() -> None:
        with town.app_context(), city(CITY), clock.at(tomorrow):
            start.wait()
            actions.deliver()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(post_office.to("ola@example.org")) == 1
    assert count(Delivery) == 0


@both_databases
@pytest.mark.parametrize("how", ["now", "daily"])
def test_a_crash_after_sending_repeats_the_mail_once_at_most(
    town: Flask, post_office: MailServer, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    from commons.notices.actions import sending

    author = a_person()
    actions.choose(author, {"comments": how})
    text, guest = a_text(author), a_person("Rita")

    class PowerCut(BaseException):
        """Nothing catches it."""

    def cut(_mail: object) -> None:
        mail.send_mail(_mail)  # type: ignore[arg-type]
        raise PowerCut

    moment = clock.now() + timedelta(days=1)
    RECORD("comment.posted", contribution_id=a_comment(guest, text).id, subject_id=text.id)
    actions.note_events()
    post_office.mails.clear()
    post_office.recipients.clear()
    db.session.execute(sa.update(Delivery).values(next_try_at=moment))
    db.session.commit()
    with monkeypatch.context() as patch, clock.at(moment):
        patch.setattr(sending, "send_mail", cut)
        with pytest.raises(PowerCut):
            actions.deliver()
    assert len(post_office.to("ola@example.org")) == 1
    for hours in range(1, 40):
        with clock.at(moment + timedelta(hours=hours)):
            actions.deliver()
    assert len(post_office.to("ola@example.org")) == 2
    assert mails_due(author) == []


HOSTILE = [
    "Rita\r\nBcc: all@example.org",
    "Rita\nSubject: You won",
    "Rita\u2028Bcc: all@example.org",
    "Rita\x0bBcc: all@example.org",
    "\u202egro.elpmaxe@lla\u202c Rita",
    "\u2066Rita\u2069\x00",
    "=?utf-8?q?Bcc=3A_all=40example=2Eorg?=",
    "Rita" * 60,
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("how", ["now", "daily"])
def test_no_name_and_no_title_breaks_a_header(
    town: Flask, post_office: MailServer, words: str, how: str
) -> None:
    author = a_person()
    actions.choose(author, {"comments": how, "answers": how})
    text = a_text(author, title=words[:160])
    guest = a_person("Jan")
    db.session.execute(
        sa.text("UPDATE person SET display_name = :name WHERE id IN (:guest, :author)"),
        {"name": words.replace("\x00", "")[:60], "guest": guest.id, "author": author.id},
    )
    db.session.commit()
    db.session.expire_all()
    a_comment(db.session.merge(guest), text)
    with clock.at(clock.now() + timedelta(days=1)):
        actions.deliver()
    (sent,) = post_office.to("ola@example.org")
    assert post_office.recipients == [["ola@example.org"]]
    allowed = {
        "from", "to", "subject", "date", "message-id", "auto-submitted", "list-unsubscribe",
        "list-unsubscribe-post", "content-type", "content-transfer-encoding", "mime-version",
        "content-language",
    }  # fmt: skip
    assert {name.lower() for name in sent} - {"x-peer", "x-mailfrom", "x-rcptto"} <= allowed
    whole = f"{sent['Subject']}\n{sent.get_content()}"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x0b\u2028]", whole)
    assert len(str(sent["Subject"])) < 150


def test_the_way_to_stop_stands_in_its_header_as_plain_letters(
    town: Flask, post_office: MailServer
) -> None:
    a_comment(a_person("Rita"), a_text(a_person()))
    (wire,) = post_office.wires
    header = wire.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    (line,) = [line for line in header.split(b"\r\n") if line.startswith(b"List-Unsubscribe:")]
    assert re.fullmatch(rb"List-Unsubscribe: <https://commons\.example/[a-z0-9/-]+>", line)


@both_databases
def test_notices_are_forgotten_after_ninety_days(town: Flask, post_office: MailServer) -> None:
    a_comment(a_person("Rita"), a_text(a_person()))
    with clock.at(clock.now() + timedelta(days=89)):
        actions.forget_old()
        assert count(Notice) == 1
    with clock.at(clock.now() + timedelta(days=91)):
        actions.forget_old()
        assert count(Notice) == 0


@both_databases
def test_a_person_sees_what_is_held_and_leaving_removes_it(
    town: Flask, post_office: MailServer
) -> None:
    person, text = a_person(), a_text(a_person("Jan"), title="A night bus")
    actions.follow(person, (CONTRIBUTION, text.id))
    actions.choose(person, {"city": "never"})
    a_comment(a_person("Rita"), text)
    groups = {group.name: group for group in everything_held(person)}
    shown = [str(fact.shown) for name in groups for row in groups[name].records for fact in row]
    for words in ("A new comment on: A night bus", "A night bus", "Not at all"):
        assert words in shown
    assert {"notices", "mails", "followed", "notice_choices"} <= set(groups)
    leaving.delete_account(person)
    for model in (Notice, Delivery, Follow, NoticeChoice):
        left = sa.select(sa.func.count()).select_from(model).where(model.person_id == person.id)
        assert db.session.scalar(left) == 0
