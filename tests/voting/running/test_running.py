"""Running a vote: what happened is public; a test stays a test; what is annulled is not used."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.datasets import datasets
from commons.base.errors import NotAllowed, Refused
from commons.cities.context import city
from commons.consultations.actions import extend_phase
from commons.consultations.models import Consultation, OutcomeItem, Phase
from commons.opendata.queries import vote_files
from commons.programme.queries import programme
from commons.voting.anchors.packaging import content_of
from commons.voting.models import Vote
from commons.voting.recount_command import recount_command
from commons.voting.running.actions import annul_vote, count_again, note_incident
from commons.voting.running.conduct import Conduct
from commons.voting.running.queries import log_of
from commons.voting.taking_part import Voted
from tests.browser_client import Browser
from tests.factories.contributions import resident
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result
from tests.marks import both_databases


def test_an_extension_and_its_reason_are_in_the_log_and_the_rules_stay(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote()
    frozen = vote.config_hash
    officer = resident("Officer", role="officer")
    until = clock.now() + timedelta(days=20)
    extend_phase(officer, vote.phase_id, until, "The power was out for a day.")
    (line,) = log_of(vote.phase_id)
    assert (line.kind, line.text) == ("extend_phase", "The power was out for a day.")
    assert db.session.get_one(Vote, vote.phase_id).config_hash == frozen
    browser.open(f"/votes/{vote.phase_id}/log")
    assert "Open longer, until" in browser.text
    assert "The power was out for a day." in browser.text


@pytest.mark.parametrize(("role", "shown"), [("officer", "The city"), ("observer", "An observer")])
def test_officers_and_observers_note_incidents_for_everybody(
    town: Flask, browser: Browser, role: str, shown: str
) -> None:
    vote = open_vote()
    db.session.commit()
    browser.sign_in(role=role, name="Zofia Widoczna")
    browser.open(f"/votes/{vote.phase_id}/log")
    browser.send({"what": ""}, form="#note")
    assert browser.status == 422
    browser.send({"what": "The library opened at noon."}, form="#note")
    reader = Browser(browser.app)
    reader.open(f"/votes/{vote.phase_id}/log")
    assert "The library opened at noon." in reader.text
    assert shown in reader.text
    assert "Zofia" not in reader.text


def test_nobody_else_notes_incidents(town: Flask) -> None:
    vote = open_vote()
    for role in (None, "moderator", "mediator"):
        with pytest.raises(NotAllowed):
            note_incident(resident(f"R {role}", role=role), vote.phase_id, "Something.")


@both_databases
def test_an_officer_counts_again_from_what_the_database_holds(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote()
        cast_all(vote, [["1"]] * 12)
        officer = resident("Officer", role="officer")
        with pytest.raises(Refused, match="not counted"):
            count_again(officer, vote.phase_id, "en")
        close_vote(vote)
        assert count_again(officer, vote.phase_id, "en").holds
        _without_three_ballots(vote.phase_id)
        assert not count_again(officer, vote.phase_id, "en").holds
        assert [line.facts["holds"] for line in log_of(vote.phase_id)] == [False, True]


@transaction
def _without_three_ballots(vote_id: int) -> None:
    """As an operator with the database's own tools could."""
    on_sqlite = db.session.get_bind().dialect.name == "sqlite"
    trigger = "ballot_box_no_delete" if on_sqlite else "ballot_box_sealed ON ballot_box"
    db.session.execute(sa.text(f"DROP TRIGGER {trigger}"))
    some = "SELECT receipt FROM ballot_box WHERE vote_id = :vote LIMIT 3"
    db.session.execute(
        sa.text(f"DELETE FROM ballot_box WHERE receipt IN ({some})"),
        {"vote": vote_id},
    )


