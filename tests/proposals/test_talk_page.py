"""The talk on the page of a proposal, as a visitor without JavaScript meets it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db, transaction
from commons.cities.context import city
from commons.contributions import actions
from commons.contributions.models import Comment, Contribution
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.marks import both_databases
from tests.proposals.pages import BUDGET, asked, hide, person_of


@transaction
def many_comments(subject_id: int, author_id: int, count: int) -> None:
    """Comments and answers written straight into the database: every other one an answer."""
    now = clock.now()
    start = (db.session.scalar(sa.select(sa.func.max(Contribution.id))) or 0) + 1
    ids = range(start, start + count)
    words = {"author_id": author_id, "language": "uk", "title": "", "body": "Так", "revision": 1}
    words |= {"kind": "comment", "state": "visible", "created_at": now, "updated_at": now}
    words |= {"support_count": 0, "comment_count": 0}
    tables = Contribution.metadata.tables
    db.session.execute(sa.insert(tables["contribution"]), [{"id": n, **words} for n in ids])
    said = [
        {
            "id": n,
            "subject_id": subject_id,
            "alignment": "idea",
            # The first of them has a thousand answers, others have one.
            "thread_id": None if n == start or n % 2 == 0 else (start if n % 4 == 1 else n - 1),
            "bridging": 1 + n % 50,
        }
        for n in ids
    ]
    positions: dict[int, int] = {}
    for one in said:
        thread = one["thread_id"]
        if thread is not None:
            positions[thread] = one["position"] = positions.get(thread, 0) + 1
        else:
            one["position"] = None
    for one in said:
        one["answer_count"] = positions.get(one["id"], 0)
    db.session.execute(sa.insert(tables["comment"]), said)


@both_databases
@pytest.mark.parametrize("order", ["bridging", "newest", "oldest"])
def test_ten_thousand_comments_take_few_statements_and_none_reads_them_all(
    app: Flask, browser: Browser, statements: Statements, order: str
) -> None:
    with app.app_context(), city(CITY):
        author = resident("Ola")
        proposal = proposal_by(author, call_for_proposals(), district_id=1)
        many_comments(proposal.id, author.id, 10_000)
    browser.sign_in("ivan@example.org")
    statements.clear()
    browser.open(f"/proposals/{proposal.id}?order={order}")
    assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))
    firsts = browser.page.select("article.comment:not(.answer)")
    assert len(firsts) == 20
    statements.clear()
    browser.open(browser.page.select_one("#comments a[rel=next]")["href"])
    assert len(asked(statements)) <= BUDGET
    following = browser.page.select("article.comment:not(.answer)")
    assert len(following) == 20
    assert not {one["id"] for one in firsts} & {one["id"] for one in following}
    assert len(browser.page.select("article.answer")) <= 60


def test_a_visitor_answers_a_comment(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
        comment = comment_by(resident("Noor"), proposal, "Which trees?", alignment="question")
    browser.open(f"/proposals/{proposal.id}")
    browser.open(browser.page.select_one(f"#comment-{comment.id} a[href$='/comments']")["href"])
    assert "Which trees?" in browser.text
    assert not browser.page.select("input[name=alignment]")
    browser.send({"body": "Lime trees."}, form="#comment-form")
    assert browser.url == "/gdansk/sign-in"
    browser.sign_in("ivan@example.org")
    browser.send(form="#comment-form")
    answer = browser.page.select_one("article.answer")
    assert "Lime trees." in answer.get_text()
    assert browser.page.select_one("#comments-title").get_text() == "2 comments"
    browser.open(f"/proposals/{proposal.id}")
    assert "Lime trees." in browser.page.select_one(".answers").get_text()


def test_a_long_thread_has_a_page_of_its_own(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal, other = proposal_by(resident("Ola"), call_for_proposals()), resident("Ivan")
        first = comment_by(other, proposal)
        for number in range(23):
            actions.answer(other, first.id, f"Remark {number}.", "en")
    browser.open(f"/proposals/{proposal.id}")
    assert len(browser.page.select("article.answer")) == 3
    browser.open(browser.page.select_one(".answers > p a")["href"])
    assert len(browser.page.select("article.answer")) == 20
    browser.open(browser.page.select_one("#comments a[rel=next]")["href"])
    assert len(browser.page.select("article.answer")) == 3
    assert "Remark 22." in browser.text
    browser.open(f"/proposals/{proposal.id}?thread=999")
    assert browser.status == 404


def test_a_hidden_answer_leaves_its_trace_in_the_thread(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal, other = proposal_by(resident("Ola"), call_for_proposals()), resident("Ivan")
        first = comment_by(other, proposal)
        answers = [actions.answer(other, first.id, f"Secret {n}", "en") for n in range(2)]
        moderator = resident("Mod", role="moderator")
        hide(answers[0], moderator)
        hide(first, moderator)
    browser.open(f"/proposals/{proposal.id}")
    traces = browser.page.select("article.card-hidden")
    assert [trace["id"] for trace in traces] == [f"comment-{n.id}" for n in (first, answers[0])]
    assert all("It attacks people for their origin." in trace.get_text() for trace in traces)
    assert "Secret 0" not in browser.text
    assert "Secret 1" in browser.text


def test_marking_as_helpful_leads_back_to_where_one_was(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
        comment = comment_by(resident("Noor"), proposal)
    browser.sign_in("ivan@example.org")
    page = f"/proposals/{proposal.id}?order=oldest"
    form = f"#support-{comment.id}"
    browser.open(page)
    browser.post(
        f"/contributions/{comment.id}/support",
        {"support": "yes"},
        headers={"Referer": f"http://localhost/gdansk{page}"},
    )
    assert "Helpful to 1 person" in browser.page.select_one(form).get_text()
    browser.post(
        f"/contributions/{comment.id}/support", {"support": "no"}, headers={"HX-Request": "true"}
    )
    fragment = browser.page.select_one(form)
    assert browser.page.html is None
    assert fragment["data-announce"] == "The mark is taken back."
    assert "Helpful to" not in fragment.get_text()


def test_the_city_and_the_author_carry_badges(app: Flask, browser: Browser) -> None:
    author = browser.sign_in("ola@example.org")
    with app.app_context(), city(CITY):
        proposal = proposal_by(person_of(author), call_for_proposals())
        comment = comment_by(person_of(author), proposal, "I forgot this.", voice="name")
    officer = Browser(app)
    officer.sign_in("jan@example.org", role="officer")
    officer.open(f"/contributions/{comment.id}/comments")
    officer.send({"body": "Thank you.", "voice": "city"}, form="#comment-form")
    browser.open(f"/proposals/{proposal.id}")
    badges = [badge.get_text() for badge in browser.page.select("#comments .badge")]
    assert badges == ["Author", "City"]
    browser.open(f"/contributions/{comment.id}/comments")
    assert not browser.page.select("input[value=city]")


def test_a_change_within_the_edit_window_is_not_shown(app: Flask, browser: Browser) -> None:
    person = browser.sign_in("ivan@example.org")
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
        comment: Comment = comment_by(person_of(person), proposal, "Lme trees")
    edit = f"/contributions/{comment.id}/edit"
    browser.open(edit)
    assert "the earlier wording is not shown" in browser.text
    browser.send({"body": "Lime trees"}, form="form.form")
    assert not browser.page.select(f"#comment-{comment.id} a[href$='/history']")
    with clock.at(clock.now() + timedelta(minutes=20)):
        browser.open(edit)
        assert "can still be read by everybody" in browser.text
        browser.send({"body": "Oak trees"}, form="form.form")
        browser.open(browser.page.select_one(f"#comment-{comment.id} a[href$='/history']")["href"])
    assert [d.get_text() for d in browser.page.select("del")] == ["Lime"]
    assert "Lme" not in browser.text


@both_databases
def test_beyond_the_last_answer_of_a_thread_there_is_nothing(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        ola = resident()
        first = comment_by(ola, proposal_by(ola, call_for_proposals()))
        number, thread = first.subject_id, first.id
    browser.open(f"/proposals/{number}?thread={thread}&after={2**31 - 1}")
    assert browser.status == 200
    assert "A bench would do." in browser.text


def test_whose_a_hidden_or_withdrawn_comment_was_is_said_to_nobody(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
        marek, hanna, rita = resident("Marek"), resident("Hanna"), resident("Rita")
        hidden, taken_back = comment_by(marek, proposal), comment_by(hanna, proposal)
        comment_by(rita, proposal)
        hide(hidden, resident("Mod", role="moderator"))
        actions.withdraw_comment(hanna, taken_back.id)
        number = proposal.id
    browser.open(f"/proposals/{number}")
    labels = [str(each["aria-label"]) for each in browser.page.select("article.comment")]
    assert sorted(labels) == [
        "A moderator hid this comment",
        "Comment by Rita",
        "Its author withdrew this comment.",
    ]
    assert "Marek" not in str(browser.page)
    assert "Hanna" not in str(browser.page)
