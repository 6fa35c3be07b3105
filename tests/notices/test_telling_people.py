"""Who hears of what, in which language, whatever the mail server does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.app import create_app
from commons.base import clock, events
from commons.base.database import db, transaction
from commons.base.mail import Mail, MailNotSent, send_mail
from commons.base.settings import Settings
from commons.base.web.links import city_address
from commons.cities.context import city
from commons.i18n.catalogue import speaking
from commons.moderation import actions as moderation
from commons.notices import rules
from commons.notices.actions import deliver
from commons.notices.models import Delivery
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.moderation import (
    STATEMENT,
    a_comment,
    a_moderator,
    a_person,
    a_text,
    hidden,
)
from tests.marks import both_databases
from tests.notices.conftest import MailServer


@transaction
def answered(contribution_id: int) -> None:
    """What the proposals package writes down when the city answers."""
    events.record("proposal.answered", contribution_id=contribution_id, decision="accepted")


@contextmanager
def later(**kwargs: int) -> Iterator[None]:
    with clock.at(clock.now() + timedelta(**kwargs)):
        yield


def waiting() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Delivery)) or 0


@both_databases
def test_the_author_hears_why_and_how_to_appeal_at_once_and_in_their_language(
    town: Flask, post_office: MailServer
) -> None:
    author = a_person("Amal", language="ar")
    text = a_text(author, title="Terrible title", body="Terrible words")
    with speaking("pl"):  # the moderator's language
        decision = hidden(a_moderator(language="pl"), text.id)
    (mail,) = post_office.to("amal@example.org")
    body = mail.get_content()
    assert mail["Content-Language"] == "ar"
    assert STATEMENT in body
    assert f"https://commons.example/gdansk/appeals/{decision.id}" in body
    assert "Terrible" not in body
    assert "Terrible" not in mail["Subject"]
    assert post_office.recipients == [["amal@example.org"]]
    assert waiting() == 0
    deliver()
    assert len(post_office.mails) == 1


def test_the_words_are_those_of_the_readers_language(
    town: Flask, post_office: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []

    def overheard(message: str, /, **values: object) -> str:
        from commons.i18n.catalogue import current_language

        spoken.append(current_language().code)
        return message % values if values else message

    monkeypatch.setattr("commons.notices.about_texts._", overheard)
    with speaking("uk"):
        hidden(a_moderator(language="uk"), a_text(a_person("Piotr", language="pl")).id)
    assert set(spoken) == {"pl"}


def test_headers_are_whole_and_say_that_no_answer_is_expected(
    town: Flask, post_office: MailServer
) -> None:
    hidden(a_moderator(), a_text().id)
    (mail,) = post_office.mails
    assert mail["From"] == "Gdańsk razem <razem@gdansk.example>"
    assert mail["To"] == "ola@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@gdansk.example>")
    assert mail["Date"]


def test_nobody_slips_a_header_into_a_mail(town: Flask, post_office: MailServer) -> None:
    author, guest = a_person(), a_person("Rita\r\nBcc: all@example.org")
    text = a_text(author, title="Benches\r\nBcc: everyone@example.org")
    a_comment(guest, text)
    deliver()
    (mail,) = post_office.to("ola@example.org")
    assert "Bcc" not in mail
    assert post_office.recipients == [["ola@example.org"]]
    with pytest.raises(MailNotSent):
        send_mail(Mail("ola@example.org", "Hello\nBcc: all@example.org", "body", "en"))
    with pytest.raises(MailNotSent):
        send_mail(Mail("ola@example.org\nBcc: all@example.org", "Hello", "body", "en"))
    assert len(post_office.mails) == 1


@both_databases
def test_the_whole_way_of_an_appeal_is_told_to_the_author_once_each_step(
    town: Flask, post_office: MailServer
) -> None:
    author, first, second = a_person(), a_moderator(), a_moderator("Ewa")
    text = a_text(author)
    moderation.appeal(author, hidden(first, text.id).id, "I meant something else.")
    moderation.restore(second, text.id, statement="The author is right.")
    assert [mail["Subject"] for mail in post_office.to("ola@example.org")] == [
        "A text of yours was hidden",
        "The answer to your appeal",
    ]
    assert "Everyone can see it again." in post_office.mails[-1].get_content()
    assert "The author is right." in post_office.mails[-1].get_content()
    assert f"https://commons.example/gdansk/proposals/{text.id}" in (
        post_office.mails[-1].get_content()
    )
    moderation.appeal(author, hidden(first, text.id).id, "I meant something else, again.")
    moderation.keep(second, text.id, reason="hate", statement="No, it is an attack.")
    assert "It stays hidden." in post_office.mails[-1].get_content()
    assert len(post_office.mails) == 4


def test_a_text_shown_again_without_an_appeal_is_told_too(
    town: Flask, post_office: MailServer
) -> None:
    moderator, text = a_moderator(), a_text()
    hidden(moderator, text.id)
    moderation.restore(moderator, text.id, statement="We were wrong here.")
    assert [mail["Subject"] for mail in post_office.mails] == [
        "A text of yours was hidden",
        "A text of yours is shown again",
    ]


def test_reports_that_changed_nothing_are_told_to_nobody(
    town: Flask, post_office: MailServer
) -> None:
    text = a_text()
    moderation.report(None, text.id, reason="spam")
    moderation.keep(a_moderator(), text.id, statement="It keeps to the rules.")
    deliver()
    assert post_office.mails == []


@both_databases
def test_the_author_hears_of_comments_and_answers_but_not_of_their_own(
    town: Flask, post_office: MailServer
) -> None:
    author, guest = a_person(), a_person("Rita")
    text = a_text(author)
    a_comment(author, text, "I forgot to say this.")
    comment = a_comment(guest, text, "Secret words of the comment")
    answered(text.id)
    deliver()
    comments, answer = post_office.to("ola@example.org")
    assert comments["Subject"] == "A new comment on: Benches by the sea"
    assert "Rita" in comments.get_content()
    assert "Secret words" not in comments.get_content()
    assert f"/gdansk/proposals/{text.id}?after={comment.id + 1}#comment-{comment.id}" in (
        comments.get_content()
    )
    assert answer["Subject"] == "The city answered the proposal: Benches by the sea"
    assert post_office.to("rita@example.org") == []


def test_what_was_hidden_before_the_mail_went_out_is_not_mentioned(
    town: Flask, post_office: MailServer
) -> None:
    author, guest, moderator = a_person(), a_person("Rita"), a_moderator()
    text = a_text(author, title="Terrible title")
    post_office.down = True
    comment = a_comment(guest, text)
    answered(text.id)
    hidden(moderator, comment.id)
    hidden(moderator, text.id)
    post_office.down = False
    with later(days=1):
        deliver()
    assert {mail["Subject"] for mail in post_office.mails} == {"A text of yours was hidden"}
    assert "Terrible" not in str([mail.as_string() for mail in post_office.mails])
    assert waiting() == 0


def test_people_without_an_address_are_passed_over(town: Flask, post_office: MailServer) -> None:
    hidden(a_moderator(), a_text(a_person(address="")).id)
    assert post_office.mails == []
    assert waiting() == 0


@both_databases
def test_a_mail_server_that_is_down_loses_nothing_and_is_not_hammered(
    town: Flask, post_office: MailServer
) -> None:
    post_office.down = True
    moderator = a_moderator()
    for number in range(5):
        hidden(moderator, a_text(a_person(f"Ola{number}")).id)
    assert waiting() == 5
    post_office.calls = 0
    with later(minutes=2):
        deliver()
        assert post_office.calls == rules.FAILURES_IN_A_ROW
    post_office.down = False
    with later(hours=1):
        deliver()
        deliver()
    assert len(post_office.mails) == 5
    assert waiting() == 0


def test_a_mail_that_nobody_takes_blocks_no_other_and_is_given_up(
    town: Flask, post_office: MailServer
) -> None:
    moderator = a_moderator()
    post_office.refuses = {"ola@example.org"}
    hidden(moderator, a_text(a_person()).id)
    hidden(moderator, a_text(a_person("Rita")).id)
    assert len(post_office.to("rita@example.org")) == 1
    assert waiting() == 1
    moment = clock.now()
    for hours in range(60):
        with clock.at(moment + timedelta(hours=hours, minutes=30)):
            deliver()
    assert waiting() == 0
    assert post_office.to("ola@example.org") == []
    assert post_office.calls == len(rules.WAITS) + 2


def test_a_notice_that_cannot_be_written_does_not_stop_the_others(
    town: Flask, post_office: MailServer
) -> None:
    author = a_person()
    text = a_text(author)
    with_nothing_said = transaction(events.record)
    with_nothing_said("contribution.hidden", contribution_id=text.id)
    answered(text.id)
    deliver()
    assert [mail["Subject"] for mail in post_office.mails] == [
        "The city answered the proposal: Benches by the sea"
    ]
    assert waiting() == 1


@both_databases
def test_two_workers_at_once_send_one_mail(town: Flask, post_office: MailServer) -> None:
    import threading

    answered(a_text().id)
    start = threading.Barrier(2)

    def work() -> None:
        with town.app_context(), city(CITY):
            start.wait()
            deliver()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    deliver()
    assert len(post_office.mails) == 1


@dataclass
class Happening:
    id: int
    happened_at: datetime


NOW = datetime(2026, 11, 24, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 300)), max_size=12), st.integers(0, 5))
def test_no_event_is_passed_over_while_it_may_still_come(
    steps: list[tuple[int, int]], start: int
) -> None:
    number, happenings = start, []
    for step, seconds in steps:
        number += step
        happenings.append(Happening(number, NOW - timedelta(seconds=seconds)))
    read = rules.settled(happenings, start, NOW)
    assert read == happenings[: len(read)]
    numbers = {start} | {happening.id for happening in happenings}
    for happening in read:
        if NOW - happening.happened_at < rules.IN_FLIGHT:
            assert happening.id - 1 in numbers
    if len(read) < len(happenings):
        stopped = happenings[len(read)]
        assert stopped.id - 1 not in numbers
        assert NOW - stopped.happened_at < rules.IN_FLIGHT


def test_waits_grow_and_end() -> None:
    waits = [rules.wait_after(tries) for tries in range(1, 12)]
    lengths = [wait for wait in waits if wait is not None]
    assert lengths == sorted(lengths)
    assert waits[-1] is None


@pytest.mark.parametrize(
    ("public_url", "hosts", "address"),
    [
        ("https://commons.example", {}, "https://commons.example/gdansk/hidden/"),
        ("http://127.0.0.1:8000", {}, "http://127.0.0.1:8000/gdansk/hidden/"),
        ("https://example.org/commons", {}, "https://example.org/commons/gdansk/hidden/"),
        (
            "https://commons.example",
            {"razem.gdansk.example": CITY},
            "https://razem.gdansk.example/hidden/",
        ),
        (
            "http://127.0.0.1:8000",
            {"gdansk.localhost": CITY},
            "http://gdansk.localhost:8000/hidden/",
        ),
        (
            "https://commons.example",
            {"lodz.example": "lodz"},
            "https://commons.example/gdansk/hidden/",
        ),
    ],
)
def test_a_job_knows_the_whole_address_of_a_page(
    town: Flask, public_url: str, hosts: dict[str, str], address: str
) -> None:
    town.extensions["commons.settings"] = replace(
        town.extensions["commons.settings"], public_url=public_url, hosts=hosts
    )
    assert city_address("moderation.trace") == address


def test_the_outbox_is_only_there_in_a_demonstration_without_a_mail_server(
    app: Flask, settings: Settings
) -> None:
    visitor = Browser(app)
    visitor.open("/outbox")
    assert visitor.status == 404
    for demo, status in ((False, 404), (True, 200)):
        other = create_app(replace(settings, smtp_url=None, demo=demo))
        visitor = Browser(other)
        visitor.open("/outbox")
        assert visitor.status == status


def test_the_outbox_shows_each_mail_in_its_own_language_and_direction(
    app: Flask, settings: Settings
) -> None:
    demo = create_app(replace(settings, smtp_url=None, demo=True), immediate_jobs=True)
    with demo.app_context(), city(CITY):
        hidden(a_moderator(), a_text(a_person("Amal", language="ar")).id)
        hidden(a_moderator("Ewa"), a_text(a_person()).id)
    visitor = Browser(demo)
    visitor.open("/outbox")
    shown = visitor.page.select(".words-text")
    assert [(mail["lang"], mail["dir"]) for mail in shown] == [("en", "ltr"), ("ar", "rtl")]
    link = shown[0].select_one("a")
    assert link is not None
    assert "/appeals/" in str(link["href"])