@both_databases
def test_nothing_comes_of_an_annulled_vote(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote()
        cast_all(vote, [["1"]] * 12)
        publish_result(close_vote(vote))
        items = sa.select(sa.func.count()).where(OutcomeItem.phase_id == vote.phase_id)
        assert db.session.scalar(items) == 3
        officer = resident("Officer", role="officer")
        with pytest.raises(Refused, match="reason"):
            annul_vote(officer, vote.phase_id, " ")
        assert not told(browser, f"/votes/{vote.phase_id}/result")["annulled"]
        annul_vote(officer, vote.phase_id, "A court has decided so.")
        with pytest.raises(Refused, match="before"):
            annul_vote(officer, vote.phase_id, "Once more.")
        assert db.session.scalar(items) == 0
        assert vote.phase_id not in {
            phase_id for phase_id, lines in programme("en").outcomes.items() if lines
        }
    for page in ("", "/log", "/result"):
        browser.open(f"/votes/{vote.phase_id}{page}")
        assert "This vote was annulled" in browser.text, page
    assert "A court has decided so." in browser.text
    assert "Benches by the canal" in browser.text
    for path in (f"/votes/{vote.phase_id}", f"/votes/{vote.phase_id}/result"):
        assert told(browser, path)["annulled"]
    assert [each["annulled"] for each in told(browser, "/votes")["items"]] == [True]


def told(browser: Browser, path: str) -> dict[str, Any]:
    """What programs are told."""
    browser.open(f"/api/v1{path}")
    assert browser.response is not None
    answer: dict[str, Any] = browser.response.get_json()
    return answer


def a_test_vote() -> Vote:
    vote = open_vote(conduct=Conduct(test=True))
    cast_all(vote, [["1"]] * 12)
    return vote


PAGES = ("", "/ballot", "/check", "/log")
PAGES_AFTER = ("", "/result", "/result/course", "/box", "/check", "/log")


def test_every_page_of_a_test_vote_says_so(town: Flask, browser: Browser) -> None:
    vote, real = a_test_vote(), open_vote()
    for page in PAGES:
        browser.open(f"/votes/{vote.phase_id}{page}")
        assert "TEST" in browser.text, page
        browser.open(f"/votes/{real.phase_id}{page}")
        assert "TEST" not in browser.text, page
    publish_result(close_vote(vote))
    for page in PAGES_AFTER:
        browser.open(f"/votes/{vote.phase_id}{page}")
        assert "TEST" in browser.text, page


@both_databases
def test_a_test_vote_is_in_no_statistics_no_data_and_no_programme(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = a_test_vote()
        publish_result(close_vote(vote))
        consultation = db.session.get_one(Phase, vote.phase_id).consultation_id
        assert db.session.scalars(Voted().people(consultation)).all() == []
        for name in ("ballots", "results"):
            assert list(datasets.get(name).rows(consultation)) == []
        assert vote_files(consultation) == []
        assert programme("en").consultations == []
        outcome = sa.select(sa.func.count()).where(OutcomeItem.phase_id == vote.phase_id)
        assert db.session.scalar(outcome) == 0
        real = open_vote()
        cast_all(real, [["1"]] * 12)
        close_vote(real)
        real_one = db.session.get_one(Phase, real.phase_id).consultation_id
        assert len(db.session.scalars(Voted().people(real_one)).all()) == 12
        assert [each.id for each in programme("en").consultations] == [real_one]
        assert db.session.scalar(sa.select(sa.func.count(Consultation.id))) == 2


def test_the_package_of_a_test_vote_says_so(town: Flask, tmp_path: Path) -> None:
    content = content_of(close_vote(a_test_vote()), "en")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert json.loads(packed.read("manifest.json"))["test"] is True
        assert "TEST" in packed.read("election.pb").decode()
    package = tmp_path / "package.zip"
    package.write_bytes(content)
    said = CliRunner().invoke(recount_command, [str(package)])
    assert "THIS IS A TEST" in said.output


def test_only_officers_and_observers_see_districts_and_ways_while_a_vote_is_open(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 12)
    browser.open(f"/votes/{vote.phase_id}/log")
    assert "by day" in browser.text
    assert "by district" not in browser.text
    browser.sign_in(role="observer")
    browser.open(f"/votes/{vote.phase_id}/log")
    assert "by district" in browser.text
    publish_result(close_vote(vote))
    reader = Browser(browser.app)
    reader.open(f"/votes/{vote.phase_id}/log")
    assert "by district" in reader.text


def test_fewer_than_ten_voters_give_no_turnout_by_day(town: Flask, browser: Browser) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 9)
    browser.sign_in(role="officer")
    browser.open(f"/votes/{vote.phase_id}/log")
    assert "by day" not in browser.text


def test_an_officer_runs_it_all_from_the_page(town: Flask, browser: Browser) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 12)
    publish_result(close_vote(vote))
    browser.sign_in(role="officer")
    browser.open(f"/votes/{vote.phase_id}/log")
    browser.send(form="#recount")
    assert "Counted again: everything holds." in browser.text
    assert "The box holds the accepted ballots, no more and no fewer Holds" in browser.text
    browser.send({"annul_reason": ""}, form="#annul")
    assert browser.status == 422
    assert browser.page.select_one("details[open] #annul_reason-error"), "a mistake is not folded"
    browser.send({"annul_reason": "The list of options was wrong."}, form="#annul")
    assert "This vote was annulled" in browser.text
