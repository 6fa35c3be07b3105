"""Reporting, deciding and appealing as people do it: on pages, without JavaScript."""

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import db
from commons.contributions.models import HIDDEN, VISIBLE, Contribution
from commons.contributions.places import place_of
from commons.moderation import actions
from commons.moderation.models import Decision, Report
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.moderation import (
    STATEMENT,
    a_comment,
    a_moderator,
    a_person,
    a_text,
    hidden,
)
from tests.marks import both_databases


def state_of(contribution_id: int) -> str | None:
    db.session.rollback()
    state = db.session.scalar(
        sa.select(Contribution.state).where(Contribution.id == contribution_id)
    )
    db.session.rollback()  # the pages need the database, too
    return state


def reports() -> list[tuple[str, str, int | None]]:
    """Reason, note and reporter of each."""
    db.session.rollback()
    rows = db.session.execute(
        sa.select(Report.reason, Report.note, Report.reporter_id).order_by(Report.id)
    ).all()
    db.session.rollback()
    return [(reason, note, reporter) for reason, note, reporter in rows]


def test_a_visitor_reports_a_text_and_hears_what_happens_next(town: Flask) -> None:
    path, visitor = f"/contributions/{a_text().id}/report", Browser(town)
    visitor.open(path)
    assert "Somewhere to rest, please." in visitor.text
    back = visitor.page.select_one("a.back")
    assert back is not None
    visitor.send()
    assert visitor.status == 422
    assert visitor.errors == ["Please choose what is wrong with it."]
    visitor.send({"reason": "spam", "note": "It is everywhere."})
    assert "A moderator will look at this text" in str(visitor.page)
    assert reports() == [("spam", "It is everywhere.", None)]
    visitor.open(path)
    visitor.send({"reason": "hate"})
    assert "You told us about this already" in str(visitor.page)
    assert len(reports()) == 1


def test_what_was_typed_is_kept_when_something_is_missing(town: Flask) -> None:
    text, visitor = a_text(), Browser(town)
    visitor.open(f"/contributions/{text.id}/report")
    visitor.send({"note": "It is everywhere."})
    note = visitor.page.select_one("#note")
    assert note is not None
    assert note.get_text().strip() == "It is everywhere."


def test_a_signed_in_person_reports_twice_and_is_counted_once(town: Flask) -> None:
    text, reader = a_text(), Browser(town)
    reader.sign_in("rita@example.org")
    for _time in range(2):
        reader.open(f"/contributions/{text.id}/report")
        reader.send({"reason": "threat"})
    assert len(reports()) == 1
    assert "You told us about this already" in str(reader.page)


@pytest.mark.parametrize(
    "data", [{"reason": "nonsense"}, {"reason": ["spam", "x"], "note": "x" * 2000}]
)
def test_a_hand_made_report_gets_a_message(town: Flask, data: dict[str, object]) -> None:
    text, visitor = a_text(), Browser(town)
    visitor.post(f"/contributions/{text.id}/report", data)
    assert visitor.status == 422
    assert visitor.errors


@both_databases
@pytest.mark.parametrize("number", [0, 999, 2**31, 2**63, 10**30])
def test_nothing_is_found_at_made_up_numbers(town: Flask, number: int) -> None:
    browser = Browser(town)
    browser.sign_in(role="moderator")
    for path in ("/contributions/{}/report", "/moderation/{}", "/appeals/{}"):
        browser.open(path.format(number))
        assert browser.status == 404, path


@both_databases
@pytest.mark.parametrize("after", ["x", "-", "1-", "9" * 40, "5-99999999999999", "١-٢", "0-0"])
def test_a_garbled_place_in_a_list_is_read_as_a_place(town: Flask, after: str) -> None:
    browser = Browser(town)
    browser.sign_in(role="moderator")
    for path in ("/moderation/?after=", "/hidden/?before=", "/audit?before=", "/outbox?before="):
        browser.open(path + after)
        assert browser.status == 200, path


