"""How people want to be told: the account's page, collected mails, the link in a mail's foot."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from commons.app import wrap
from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotFound
from commons.base.settings import Settings, SettingsError
from commons.cities.context import city
from commons.notices import actions, queries, rules, tokens
from commons.notices.actions.choosing import ways_of
from commons.notices.models import Delivery
from commons.people.models import EmailAddress, Person
from commons.people.queries import person_by_address
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.moderation import a_comment, a_moderator, a_person, a_text, hidden
from tests.factories.notices import RECORD, count, heard, mails_due
from tests.marks import both_databases
from tests.notices.conftest import MailServer

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with clock.at(moment):
        yield


MOMENTS = st.integers(1_577_836_800, 2_051_222_400).map(lambda s: datetime.fromtimestamp(s, UTC))
ZONES = st.sampled_from(["Europe/Warsaw", "Asia/Kabul", "America/New_York", "Pacific/Apia"])


@given(MOMENTS, ZONES)
def test_collected_mails_go_out_at_the_next_eight_those_of_the_week_on_monday(
    now: datetime, zone: str
) -> None:
    assert rules.due_at(rules.NOW, now, zone) == now
    daily, weekly = (rules.due_at(how, now, zone) for how in (rules.DAILY, rules.WEEKLY))
    for moment, most in ((daily, 1), (weekly, 7)):
        local = moment.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute) == (8, 0)
        # A day on which the clocks change is longer than others.
        assert now < moment <= now + timedelta(days=most, hours=1)
    assert weekly.astimezone(ZoneInfo(zone)).weekday() == 0
    assert daily <= weekly


@both_databases
def test_who_wants_it_collected_gets_one_mail_a_day_and_none_without_news(
    town: Flask, post_office: MailServer
) -> None:
    with at(TUESDAY):
        author = a_person()
        actions.choose(author, {"comments": "daily", "answers": "daily"})
        text = a_text(author, title="Benches")
        for name in ("Rita", "Jan"):
            a_comment(a_person(name), text)
        RECORD("proposal.answered", contribution_id=text.id, decision="accepted")
        actions.deliver()
        assert post_office.to("ola@example.org") == []
    with at(TUESDAY + timedelta(hours=21)):  # 8:00 in Gdańsk is 7:00 UTC
        actions.deliver()
        actions.deliver()
    (mail,) = post_office.to("ola@example.org")
    assert mail["Subject"] == "What is new in Gdańsk"
    body = mail.get_content()
    assert body.index("Comments on what you wrote") < body.index("What becomes of what you wrote")
    assert "* A new comment on: Benches (2 times)" in body
    assert "* The city answered the proposal: Benches" in body
    assert f"https://commons.example/gdansk/proposals/{text.id}" in body
    assert count(Delivery) == 0
    for days in range(1, 9):
        with at(TUESDAY + timedelta(days=days, hours=21)):
            actions.deliver()
    assert len(post_office.to("ola@example.org")) == 1


def test_weekly_mails_wait_for_monday_and_come_together_with_those_of_the_day(
    town: Flask, post_office: MailServer
) -> None:
    with at(TUESDAY):
        author = a_person()
        actions.choose(author, {"comments": "weekly", "answers": "daily"})
        text = a_text(author)
        a_comment(a_person("Rita"), text)
    with at(TUESDAY + timedelta(days=5)):
        actions.deliver()
        assert post_office.to("ola@example.org") == []
        RECORD("proposal.answered", contribution_id=text.id, decision="accepted")
        actions.deliver()
    with at(datetime(2026, 11, 30, 7, 0, tzinfo=UTC)):
        actions.deliver()
    (mail,) = post_office.to("ola@example.org")
    assert "A new comment on" in mail.get_content()
    assert "The city answered" in mail.get_content()


def test_a_collected_mail_does_not_grow_without_end(town: Flask, post_office: MailServer) -> None:
    with at(TUESDAY):
        author = a_person()
        actions.choose(author, {"answers": "daily"})
        for number in range(60):
            text = a_text(author, title=f"Idea {number}")
            RECORD("proposal.answered", contribution_id=text.id, decision="accepted")
        actions.deliver()
    with at(TUESDAY + timedelta(days=1)):
        actions.deliver()
    (mail,) = post_office.mails
    assert mail.get_content().count("\n* ") == 50
    assert "10 more are on your page:" in mail.get_content()


@both_databases
def test_who_wants_nothing_of_a_topic_hears_nothing_of_it_and_is_not_told_another_way(
    town: Flask, post_office: MailServer
) -> None:
    author = a_person()
    text = a_text(author)
    actions.choose(author, {"comments": "never"})
    a_comment(a_person("Rita"), text)
    assert heard(author) == []  # although whoever wrote it follows it, too
    assert post_office.mails == []


def test_decisions_of_moderators_come_at_once_whatever_was_chosen(
    town: Flask, post_office: MailServer
) -> None:
    author = a_person()
    actions.choose(author, dict.fromkeys(rules.DEFAULTS, rules.NEVER))
    hidden(a_moderator(), a_text(author).id)
    (mail,) = post_office.to("ola@example.org")
    assert "List-Unsubscribe" not in mail
    assert "it cannot be turned off" in mail.get_content()
    with pytest.raises(ValueError, match="decisions"):
        actions.choose(author, {"decisions": "never"})


@both_databases
def test_mails_that_wait_follow_a_new_wish(town: Flask, post_office: MailServer) -> None:
    with at(TUESDAY):
        author = a_person()
        actions.choose(author, {"comments": "weekly"})
        a_comment(a_person("Rita"), a_text(author))
        assert mails_due(author) == [("weekly", datetime(2026, 11, 30, 7, tzinfo=UTC))]
        actions.choose(author, {"comments": "daily"})
        assert mails_due(author) == [("daily", datetime(2026, 11, 25, 7, tzinfo=UTC))]
        actions.choose(author, {"comments": "never"})
        assert mails_due(author) == []


def test_the_page_says_what_holds_and_keeps_what_is_chosen(app: Flask) -> None:
    visitor = Browser(app)
    visitor.sign_in()
    visitor.open("/account/notices")
    chosen = {str(radio["name"]): radio["value"] for radio in visitor.page.select("input[checked]")}
    assert chosen == rules.DEFAULTS
    assert "They cannot be turned off" in visitor.text
    visitor.send({"city": "never", "followed": "now"}, form="main form.form")
    assert "Saved." in str(visitor.page)
    with app.app_context(), city(CITY):
        person = person_by_address("ola@example.org")
        assert person is not None
        assert ways_of(person.id) == rules.DEFAULTS | {"city": "never", "followed": "now"}
    visitor.send({"city": "hourly"}, form="main form.form")
    assert visitor.status == 422
    assert visitor.errors == ["Please choose one of the answers."]


def test_without_an_address_one_reads_them_on_the_page_and_is_asked_no_more(
    app: Flask, post_office: MailServer
) -> None:
    visitor = Browser(app)
    signed_in = visitor.sign_in()
    with app.app_context(), city(CITY):
        _forget_address(signed_in)
        person = signed_in
        a_comment(a_person("Rita"), a_text(person))
        assert count(Delivery) == 0
    visitor.open("/account/notices")
    assert "We have no mail address of yours" in visitor.text
    values = [radio["value"] for radio in visitor.page.select("input[name=comments]")]
    assert values == ["now", "never"]
    visitor.send({"city": "never"}, form="main form.form")
    with app.app_context(), city(CITY):
        # Whoever gives an address later is told as often as everybody is at first.
        assert ways_of(person.id) == rules.DEFAULTS | {"city": "never"}
    visitor.open("/proposals/")
    assert "1 new" in str(visitor.page.select_one(".account-news"))
    visitor.open("/notices")
    assert "A new comment on: Benches by the sea" in visitor.text
    assert visitor.page.select_one("main .chip") is not None
    visitor.open("/notices")
    assert visitor.page.select_one("main .chip") is None
    assert visitor.page.select_one(".account-news") is None


def _forget_address(person: Person) -> None:
    transaction(
        lambda: db.session.execute(
            sa.delete(EmailAddress).where(EmailAddress.person_id == person.id)
        )
    )()


def a_mail(post_office: MailServer) -> EmailMessage:
    """A mail about a comment on Ola's text."""
    a_comment(a_person("Rita"), a_text(a_person()))
    (mail,) = post_office.to("ola@example.org")
    return mail


