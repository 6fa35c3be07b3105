"""With one's name, as a resident or an organisation: and nothing gives away which is whose."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.base.mail import OutboxMail
from commons.cities.context import city
from commons.contributions import actions, voices
from commons.contributions.bylines import byline_of
from commons.contributions.models import HIDDEN, Contribution
from commons.contributions.queries import contribution_of
from commons.i18n.catalogue import speaking
from commons.moderation import actions as moderation
from commons.people import actions as people
from commons.people.leaving import delete_account
from commons.people.models import Person
from commons.proposals.datasets import CommentsDataset, ProposalsDataset
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.marks import both_databases

NAME = "Zuzanna Brzezina"
OLIWA = 1


def of_oliwa(name: str = NAME) -> Person:
    person = resident(name)
    people.change_account(person, display_name=name, language="en", district_id=OLIWA)
    return person


def name_beside(contribution: Contribution) -> str:
    return byline_of(contribution_of(contribution.id)).name


@both_databases
def test_a_text_is_shown_with_the_name_or_as_a_resident_of_the_district(town: Flask) -> None:
    person = of_oliwa()
    named = proposal_by(person, voice="name")
    unnamed = proposal_by(person, title="Another", voice="resident")
    assert name_beside(named) == NAME
    assert name_beside(unnamed) == "A resident of Oliwa"
    with speaking("pl"):
        assert NAME not in name_beside(unnamed)


def test_without_a_district_it_is_a_resident(town: Flask) -> None:
    assert name_beside(proposal_by(resident(NAME), voice="resident")) == "A resident"


def test_the_district_stays_the_one_it_was_said_in(town: Flask) -> None:
    person = of_oliwa()
    said = proposal_by(person, voice="resident")
    people.change_account(person, display_name=NAME, language="en", district_id=2)
    assert name_beside(said) == "A resident of Oliwa"


def test_the_account_says_where_forms_begin_and_what_is_written_stays(town: Flask) -> None:
    person = of_oliwa()
    before = proposal_by(person)
    people.change_account(
        person, display_name=NAME, language="en", district_id=OLIWA, shown_as="resident"
    )
    after = proposal_by(person, title="Another")
    assert (name_beside(before), name_beside(after)) == (NAME, "A resident of Oliwa")
    with pytest.raises(ValueError, match="unknown way"):
        people.change_account(
            person, display_name=NAME, language="en", district_id=None, shown_as="boss"
        )


@both_databases
def test_it_can_be_changed_later_and_back_whatever_the_state(town: Flask) -> None:
    person = of_oliwa()
    said = proposal_by(person)
    actions.change_state(said.id, HIDDEN)
    actions.change_voice(person, said.id, "resident")
    assert name_beside(said) == "A resident of Oliwa"
    actions.change_voice(person, said.id, "name")
    assert name_beside(said) == NAME
    assert contribution_of(said.id).shown_district_id is None


def test_nobody_else_can_change_it_and_no_other_word_is_taken(town: Flask) -> None:
    said = proposal_by(of_oliwa())
    with pytest.raises(NotAllowed):
        actions.change_voice(resident("Ivan"), said.id, "resident")
    for voice in ("organisation:1", "boss", ""):
        with pytest.raises(Refused):
            actions.change_voice(db.session.get_one(Person, said.author_id), said.id, voice)


@pytest.mark.parametrize("voice", ["boss", "organisation:1", "organisation:", "organisation:x"])
def test_a_voice_that_is_not_ones_own_is_refused(town: Flask, voice: str) -> None:
    person = of_oliwa()
    with pytest.raises(Refused):
        proposal_by(person, voice=voice)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contribution.__table__)) == 0


@both_databases
def test_all_of_it_can_be_unnamed_at_once(town: Flask) -> None:
    person, other = of_oliwa(), resident("Ivan")
    mine = [proposal_by(person, title=f"Number {number}") for number in range(3)]
    theirs = proposal_by(other)
    assert actions.change_all_voices(person, "resident") == 3
    db.session.expire_all()
    assert {name_beside(text) for text in mine} == {"A resident of Oliwa"}
    assert name_beside(theirs) == "Ivan"
    assert actions.change_all_voices(person, "resident") == 0


def test_the_same_words_sent_again_without_the_name_are_not_the_named_ones(town: Flask) -> None:
    person = of_oliwa()
    named = proposal_by(person, voice="name")
    assert proposal_by(person, voice="name").id == named.id
    unnamed = proposal_by(person, voice="resident")
    assert unnamed.id != named.id
    assert name_beside(unnamed) == "A resident of Oliwa"


def test_whoever_left_is_a_former_resident_whatever_they_chose(town: Flask) -> None:
    person = of_oliwa()
    said = [proposal_by(person, title=voice, voice=voice) for voice in ("name", "resident")]
    delete_account(person)
    assert {name_beside(text) for text in said} == {"A former resident"}
    assert {contribution_of(text.id).shown_district_id for text in said} == {None}


@both_databases
def test_no_pseudonym_ties_what_was_said_without_a_name_to_anything(town: Flask) -> None:
    person, phase = of_oliwa(), call_for_proposals()
    named = [proposal_by(person, phase, f"Named {number}", voice="name") for number in range(2)]
    unnamed = [
        proposal_by(person, phase, f"Unnamed {number}", voice="resident") for number in range(2)
    ]
    comments = [comment_by(person, named[0], voice, voice=voice) for voice in ("name", "resident")]
    rows = {row["id"]: row for row in ProposalsDataset().rows(phase.consultation_id)}
    pseudonyms = [rows[text.id]["author/pseudonym"] for text in (*named, *unnamed)]
    assert pseudonyms[0] == pseudonyms[1] is not None
    assert pseudonyms[2:] == [None, None]
    assert [rows[text.id]["author/shown_as"] for text in (named[0], unnamed[0])] == [
        "name",
        "resident",
    ]
    said = {row["id"]: row for row in CommentsDataset().rows(phase.consultation_id)}
    assert said[comments[0].id]["author/pseudonym"] is not None
    assert said[comments[1].id]["author/pseudonym"] is None
    assert NAME not in repr([rows, said])


def addresses(app: Flask, numbers: dict[str, int]) -> Iterator[str]:
    """Every address that can be opened, with ids of what is there."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in {"static"}:
            continue
        choices = []
        for name in sorted(rule.arguments):
            converter = rule._converters[name]
            if hasattr(converter, "items"):
                choices.append([(name, value) for value in sorted(converter.items)])
            elif "slug" in name:
                choices.append([(name, "call-1")])
            elif "dataset" in name or "name" in name:
                choices.append([(name, "proposals"), (name, "comments")])
            elif "format" in name:
                choices.append([(name, value) for value in ("csv", "json", "jsonl")])
            else:
                choices.append([(name, value) for value in numbers.values()])
        for values in product(*choices):
            try:
                yield str(app.url_map.bind("localhost").build(rule.endpoint, dict(values)))
            except ValueError:  # such an address holds other values
                yield str(
                    app.url_map.bind("localhost").build(
                        rule.endpoint, {name: 1 for name, _value in values}
                    )
                )


