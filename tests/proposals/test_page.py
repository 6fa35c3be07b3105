"""The page of one proposal, as a visitor without JavaScript meets it."""

from datetime import timedelta

import pytest
from flask import Flask

from commons.base import clock
from commons.cities.context import city
from commons.contributions import actions as contributions
from commons.contributions.models import Contribution
from commons.proposals import actions
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import comment_by, in_database, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.together import write_together
from tests.marks import both_databases
from tests.proposals.pages import BUDGET, asked, hide, person_of


@both_databases
def test_a_page_with_many_comments_takes_few_statements(
    app: Flask, browser: Browser, statements: Statements
) -> None:
    with app.app_context(), city(CITY):
        author, phase = resident("Ola"), call_for_proposals(titles={"pl": "Drzewa"})
        proposal = proposal_by(author, phase, language="pl", district_id=1)
        commenter = resident("Ivan")
        comments = [
            comment_by(commenter, proposal, f"Remark {number}", language="uk")
            for number in range(70)
        ]
        for comment in comments[-4:]:
            contributions.add_translation(comment.id, "en", "", "In English", "Hanna")
        hide(comments[-6], resident("Mod", role="moderator"))
        officer = resident("Jan", role="officer")
        actions.answer_proposal(officer, proposal.id, decision="accepted", texts={"pl": "Tak"})
    browser.sign_in()
    statements.clear()
    browser.open(f"/proposals/{proposal.id}")
    assert browser.page.select_one("#comments-title").get_text() == "69 comments"
    assert len(browser.page.select("article.comment")) == 20
    assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))
    first = browser.page.select_one("article.comment")["id"]
    browser.open(browser.page.select_one("#comments a[rel=next]")["href"])
    assert len(browser.page.select("article.comment")) == 20
    assert browser.page.select_one("article.comment")["id"] != first
    browser.open(f"/proposals/{proposal.id}?order=oldest")
    assert "Remark 0" in browser.page.select_one("article.comment").get_text()


