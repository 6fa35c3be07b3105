"""What is held about a person: said, shown, taken away, deleted, and forgotten in time."""

import importlib.util
import json
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import Model, db, transaction
from commons.base.errors import Refused
from commons.base.events import Event, record
from commons.base.mail import OutboxMail
from commons.base.privacy import impersonal, personal, points_to_a_person, silences, tables
from commons.cities.context import city
from commons.cities.models import District
from commons.contributions import actions as contributions
from commons.moderation import actions as moderation
from commons.moderation.models import Report
from commons.notices.models import Delivery
from commons.people import actions, granting, leaving, queries
from commons.people.held import everything_held
from commons.people.models import (
    EmailAddress,
    Person,
    RoleGrant,
    SignInCode,
    SignInSession,
    Verification,
)
from commons.people.permissions import ADMINISTRATOR, MODERATOR
from commons.proposals.models import Proposal
from commons.voting import actions as voting
from commons.voting import queries as votes
from commons.voting.models import BoxEntry, RollEntry
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.contributions import comment_by, in_database
from tests.factories.moderation import a_moderator, a_person, a_text, hidden
from tests.factories.voting import close_vote, open_vote
from tests.marks import both_databases

ADDRESS = "ola@example.org"


def came_in(address: str = ADDRESS) -> Person:
    """Somebody who signed in by a link, on a device."""
    _code, link = actions.issue_code(address)
    person = actions.check_link(link)
    actions.start_session(person)
    return person


def everywhere(person: Person) -> tuple[Proposal, Person, int]:
    """Leave a trace of the person in every table that can hold one."""
    other = a_moderator("Marek")
    own, others = a_text(person), a_text(other, title="A night bus")
    comment_by(person, others, "It would take me home.")
    contributions.add_support(person, others.id)
    moderation.report(person, others.id, reason="spam", note="again and again")
    decision = hidden(other, own.id)
    moderation.appeal(person, decision.id, "I did not mean anybody.")
    vote = open_vote()
    voting.cast_ballot(person, vote.phase_id, ["1"], declared=True)
    trace_in_mails_and_roles(person, other, own.id)
    return others, other, vote.phase_id


@transaction
def trace_in_mails_and_roles(person: Person, other: Person, contribution_id: int) -> None:
    """Roles given to and by the person, a mail sent and one on its way, a district."""
    granting.grant_role(person, MODERATOR, reason="for a test")
    db.session.execute(
        sa.update(RoleGrant)
        .where(RoleGrant.person_id == other.id)
        .values(granted_by_id=person.id, ended_by_id=person.id)
    )
    record("comment.posted", actor_id=person.id, contribution_id=contribution_id)
    db.session.flush()
    event_id = db.session.scalar(sa.select(sa.func.max(Event.id)))
    assert event_id is not None
    now = clock.now()
    db.session.add(Delivery(event_id=event_id, person_id=person.id, next_try_at=now))
    db.session.add(
        OutboxMail(at=now, recipient=ADDRESS, subject="Hello", body=f"To {ADDRESS}", language="en")
    )
    person.district_id = db.session.scalar(sa.select(District.id).limit(1))
    db.session.merge(person)


def traces_of(person_id: int, address: str = ADDRESS) -> list[str]:
    """Where in the database the person's number or address still stands."""
    found = []
    for table, _impersonal in tables():
        for column in table.columns:
            if points_to_a_person(column) or column.name == "actor_id":
                there = column == person_id
            elif isinstance(column.type, sa.String):
                there = column.contains(address)
            else:
                continue
            if db.session.scalar(sa.select(sa.func.count()).select_from(table).where(there)):
                found.append(f"{table.name}.{column.name}")
    return found


