"""The inclusive city programme: what is published, for readers and for other programs."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base import clock
from commons.base.database import db, transaction
from commons.consultations.models import (
    Consultation,
    ConsultationAnswer,
    OutcomeItem,
    Phase,
)
from commons.contributions.models import Translation
from commons.inclusion.models import InclusionSurvey
from commons.moderation.actions import hide
from commons.people.models import Person
from commons.programme.rules import PRINCIPLES, SMALLEST_GROUP, large_enough
from commons.proposals.actions import answer_proposal
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by
from tests.factories.voting import cast_all, close_vote, open_vote
from tests.marks import both_databases

DAY = timedelta(days=1)


def read(browser: Browser) -> dict[str, Any]:
    browser.open("/programme.json")
    assert browser.status == 200
    assert browser.response is not None
    assert browser.response.mimetype == "application/json"
    found: dict[str, Any] = json.loads(browser.response.get_data())
    return found


@transaction
def publish_outcome(phase: Phase, proposal: Proposal, *, others: int = 0) -> None:
    row = db.session.get_one(Phase, phase.id)
    row.closes_at = row.settled_at = row.outcome_published_at = clock.now()
    db.session.add(
        OutcomeItem(
            phase_id=phase.id,
            position=1,
            contribution_id=proposal.id,
            language="en",
            title=proposal.title,
            chosen=True,
            facts={"votes": 312, "cost": 40_000},
        )
    )
    db.session.add_all(
        OutcomeItem(
            phase_id=phase.id,
            position=2 + number,
            title=f"Other {number}",
            language="en",
            chosen=False,
            facts={},
        )
        for number in range(others)
    )


@transaction
def council_answers(phase: Phase, **texts: str) -> None:
    consultation = db.session.get_one(Consultation, phase.consultation_id)
    consultation.answered_at = clock.now()
    db.session.add_all(
        ConsultationAnswer(
            consultation_id=consultation.id, language=language, text=text, answered_at=clock.now()
        )
        for language, text in texts.items()
    )


def finished_call(officer: Person) -> tuple[Phase, Proposal]:
    phase = call_for_proposals(titles={"en": "A greener Oliwa", "ar": "أوليفا أكثر خضرة"})
    proposal = proposal_by(resident("Ola"), phase)
    answer_proposal(
        officer,
        proposal.id,
        decision="accepted",
        texts={"en": "We plant forty trees.", "pl": "Sadzimy czterdzieści drzew."},
    )
    publish_outcome(phase, proposal, others=2)
    council_answers(phase, en="We heard you.", pl="Usłyszeliśmy.")
    return phase, proposal


@both_databases
def test_the_programme_tells_what_was_asked_chosen_and_answered(
    town: Flask, browser: Browser
) -> None:
    phase, proposal = finished_call(resident("Officer", role="officer"))
    browser.open("/programme/")
    assert browser.status == 200
    for words in (
        "A greener Oliwa",
        "Trees for Pomorska Street",
        "Votes: 312",
        "40,000",
        "Accepted",
        "We plant forty trees.",
        "We heard you.",
        "Not chosen: 2",
        "1 proposal",
        "P1",
        "A6",
    ):
        assert words in browser.text, words
    assert browser.page.select_one(f"main a[href$='/proposals/{proposal.id}']") is not None
    (consultation,) = read(browser)["consultations"]
    assert consultation["texts"][1]["title"] == "A greener Oliwa"
    assert [text["language"] for text in consultation["texts"]] == ["ar", "en"]
    assert consultation["answers"] == [
        {"language": "en", "text": "We heard you."},
        {"language": "pl", "text": "Usłyszeliśmy."},
    ]
    (shown,) = consultation["phases"]
    assert shown["id"] == phase.id
    assert shown["kind"] == "proposals"
    assert shown["state"] == "closed"
    assert shown["participation"] == {
        "proposals": 1,
        "supports": 0,
        "comments": 0,
        "ballots": None,
    }
    assert [line["chosen"] for line in shown["outcome"]] == [True, False, False]
    chosen = shown["outcome"][0]
    assert chosen["title"] == "Trees for Pomorska Street"
    assert chosen["facts"] == {"votes": 312, "cost": 40_000}
    assert chosen["url"].startswith("http")
    assert chosen["url"].endswith(f"/gdansk/proposals/{proposal.id}")
    assert [(a["language"], a["decision"]) for a in chosen["answers"]] == [
        ("en", "accepted"),
        ("pl", "accepted"),
    ]


def test_the_document_keeps_the_shape_it_promises(town: Flask, browser: Browser) -> None:
    finished_call(resident("Officer", role="officer"))
    found = read(browser)
    assert set(found) == {
        "schema",
        "generated_at",
        "city",
        "principles",
        "participation",
        "consultations",
    }
    assert found["schema"] == "commons-programme/1"
    assert datetime.fromisoformat(found["generated_at"]).utcoffset() is not None
    assert set(found["city"]) == {"slug", "name", "country", "languages", "currency", "url"}
    assert found["city"]["slug"] == "gdansk"
    assert found["city"]["url"].endswith("/gdansk/")
    assert [each["code"] for each in found["principles"]] == [each.code for each in PRINCIPLES]
    assert set(found["principles"][0]["titles"]) == {"pl", "en", "uk", "ar", "ps"}
    assert set(found["consultations"][0]) == {
        "slug",
        "url",
        "published_at",
        "answered_at",
        "primary_language",
        "texts",
        "who_took_part",
        "phases",
        "answers",
    }
    assert set(found["consultations"][0]["phases"][0]) == {
        "id",
        "kind",
        "state",
        "opens_at",
        "closes_at",
        "participation",
        "outcome_published_at",
        "outcome",
    }
    assert set(found["participation"]) == {
        "proposals",
        "supports",
        "comments",
        "ballots",
        "people_by_language",
        "small_groups_left_out",
    }


def test_the_document_is_the_same_for_every_reader(town: Flask, browser: Browser) -> None:
    finished_call(resident("Officer", role="officer"))
    with clock.at(clock.now()):
        one, other = read(browser), read(Browser(town, language="ar"))
    assert one == other


def test_the_reader_gets_their_language_and_is_told_where_there_is_none(
    town: Flask, browser: Browser
) -> None:
    _phase, proposal = finished_call(resident("Officer", role="officer"))
    _translate(proposal, "ar", "أشجار لشارع بومورسكا")
    arabic = Browser(town, language="ar")
    page = arabic.open("/programme/")
    assert page.html is not None
    assert page.html["dir"] == "rtl"
    title = page.find(string="أوليفا أكثر خضرة")
    assert title is not None
    assert "أشجار لشارع بومورسكا" in arabic.text
    assert "DeepTranslator" in arabic.text
    answer = page.find(string="We heard you.")
    assert answer is not None
    assert answer.parent is not None
    assert (answer.parent["lang"], answer.parent["dir"]) == ("en", "ltr")
    polish = Browser(town, language="pl")
    polish.open("/programme/")
    assert "Usłyszeliśmy." in polish.text
    assert "Sadzimy czterdzieści drzew." in polish.text
    assert "A greener Oliwa" in polish.text


@transaction
def _translate(proposal: Proposal, language: str, title: str) -> None:
    db.session.add(
        Translation(
            contribution_id=proposal.id,
            language=language,
            revision=1,
            title=title,
            body="…",
            translator="DeepTranslator",
            translated_at=clock.now(),
        )
    )


@both_databases
def test_drafts_and_unpublished_outcomes_are_not_in_it(town: Flask, browser: Browser) -> None:
    call_for_proposals(state="draft", titles={"en": "Secret plans"})
    phase = call_for_proposals()
    proposal_by(resident(), phase, title="Still being weighed")
    _settle_without_publishing(phase)
    found = read(browser)
    assert [each["slug"] for each in found["consultations"]] == ["call-2"]
    assert found["consultations"][0]["phases"][0]["outcome"] is None
    assert "Secret plans" not in json.dumps(found)
    assert "Still being weighed" not in json.dumps(found)
    browser.open("/programme/")
    assert "Secret plans" not in browser.text
    assert "Still being weighed" not in browser.text


@transaction
def _settle_without_publishing(phase: Phase) -> None:
    row = db.session.get_one(Phase, phase.id)
    row.closes_at = row.settled_at = clock.now()
    db.session.add(
        OutcomeItem(
            phase_id=phase.id,
            position=1,
            title="Still being weighed",
            language="en",
            chosen=True,
            facts={},
        )
    )


def test_what_was_hidden_is_not_told_again(town: Flask, browser: Browser) -> None:
    _phase, proposal = finished_call(resident("Officer", role="officer"))
    hide(resident("Mod", role="moderator"), proposal.id, reason="hate", statement="It insults.")
    browser.open("/programme/")
    assert "Trees for Pomorska" not in browser.text
    assert "We plant forty trees." not in browser.text
    assert "Hidden by a moderator" in browser.text
    found = read(browser)
    line = found["consultations"][0]["phases"][0]["outcome"][0]
    assert (line["title"], line["answers"]) == ("", [])
    assert "Pomorska" not in json.dumps(found)
    assert found["participation"]["proposals"] == 0


def test_ballots_are_counted_when_the_box_is_sealed(town: Flask, browser: Browser) -> None:
    vote = open_vote()
    cast_all(vote, [("1",), ("2",)])
    assert read(browser)["participation"]["ballots"] is None
    browser.open("/programme/")
    assert "not yet" in browser.text
    close_vote(vote)
    assert read(browser)["participation"]["ballots"] == 2


def test_people_are_shown_by_language_only_in_groups_of_ten(town: Flask, browser: Browser) -> None:
    phase = call_for_proposals()
    for language, people in (("pl", 12), ("uk", 11), ("ar", 3), ("ps", 2)):
        for number in range(people):
            proposal_by(
                resident(f"{language} {number}"),
                phase,
                title=f"{language} {number}",
                language=language,
            )
    part = read(browser)["participation"]
    assert part["people_by_language"] == {"pl": 12, "uk": 11}
    assert part["small_groups_left_out"] is True
    browser.open("/programme/")
    assert "Polski" in browser.text
    assert "fewer than ten people are never shown apart" in browser.text
    figures = browser.page.select_one(".chart table")
    assert figures is not None
    assert "پښتو" not in figures.get_text()


def test_somebody_who_writes_twice_is_one_person(town: Flask, browser: Browser) -> None:
    many_proposals(resident(), call_for_proposals(), 30)
    assert read(browser)["participation"]["people_by_language"] == {}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8))
def test_no_small_group_can_be_read_or_reckoned(groups: dict[str, int]) -> None:
    shown = large_enough(groups)
    assert all(people >= SMALLEST_GROUP for people in shown.groups.values())
    assert set(shown.groups) <= set(groups)
    left = [people for name, people in groups.items() if people and name not in shown.groups]
    assert shown.some_left_out == bool(left)
    # Alone among the hidden, a small group would be the total less the others.
    assert len(left) != 1 or not shown.groups


def test_a_single_small_group_takes_the_next_one_with_it() -> None:
    assert large_enough({"pl": 100, "uk": 20, "ar": 4}).groups == {"pl": 100}
    assert large_enough({"pl": 100, "uk": 20, "ar": 4, "ps": 3}).groups == {"pl": 100, "uk": 20}
    assert large_enough({"pl": 100, "uk": 20}).some_left_out is False


def test_the_principles_are_those_the_mayors_agreed_on() -> None:
    assert [each.code for each in PRINCIPLES] == [
        "P1",
        "A1",
        "A2",
        "A2.1",
        "A2.2",
        "A2.3",
        "A2.4",
        "A3",
        "A4",
        "A4.1",
        "A4.2",
        "A4.3",
        "A5",
        "A5.1",
        "A5.2",
        "A5.3",
        "A5.4",
        "A6",
    ]


def test_an_empty_city_has_a_programme_too(town: Flask, browser: Browser) -> None:
    browser.open("/programme/")
    assert browser.status == 200
    assert "Nothing has been decided yet" in browser.text
    assert read(browser)["consultations"] == []


@pytest.mark.parametrize("path", ["/programme/", "/programme.json"])
def test_the_programme_takes_few_statements(
    town: Flask, browser: Browser, statements: Statements, path: str
) -> None:
    officer = resident("Officer", role="officer")
    for _time in range(3):
        finished_call(officer)
    ask_everywhere("age", "district")
    browser.sign_in("reader@example.org")
    statements.clear()
    browser.open(path)
    assert browser.status == 200
    asked = [each for each in statements if each.startswith(("SELECT", "WITH"))]
    assert len(asked) <= 8, "\n".join(asked)


@transaction
def ask_everywhere(*questions: str) -> None:
    for number in db.session.scalars(sa.select(Consultation.id)):
        db.session.add(InclusionSurvey(consultation_id=number, questions=list(questions)))


def test_texts_of_the_programme_are_escaped(town: Flask, browser: Browser) -> None:
    phase = call_for_proposals(titles={"en": "<script>alert(1)</script>"})
    publish_outcome(phase, proposal_by(resident(), phase, title="<b>bold</b>"))
    browser.open("/programme/")
    assert browser.page.select("main script, main b") == []
    assert "<b>bold</b>" in browser.text


def test_texts_in_a_language_we_do_not_know_are_shown(town: Flask, browser: Browser) -> None:
    phase = call_for_proposals()
    publish_outcome(phase, proposal_by(resident(), phase))
    _in_language("tlh", phase)
    browser.open("/programme/")
    assert browser.status == 200


@transaction
def _in_language(code: str, phase: Phase) -> None:
    item = db.session.get_one(OutcomeItem, (phase.id, 1))
    item.language = code
