"""Signing in and out: what a person meets, and what a guesser does."""

import re
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base import clock
from commons.base.database import db
from commons.base.errors import Refused
from commons.base.mail import OutboxMail
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.people import actions, granting, queries, rules
from commons.people.models import EmailAddress, Person, SignInCode, SignInSession
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.marks import both_databases

ADDRESS = "ola@example.org"


def last_mail(app: Flask) -> tuple[str, str, str]:
    """Subject, body and language of the newest mail."""
    with app.app_context(), city(CITY):
        mail = db.session.scalar(sa.select(OutboxMail).order_by(OutboxMail.id.desc()).limit(1))
        assert mail is not None
        return mail.subject, mail.body, mail.language


def mailed_code(app: Flask) -> str:
    found = re.search(r"\b\d{6}\b", last_mail(app)[1])
    assert found is not None
    return found.group()


def ask_for_code(browser: Browser, address: str = ADDRESS) -> str:
    browser.open("/sign-in")
    browser.send({"address": address})
    return mailed_code(browser.app)


def is_signed_in(browser: Browser) -> bool:
    browser.open("/account")
    return browser.url.endswith("/account")


@both_databases
def test_a_newcomer_types_the_code_and_has_an_account(app: Flask, browser: Browser) -> None:
    code = ask_for_code(browser, " Ola@Example.ORG ")
    assert ADDRESS in browser.text
    browser.send({"code": f"{code[:3]} {code[3:]}"})
    assert "You are signed in as" in str(browser.page)
    assert is_signed_in(browser)
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(EmailAddress.address)) == ADDRESS


@pytest.mark.parametrize("zero", ["٠", "۰", "０"])
def test_the_code_can_be_typed_in_the_digits_of_ones_keyboard(
    app: Flask, browser: Browser, zero: str
) -> None:
    code = ask_for_code(browser)
    browser.send({"code": "".join(chr(ord(zero) + int(digit)) for digit in code)})
    assert is_signed_in(browser)


@given(st.text(max_size=40))
def test_any_text_is_read_as_plain_digits(text: str) -> None:
    assert re.fullmatch(r"[0-9]*", rules.typed_code(text))


def test_a_code_works_once(app: Flask, browser: Browser) -> None:
    code = ask_for_code(browser)
    browser.send({"code": code})
    other = Browser(app)
    other.open("/sign-in")
    with app.app_context(), city(CITY):
        person, reason = actions.check_code(ADDRESS, code)
    assert person is None
    assert "used up" in reason


def test_the_link_and_the_code_of_one_mail_are_used_up_together(app: Flask) -> None:
    with app.app_context(), city(CITY):
        code, link = actions.issue_code(ADDRESS)
        actions.check_link(link)
        assert actions.check_code(ADDRESS, code)[0] is None
        with pytest.raises(Refused):
            actions.check_link(link)


@both_databases
def test_code_and_link_expire_after_twenty_minutes(town: Flask) -> None:
    moment = clock.now()
    code, link = actions.issue_code(ADDRESS)
    with clock.at(moment + rules.CODE_LIFE + timedelta(seconds=1)):
        assert actions.check_code(ADDRESS, code)[0] is None
        with pytest.raises(Refused, match="too old"):
            actions.check_link(link)
    with clock.at(moment + rules.CODE_LIFE - timedelta(seconds=1)):
        assert actions.check_code(ADDRESS, code)[0] is not None


def test_only_the_newest_code_works(town: Flask) -> None:
    first, _link = actions.issue_code(ADDRESS)
    second, _link = actions.issue_code(ADDRESS)
    if first != second:
        assert actions.check_code(ADDRESS, first)[0] is None
    assert actions.check_code(ADDRESS, second)[0] is not None


def test_a_code_is_worth_nothing_for_another_address(town: Flask) -> None:
    code, _link = actions.issue_code(ADDRESS)
    actions.issue_code("rita@example.org")
    assert actions.check_code("rita@example.org", code)[0] is None


@both_databases
def test_wrong_tries_are_counted_and_then_the_right_code_is_refused_too(
    app: Flask, browser: Browser
) -> None:
    code = ask_for_code(browser)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _try in range(rules.CODE_TRIES):
        browser.send({"code": wrong})
        assert browser.errors == [
            "This is not the code we sent. Look for a mistyped digit and try again."
        ]
    browser.send({"code": code})
    assert browser.errors == ["There were too many wrong tries. Ask for a new code below."]
    assert not is_signed_in(browser)


def test_ten_thousand_guesses_do_not_get_in(town: Flask) -> None:
    """Six codes an hour, five tries each: thirty guesses of a million."""
    counted = 0
    guesses = iter(range(10_000))
    for _round in range(50):
        try:
            code, _link = actions.issue_code(ADDRESS)
        except Refused:
            break
        for guess in guesses:
            typed = f"{guess:06d}" if f"{guess:06d}" != code else "999999"
            person, reason = actions.check_code(ADDRESS, typed)
            assert person is None
            if "too many" in reason:
                break
            counted += 1
    assert counted == rules.CODE_TRIES * rules.CODES_AN_HOUR
    with pytest.raises(Refused, match="several codes"):
        actions.issue_code(ADDRESS)
    with clock.at(clock.now() + timedelta(hours=1, minutes=1)):
        assert actions.issue_code(ADDRESS)