def tool() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "privacy.py"
    spec = importlib.util.spec_from_file_location("privacy_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_column_says_whether_it_is_about_a_person() -> None:
    assert silences() == []


@pytest.mark.parametrize(
    ("column", "said", "complaint"),
    [
        (sa.Column("phone", sa.String(20)), "id", "does not say"),
        (sa.Column("phone", sa.String(20)), "id phone", "is named like something personal"),
        (sa.Column("owner_id", sa.ForeignKey("person.id")), "id owner_id", "points to a person"),
        (
            sa.Column("note", sa.Text, info=personal("Note", purpose="", kept="a day")),
            "id",
            "lacks what it is",
        ),
        (sa.Column("size", sa.Integer), "id size colour", "no such column"),
    ],
)
def test_a_column_that_says_nothing_or_cannot_be_is_found(
    monkeypatch: pytest.MonkeyPatch, column: "sa.Column[Any]", said: str, complaint: str
) -> None:
    elsewhere = sa.MetaData()
    sa.Table("person", elsewhere, sa.Column("id", sa.Integer, primary_key=True))
    key: sa.Column[int] = sa.Column("id", sa.Integer, primary_key=True)
    added = sa.Table("added", elsewhere, key, column)
    monkeypatch.setattr(
        "commons.base.privacy.tables", lambda: iter([(added, impersonal("Made up.", said))])
    )
    assert [complaint in line for line in silences()] == [True]


def test_a_table_without_a_word_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    added = sa.MetaData()
    sa.Table("added", added, sa.Column("id", sa.Integer, primary_key=True))
    monkeypatch.setattr(Model, "metadata", added)
    assert silences() == ["added.id: does not say whether it is personal"]


def test_the_register_and_the_assessment_are_what_the_code_says() -> None:
    for path, text in tool().files().items():
        assert path.read_text(encoding="utf-8") == text, "run tools/privacy.py"


@both_databases
def test_a_person_sees_everything_and_never_what_they_voted(town: Flask) -> None:
    person = came_in()
    everywhere(person)
    groups = {group.name: group for group in everything_held(person)}
    assert set(groups) == {
        "account", "verification", "roles", "devices", "codes", "outbox", "log", "texts",
        "supports", "reports", "appeals", "votes", "notices", "mails",
    }  # fmt: skip
    assert len(groups["texts"].records) == 2
    (vote,) = groups["votes"].records
    assert "not counted yet" in str(vote[0].shown)
    columns = {fact.column for group in groups.values() for row in group.records for fact in row}
    assert not [name for name in columns if name.startswith("ballot_box")]
    for group in groups.values():
        assert group.reasons


def test_the_page_tells_it_in_the_readers_language_with_the_reason(
    app: Flask, browser: Browser
) -> None:
    browser.language = "pl"
    person = browser.sign_in(name="Kasia")
    browser.open("/account/data")
    assert browser.status == 200
    assert "Kasia" in browser.text
    assert ADDRESS in browser.text
    assert "Until you delete your account." not in browser.text
    html = browser.page.find("html")
    assert html is not None
    assert html["lang"] == "pl"
    assert str(person.id) in browser.text


def test_it_can_be_taken_away_as_json_and_as_a_readable_file(app: Flask, browser: Browser) -> None:
    person = browser.sign_in(name="Kasia")
    with app.app_context(), city(CITY):
        a_text(person, title="<b>Benches</b>", body="x" * 2_000)
    browser.open("/account/data.json")
    assert browser.response is not None
    assert "attachment" in browser.response.headers["Content-Disposition"]
    held = json.loads(browser.response.get_data(as_text=True))
    groups = {group["name"]: group for group in held["groups"]}
    account = {fact["column"]: fact["value"] for fact in groups["account"]["records"][0]}
    assert account["person.display_name"] == "Kasia"
    assert account["email_address.address"] == ADDRESS
    assert groups["account"]["reasons"][0]["purpose"]
    (text,) = groups["texts"]["records"]
    assert "x" * 2_000 in [fact["value"] for fact in text]
    browser.open("/account/data.html")
    assert browser.response is not None
    file = BeautifulSoup(browser.response.get_data(as_text=True), "html.parser")
    assert "<b>Benches</b>" in file.get_text()
    assert "x" * 2_000 in file.get_text()
    assert file.find("b") is None


@both_databases
def test_whoever_leaves_leaves_nothing_of_themselves(town: Flask) -> None:
    person = came_in()
    others, _other, vote_id = everywhere(person)
    close_vote(votes.vote_of(vote_id, with_result=True))  # type: ignore[arg-type]
    assert in_database(others.id).support_count == 1
    before = traces_of(person.id)
    assert {"contribution.author_id", "support.person_id", "email_address.address"} <= set(before)
    leaving.delete_account(person)
    # The log keeps the number, which now leads to nobody.
    assert traces_of(person.id) == ["audit_entry.actor_id"]
    assert db.session.get(Person, person.id) is None
    assert in_database(others.id).support_count == 0
    assert db.session.scalar(sa.select(Report.reporter_id)) is None
    last = db.session.scalar(sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))
    assert last is not None
    assert (last.act, last.subject, last.data) == ("delete_account", f"person {person.id}", {})


@both_databases
def test_whoever_leaves_during_a_vote_is_wiped_and_goes_when_it_is_counted(town: Flask) -> None:
    person = came_in()
    _others, _other, vote_id = everywhere(person)
    leaving.delete_account(person)
    assert traces_of(person.id) == ["audit_entry.actor_id", "ballot_roll.person_id"]
    bare = db.session.get_one(Person, person.id)
    assert (bare.display_name, bare.language, bare.district_id) == ("", "", None)
    assert bare.left_at is not None
    leaving.forget_what_is_over()
    assert db.session.get(RollEntry, (vote_id, person.id)) is not None
    vote = votes.vote_of(vote_id, with_result=True)
    assert vote is not None
    vote = close_vote(vote)
    assert vote.ballots == 1
    leaving.forget_what_is_over()
    db.session.expire_all()
    assert db.session.get(Person, person.id) is None
    assert traces_of(person.id) == ["audit_entry.actor_id"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(BoxEntry)) == 1


