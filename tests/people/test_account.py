"""One's own account, the language one reads in, and roles."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed
from commons.cities.context import city
from commons.cities.models import District
from commons.people import actions, granting, queries
from commons.people.models import Person, RoleGrant
from commons.people.permissions import PERMISSIONS, ROLES, demand, may
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.marks import both_databases


def stored(app: Flask) -> Person:
    with app.app_context(), city(CITY):
        person = db.session.scalar(sa.select(Person))
        assert person is not None
        return person


@both_databases
def test_a_person_changes_name_language_and_district(app: Flask, browser: Browser) -> None:
    browser.sign_in()
    with app.app_context(), city(CITY):
        district = db.session.scalar(sa.select(District).where(District.name == "Oliwa"))
        assert district is not None
        number = district.id
    browser.open("/account")
    browser.send(
        {"display_name": "  Оля \u202e z Oliwy ", "language": "uk", "district": str(number)}
    )
    assert browser.status == 200
    person = stored(app)
    assert (person.display_name, person.language, person.district_id) == (
        "Оля z Oliwy",
        "uk",
        number,
    )
    browser.open("/account")
    browser.send({"district": ""})
    assert stored(app).district_id is None


@pytest.mark.parametrize(
    "change",
    [
        {"display_name": ""},
        {"display_name": "x"},
        {"display_name": "x" * 61},
        {"language": "xx"},
        {"language": "de"},
        {"district": "999"},
        {"district": "x"},
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_saved(
    app: Flask, browser: Browser, change: dict[str, str]
) -> None:
    browser.sign_in(name="Ola")
    browser.open("/account")
    browser.send({"display_name": "Kasia", **change})
    assert browser.status == 422
    assert browser.errors
    assert stored(app).display_name == "Ola"
    kept = browser.page.select_one("#display_name")
    assert kept is not None
    assert kept.get("value", "") == change.get("display_name", "Kasia")


def test_the_language_switch_is_a_named_form_that_says_which_is_chosen(browser: Browser) -> None:
    browser.open("/sign-in")
    form = browser.page.select_one(".language-menu form")
    assert form is not None
    assert form["aria-label"]
    chosen = form.select("button[aria-current]")
    assert [button["value"] for button in chosen] == ["en"]
    for button in form.select("button"):
        assert button["lang"] == button["value"]
        assert button["dir"] == ("rtl" if button["value"] in {"ar", "ps"} else "ltr")


def test_the_language_is_remembered_on_the_device_and_for_mails(
    app: Flask, browser: Browser
) -> None:
    browser.sign_in()
    browser.open("/account")
    browser.send(form=".language-menu form", button="button[value=ar]")
    assert browser.url == "/gdansk/account"
    for path in ("/account", "/hidden/"):
        html = browser.open(path).find("html")
        assert html is not None
        assert (html["lang"], html["dir"]) == ("ar", "rtl")
    assert stored(app).language == "ar"
    cookie = browser.client.get_cookie("commons", path="/gdansk/")
    assert cookie is not None
    assert cookie.max_age is not None or cookie.expires is not None
    browser.send(form=f"form[action='/{CITY}/sign-out']") if browser.page.select(
        f"form[action='/{CITY}/sign-out']"
    ) else browser.post("/sign-out")
    html = browser.open("/sign-in").find("html")
    assert html is not None
    assert html["lang"] == "ar"


@pytest.mark.parametrize("code", ["", "xx", "de", "../../etc", "ar" * 50])
def test_a_language_that_is_not_offered_changes_nothing(browser: Browser, code: str) -> None:
    browser.post("/language", {"language": code})
    assert browser.status == 200
    html = browser.open("/sign-in").find("html")
    assert html is not None
    assert html["lang"] == "en"


def test_a_role_opens_pages_at_once_and_ends_by_its_date(app: Flask, browser: Browser) -> None:
    person = browser.sign_in()
    browser.open("/moderation/")
    assert browser.status == 403
    with app.app_context(), city(CITY):
        granting.grant_role(person, "moderator", reason="elected by the residents")
        db.session.execute(sa.update(RoleGrant).values(ends_at=clock.now() + timedelta(days=1)))
        db.session.commit()
        assert queries.others_may("moderate", 999)
        assert not queries.others_may("moderate", person.id)
    browser.open("/moderation/")
    assert browser.status == 200
    with clock.at(clock.now() + timedelta(days=2)):
        browser.open("/moderation/")
        assert browser.status == 403
        with app.app_context(), city(CITY):
            assert not queries.others_may("moderate", 999)


def test_a_role_needs_a_reason_and_leaves_an_entry_in_the_log(town: Flask) -> None:
    _code, link = actions.issue_code("ola@example.org")
    person = actions.check_link(link)
    for role, reason in (("king", "because"), ("resident", "because"), ("officer", " \u200b ")):
        with pytest.raises(ValueError, match="role"):
            granting.grant_role(person, role, reason=reason)
    granting.grant_role(person, "officer", reason="works at the city hall")
    entry = db.session.scalar(sa.select(AuditEntry).where(AuditEntry.act == "grant_role"))
    assert entry is not None
    assert entry.data == {"role": "officer"}


class Somebody:
    helped_by: int | None = None

    def __init__(self, *roles: str) -> None:
        self.roles = frozenset(roles)


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
@pytest.mark.parametrize("role", [None, *ROLES])
def test_the_table_says_who_may_do_what(permission: str, role: str | None) -> None:
    person = None if role is None else Somebody(role)
    allowed = PERMISSIONS[permission]
    expected = "everyone" in allowed or (
        role is not None and ("resident" in allowed or role in allowed)
    )
    assert may(person, permission) is expected
    if not expected:
        with pytest.raises(NotAllowed):
            demand(person, permission)


def test_a_permission_nobody_knows_is_a_mistake_not_a_yes() -> None:
    with pytest.raises(KeyError):
        may(Somebody("administrator"), "do anything")


def test_the_audit_log_is_for_those_with_power_and_shows_it_page_by_page(
    app: Flask, browser: Browser
) -> None:
    browser.sign_in(role="officer")
    with app.app_context(), city(CITY):
        person = db.session.get(Person, 1)
        assert person is not None
        for number in range(55):
            granting.grant_role(person, "moderator", reason=f"for test {number}")
    browser.open("/audit")
    assert len(browser.page.select("tbody tr")) == 50
    onward = browser.page.select_one("a[rel=next]")
    assert onward is not None
    browser.open("/audit?" + str(onward["href"]).split("?")[1])
    assert 5 <= len(browser.page.select("tbody tr")) < 50