def test_a_sender_who_knocks_too_often_is_asked_to_wait(app: Flask, settings: object) -> None:
    from commons.app import create_app
    from commons.base.settings import Settings

    assert isinstance(settings, Settings)
    strict = create_app(replace(settings, limits=True))
    browser = Browser(strict)
    browser.open("/sign-in")
    statuses = []
    for number in range(25):
        browser.post("/sign-in", {"address": f"guess{number}@example.org"})
        statuses.append(browser.status)
        browser.open("/sign-in")
    assert statuses[:20] == [200] * 20
    assert statuses[20:] == [429] * 5


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(app: Flask) -> None:
    Browser(app).sign_in(ADDRESS)
    answers = []
    for address in (ADDRESS, "nobody@example.org"):
        browser = Browser(app)
        browser.open("/sign-in")
        browser.send({"address": address})
        answers.append((browser.status, browser.url, browser.text.replace(address, "…")))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ola",
        "ola@",
        "@example.org",
        "ola@example",
        "a b@example.org",
        "a@b@example.org",
        "ola@example.org, rita@example.org",
        "x" * 300 + "@example.org",
        "ola@example.org\nBcc: x@y.zz",
    ],
)
def test_what_is_no_address_is_kept_and_explained(browser: Browser, address: str) -> None:
    browser.post("/sign-in", {"address": address})
    assert browser.status == 422
    assert browser.errors
    field = browser.page.select_one("#address")
    assert field is not None
    assert field.get("value", "") == " ".join(address.split())


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "²²²²²²1", "١٢"])
def test_what_is_no_code_is_explained_and_costs_no_try(
    app: Flask, browser: Browser, code: str
) -> None:
    ask_for_code(browser)
    browser.send({"code": code})
    assert browser.status == 422
    assert browser.errors
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(SignInCode.tries)) == 0


def test_opening_the_link_signs_nobody_in_before_the_button_is_pressed(
    app: Flask, browser: Browser
) -> None:
    ask_for_code(browser)
    found = re.search(r"http://\S+", last_mail(app)[1])
    assert found is not None
    path = found.group().split("/gdansk", 1)[1]
    for _program_that_reads_ahead in range(3):
        Browser(app).open(path)
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0
    reader = Browser(app)
    reader.open(path)
    assert not is_signed_in(reader)
    reader.open(path)
    reader.send()
    assert is_signed_in(reader)
    again = Browser(app)
    again.open(path)
    again.send()
    assert "used up or too old" in str(again.page)
    assert not is_signed_in(again)


def test_made_up_links_lead_to_a_message(browser: Browser) -> None:
    for token in ("x", "x" * 3000, "%00", "ż", secrets.token_urlsafe(32)):
        browser.open(f"/sign-in/link/{token}")
        assert browser.status in {200, 404}
        if browser.status == 200:
            browser.send()
            assert "used up or too old" in str(browser.page)


def test_the_code_page_without_an_address_leads_to_the_beginning(browser: Browser) -> None:
    browser.open("/sign-in/code")
    assert browser.url.endswith("/sign-in")
    browser.post("/sign-in/code", {"code": "123456"})
    assert browser.url.endswith("/sign-in")


@pytest.mark.parametrize("language", ["pl", "uk", "ar", "ps"])
def test_the_mail_is_in_the_language_of_the_page(app: Flask, language: str) -> None:
    browser = Browser(app, language=language)
    ask_for_code(browser)
    assert last_mail(app)[2] == language
    code = mailed_code(app)
    browser.send({"code": code})
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(Person.language)) == language


def test_the_mails_link_uses_the_public_address_not_the_one_that_was_claimed(app: Flask) -> None:
    """Whoever asks with a forged Host header must not get a link to their own server mailed."""
    forger = Browser(app).client
    page = forger.get("/gdansk/sign-in", base_url="http://evil.example")
    token = BeautifulSoup(page.get_data(as_text=True), "html.parser").select_one(
        "input[name=csrf_token]"
    )
    assert token is not None
    answer = forger.post(
        "/gdansk/sign-in",
        base_url="http://evil.example",
        data={"csrf_token": token["value"], "address": ADDRESS},
    )
    assert answer.status_code == 303
    assert "evil.example" not in last_mail(app)[1]


def test_signing_out_ends_the_session_on_the_server_too(app: Flask, browser: Browser) -> None:
    browser.sign_in()
    cookie = browser.client.get_cookie("commons", path="/gdansk/")
    assert cookie is not None
    browser.open("/account")
    browser.send(form=f"form[action='/{CITY}/sign-out']")
    assert not is_signed_in(browser)
    thief = Browser(app)
    thief.client.set_cookie("commons", cookie.value, path="/gdansk/")
    assert not is_signed_in(thief)
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SignInSession)) == 0


