"""The life of a proposal as visitors without JavaScript meet it."""

import pytest
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.contributions.actions import add_translation
from commons.contributions.models import Contribution
from commons.people.models import Person
from commons.proposals import actions as proposals
from commons.proposals.commitments import actions as commitments
from commons.proposals.life.actions import admitting, reviewing
from commons.proposals.merging import actions as merging
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import comment_by, resident
from tests.factories.files import file_on
from tests.factories.life import accepted, asked_to_merge, asking_call, supported_by
from tests.factories.proposals import DAY, call_for_proposals, proposal_by
from tests.factories.together import amendment_by
from tests.marks import both_databases
from tests.proposals.pages import BUDGET, asked, hide, person_of


@pytest.fixture
def officer(app: Flask) -> Browser:
    visitor = Browser(app)
    visitor.sign_in("jan@example.org", role="officer", name="Jan")
    return visitor


@pytest.fixture
def ola(app: Flask) -> Browser:
    visitor = Browser(app)
    visitor.person = visitor.sign_in("ola@example.org", name="Ola Nowak")  # type: ignore[attr-defined]
    return visitor


def of(visitor: Browser) -> Person:
    return person_of(visitor.person)  # type: ignore[attr-defined]


def test_a_proposal_is_returned_mended_handed_in_and_admitted(
    app: Flask, officer: Browser, ola: Browser
) -> None:
    with app.app_context(), city(CITY):
        number = proposal_by(of(ola), asking_call()).id
    ola.open(f"/proposals/{number}")
    assert "Waiting to be admitted" in ola.text
    officer.open("/office/proposals/")
    officer.open(officer.page.select_one(f'a[href$="/proposals/{number}/look-after"]')["href"])
    officer.send({"reason": ""}, form="#return-form")
    assert officer.status == 422
    assert "Please write the reason" in " ".join(officer.errors)
    officer.send({"reason": "Which street?"}, form="#return-form")
    assert "No proposal waits to be admitted" in officer.text
    ola.open(f"/proposals/{number}")
    assert "An officer returned this proposal to its author" in ola.text
    assert "Which street?" in ola.text
    ola.open(ola.page.select_one('a[href$="/hand-in"]')["href"])
    assert "Which street?" in ola.text
    ola.send({}, form="#hand-in-form")
    assert ola.status == 422
    assert "change your proposal first" in ola.page.select_one("#note-error").get_text()
    ola.open(f"/proposals/{number}/edit")
    assert "Which street?" in ola.text
    ola.send({"body": "In Pomorska Street.", "why": "The officer asked."}, form="form.form")
    ola.open(f"/proposals/{number}/hand-in")
    ola.send({}, form="#hand-in-form")
    assert "handed in again" in ola.page.get_text()
    ola.open(f"/proposals/{number}/hand-in")
    assert ola.status == 409
    assert "was not returned" in ola.text
    officer.open(f"/proposals/{number}/look-after")
    told = officer.page.select_one("details[open] .timeline").get_text()
    assert "Which street?" in told
    assert "The officer asked." in told
    officer.send(form="#admit-form")
    ola.open(f"/proposals/{number}")
    told = [item.get_text(" ", strip=True) for item in ola.page.select(".timeline li")]
    for step, item in zip(("Admitted", "Handed in again", "Worded anew"), told, strict=False):
        assert step in item
    assert any("The officer asked." in item for item in told)


def test_the_author_reads_until_when_it_can_be_handed_in_again(
    app: Flask, ola: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), city(CITY):
        number = proposal_by(of(ola), asking_call(closes_in=DAY)).id
        admitting.return_proposal(resident("Jan", role="officer"), number, reason="Which street?")
    now = clock.now()
    ola.open(f"/proposals/{number}")
    assert "You can hand it in again until" in ola.text
    monkeypatch.setattr(clock, "now", lambda: now + 15 * DAY)
    ola.open(f"/proposals/{number}")
    assert "The time to hand it in again is over." in ola.text
    assert not ola.page.select_one('a[href$="/hand-in"]')
    ola.open(f"/proposals/{number}/hand-in")
    assert ola.status == 409


def test_a_day_that_is_over_is_refused_where_it_was_typed(app: Flask, officer: Browser) -> None:
    with app.app_context(), city(CITY):
        number = proposal_by(resident(), call_for_proposals()).id
    officer.open(f"/proposals/{number}/look-after")
    officer.send({"until": "2020-01-01", "note": "The roads office."}, form="#review-form")
    assert officer.status == 422
    error = officer.page.select_one("#until-error")
    assert error is not None
    assert "This day is over" in error.get_text()
    assert "The roads office." in officer.text


