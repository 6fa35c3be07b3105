"""Roles: granted with a reason and an end, ended with a reason, never the last administrator's."""

import importlib.util
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from bs4 import Tag
from click.testing import CliRunner
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.cities.context import city
from commons.commands import people as commands
from commons.people import actions, granting, leaving, queries, roles, rules
from commons.people.models import Person, RoleGrant
from commons.people.permissions import PERMISSIONS
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.marks import both_databases


def came_in(address: str, *held: str) -> Person:
    _code, link = actions.issue_code(address)
    person = actions.check_link(link)
    for role in held:
        granting.grant_role(person, role, reason="for a test")
    person.roles = frozenset(held)
    return person


def newest_grant() -> RoleGrant:
    grant = db.session.scalar(
        sa.select(RoleGrant)
        .order_by(RoleGrant.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    assert grant is not None
    return grant


def grant_of(person: Person, role: str = "administrator") -> int:
    """The number of the grant in force."""
    found = db.session.scalar(
        sa.select(RoleGrant.id).where(
            RoleGrant.person_id == person.id, RoleGrant.role == role, queries.in_force()
        )
    )
    assert found is not None
    return found


def administrators() -> int:
    return sum(held.grant.role == "administrator" for held in roles.roles_now())


def cards(browser: Browser, heading: str) -> str:
    """What the page of roles says below a heading."""
    title = browser.page.find("h2", string=heading)
    assert isinstance(title, Tag)
    below = title.find_next_sibling()
    assert below is not None
    return " ".join(below.get_text(" ").split())


@both_databases
def test_an_administrator_grants_and_ends_a_role(app: Flask, browser: Browser) -> None:
    guest = Browser(app)
    guest.sign_in("ola@example.org", name="Ola")
    browser.sign_in("ada@example.org", role="administrator", name="Ada")
    guest.open("/moderation/")
    assert guest.status == 403
    browser.open("/roles/new")
    browser.send(
        {"address": " Ola@Example.org", "role": "moderator", "reason": "elected by residents"}
    )
    assert browser.status == 200
    assert "Ola" in cards(browser, "Now")
    assert "elected by residents" in cards(browser, "Now")
    guest.open("/moderation/")
    assert guest.status == 200
    with app.app_context(), city(CITY):
        number = newest_grant().id
    browser.open(f"/roles/{number}/end")
    browser.send({"reason": "moved away"})
    assert "Ola" not in cards(browser, "Now")
    earlier = cards(browser, "Earlier")
    assert "Ola" in earlier
    assert "moved away" in earlier
    assert "Who ended it Ada" in earlier
    guest.open("/moderation/")
    assert guest.status == 403
    with app.app_context(), city(CITY):
        log = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
        granted, ended = log[-2:]
        ada = db.session.scalar(sa.select(Person.id).where(Person.display_name == "Ada"))
        assert (granted.act, ended.act) == ("grant_role", "end_role")
        assert granted.actor_id == ended.actor_id == ada
        assert granted.subject == ended.subject
        assert ended.data == {"role": "moderator"}


def test_an_unknown_address_is_told_what_to_do_and_what_was_typed_is_kept(
    browser: Browser,
) -> None:
    browser.sign_in(role="administrator")
    browser.open("/roles/new")
    browser.send({"address": "who@example.org", "role": "officer", "reason": "new at city hall"})
    assert browser.status == 422
    assert ["sign in here once" in error for error in browser.errors] == [True]
    assert browser.page.select_one("#reason")["value"] == "new at city hall"  # type: ignore[index]
    assert browser.page.select_one("input[value=officer]").has_attr("checked")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"address": ""}, "e-mail address"),
        ({"address": "ola"}, "not an e-mail address"),
        ({"role": "king"}, "choose one of the answers"),
        ({"role": "resident"}, "choose one of the answers"),
        ({"role": ""}, "choose one of the answers"),
        ({"reason": " \u200b "}, "why they get this role"),
        ({"reason": "x" * 301}, "too long"),
        ({"last_day": "tomorrow"}, "Give a day"),
        ({"last_day": "2026-02-30"}, "Give a day"),
        ({"last_day": "2020-01-01"}, "This day is over"),
        ({"last_day": "9999-12-31"}, "before the year"),
        ({"last_day": "0001-01-01"}, "This day is over"),
    ],
)
def test_what_cannot_be_granted_is_explained(
    app: Flask, browser: Browser, change: dict[str, str], complaint: str
) -> None:
    browser.sign_in("ada@example.org", role="administrator")
    browser.open("/roles/new")
    good = {"address": "ada@example.org", "role": "officer", "reason": "because"}
    browser.send({**good, **change})
    assert browser.status == 422
    assert [complaint in error for error in browser.errors] == [True]
    with app.app_context(), city(CITY):
        assert newest_grant().role == "administrator"