def test_sessions_end_by_themselves_and_are_forgotten(app: Flask, browser: Browser) -> None:
    browser.sign_in()
    assert is_signed_in(browser)
    with clock.at(clock.now() + rules.SESSION_LIFE + timedelta(minutes=1)):
        assert not is_signed_in(browser)
        with app.app_context(), city(CITY):
            actions.forget_old_codes()
            for table in (SignInSession, SignInCode):
                assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_a_device_stays_signed_in_when_the_browser_is_closed(browser: Browser) -> None:
    browser.sign_in()
    cookie = browser.client.get_cookie("commons", path="/gdansk/")
    assert cookie is not None
    assert cookie.max_age is not None or cookie.expires is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_one_citys_cookie_is_worth_nothing_in_another(app: Flask, browser: Browser) -> None:
    with app.app_context():
        create_city("lodz", name="Łódź", languages=["pl", "en"])
    browser.sign_in()
    cookie = browser.client.get_cookie("commons", path="/gdansk/")
    assert cookie is not None
    thief = Browser(app, slug="lodz")
    thief.client.set_cookie("commons", cookie.value, path="/lodz/")
    assert not is_signed_in(thief)
    # Not even where the other city's database held the very same session.
    with app.app_context(), city(CITY):
        held = db.session.scalar(sa.select(SignInSession))
        assert held is not None
        token_hash, expires = held.token_hash, held.expires_at
    with app.app_context(), city("lodz"):
        db.session.add(Person(id=1, display_name="X", language="pl", created_at=clock.now()))
        db.session.flush()
        db.session.add(
            SignInSession(
                token_hash=token_hash, person_id=1, started_at=clock.now(), expires_at=expires
            )
        )
        db.session.commit()
    thief.client.set_cookie("commons", cookie.value, path="/lodz/")
    assert not is_signed_in(thief)


def test_a_session_planted_before_signing_in_is_worth_nothing_afterwards(
    app: Flask, browser: Browser
) -> None:
    browser.open("/sign-in")
    planted = browser.client.get_cookie("commons", path="/gdansk/")
    assert planted is not None
    browser.sign_in()
    attacker = Browser(app)
    attacker.client.set_cookie("commons", planted.value, path="/gdansk/")
    assert not is_signed_in(attacker)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "/%0d%0aSet-Cookie: x=1",
        "https://localhost@evil.example/",
        "http://localhost.evil.example/",
        "/\t/evil.example",
        "http://[",
        "/\x00",
        "/a\r\nLocation: //evil.example",
    ],
)
def test_nobody_is_led_away_to_another_site(app: Flask, browser: Browser, target: str) -> None:
    browser.open("/sign-in", query_string={"next": target})
    browser.send({"address": ADDRESS})
    code = mailed_code(app)
    browser.open("/sign-in/code")
    token = browser.page.select_one("main input[name=csrf_token]")
    assert token is not None
    response = browser.client.post(
        "/gdansk/sign-in/code", data={"csrf_token": token["value"], "code": code}
    )
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/gdansk/")
    browser.open("/account")
    token = browser.page.select_one("input[name=csrf_token]")
    assert token is not None
    response = browser.client.post(
        "/gdansk/language",
        data={"csrf_token": token["value"], "language": "pl", "next": target},
        headers={"Referer": "".join(ch for ch in target if " " < ch < "~")},
    )
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/gdansk/")


def test_whoever_was_asked_to_sign_in_is_led_back(app: Flask, browser: Browser) -> None:
    browser.open("/audit?before=5")
    assert browser.url.endswith("/sign-in")
    with app.app_context(), city(CITY):
        _code, link = actions.issue_code(ADDRESS)
        person = actions.check_link(link)
        granting.grant_role(person, "officer", reason="for a test")
    browser.open("/sign-in")
    browser.send({"address": ADDRESS})
    browser.send({"code": mailed_code(app)})
    assert browser.url.startswith("/gdansk/audit?before=5")
    assert browser.status == 200


@both_databases
def test_two_first_sign_ins_at_once_make_one_person(app: Flask) -> None:
    import threading

    with app.app_context(), city(CITY):
        code, _link = actions.issue_code(ADDRESS)
    start, signed_in = threading.Barrier(4), []

    def sign_in() -> None:
        with app.app_context(), city(CITY):
            start.wait()
            person, _reason = actions.check_code(ADDRESS, code)
            signed_in.append(person is not None)

    threads = [threading.Thread(target=sign_in) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(signed_in) == [False, False, False, True]
    with app.app_context(), city(CITY):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_a_reader_of_the_database_learns_no_code_and_no_token(town: Flask) -> None:
    code, link = actions.issue_code(ADDRESS)
    row = db.session.scalar(sa.select(SignInCode))
    assert row is not None
    kept = f"{row.code_hash} {row.link_hash}"
    assert code not in kept
    assert link not in kept
    person = actions.check_link(link)
    token = actions.start_session(person)
    assert db.session.get(SignInSession, token) is None
    assert queries.person_by_session(token) is not None
    assert queries.person_by_session(token + "x") is None