def test_a_reader_sees_who_translated_and_the_original(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(
            resident(), call_for_proposals(), "Więcej drzew", body="Gorąco", language="pl"
        )
        contributions.add_translation(proposal.id, "en", "More trees", "It is hot", "Hanna")
    browser.open(f"/proposals/{proposal.id}")
    assert browser.page.h1.get_text() == "More trees"
    assert "Translated from Polski by Hanna" in browser.text
    original = browser.page.select_one("details.words-original [lang=pl]")
    assert original.get_text(" ", strip=True).split() == ["Więcej", "drzew", "Gorąco"]


def test_support_works_without_javascript_and_as_a_fragment(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
    browser.sign_in("ivan@example.org")
    browser.open(f"/proposals/{proposal.id}")
    form = f"#support-{proposal.id}"
    browser.send(form=form)
    assert "1 person supports this" in browser.text
    assert browser.page.select_one(f"{form} input[name=support]")["value"] == "no"
    browser.post(
        f"/contributions/{proposal.id}/support", {"support": "no"}, headers={"HX-Request": "true"}
    )
    assert browser.page.html is None
    fragment = browser.page.select_one(form)
    assert "0 people support this" in fragment.get_text()
    assert fragment["data-announce"].startswith("You took your support back.")
    assert fragment.select_one("button")["id"] == f"support-{proposal.id}-button"


def test_whoever_says_nonsense_about_where_they_come_from_supports_all_the_same(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Marek"), call_for_proposals())
    browser.sign_in()
    browser.post(
        f"/contributions/{proposal.id}/support", {"support": "yes"}, headers={"Referer": "http://["}
    )
    assert browser.status == 200
    assert "1 person supports this" in browser.text


def test_a_visitor_who_supports_is_asked_to_sign_in_and_led_back(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
    browser.open(f"/proposals/{proposal.id}")
    browser.post(f"/contributions/{proposal.id}/support", headers={"HX-Request": "true"})
    assert browser.response.headers["HX-Redirect"] == "/gdansk/sign-in"
    browser.open(f"/proposals/{proposal.id}")
    browser.send(form=f"#support-{proposal.id}")
    assert browser.url == "/gdansk/sign-in"
    browser.sign_in("ivan@example.org")
    assert browser.url == f"/gdansk/proposals/{proposal.id}"


def test_authors_see_no_button_to_support_themselves(app: Flask, browser: Browser) -> None:
    person = browser.sign_in()
    with app.app_context(), city(CITY):
        proposal = proposal_by(person_of(person), call_for_proposals())
    browser.open(f"/proposals/{proposal.id}")
    assert not browser.page.select_one(f"#support-{proposal.id} button")
    assert "You wrote this yourself" in browser.text
    browser.post(f"/contributions/{proposal.id}/support")
    assert browser.status == 409
    assert "You wrote this yourself" in browser.text


def test_a_visitor_comments_and_signs_in_afterwards(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
    browser.open(f"/proposals/{proposal.id}")
    browser.send({"alignment": "against", "body": "Too dear"}, form="#comment-form")
    browser.sign_in("ivan@example.org")
    assert browser.page.select_one("#comment-form textarea").get_text().strip() == "Too dear"
    assert browser.page.select_one("input[value=against]").has_attr("checked")
    browser.send(form="#comment-form")
    assert "Against it" in browser.page.select_one("article.comment").get_text()
    assert not browser.page.select_one("#comment-form textarea").get_text().strip()


def test_an_empty_comment_is_explained_on_a_page_of_its_own(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
    browser.sign_in("ivan@example.org")
    browser.open(f"/proposals/{proposal.id}")
    browser.send({"body": " "}, form="#comment-form")
    assert browser.status == 422
    assert browser.errors == ["Please write something first."]
    browser.send({"body": "Now with words"}, form="#comment-form")
    assert "Now with words" in browser.text


def test_an_author_changes_and_withdraws_a_comment(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
    browser.sign_in("ivan@example.org")
    browser.open(f"/proposals/{proposal.id}")
    browser.send({"body": "Lime trees"}, form="#comment-form")
    edit = browser.page.select_one('article.comment a[href$="/edit"]')["href"]
    with clock.at(clock.now() + timedelta(minutes=20)):
        browser.open(edit)
        browser.send({"body": "Oak trees"}, form="form.form")
    assert "Oak trees" in browser.text
    browser.open(browser.page.select_one('article.comment a[href$="/history"]')["href"])
    assert [d.get_text() for d in browser.page.select("del")] == ["Lime"]
    assert [i.get_text() for i in browser.page.select("ins")] == ["Oak"]
    browser.open(edit)
    browser.send(form=".confirm form")
    assert "Its author withdrew this comment" in browser.text
    assert "Oak trees" not in browser.text


def test_a_stranger_cannot_open_the_edit_pages(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
        comment = comment_by(resident("Noor"), proposal)
    browser.sign_in("ivan@example.org")
    for address in (f"/proposals/{proposal.id}/edit", f"/contributions/{comment.id}/edit"):
        browser.open(address)
        assert browser.status == 404
    browser.open(f"/proposals/{proposal.id}/answer")
    assert browser.status == 403
    browser.post(f"/proposals/{proposal.id}/withdraw")
    assert browser.status == 403


def test_an_author_changes_a_proposal_and_everybody_sees_how(app: Flask, browser: Browser) -> None:
    person = browser.sign_in()
    with app.app_context(), city(CITY):
        proposal = proposal_by(person_of(person), call_for_proposals(), body="Ten trees")
    browser.open(f"/proposals/{proposal.id}/edit")
    browser.send({"body": "Twenty trees"})
    assert "Twenty trees" in browser.text
    Browser(app).open("/")
    reader = Browser(app)
    reader.open(f"/proposals/{proposal.id}/history")
    assert [d.get_text() for d in reader.page.select("del")] == ["Ten"]
    assert [i.get_text() for i in reader.page.select("ins")] == ["Twenty"]


def test_of_two_authors_who_change_it_at_once_the_second_sees_the_words_of_the_first(
    app: Flask, browser: Browser
) -> None:
    other = Browser(app)
    ola, jan = browser.sign_in(name="Ola"), other.sign_in("jan@example.org", name="Jan")
    with app.app_context(), city(CITY):
        proposal = proposal_by(person_of(ola), call_for_proposals(), body="Ten trees")
        write_together(person_of(ola), proposal, person_of(jan))
        number = proposal.id
    browser.open(f"/proposals/{number}/edit")
    other.open(f"/proposals/{number}/edit")
    browser.send({"body": "Twenty trees"})
    other.send({"title": "Shade", "why": "A shorter title"})
    assert other.status == 422
    assert "look at both once more" in other.errors[0]
    assert "Twenty" in [gone.get_text() for gone in other.page.select("main del")]
    assert in_database_of(app, number).title == "Trees for Pomorska Street"
    other.send({"body": "Twenty trees"})
    assert other.status == 200
    assert "A shorter title" in other.page.get_text()
    assert in_database_of(app, number).title == "Shade"
    assert in_database_of(app, number).body == "Twenty trees"


def test_a_reason_stays_beside_a_change_that_has_to_be_mended(app: Flask, browser: Browser) -> None:
    person = browser.sign_in()
    with app.app_context(), city(CITY):
        number = proposal_by(person_of(person), call_for_proposals()).id
    browser.open(f"/proposals/{number}/edit")
    browser.send({"title": "", "why": "It is shorter now"})
    assert browser.status == 422
    browser.send({"title": "Trees"})
    assert "It is shorter now" in browser.page.get_text()


def test_an_author_withdraws_a_proposal(app: Flask, browser: Browser) -> None:
    person = browser.sign_in()
    with app.app_context(), city(CITY):
        proposal = proposal_by(person_of(person), call_for_proposals(), "Trees")
    browser.open(f"/proposals/{proposal.id}")
    browser.send(form=".confirm form")
    assert "Its author withdrew this proposal" in browser.text
    assert "Author Withdrawn" in browser.text
    browser.open(f"/proposals/{proposal.id}/history")
    assert browser.status == 404
    browser.open("/proposals/")
    assert not browser.page.select("article.card")
    browser.open("/proposals/?status=withdrawn")
    assert "Its author withdrew this proposal" in browser.text


def test_a_hidden_proposal_shows_why_and_its_author_the_way_to_appeal(
    app: Flask, browser: Browser
) -> None:
    person = browser.sign_in()
    with app.app_context(), city(CITY):
        proposal = proposal_by(person_of(person), call_for_proposals(), "Secret words")
        hide(proposal, resident("Mod", role="moderator"))
    stranger = Browser(app)
    stranger.open(f"/proposals/{proposal.id}")
    assert stranger.status == 200
    assert "It attacks people for who they are" in stranger.text
    assert "It attacks people for their origin." in stranger.text
    assert "Secret words" not in stranger.response.get_data(as_text=True)
    assert not stranger.page.select('a[href*="/appeals/"]')
    for address in (f"/proposals/{proposal.id}/history", f"/contributions/{proposal.id}/history"):
        stranger.open(address)
        assert stranger.status == 404
    browser.open(f"/proposals/{proposal.id}")
    assert "Secret words" in browser.text
    assert browser.page.select_one('main a[href*="/appeals/"]')


def test_a_hidden_comment_keeps_a_public_trace(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
        comment = comment_by(resident("Noor"), proposal, "Secret words")
        hide(comment, resident("Mod", role="moderator"))
    browser.open(f"/proposals/{proposal.id}")
    article = browser.page.select_one(f"#comment-{comment.id}")
    assert "A moderator hid this comment" in article.get_text()
    assert "It attacks people for their origin." in article.get_text()
    assert "Secret words" not in browser.response.get_data(as_text=True)


@both_databases
def test_an_officer_answers_in_several_languages(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
    browser.sign_in("jan@example.org", role="officer")
    browser.open(f"/proposals/{proposal.id}")
    browser.open(browser.page.select_one('main a[href$="/answer"]')["href"])
    browser.send({"decision": "accepted", "text_en": "Yes"})
    assert browser.status == 422
    assert browser.page.select_one("#text_pl")["aria-invalid"] == "true"
    assert browser.page.select_one("#text_en").get_text().strip() == "Yes"
    browser.send({"text_pl": "Tak, wiosną", "text_ar": "نعم"})
    assert "Yes" in browser.text
    assert "Answered by the city: Accepted" in browser.text
    reader = Browser(app, language="uk")
    reader.open(f"/proposals/{proposal.id}")
    answer = reader.page.select_one(".notice [lang=pl]")
    assert answer.get_text() == "Tak, wiosną"
    assert reader.page.select_one("details div[lang=ar][dir=rtl]").get_text() == "نعم"


def test_any_contribution_is_found_by_its_number(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
        comments = [comment_by(resident("Ivan"), proposal, f"No {n}") for n in range(30)]
    browser.open(f"/contributions/{proposal.id}")
    assert browser.url == f"/gdansk/proposals/{proposal.id}"
    browser.open(f"/contributions/{comments[0].id}")
    assert browser.page.select_one(f"#comment-{comments[0].id}")
    browser.open("/contributions/999999999999")
    assert browser.status == 404


@pytest.mark.parametrize("number", ["0", "999", "2147483648", "99999999999999999999"])
def test_there_is_no_page_for_a_number_that_is_not(browser: Browser, number: str) -> None:
    for address in ("", "/history"):
        browser.open(f"/proposals/{number}{address}")
        assert browser.status == 404


def test_a_page_asks_for_nothing_it_should_not(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals())
    for garbage in ("after=x", "after=" + "9" * 30, "order=zzz", "after=-1", "after=0"):
        browser.open(f"/proposals/{proposal.id}?{garbage}")
        assert browser.status == 200
        assert isinstance(in_database_of(app, proposal.id), Proposal)


def in_database_of(app: Flask, proposal_id: int) -> Contribution:
    with app.app_context(), city(CITY):
        return in_database(proposal_id)