@pytest.mark.parametrize("role", [None, "moderator", "officer", "administrator", "auditor"])
def test_no_page_file_or_feed_names_who_wrote_without_their_name(
    app: Flask, browser: Browser, role: str | None
) -> None:
    with app.app_context(), city(CITY):
        person, other, phase = of_oliwa(), resident("Ivan"), call_for_proposals()
        texts = [
            proposal_by(person, phase, voice="resident"),
            proposal_by(person, phase, "To be hidden", voice="resident"),
        ]
        theirs = proposal_by(other, phase, "Of Ivan")
        comments = [comment_by(person, one, voice="resident") for one in (texts[0], theirs)]
        actions.edit_comment(person, comments[0].id, "Another wording.")
        moderation.report(None, comments[1].id, reason="spam", note="look")
        moderation.report(None, texts[1].id, reason="spam", note="look")
        moderator = resident("Marek", role="moderator")
        decision = moderation.hide(
            moderator, texts[1].id, reason="spam", statement="It is an advertisement, no more."
        )
        moderation.appeal(person, decision.id, "It is no advertisement. Please look again.")
        numbers = {"text": texts[0].id, "hidden": texts[1].id, "comment": comments[1].id}
        paths = sorted(set(addresses(app, numbers)))
    if role is not None:
        browser.sign_in(role=role)
    read = 0
    for path in paths:
        with browser.client.get(f"/{CITY}{path}", follow_redirects=False) as answer:
            if answer.status_code == 200:
                read += 1
                assert NAME.encode() not in answer.get_data(), path
            assert NAME not in str(answer.headers), path
            assert answer.status_code < 500, path
    assert read > 15
    shown = browser.open(f"/proposals/{texts[0].id}")
    assert "A resident of Oliwa" in shown.get_text()