@both_databases
def test_a_role_ends_with_its_last_day_on_the_citys_clocks(app: Flask, browser: Browser) -> None:
    morning = datetime(2026, 11, 24, 8, tzinfo=UTC)
    with clock.at(morning):
        browser.sign_in("ada@example.org", role="administrator")
        browser.open("/roles/new")
        browser.send(
            {
                "address": "ada@example.org",
                "role": "moderator",
                "reason": "for the holidays",
                "last_day": "2026-11-25",
            }
        )
        assert "November 25, 2026" in cards(browser, "Now")
    midnight = datetime(2026, 11, 25, 23, tzinfo=UTC)  # in Gdańsk
    for moment, status in ((midnight - timedelta(seconds=1), 200), (midnight, 403)):
        with clock.at(moment), app.app_context(), city(CITY):
            person = db.session.scalar(sa.select(Person))
            assert person is not None
            token = actions.start_session(person)
            known = queries.person_by_session(token)
            assert known is not None
            assert ("moderator" in known.roles) is (status == 200)
    with clock.at(midnight):
        browser.open("/roles")
        assert "for the holidays" in cards(browser, "Earlier")


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["Europe/Warsaw", "Asia/Kabul", "America/Santiago", "Pacific/Apia"]),
)
def test_a_day_ends_where_the_next_begins(day: date, zone: str) -> None:
    from zoneinfo import ZoneInfo

    end = rules.end_of_day(day, zone)
    assert end.astimezone(ZoneInfo(zone)).date() > day
    assert (end - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date() <= day


def test_granting_again_takes_the_place_of_the_earlier_grant(town: Flask) -> None:
    ada = came_in("ada@example.org", "administrator")
    ola = came_in("ola@example.org", "moderator")
    until = clock.now() + timedelta(days=30)
    granting.grant_role(ola, "moderator", reason="until spring", ends_at=until, granted_by=ada)
    now = [held.grant for held in roles.roles_now() if held.grant.person_id == ola.id]
    assert [(grant.reason, grant.ends_at) for grant in now] == [("until spring", until)]
    (earlier,) = roles.roles_earlier(None).items
    assert (earlier.grant.end_reason, earlier.grant.ended_by_id) == ("until spring", ada.id)


def test_only_an_administrator_grants_and_ends(town: Flask) -> None:
    ola = came_in("ola@example.org", "moderator")
    for role in (None, "moderator", "officer", "auditor"):
        somebody = came_in(f"{role}@example.org", *([role] if role else []))
        with pytest.raises(NotAllowed):
            granting.grant_role(ola, "officer", reason="because", granted_by=somebody)
        with pytest.raises(NotAllowed):
            granting.end_role(somebody, grant_of(ola, "moderator"), reason="because")


def test_what_cannot_be_ended_is_refused(town: Flask) -> None:
    ada = came_in("ada@example.org", "administrator")
    ola = came_in("ola@example.org", "moderator")
    with pytest.raises(NotFound):
        granting.end_role(ada, 999, reason="because")
    with pytest.raises(ValueError, match="reason"):
        granting.end_role(ada, grant_of(ola, "moderator"), reason=" \u200b")
    number = grant_of(ola, "moderator")
    granting.end_role(ada, number, reason="because")
    with pytest.raises(Refused, match="ended already"):
        granting.end_role(ada, number, reason="again")
    assert db.session.get_one(RoleGrant, number).end_reason == "because"
    with pytest.raises(ValueError, match="after it begins"):
        granting.grant_role(ola, "officer", reason="because", ends_at=clock.now())


def test_nobody_grants_a_role_to_somebody_who_has_left(town: Flask) -> None:
    ola = came_in("ola@example.org")
    leaving.delete_account(ola)
    with pytest.raises(Refused, match="deleted"):
        granting.grant_role(ola, "officer", reason="because")


def test_an_address_of_an_ended_role_is_no_page(app: Flask, browser: Browser) -> None:
    browser.sign_in(role="administrator")
    for number in ("999", "99999999999999999999"):
        browser.open(f"/roles/{number}/end")
        assert browser.status == 404


def test_the_last_administrator_stays_and_reads_why(app: Flask, browser: Browser) -> None:
    ada = browser.sign_in("ada@example.org", role="administrator")
    with app.app_context(), city(CITY):
        number = grant_of(ada)
    browser.open(f"/roles/{number}/end")
    browser.send({"reason": ""})
    assert browser.errors == ["Please say why the role ends."]
    browser.send({"reason": "I am tired"})
    assert browser.status == 422
    assert ["only administrator" in error for error in browser.errors] == [True]
    assert browser.page.select_one("#reason")["value"] == "I am tired"  # type: ignore[index]
    browser.open("/roles")
    assert browser.status == 200
    Browser(app).sign_in("bea@example.org", role="administrator")
    browser.open(f"/roles/{number}/end")
    browser.send({"reason": "I am tired"})
    assert browser.status == 403  # the page of roles is no longer theirs
    with app.app_context(), city(CITY):
        assert administrators() == 1


def test_an_administrator_whose_day_is_over_does_not_count(town: Flask) -> None:
    ada, bea = (came_in(f"{name}@example.org", "administrator") for name in ("ada", "bea"))
    granting.grant_role(
        bea, "administrator", reason="a month", ends_at=clock.now() + timedelta(days=30)
    )
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(Refused, match="only"):
        granting.end_role(ada, grant_of(ada), reason="because")
    granting.end_role(ada, grant_of(ada), reason="because")


@both_databases
@pytest.mark.parametrize("leaves", [False, True])
def test_of_two_last_administrators_who_go_at_once_one_stays(app: Flask, leaves: bool) -> None:
    for trial in range(3):
        with app.app_context(), city(CITY):
            pair = [
                came_in(f"{name}{trial}@example.org", "administrator") for name in ("ada", "bea")
            ]
            numbers = [grant_of(person) for person in pair]
        start, went = threading.Barrier(2), []

        def go(turn: int, start: threading.Barrier, went: list[bool]) -> None:
            with app.app_context(), city(CITY):
                start.wait()
                try:
                    if leaves and turn:
                        leaving.delete_account(pair[turn])  # noqa: B023
                    else:
                        granting.end_role(pair[turn], numbers[turn], reason="tired")  # noqa: B023
                except Refused:
                    went.append(False)
                else:
                    went.append(True)

        threads = [threading.Thread(target=go, args=(turn, start, went)) for turn in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(went) == [False, True]
        with app.app_context(), city(CITY):
            assert administrators() == 1
            db.session.execute(
                sa.update(RoleGrant).values(end_reason="the next try", ends_at=clock.now())
            )
            db.session.commit()


@both_databases
def test_two_who_end_each_others_role_leave_one_administrator(app: Flask) -> None:
    with app.app_context(), city(CITY):
        pair = [came_in(f"{name}@example.org", "administrator") for name in ("ada", "bea")]
        numbers = [grant_of(person) for person in pair]
    start, refused = threading.Barrier(2), []

    def end_the_others(turn: int) -> None:
        with app.app_context(), city(CITY):
            start.wait()
            try:
                granting.end_role(pair[turn], numbers[1 - turn], reason="a quarrel")
            except Refused:
                refused.append(turn)

    threads = [threading.Thread(target=end_the_others, args=(turn,)) for turn in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    with app.app_context(), city(CITY):
        assert administrators() == 1


def test_an_auditor_reads_roles_and_log_and_is_offered_nothing_to_change(
    app: Flask, browser: Browser
) -> None:
    browser.sign_in(role="auditor")
    browser.open("/audit")
    assert browser.status == 200
    browser.open("/roles")
    assert browser.status == 200
    assert not browser.page.select("main form, main .button")
    menu = [link.get_text() for link in browser.page.select(".site-nav a")]
    assert "Roles" in menu
    assert "Office" not in menu
    browser.open("/roles/new")
    assert browser.status == 403


def test_others_are_not_offered_the_page(app: Flask, browser: Browser) -> None:
    browser.sign_in(role="officer")
    browser.open("/")
    assert "Roles" not in [link.get_text() for link in browser.page.select(".site-nav a")]
    browser.open("/roles")
    assert browser.status == 403


def test_the_page_of_roles_takes_few_statements_and_goes_on(
    app: Flask, browser: Browser, statements: list[str]
) -> None:
    browser.sign_in(role="administrator")
    with app.app_context(), city(CITY):
        ola = came_in("ola@example.org")
        for number in range(55):
            granting.grant_role(ola, "moderator", reason=f"for test {number}")
    statements.clear()
    browser.open("/roles")
    assert len([text for text in statements if text.startswith("SELECT")]) <= 8
    onward = browser.page.select_one("a[rel=next]")
    assert onward is not None
    browser.open("/roles?" + str(onward["href"]).split("?")[1])
    assert len(browser.page.select(".card")) == 4
    for odd in ("x", "-1", "9" * 30):
        browser.open("/roles", query_string={"before": odd})
        assert browser.status == 200


def test_the_operator_grants_a_role_with_a_last_day(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "create_app", lambda: app)
    with app.app_context(), city(CITY):
        ola = came_in("ola@example.org")

    def run(*words: str) -> str:
        result = CliRunner().invoke(
            commands.grant, ["ola@example.org", *words, "--city", CITY, "--reason", "asked for"]
        )
        return f"{result.exit_code} {result.output}"

    assert run("auditor", "--until", "2090-06-30").startswith("0 ")
    with app.app_context(), city(CITY):
        assert newest_grant().ends_at == datetime(2090, 6, 30, 22, tzinfo=UTC)
        assert newest_grant().person_id == ola.id
    assert "must end after" in run("auditor", "--until", "2020-01-01")
    assert "does not match" in run("auditor", "--until", "soon")
    assert "must be one of" in run("king")


def tool() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "permissions.py"
    spec = importlib.util.spec_from_file_location("permissions_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_about_permissions_is_what_the_code_says() -> None:
    made = tool()
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), "run tools/permissions.py"
    for word in PERMISSIONS:
        assert f"| {word} |" in made.page()