def test_an_answer_shows_what_waits_for_translation_and_gets_it(
    app: Flask, officer: Browser, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
        accepted(proposal)
        number = proposal.id
    browser.open(f"/proposals/{number}")
    assert "Awaiting translation:" in browser.text
    officer.open("/office/proposals/")
    officer.open(officer.page.select_one(f'a[href$="/proposals/{number}/answer/en"]')["href"])
    officer.send({"text": ""}, form="main form.form")
    assert officer.status == 422
    officer.send({"text": "Yes, we do it."}, form="main form.form")
    browser.open(f"/proposals/{number}")
    assert "Yes, we do it." in browser.text
    officer.open(f"/proposals/{number}/answer/en")
    assert "exists in this language already" in officer.text
    officer.open(f"/proposals/{number}/answer/xx")
    assert officer.status == 404


def test_proposals_are_merged_by_the_pages(app: Flask, officer: Browser, ola: Browser) -> None:
    with app.app_context(), city(CITY):
        phase, ivan = call_for_proposals(), resident("Ivan")
        kept = proposal_by(ivan, phase, "Trees for Pomorska Street")
        other = proposal_by(of(ola), phase, "Trees in Pomorska Street", body="Trees, please.")
        comment_by(resident("Rita"), other, "A fine idea.")
        supported_by(other, [resident("Zoe")])
        ids, ivan_id = (kept.id, other.id), ivan.id
    officer.open(f"/proposals/{ids[0]}/look-after")
    officer.open(f"/proposals/{ids[0]}/merge")
    assert officer.page.select_one(f'input[name=other][value="{ids[1]}"]')
    officer.send({"reason": "One street.", "others": str(ids[1])}, form="#merge-form")
    assert "The authors are asked." in officer.page.get_text()
    merge = officer.url
    officer.open("/office/proposals/")
    assert officer.page.select_one('a[href*="/merges/"]').get_text() == "Trees for Pomorska Street"
    officer.open(f"/proposals/{ids[0]}/look-after")
    assert officer.page.select_one('a[href*="/merges/"]')
    assert not officer.page.select_one('a[href$="/merge"]')
    ola.open(f"/proposals/{ids[1]}")
    ola.open(ola.page.select_one('a[href*="/merges/"]')["href"])
    assert "One street." in ola.text
    ola.send(button='button[value="yes"]')
    assert "Nothing happens until the others do" in ola.page.get_text()
    with app.app_context(), city(CITY):
        number = int(merge.rstrip("/").rpartition("/")[2])
        merging.answer_merge(db.session.get_one(Person, ivan_id), number, agrees=True)
    ola.open(f"/proposals/{ids[1]}")
    assert "This proposal was merged into another one" in ola.text
    assert "Trees, please." in ola.text
    assert "A fine idea." in ola.text
    assert not ola.page.select(f"#support-{ids[1]}-button")
    ola.open(ola.page.select_one(f'main a[href$="/proposals/{ids[0]}"]')["href"])
    assert "1 proposal was merged into this one" in ola.text
    assert "1 comment" in ola.text
    stranger = Browser(app)
    stranger.sign_in("rita@example.org")
    stranger.open(f"/merges/{number}")
    assert stranger.status == 404


def test_a_request_that_an_author_refused_does_not_say_what_stays(
    app: Flask, officer: Browser, ola: Browser
) -> None:
    with app.app_context(), city(CITY):
        phase = call_for_proposals()
        kept = proposal_by(of(ola), phase, "Trees for Pomorska Street")
        other = proposal_by(resident("Ivan"), phase, "Trees in Pomorska Street", body="Trees.")
        number = asked_to_merge(kept, other).id
    ola.open(f"/merges/{number}")
    assert "This one stays" in ola.text
    ola.send(form="#answer-form", button='button[value="no"]')
    assert "An author did not agree" in ola.text
    assert "This one stays" not in ola.text
    assert "may become one" not in ola.text


def test_a_proposal_is_split_by_the_page(app: Flask, ola: Browser) -> None:
    with app.app_context(), city(CITY):
        number = proposal_by(of(ola), call_for_proposals()).id
    ola.open(f"/proposals/{number}")
    ola.open(f"/proposals/{number}/split")
    ola.send({"title": "Benches", "body": "", "why": "Two things."}, form="#split-form")
    assert ola.status == 422
    ola.send({"title": "Benches", "body": "To sit.", "why": "Two things."}, form="#split-form")
    assert "Split off from: Trees for Pomorska Street" in ola.text
    ola.open(f"/proposals/{number}")
    assert "A part of it became a proposal of its own: Benches" in ola.text


def test_an_officers_split_is_answered_by_the_page(
    app: Flask, officer: Browser, ola: Browser
) -> None:
    with app.app_context(), city(CITY):
        number = proposal_by(of(ola), call_for_proposals()).id
    officer.open(f"/proposals/{number}/suggest-split")
    officer.send(
        {"title": "Benches", "body": "To sit.", "reason": "Two things."}, form="#suggest-form"
    )
    assert "The author is asked." in officer.page.get_text()
    ola.open(f"/proposals/{number}")
    ola.open(ola.page.select_one('a[href*="/splits/"]')["href"])
    ola.send({"title": "Seats"}, button='button[value="yes"]')
    assert "Seats" in ola.page.h1.get_text()


def test_an_author_who_agrees_to_a_split_that_was_taken_back_is_told_so(
    app: Flask, officer: Browser, ola: Browser
) -> None:
    with app.app_context(), city(CITY):
        number = proposal_by(of(ola), call_for_proposals()).id
    officer.open(f"/proposals/{number}/suggest-split")
    officer.send(
        {"title": "Benches", "body": "To sit.", "reason": "Two things."}, form="#suggest-form"
    )
    ola.open("/splits/1")
    officer.send(form="#take-back-form")
    ola.send(button='button[value="yes"]')
    assert ola.status == 422
    assert "settled already" in ola.text


def test_a_commitment_is_entered_and_updated_by_the_page(
    app: Flask, officer: Browser, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
        accepted(proposal)
        number = proposal.id
    officer.open(f"/proposals/{number}")
    officer.open(f"/proposals/{number}/commitments/new")
    officer.send({"text_pl": "Posadzimy lipy.", "due": "tomorrow"}, form="#commitment-form")
    assert officer.status == 422
    assert "Give a day" in " ".join(officer.errors)
    officer.send(
        {"text_pl": "Posadzimy lipy.", "text_en": "We plant limes.", "due": "2027-05-01"},
        form="#commitment-form",
    )
    browser.open(f"/proposals/{number}")
    assert "We plant limes." in browser.text
    assert "Planned" in browser.text
    officer.open("/commitments/1")
    due = officer.page.select_one("[name=due]")
    assert due is not None
    assert due["value"] == "2027-05-01", "a day that is not shown is lost by saving"
    officer.send({"state": "dropped", "note": ""}, form="#update-form")
    assert officer.status == 422
    officer.send({"state": "dropped", "note": "No money."}, form="#update-form")
    browser.open(f"/proposals/{number}")
    assert "No money." in browser.text


@both_databases
def test_the_desk_with_all_sorts_of_work_takes_few_statements(
    app: Flask, officer: Browser, statements: Statements
) -> None:
    with app.app_context(), city(CITY):
        phase, ivan = asking_call(), resident("Ivan")
        boss = resident("Ewa", role="officer")
        waiting, answered, kept, other = (
            proposal_by(ivan, phase, f"Drzewa {n}", language="pl") for n in range(4)
        )
        for proposal in (answered, kept, other):
            admitting.admit(boss, proposal.id)
        texts = {"pl": "Tak", "uk": "Так"}
        proposals.answer_proposal(boss, answered.id, decision="accepted", texts=texts)
        asked_to_merge(kept, other)
        title = waiting.title
    officer.open("/")  # the phase opens by its date meanwhile
    statements.clear()
    officer.open("/office/proposals/")
    assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))
    assert title in officer.text
    links = [link["href"] for link in officer.page.select("main a[href*='/answer/']")]
    assert [str(link).rpartition("/")[2] for link in links] == ["en", "ar", "ps"]


