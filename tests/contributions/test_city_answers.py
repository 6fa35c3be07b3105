"""A question that an officer answered for the city says so."""

from flask import Flask

from commons.contributions import actions
from commons.contributions.models import Comment
from commons.contributions.voices import CITY
from commons.moderation import actions as moderation
from tests.browser_client import Browser
from tests.factories.contributions import comment_by, in_database, resident
from tests.factories.proposals import proposal_by
from tests.marks import both_databases

MARK = "Answered by the city"


def answers(comment: Comment) -> int:
    found = in_database(comment.id)
    assert isinstance(found, Comment)
    return found.city_answers


@both_databases
def test_only_an_answer_for_the_city_that_is_shown_counts(town: Flask) -> None:
    officer, moderator = resident("Officer", role="officer"), resident("Marek", role="moderator")
    proposal = proposal_by(resident("Ola"))
    question = comment_by(resident("Jan"), proposal, "When?", alignment="question")
    actions.answer(officer, question.id, "As far as I know, never.", "en")
    assert answers(question) == 0, "the officer spoke for themselves"
    said = actions.answer(officer, question.id, "In May.", "en", voice=CITY)
    again = actions.answer(officer, said.id, "On the first.", "en", voice=CITY)
    assert answers(question) == 2
    actions.withdraw_comment(officer, again.id)
    moderation.hide(moderator, said.id, reason="hate", statement="It insults people.")
    assert answers(question) == 0
    moderation.restore(moderator, said.id, statement="We were wrong about this.")
    assert answers(question) == 1


def test_the_page_marks_questions_the_city_answered(town: Flask, browser: Browser) -> None:
    officer = resident("Officer", role="officer")
    proposal = proposal_by(resident("Ola"))
    question = comment_by(resident("Jan"), proposal, "When?", alignment="question")
    open_question = comment_by(resident("Ewa"), proposal, "Where?", alignment="question")
    idea = comment_by(resident("Rita"), proposal, "In May!")
    for comment in (question, idea):
        actions.answer(officer, comment.id, "In May.", "en", voice=CITY)
    browser.open(f"/proposals/{proposal.id}")
    marked = {one["id"] for one in browser.page.select("article.comment") if MARK in one.get_text()}
    assert marked == {f"comment-{question.id}"}
    assert open_question.id != question.id
