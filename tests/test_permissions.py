"""The table of permissions, held against every address of the app."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule
from werkzeug.test import TestResponse

from commons.base.database import Model, db
from commons.cities.context import city
from commons.people.permissions import EVERYONE, PERMISSIONS, ROLES, may, requires
from tests.browser_client import Browser
from tests.conftest import CITY

NOT_OF_A_CITY = {"host", "styleguide", "static"}
"""Blueprints whose pages everyone may read: they belong to no city and know no person."""

as_each_role = pytest.mark.parametrize(
    ("role", "database_kind"),
    [
        *((role, "sqlite") for role in (None, *ROLES)),
        # Who may do what is no question to a database: here its statements are looked at.
        *((role, "postgresql") for role in (None, "resident", "administrator")),
    ],
    indirect=["database_kind"],
)

SIGN_OUT = {"people.sign_out", "kiosk.set_up"}


class Visitor:
    """Somebody with a role, or None: not signed in."""

    helped_by: int | None = None

    def __init__(self, app: Flask, role: str | None) -> None:
        self.role = role
        self.roles = frozenset({role} if role else ())
        self.helped_by: int | None = None
        self.token = ""
        self.browser = Browser(app)
        if role is not None:
            self.browser.sign_in(f"{role}@example.org", role=None if role == "resident" else role)

    def may(self, permission: str) -> bool:
        return may(None if self.role is None else self, permission)

    def ask(self, method: str, path: str) -> TestResponse:
        """Send a request, with a valid token where one is needed; redirects are not followed."""
        if method != "POST":
            answer = self.browser.client.open(f"/gdansk{path}", method=method)
            answer.close()
            return answer
        answer = self._post(path)
        if answer.status_code == 400:  # the request before may have begun a new session
            self.token = ""
            answer = self._post(path)
        return answer

    def _post(self, path: str) -> TestResponse:
        if not self.token:
            page = self.browser.client.get("/gdansk/hidden/").get_data(as_text=True)
            token = BeautifulSoup(page, "html.parser").find("input", {"name": "csrf_token"})
            assert isinstance(token, Tag)
            self.token = str(token["value"])
        data = {"csrf_token": self.token}
        return self.browser.client.open(f"/gdansk{path}", method="POST", data=data)


def rules_of_a_city(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in NOT_OF_A_CITY:
            yield rule


def permission_of(app: Flask, rule: Rule) -> str:
    return str(getattr(app.view_functions[rule.endpoint], "permission", ""))


def made_up(converter: BaseConverter) -> object:
    """A value that an address may hold; most likely nothing is there."""
    if isinstance(converter, IntegerConverter):
        return 1
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return "made-up" if re.fullmatch(converter.regex, "made-up") else "0" * 32


def path_of(app: Flask, rule: Rule) -> str:
    """An address of the rule, with made-up values in it."""
    values = {name: made_up(rule._converters[name]) for name in rule.arguments}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def silent(app: Flask) -> list[str]:
    """The endpoints that do not say who may use them."""
    return [
        rule.endpoint
        for rule in rules_of_a_city(app)
        if permission_of(app, rule) not in PERMISSIONS
    ]


def test_every_address_states_its_permission(app: Flask) -> None:
    assert silent(app) == []


def test_a_new_address_that_states_none_is_found() -> None:
    app = Flask("new")
    app.add_url_rule("/open", "open", requires("read")(lambda: "everyone may"))
    app.add_url_rule("/forgotten", "forgotten", lambda: "nobody said who may")
    assert silent(app) == ["forgotten"]


def test_the_walk_goes_as_every_role_there_is() -> None:
    assert {"mediator", "auditor"} <= set(ROLES)
    granted = {role for allowed in PERMISSIONS.values() for role in allowed}
    assert granted == {EVERYONE, *ROLES}


def test_every_permission_guards_something(app: Flask) -> None:
    from pathlib import Path

    code = "".join(path.read_text() for path in Path("commons").rglob("*.py"))
    unused = [name for name in PERMISSIONS if code.count(f'"{name}"') < 2]
    assert unused == []


def wrong(answer: TestResponse, *, allowed: bool, signed_in: bool) -> bool:
    """Whether an answer is not the one that the table of permissions asks for."""
    if answer.status_code >= 500:
        return True
    led_to_sign_in = answer.status_code == 303 and answer.headers["Location"].endswith("/sign-in")
    if allowed:
        return answer.status_code == 403 and not signed_in
    return answer.status_code != 403 if signed_in else not led_to_sign_in


@as_each_role
def test_each_role_gets_what_the_table_says(app: Flask, role: str | None) -> None:
    visitor = Visitor(app, role)
    mistakes = []
    for rule in rules_of_a_city(app):
        if rule.endpoint in SIGN_OUT:
            continue
        allowed = visitor.may(permission_of(app, rule))
        for method in ("GET", "POST"):
            if method not in (rule.methods or ()):
                continue
            answer = visitor.ask(method, path_of(app, rule))
            if wrong(answer, allowed=allowed, signed_in=role is not None):
                mistakes.append((method, rule.rule, answer.status_code))
            if allowed and not rule.arguments and method == "GET" and answer.status_code == 403:
                mistakes.append((method, rule.rule, answer.status_code))
    assert mistakes == []


def rows_of_all_tables() -> dict[str, list[tuple[object, ...]]]:
    """Everything the city's database holds."""
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(sa.select(table))), key=str)
        for table in Model.metadata.sorted_tables
    }


def senders(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every way to send something, with its rule."""
    for rule in rules_of_a_city(app):
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            yield method, rule


@as_each_role
def test_what_a_role_may_not_send_is_turned_away_and_changes_nothing(
    app: Flask, role: str | None
) -> None:
    visitor = Visitor(app, role)
    sent, mistakes = 0, []
    with app.app_context(), city(CITY):
        before = rows_of_all_tables()
    for method, rule in senders(app):
        if visitor.may(permission_of(app, rule)):
            continue
        answer = visitor.ask(method, path_of(app, rule))
        sent += 1
        if wrong(answer, allowed=False, signed_in=role is not None):
            mistakes.append((method, rule.rule, answer.status_code))
    assert mistakes == []
    assert sent > 0 or role == "administrator"
    with app.app_context(), city(CITY):
        assert rows_of_all_tables() == before


def test_nothing_is_sent_in_a_way_that_carries_no_token(app: Flask) -> None:
    assert {method for method, _rule in senders(app)} == {"POST"}


@pytest.mark.parametrize("path", ["/account", "/moderation/", "/office/", "/audit"])
def test_whoever_is_not_signed_in_is_asked_to(app: Flask, path: str) -> None:
    visitor = Browser(app)
    visitor.open(path)
    assert visitor.url == "/gdansk/sign-in"
    assert visitor.status == 200