@both_databases
def test_a_proposal_that_has_been_through_everything_takes_few_statements(
    app: Flask, ola: Browser, statements: Statements
) -> None:
    with app.app_context(), city(CITY):
        phase, author = asking_call(titles={"pl": "Drzewa"}), of(ola)
        officer = resident("Jan", role="officer")
        kept = proposal_by(author, phase, "Drzewa", language="pl")
        ivan = resident("Ivan")
        other = proposal_by(ivan, phase, "Drzewa tu", language="pl")
        file_on(author, kept)
        merge = asked_to_merge(kept, other)
        for person in (author, ivan):
            merging.answer_merge(person, merge.id, agrees=True)
        amendment_by(resident("Rita"), db.session.get_one(Contribution, kept.id))  # type: ignore[arg-type]
        admitting.admit(officer, kept.id)
        reviewing.review(officer, kept.id)
        proposals.answer_proposal(officer, kept.id, decision="accepted", texts={"pl": "Tak"})
        for place in range(3):
            commitments.enter_commitment(officer, kept.id, texts={"pl": f"{place}"}, due=None)
        for count in range(30):
            comment = comment_by(ivan, kept, f"Remark {count}", language="uk")
        add_translation(comment.id, "en", "", "In English", "Hanna")
        hide(comment_by(ivan, kept, "Badly said", language="uk"), resident(role="moderator"))
        number = kept.id
    ola.open(f"/proposals/{number}")  # the phase opens by its date meanwhile
    statements.clear()
    ola.open(f"/proposals/{number}")
    assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))