@both_databases
def test_nobody_votes_twice_by_leaving_and_coming_back(town: Flask) -> None:
    vote = open_vote()
    person = came_in()
    voting.cast_ballot(person, vote.phase_id, ["1"], declared=True)
    leaving.delete_account(person)
    with pytest.raises(Refused):
        voting.cast_ballot(person, vote.phase_id, ["2"], declared=True)
    back = came_in()
    assert back.id == person.id
    assert back.display_name
    assert back.left_at is None
    assert queries.verification_level(back.id) == 0
    voting.cast_ballot(back, vote.phase_id, ["2"], declared=True)
    assert votes.ballots_cast([vote.phase_id]) == {vote.phase_id: 1}
    assert close_vote(vote).ballots == 1
    leaving.forget_what_is_over()
    assert db.session.get(Person, back.id) is not None


def test_after_the_count_whoever_comes_back_is_somebody_new(town: Flask) -> None:
    vote = open_vote()
    person = came_in()
    voting.cast_ballot(person, vote.phase_id, ["1"], declared=True)
    leaving.delete_account(person)
    close_vote(vote)
    leaving.forget_what_is_over()
    assert came_in().left_address_hash is None
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RollEntry)) == 0


@both_databases
def test_the_only_administrator_cannot_leave(town: Flask) -> None:
    first = a_person("Ada", role=ADMINISTRATOR)
    with pytest.raises(Refused, match="only administrator"):
        leaving.delete_account(first)
    assert db.session.get(Person, first.id) is not None
    second = a_person("Bea", role=ADMINISTRATOR)
    leaving.delete_account(first)
    with pytest.raises(Refused, match="only administrator"):
        leaving.delete_account(second)


def test_an_administrator_whose_time_is_over_does_not_count(town: Flask) -> None:
    first = a_person("Ada", role=ADMINISTRATOR)
    second = a_person("Bea", role=ADMINISTRATOR)
    end_role(second.id)
    with pytest.raises(Refused, match="only administrator"):
        leaving.delete_account(first)


@transaction
def end_role(person_id: int) -> None:
    db.session.execute(
        sa.update(RoleGrant)
        .where(RoleGrant.person_id == person_id)
        .values(ends_at=clock.now() - timedelta(seconds=1))
    )


def test_leaving_takes_a_tick_and_signs_out_everywhere(app: Flask, browser: Browser) -> None:
    person = browser.sign_in(name="Kasia")
    phone = Browser(app)
    phone.sign_in()
    with app.app_context(), city(CITY):
        text = a_text(person)
        number = text.id
    browser.open("/account/delete")
    browser.send()
    assert browser.status == 422
    assert browser.errors
    phone.open("/account")
    assert phone.url == "/gdansk/account"
    browser.open("/account/delete")
    browser.send({"sure": "y"})
    assert browser.status == 200
    assert "deleted" in browser.page.get_text()
    for visitor in (browser, phone):
        visitor.open("/account")
        assert visitor.url == "/gdansk/sign-in"
    browser.open(f"/proposals/{number}")
    assert "A former resident" in browser.text
    assert "Kasia" not in browser.text


def test_the_only_administrator_reads_the_reason_on_the_page(browser: Browser) -> None:
    browser.sign_in(role=ADMINISTRATOR)
    browser.open("/account/delete")
    browser.send({"sure": "y"})
    assert browser.status == 422
    assert "only administrator" in browser.errors[0]


@both_databases
def test_periods_run_by_themselves(app: Flask) -> None:
    with app.app_context(), city(CITY):
        person = came_in()
        keep_a_mail()
        now = clock.now()
    for later, left in (
        (timedelta(hours=1), (1, 1, 1)),
        (timedelta(days=2), (0, 1, 1)),
        (timedelta(days=31), (0, 1, 0)),
        (timedelta(days=61), (0, 0, 0)),
    ):
        with clock.at(now + later):
            app.extensions["commons.jobs"].make_round()
        with app.app_context(), city(CITY):
            assert (
                tuple(
                    db.session.scalar(sa.select(sa.func.count()).select_from(model))
                    for model in (SignInCode, SignInSession, OutboxMail)
                )
                == left
            )
            assert db.session.get(Person, person.id) is not None


@transaction
def keep_a_mail() -> None:
    db.session.add(
        OutboxMail(at=clock.now(), recipient=ADDRESS, subject="Hello", body="You", language="en")
    )


def test_what_others_hold_stays(town: Flask) -> None:
    person, other = came_in(), came_in("jan@example.org")
    voting.cast_ballot(other, open_vote().phase_id, ["1"], declared=True)
    leaving.delete_account(person)
    for model in (EmailAddress, SignInSession, Verification, RollEntry):
        assert db.session.scalars(sa.select(model.person_id)).all() == [other.id]