def stop_path(mail: EmailMessage) -> str:
    """Where the mail's own button leads, without the host."""
    header = str(mail["List-Unsubscribe"])
    assert header.startswith("<https://commons.example/")
    return header.partition(">")[0].removeprefix("<https://commons.example")


def ways(address: str = "ola@example.org") -> dict[str, str]:
    db.session.rollback()
    person = person_by_address(address)
    assert person is not None
    found = ways_of(person.id)
    db.session.rollback()  # the pages need the database, too
    return found


@both_databases
def test_one_click_of_a_mail_program_is_enough(town: Flask, post_office: MailServer) -> None:
    mail = a_mail(post_office)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = stop_path(mail)
    # As RFC 8058 has it: no cookies, no token of a form, no page before.
    client = Client(wrap(town, town.extensions["commons.settings"]))
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert ways() == rules.DEFAULTS | {"comments": "never"}
    again = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert again.status_code == 200


def test_opening_the_link_changes_nothing_and_the_page_has_one_button_to_stop(
    town: Flask, post_office: MailServer
) -> None:
    path = stop_path(a_mail(post_office)).removeprefix("/gdansk")
    visitor = Browser(town)
    visitor.open(path)
    assert ways() == rules.DEFAULTS
    assert "Comments on what you wrote" in visitor.text
    assert "example.org" not in str(visitor.page)
    assert "Ola" not in str(visitor.page)
    assert len(visitor.page.select("main .button-primary")) == 1
    visitor.send()
    assert "You get no more mails of this sort." in visitor.text
    assert ways() == rules.DEFAULTS | {"comments": "never"}
    visitor.send(form="main form[method=post]", button="button[value=weekly]")
    assert "once a week" in visitor.text
    assert ways() == rules.DEFAULTS | {"comments": "weekly"}


