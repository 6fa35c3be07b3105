"""The city's list of themes: officers keep it, proposals have one of it."""

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.people.models import Person
from commons.proposals.models import Proposal
from commons.proposals.themes.actions import add_theme, begin_with_usual_themes, change_theme
from commons.proposals.themes.models import NAME_LENGTH, Theme
from commons.proposals.themes.queries import theme_of, themes
from commons.proposals.themes.rules import name_in, usual_themes
from tests.browser_client import Browser
from tests.factories.at_once import at_once
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.marks import both_databases
from tests.writing import propose

CULTURE = {"pl": "Kultura", "en": "Culture", "ar": "ثقافة"}


@both_databases
def test_an_officer_begins_with_a_usual_list_and_changes_it(town: Flask, browser: Browser) -> None:
    browser.sign_in(role="officer")
    browser.open("/office/themes")
    browser.send()
    assert len(themes()) == 12
    assert "pl" in themes()[0].names
    db.session.rollback()
    browser.open("/office/themes/new")
    browser.send({"name_pl": "Rzeka", "name_en": "The river", "position": "0"})
    assert browser.url.endswith("/office/themes")
    db.session.rollback()
    first = themes()[0]
    number = first.id
    assert (first.code, first.names) == ("rzeka", {"pl": "Rzeka", "en": "The river"})
    db.session.rollback()
    browser.open(f"/office/themes/{number}")
    browser.post(f"/office/themes/{number}", {"name_pl": "Rzeki", "position": "3"})
    db.session.rollback()
    assert number not in [theme.id for theme in themes()], "out of use"
    assert theme_of(number).code == "rzeka"
    acts = set(db.session.scalars(sa.select(AuditEntry.act)))
    assert {"add_usual_themes", "add_theme", "change_theme"} <= acts


def test_what_is_wrong_with_a_theme_is_said(town: Flask, browser: Browser) -> None:
    browser.sign_in(role="officer")
    browser.open("/office/themes/new")
    browser.send({"name_pl": "", "name_en": "x" * (NAME_LENGTH + 1), "position": "first"})
    assert browser.status == 422
    assert len(browser.errors) == 3
    browser.open("/office/themes/99")
    assert browser.status == 404


def test_only_officers_keep_the_list(town: Flask, browser: Browser) -> None:
    browser.sign_in()
    browser.open("/office/themes")
    assert browser.status == 403
    with pytest.raises(NotAllowed):
        add_theme(resident(), names=CULTURE)
    with pytest.raises(NotAllowed):
        begin_with_usual_themes(resident("Jan"))


def test_a_proposal_shows_its_theme_in_the_readers_language(town: Flask, browser: Browser) -> None:
    officer = resident("Anna", role="officer")
    culture = add_theme(officer, names=CULTURE)
    browser.sign_in()
    phase = call_for_proposals()
    told = {"title": "A stage", "body": "For all.", "language": "en", "theme": str(culture.id)}
    propose(browser, phase.id, told)
    proposal = browser.url
    assert "Theme Culture" in browser.text
    browser.open("/proposals/")
    assert "Culture" in browser.text
    reader = Browser(town, language="ar")
    reader.open(proposal)
    assert "ثقافة" in reader.text
    browser.open(f"{proposal}/edit")
    browser.send({"theme": ""})
    assert "Culture" not in browser.text


def test_one_out_of_use_stays_where_it_is_and_is_taken_by_no_other(
    town: Flask, browser: Browser
) -> None:
    officer = resident("Anna", role="officer")
    culture = add_theme(officer, names=CULTURE)
    phase = call_for_proposals()
    person = browser.sign_in()
    mine = proposal_by(person, phase, "A stage", theme_id=culture.id)
    change_theme(officer, culture.id, names=CULTURE, position=1, in_use=False)
    with pytest.raises(Refused):
        proposal_by(person, phase, "Another stage", theme_id=culture.id)
    browser.open(f"/proposals/{mine.id}/edit")
    browser.send({"title": "A larger stage"})
    assert "Culture" in browser.text
    assert db.session.scalar(sa.select(Proposal.theme_id)) == culture.id


def test_themes_alike_get_codes_of_their_own(town: Flask) -> None:
    officer = resident("Anna", role="officer")
    for _time in range(3):
        add_theme(officer, names={"pl": "Zieleń"})
    assert [theme.code for theme in themes()] == ["zielen", "zielen-2", "zielen-3"]


def test_a_usual_name_stands_only_for_languages_it_is_in() -> None:
    names = usual_themes(["ps", "en", "uk"])["green"]
    assert names["en"] == "Parks, trees and animals"
    assert names["ps"], "the city's main language always has one"
    assert names.get("uk") != names["en"]


def test_a_name_falls_back_to_the_citys_languages_in_their_order() -> None:
    assert name_in({"pl": "Kultura", "en": "Culture"}, "ar", ["pl", "en"]).text == "Kultura"
    assert name_in({"en": "Culture"}, "ar", ["pl", "en"]).language == "en"
    assert name_in({"uk": "Культура"}, "ar", ["pl", "en"]).language == "uk"
    with pytest.raises(KeyError):
        name_in({"pl": ""}, "pl", ["pl"])


def test_without_themes_nobody_is_asked_for_one(town: Flask, browser: Browser) -> None:
    browser.open(f"/proposals/new?phase={call_for_proposals().id}")
    browser.send({"title": "A stage", "body": "For all."}, form="main form[data-draft]")
    assert browser.page.select_one("#theme") is None
    assert db.session.scalars(sa.select(Theme)).all() == []


@both_databases
def test_two_taps_at_once_begin_with_one_list_and_two_officers_add_two_themes(town: Flask) -> None:
    number = resident("Jan", role="officer").id
    db.session.remove()

    def officer() -> Person:
        found = db.session.get_one(Person, number)
        found.roles = frozenset({"officer"})
        db.session.rollback()
        return found

    begun = at_once(town, [lambda: begin_with_usual_themes(officer())] * 3)
    assert sorted(begun) == [0, 0, 12]
    added = at_once(town, [lambda: add_theme(officer(), names=CULTURE).position] * 3)
    assert sorted(added) == [13, 14, 15]
