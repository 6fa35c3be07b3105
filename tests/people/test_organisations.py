"""Organisations that speak as such: made, spoken for, ended; and what becomes of their words."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.cities.context import city
from commons.contributions import actions as contributions
from commons.contributions.bylines import byline_of
from commons.contributions.queries import contribution_of, said_by
from commons.people import actions as people
from commons.people import naming
from commons.people.held import everything_held
from commons.people.leaving import delete_account
from commons.people.models import Person
from commons.people.organisations import actions, queries
from commons.people.organisations.actions import Described
from commons.people.organisations.models import KINDS, Organisation, Speaker
from commons.proposals.datasets import CommentsDataset
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.marks import both_databases

GREENS = Described("Zielona Oliwa", "association", "We plant trees.", "en", accredited=True)


def administrator(name: str = "Ada") -> Person:
    return resident(name, role="administrator")


def organisation(described: Described = GREENS, speaker: Person | None = None) -> Organisation:
    ada = administrator(f"Ada {clock.now().timestamp()}")
    made = actions.make_organisation(ada, described, reason="it asked for it")
    if speaker is not None:
        actions.add_speaker(ada, made.id, speaker, reason="its chair")
    return made


def acts() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.id)))


@both_databases
def test_an_administrator_makes_changes_and_ends_one_all_in_the_log(town: Flask) -> None:
    ada = administrator()
    made = actions.make_organisation(ada, GREENS, reason="it asked for it")
    assert [one.name for one in queries.organisations()] == ["Zielona Oliwa"]
    assert made.accredited
    other = Described("Zielona Oliwa", "school", "We learn.", "pl")
    actions.change_organisation(ada, made.id, other, reason="it is a school")
    assert (made.kind, made.accredited) == ("school", False)
    actions.end_organisation(ada, made.id, reason="it closed")
    assert queries.organisations() == []
    assert [one.end_reason for one in queries.ended_organisations()] == ["it closed"]
    with pytest.raises(Refused):
        actions.end_organisation(ada, made.id, reason="again")
    actions.change_organisation(ada, made.id, GREENS, reason="it opened again")
    assert [one.id for one in queries.organisations()] == [made.id]
    assert acts()[-4:] == [
        "make_organisation",
        "change_organisation",
        "end_organisation",
        "change_organisation",
    ]


def test_only_an_administrator_runs_them(town: Flask) -> None:
    made = organisation()
    for role in (None, "officer", "moderator", "mediator", "auditor"):
        person = resident(f"Some {role}", role=role)
        with pytest.raises(NotAllowed):
            actions.make_organisation(person, GREENS, reason="why not")
        with pytest.raises(NotAllowed):
            actions.change_organisation(person, made.id, GREENS, reason="why not")
        with pytest.raises(NotAllowed):
            actions.end_organisation(person, made.id, reason="why not")
        with pytest.raises(NotAllowed):
            actions.add_speaker(person, made.id, person, reason="why not")
        with pytest.raises(NotAllowed):
            actions.end_speaker(person, made.id, person.id)


@both_databases
def test_it_ends_by_its_day(town: Flask) -> None:
    speaker = resident("Ola")
    until = clock.now() + timedelta(days=2)
    made = organisation(
        Described("Zielona Oliwa", "association", "Trees.", "en", ends_at=until), speaker
    )
    assert [one.id for one in queries.speaks_for(speaker)] == [made.id]
    with clock.at(until + timedelta(minutes=1)):
        assert queries.speaks_for(speaker) == []
        assert not queries.is_speaking(made)
        with pytest.raises(Refused, match="cannot speak for this organisation"):
            proposal_by(speaker, voice=f"organisation:{made.id}")
        with pytest.raises(NotFound):
            actions.add_speaker(administrator(), made.id, resident("Ivan"), reason="late")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "club"},
        {"language": "xx"},
        {"ends_at": clock.now() - timedelta(days=1)},
        {"name": "..."},
        {"about": " "},
    ],
)
def test_what_cannot_be_is_refused(town: Flask, change: dict[str, object]) -> None:
    values = {"name": "Zielona", "kind": KINDS[0], "about": "Trees.", "language": "en", **change}
    with pytest.raises((ValueError, Refused)):
        actions.make_organisation(administrator(), Described(**values), reason="why not")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="reason"):
        actions.make_organisation(administrator("Bea"), GREENS, reason=" ")
    assert queries.organisations() == []


@both_databases
def test_no_two_look_alike_and_a_person_gives_way(town: Flask) -> None:
    person = resident("x")
    people.change_account(person, display_name="zielona oliwa", language="en", district_id=None)
    organisation()
    assert naming.taken(["Zielona Oliwa"])
    assert person.display_name != "zielona oliwa"
    with pytest.raises(naming.NameRefused):
        people.change_account(person, display_name="Zie1ona 0liwa", language="en", district_id=None)
    with pytest.raises(Refused, match="There is an organisation with this name"):
        organisation(Described("ZIELONA OLIWA", "school", "We learn.", "en"))
    assert "rename_person" in acts()


@both_databases
def test_a_speaker_speaks_as_it_and_is_not_named(town: Flask) -> None:
    speaker = resident("Ola")
    made, phase = organisation(speaker=speaker), call_for_proposals()
    voice = f"organisation:{made.id}"
    proposal = proposal_by(speaker, phase, voice=voice)
    own = comment_by(speaker, proposal, "As myself", voice="name")
    said = comment_by(speaker, proposal, "As the organisation", voice=voice)
    by = byline_of(contribution_of(said.id))
    assert (by.name, by.badge, by.organisation_id) == ("Zielona Oliwa", "Organisation", made.id)
    assert byline_of(contribution_of(own.id)).badge is None
    rows = {row["id"]: row for row in CommentsDataset().rows(phase.consultation_id)}
    assert rows[said.id]["author/organisation"] == "Zielona Oliwa"
    assert rows[said.id]["author/pseudonym"] != rows[own.id]["author/pseudonym"]
    assert [text.id for text in said_by(made.id, None).items] == [said.id, proposal.id]


def test_who_does_not_speak_for_it_cannot(town: Flask) -> None:
    made, stranger = organisation(speaker=resident("Ola")), resident("Ivan")
    with pytest.raises(Refused):
        proposal_by(stranger, voice=f"organisation:{made.id}")
    proposal = proposal_by(stranger)
    with pytest.raises(Refused):
        comment_by(stranger, proposal, voice=f"organisation:{made.id}")


def test_who_speaks_for_it_no_more_cannot_change_its_words(town: Flask) -> None:
    speaker = resident("Ola")
    made = organisation(speaker=speaker)
    said = comment_by(speaker, proposal_by(resident("Ivan")), voice=f"organisation:{made.id}")
    contributions.edit_comment(speaker, said.id, "Better words.")
    actions.end_speaker(administrator(), made.id, speaker.id)
    with pytest.raises(Refused, match="no longer speak"):
        contributions.edit_comment(speaker, said.id, "My own words.")
    with pytest.raises(Refused, match="no longer speak"):
        contributions.withdraw_comment(speaker, said.id)
    with pytest.raises(Refused, match="stays so"):
        contributions.change_voice(speaker, said.id, "name")
    assert contributions.change_all_voices(speaker, "resident") == 0


@both_databases
def test_what_it_said_stays_its_own_when_the_speaker_leaves(town: Flask) -> None:
    speaker = resident("Ola")
    made = organisation(speaker=speaker)
    said = proposal_by(speaker, voice=f"organisation:{made.id}")
    names = {group.name for group in everything_held(speaker)}
    assert "speaking" in names
    delete_account(speaker)
    assert byline_of(contribution_of(said.id)).name == "Zielona Oliwa"
    assert contribution_of(said.id).author_id is None
    assert db.session.scalars(sa.select(Speaker)).all() == []


def test_an_administrator_who_leaves_leaves_the_organisation(town: Flask) -> None:
    ada = administrator()
    resident("Bea", role="administrator")
    made = actions.make_organisation(ada, GREENS, reason="it asked for it")
    assert "organisations" in {group.name for group in everything_held(ada)}
    delete_account(ada)
    assert db.session.get_one(Organisation, made.id).made_by_id is None


@both_databases
def test_a_speaker_is_added_once(town: Flask) -> None:
    ada, speaker = administrator(), resident("Ola")
    made = actions.make_organisation(ada, GREENS, reason="it asked for it")
    actions.add_speaker(ada, made.id, speaker, reason="its chair")
    with pytest.raises(Refused, match="already"):
        actions.add_speaker(ada, made.id, speaker, reason="its chair")
    with pytest.raises(NotFound):
        actions.end_speaker(ada, made.id, ada.id)
    assert acts().count("add_speaker") == 1


def test_an_administrator_does_it_all_on_the_pages(app: Flask, browser: Browser) -> None:
    ola = Browser(app)
    ola.sign_in("ola@example.org", name="Ola z Oliwy")
    browser.sign_in("ada@example.org", role="administrator")
    browser.open("/organisations/")
    assert "No organisation speaks here yet" in browser.text
    browser.open("/organisations/new")
    browser.send({"name": "Zielona Oliwa"})
    assert browser.status == 422
    assert browser.page.select_one("#name")["value"] == "Zielona Oliwa"
    browser.send({"kind": "association", "about": "We plant trees.", "reason": "it asked"})
    assert browser.status == 200
    assert "Who speaks for it" in browser.text
    run = browser.url
    form = "#speaker-form"
    browser.send({"who": "Nobody Here", "reason": "its chair"}, form=form)
    assert browser.status == 422
    assert browser.page.select_one("#who")["value"] == "Nobody Here"
    browser.send({"who": "ola z oliwy", "reason": "its chair"}, form=form)
    assert "Ola z Oliwy" in browser.text
    browser.send({"who": "ola@example.org", "reason": "its chair"}, form=form)
    assert browser.errors == ["This person may speak for it already."]
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ivan"), call_for_proposals()).id
    ola.open(f"/proposals/{proposal}")
    label = ola.page.select_one("input[value='organisation:1'] + label")
    assert label.get_text() == "As the organisation: Zielona Oliwa"
    ola.send({"body": "Trees, please.", "voice": "organisation:1"}, form="#comment-form")
    article = ola.page.select_one("article.comment")
    assert article.select_one(".badge").get_text() == "Organisation"
    assert "Ola" not in article.get_text()
    ola.open(article.select_one(".byline-name a")["href"])
    assert "Trees, please." in ola.text
    assert "We plant trees." in ola.text
    assert "Ola" not in ola.text
    browser.open(run)
    browser.send(form="form[action*='/speakers/']")
    assert "Nobody can speak for it yet" in browser.text
    browser.open(f"{run.removesuffix('/run')}/end")
    browser.send({"reason": ""})
    assert browser.status == 422
    browser.send({"reason": "it closed"})
    browser.open("/organisations/")
    assert "Earlier" in browser.text
    browser.open("/organisations/999/run")
    assert browser.status == 404


def test_everybody_else_reads_the_list_and_runs_nothing(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        organisation()
    browser.open("/organisations/")
    assert "Zielona Oliwa" in browser.text
    assert not browser.page.select("main .button")
    browser.sign_in(role="officer")
    browser.open("/organisations/1/run")
    assert browser.status == 403