@both_databases
def test_a_moderator_hides_many_texts_with_one_decision(
    town: Flask, statements: Statements
) -> None:
    author = a_person()
    texts = [a_text(author, title=f"Spam {number}") for number in range(6)]
    for text in texts:
        actions.report(None, text.id, reason="spam", note="Look at this")
        actions.report(None, text.id, reason="spam")
    browser = Browser(town)
    browser.sign_in(role="moderator", name="Marek")
    statements.clear()
    browser.open("/moderation/")
    asked = [sql for sql in statements if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(asked) <= 8, asked
    assert "2 reports" in browser.text
    items = [str(box["value"]) for box in browser.page.select("input[name=item]")]
    assert len(items) == 6

    browser.send({"act": "hide", "reason": "spam", "statement": STATEMENT})
    assert browser.status == 422
    assert browser.errors == ["Please tick at least one text, then decide."]
    chosen = browser.page.select_one("input[name=act][checked]")
    assert chosen is not None
    assert chosen["value"] == "hide"

    browser.send({"item": items[:5], "act": "hide", "reason": "within_rules", "statement": "short"})
    assert browser.status == 422
    assert len(browser.errors) == 2
    assert len(browser.page.select("input[name=item][checked]")) == 5

    browser.send({"reason": "spam"}, button="button[name=suggest]")
    assert browser.status == 200
    statement = browser.page.select_one("#statement")
    assert statement is not None
    assert "advertising" in statement.get_text()
    assert len(browser.page.select("input[name=item][checked]")) == 5

    browser.send()
    assert "Decided about 5 texts" in str(browser.page)
    assert [state_of(text.id) for text in texts] == [HIDDEN] * 5 + [VISIBLE]
    assert len(browser.page.select("input[name=item]")) == 1


def test_the_second_moderator_is_told_on_the_page(town: Flask) -> None:
    text = a_text()
    actions.report(None, text.id, reason="spam")
    first, second = Browser(town), Browser(town)
    first.sign_in("one@example.org", role="moderator")
    second.sign_in("two@example.org", role="moderator")
    decision = {"act": "hide", "reason": "spam", "statement": STATEMENT}
    for browser in (first, second):
        browser.open("/moderation/")
    item = first.page.select_one("input[name=item]")
    assert item is not None
    first.send({"item": item["value"], **decision})
    second.send({"item": item["value"], **decision, "act": "keep"})
    assert "Somebody else has decided about this already." in str(second.page)
    assert state_of(text.id) == HIDDEN
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 1


def test_one_text_has_its_own_page_with_its_history(town: Flask) -> None:
    text = a_text()
    actions.report(None, text.id, reason="spam")
    browser = Browser(town)
    browser.sign_in(role="moderator", name="Marek")
    browser.open(f"/moderation/{text.id}")
    browser.send({"act": "hide", "reason": "spam", "statement": STATEMENT})
    assert state_of(text.id) == HIDDEN
    assert "Hidden now" in browser.text
    assert "Marek" in browser.text
    assert STATEMENT in browser.text
    assert [box["value"] for box in browser.page.select("input[name=act]")] == ["restore"]
    browser.send({"act": "hide", "reason": "spam", "statement": STATEMENT})
    assert browser.status == 422
    browser.send({"act": "restore", "reason": "within_rules", "statement": "We were wrong here."})
    assert state_of(text.id) == VISIBLE


def test_the_author_appeals_on_the_page_and_reads_the_answer(town: Flask) -> None:
    author, stranger = Browser(town), Browser(town)
    person = author.sign_in("ola@example.org")
    stranger.sign_in("rita@example.org")
    first, second = a_moderator(), a_moderator("Ewa")
    text = a_text(person)
    decision = hidden(first, text.id)
    path = f"/appeals/{decision.id}"
    stranger.open(path)
    assert stranger.status == 403
    assert "Somewhere to rest" not in str(stranger.page)
    stranger.post(path, {"text": "I am not the author, but still."})
    assert stranger.status == 403
    author.open(path)
    assert STATEMENT in author.text
    assert "Somewhere to rest, please." in author.text
    author.send({"text": "why?"})
    assert author.status == 422
    author.send({"text": "I meant something else."})
    assert "You appealed on" in author.text
    assert author.page.select_one("main form") is None
    author.post(path, {"text": "And another thing, please."})
    assert author.status == 409
    actions.keep(second, text.id, reason="hate", statement="It is still an attack.")
    author.open(path)
    assert "It is still an attack." in author.text


def test_the_trace_is_public_and_shows_no_word_of_the_text(town: Flask) -> None:
    text = a_text(a_person("Olaf"), title="Terrible title", body="Terrible words")
    hidden(a_moderator("Marek"), text.id)
    visitor = Browser(town)
    visitor.open("/hidden/")
    assert STATEMENT in visitor.text
    assert "It attacks people for who they are" in visitor.text
    for secret in ("Terrible", "Olaf", "Marek"):
        assert secret not in str(visitor.page)


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_the_pages_speak_the_moderators_language(town: Flask, language: str) -> None:
    text = a_text()
    actions.report(None, text.id, reason="spam")
    browser = Browser(town, language=language)
    browser.sign_in(role="moderator")
    browser.open("/moderation/")
    html = browser.page.find("html")
    assert html is not None
    assert html["dir"] == ("rtl" if language == "ar" else "ltr")
    words = browser.page.select_one(".words-text")
    assert words is not None
    assert (words["lang"], words["dir"]) == ("en", "ltr")


def test_a_comments_place_is_on_the_page_of_what_it_is_about(town: Flask) -> None:
    text = a_text()
    comment = a_comment(a_person("Rita"), text)
    place = place_of(comment.id, "comment")
    assert place.whole_address == (
        f"http://127.0.0.1:8000/gdansk/proposals/{text.id}"
        f"?after={comment.id + 1}#comment-{comment.id}"
    )
    assert place_of(999, "unheard-of").whole_address == "http://127.0.0.1:8000/gdansk/"