def test_the_link_lets_nobody_in(town: Flask, post_office: MailServer) -> None:
    visitor = Browser(town)
    visitor.open(stop_path(a_mail(post_office)).removeprefix("/gdansk"))
    visitor.send()
    visitor.open("/account")
    assert visitor.url == "/gdansk/sign-in"


def test_the_mail_says_where_to_get_fewer_in_its_foot(town: Flask, post_office: MailServer) -> None:
    mail = a_mail(post_office)
    assert f"Fewer of these mails, or none: https://commons.example{stop_path(mail)}" in (
        mail.get_content()
    )


def test_the_link_of_a_collected_mail_ends_what_comes_in_it(
    town: Flask, post_office: MailServer
) -> None:
    author = a_person()
    actions.choose(author, {"comments": "daily"})
    token = tokens.write(author, tokens.COLLECTED)
    actions.stop(token)
    assert ways_of(author.id) == {
        "comments": "never", "answers": "now", "followed": "never", "city": "never",
        "reminders": "now",
    }  # fmt: skip


@both_databases
@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: token.replace("comments", "answers"),
        lambda token: token.replace("-", "-9", 1),
        lambda token: token.replace("comments", "decisions"),
        lambda token: token + "x",
        lambda token: token.upper(),
        lambda _token: "comments-1-" + "0" * 40,
        lambda _token: "comments-9999999999-" + "0" * 40,
        lambda _token: "made-up",
        lambda _token: "٣" * 12,
    ],
)
def test_a_link_that_is_not_ours_changes_nothing(
    town: Flask, post_office: MailServer, change: "object"
) -> None:
    token = change(stop_path(a_mail(post_office)).rpartition("/")[2])  # type: ignore[operator]
    client = Client(wrap(town, town.extensions["commons.settings"]))
    for method in ("GET", "POST"):
        answer = client.open(f"/gdansk/notices/stop/{token}", method=method)
        assert answer.status_code == 404
    with pytest.raises(NotFound):
        actions.stop(token)
    assert ways() == rules.DEFAULTS


def test_the_link_of_another_account_city_or_installation_is_another(town: Flask) -> None:
    first, second = a_person(), a_person("Rita")
    token = tokens.write(first, "comments")
    assert tokens.read(token) == tokens.Meant(first.id, "comments")
    assert tokens.write(second, "comments").rpartition("-")[2] != token.rpartition("-")[2]
    # A number is given again once its account is gone: an old mail's link is not for the new one.
    later = Person(id=first.id, created_at=first.created_at + timedelta(seconds=1))
    assert tokens.write(later, "comments") != token
    town.extensions["commons.settings"] = replace(
        town.extensions["commons.settings"], secret_key="another"
    )
    assert tokens.read(token) is None


def test_a_mailbox_for_programs_that_unsubscribe_by_mail_is_named_where_there_is_one(
    town: Flask, post_office: MailServer
) -> None:
    town.extensions["commons.settings"] = replace(
        town.extensions["commons.settings"], unsubscribe_address="less@gdansk.example"
    )
    mail = a_mail(post_office)
    token = stop_path(mail).rpartition("/")[2]
    assert str(mail["List-Unsubscribe"]).endswith(f", <mailto:less@gdansk.example?subject={token}>")


def test_a_mailbox_that_could_break_a_header_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError):
        Settings.from_environment(
            {
                "COMMONS_SECRET_KEY": "secret",
                "COMMONS_UNSUBSCRIBE_ADDRESS": "a@b.example>\nBcc: c@d.example",
            }
        )


def test_one_click_is_promised_only_over_https(town: Flask, post_office: MailServer) -> None:
    town.extensions["commons.settings"] = replace(
        town.extensions["commons.settings"], public_url="http://127.0.0.1:8000"
    )
    mail = a_mail(post_office)
    assert str(mail["List-Unsubscribe"]).startswith("<http://127.0.0.1:8000/")
    assert "List-Unsubscribe-Post" not in mail


def test_the_page_of_notices_is_read_in_pages_and_few_statements(app: Flask) -> None:
    visitor = Browser(app)
    person = visitor.sign_in()
    with app.app_context(), city(CITY):
        for number in range(25):
            a_comment(a_person(f"Guest{number}"), a_text(person, title=f"Idea {number}"))
        page = queries.inbox(person)
        assert len(page.notices) == 20
        assert page.next_before is not None
        assert len(queries.inbox(person, page.next_before).notices) == 5
    visitor.open("/notices")
    assert "Idea 24" in visitor.text
    following = visitor.page.select_one("nav.pagination a, .pagination a")
    assert following is not None
    visitor.open(str(following["href"]))
    assert "Idea 0" in visitor.text