def test_a_mail_about_a_comment_does_not_name_who_wrote_it_so(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commons.notices.actions import deliver

    reader = Browser(app)
    reader.sign_in("ivan@example.org", name="Ivan")
    with app.app_context(), city(CITY):
        ivan = db.session.scalars(sa.select(Person).where(Person.display_name == "Ivan")).one()
        subject = proposal_by(ivan, call_for_proposals())
        deliver()
        comment_by(of_oliwa(), subject, voice="resident")
        deliver()
        mails = db.session.scalars(sa.select(OutboxMail.body)).all()
    assert any("resident of Oliwa" in body for body in mails)
    assert all(NAME not in body for body in mails)


def test_only_one_place_reads_an_authors_name() -> None:
    """Whatever shows an author asks ``byline_of``."""
    readers = [
        str(path)
        for kind in ("*.py", "*.html", "*.txt", "*.xml")
        for path in Path("commons").rglob(kind)
        if re.search(r"author\)?\.display_name", path.read_text())
    ]
    assert sorted(readers) == ["commons/contributions/bylines.py"]


def test_a_person_chooses_in_the_form_and_changes_it_on_its_page(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ivan"), call_for_proposals()).id
    browser.sign_in(name=NAME)
    browser.open(f"/proposals/{proposal}")
    offered = browser.page.select("#comment-form input[name=voice]")
    assert [(one["value"], one.has_attr("checked")) for one in offered] == [
        ("name", True),
        ("resident", False),
    ]
    browser.send({"body": "A bench would do.", "voice": "resident"}, form="#comment-form")
    article = browser.page.select_one("article.comment")
    assert "A resident" in article.get_text()
    assert NAME not in str(article)
    browser.open(article.find("a", string="With or without your name")["href"])
    browser.send({"voice": "name"})
    assert NAME in browser.page.select_one("article.comment").get_text()
    browser.open("/account/texts")
    assert NAME in browser.text
    browser.send(form="form[action$='/unnamed']")
    assert NAME not in browser.text
    browser.open(f"/proposals/{proposal}")
    assert NAME not in browser.text.replace(f"With your name: {NAME}", "")


def test_a_visitors_choice_is_kept_while_they_sign_in(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ivan"), call_for_proposals()).id
    browser.open(f"/proposals/{proposal}")
    browser.send({"body": "A bench would do.", "voice": "resident"}, form="#comment-form")
    with app.app_context(), city(CITY):
        _code, link = people.issue_code("new@example.org")
    browser.open(f"/sign-in/link/{link}")
    browser.send()
    chosen = browser.page.select_one("#comment-form input[name=voice][checked]")
    assert chosen["value"] == "resident"


def test_the_form_refuses_a_voice_that_was_not_offered_and_keeps_the_text(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ivan"), call_for_proposals()).id
    browser.sign_in(name=NAME)
    browser.open(f"/proposals/{proposal}")
    browser.send({"body": "A bench.", "voice": "organisation:7"}, form="#comment-form")
    assert browser.status == 422
    assert browser.errors == ["Please choose one of the answers."]
    assert browser.page.select_one("textarea").get_text().strip() == "A bench."


def test_another_persons_text_has_no_such_page(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ivan"), call_for_proposals()).id
    browser.sign_in(name=NAME)
    browser.open(f"/contributions/{proposal}/shown")
    assert browser.status == 404


def test_own_voices_are_offered_with_the_district_where_there_is_one(town: Flask) -> None:
    assert "district" in dict(voices.own_voices(of_oliwa()))["resident"]
    assert "district" not in dict(voices.own_voices(resident("Ivan")))["resident"]
    assert [word for word, _label in voices.voices(None)] == ["name", "resident"]
