"""What docs/extending.md shows really works: each block on the page is run."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from commons.base.database import db
from commons.base.datasets import Stage, datasets
from commons.base.errors import Refused
from commons.base.tables import write_table
from commons.cities.context import city
from commons.consultations.activities import activities
from commons.consultations.models import Phase
from commons.contributions.actions import add_support
from commons.contributions.translators import translators
from commons.inclusion.questions import known_answers, questions
from commons.notices.actions import deliver
from commons.notices.kinds import kinds
from commons.people.models import Person
from commons.people.verification import methods
from commons.voting import queries
from commons.voting.actions.casting import BallotRefused
from commons.voting.ballots import kinds as ballots
from commons.voting.commands import tally as tally_command
from commons.voting.models import BoxEntry, Vote
from commons.voting.rules import (
    Election,
    ElectionError,
    Option,
    Tally,
    approval,
    registry,
    rule,
)
from tests.browser_client import Browser
from tests.factories.moderation import a_person, a_text
from tests.factories.notices import RECORD, heard
from tests.factories.voting import cast_all, close_vote, open_vote
from tests.voting.test_pabulib import SMALL

PAGE = Path(__file__).resolve().parents[1] / "docs" / "extending.md"
BLOCKS = dict(re.findall(r"^```python (\w+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S))


@pytest.fixture(autouse=True)
def tidy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page registers is forgotten again."""
    for known in (activities, methods, datasets, translators, kinds, questions, ballots):
        monkeypatch.setattr(known, "_things", dict(known._things))
    monkeypatch.setattr(registry, "_KNOWN", dict(registry._KNOWN))


def run(block: str) -> None:
    """Run a block of the page as it stands."""
    exec(compile(BLOCKS[block], f"{PAGE.name}:{block}", "exec"), {"__name__": "extending"})


def test_the_page_shows_one_of_each_contract() -> None:
    assert set(BLOCKS) == {
        "rule",
        "ballot",
        "activity",
        "verification",
        "dataset",
        "translator",
        "notice",
        "question",
    }


def test_the_rule_of_the_page_counts() -> None:
    run("rule")
    election = Election(
        options=(Option("dear", 90), Option("cheap", 20), Option("fair", 50)),
        ballots={approval("dear"): 5, approval("cheap", "fair"): 1},
        budget=100,
    )
    tally = rule("cheapest-first").tally(election)
    assert tally.selected == ("cheap", "fair")
    assert tally.standings[-1].reason.numbers == {"needed": 90, "left": 30}
    assert [(step.code, step.option) for step in tally.steps] == [
        ("chosen", "cheap"),
        ("chosen", "fair"),
        ("passed", "dear"),
    ]
    assert Tally.from_json(tally.to_json()) == tally


def test_the_rule_of_the_page_counts_a_file_on_the_command_line(tmp_path: Path) -> None:
    run("rule")
    path = tmp_path / "vote.pb"
    path.write_text(SMALL, encoding="utf-8")
    result = CliRunner().invoke(tally_command, [str(path), "--rule", "cheapest-first", "--json"])
    assert json.loads(result.stdout)["selected"] == ["2"]
    no_money = Election((Option("1"),), {})
    with pytest.raises(ElectionError, match="has no budget"):
        rule("cheapest-first").tally(no_money)


def test_the_ballot_of_the_page_is_voted_on_and_counted(app: Flask, browser: Browser) -> None:
    run("ballot")
    with app.app_context(), city("gdansk"):
        vote_id = open_vote(kind="shared-vote", rule="greedy").phase_id
    browser.sign_in()
    browser.open(f"/votes/{vote_id}")
    assert "Your 60 points are shared out evenly among it." in browser.text
    browser.open(f"/votes/{vote_id}/ballot")
    browser.send({"option": ["3", "1"]})
    browser.send({"declared": "yes"})
    with app.app_context(), city("gdansk"):
        vote = db.session.get_one(Vote, vote_id)
        assert db.session.scalar(sa.select(BoxEntry.choices)) == [["1", 30], ["3", 30]]
        with pytest.raises(BallotRefused, match="could not be read"):
            cast_all(vote, [[("1", 60), ("2", 60)]])
        sealed = close_vote(vote)
        assert sealed.ballot_kind == "cumulative"
        assert queries.tally_of(sealed).standings[0].points == 30


def test_the_activity_of_the_page_ends_with_its_sentence(town: Flask) -> None:
    run("activity")
    silence = activities.get("minute-of-silence")
    now = datetime.now(UTC)
    phase = Phase(id=1, kind=silence.name, position=1, opens_at=now, closes_at=now, settings={})
    assert [result.title for result in silence.settle(phase)] == ["We were silent."]
    assert silence.check(phase) == []


def test_the_verification_of_the_page_says_the_true_reason() -> None:
    run("verification")
    card, person = methods.get("library-card"), Person(id=1, display_name="Ola")
    card.check(person, {"number": "1236"})
    with pytest.raises(Refused, match="mistyped digit"):
        card.check(person, {"number": "1235"})


def test_the_dataset_of_the_page_is_written_with_its_header(town: Flask) -> None:
    run("dataset")
    dataset = datasets.get("phases")
    with write_table("csv", dataset.columns_at(Stage.RUNNING), dataset.rows(1)) as file:
        assert file.read().decode("utf-8-sig") == "position,kind\r\n"


def test_the_translator_of_the_page_is_named() -> None:
    run("translator")
    translated = translators.get("Phrase book").translate("Good morning", "en", "pl")
    assert (translated.text, translated.translator) == ("Dzień dobry", "Phrase book")


def test_the_notice_of_the_page_is_told_to_supporters(town: Flask) -> None:
    run("notice")
    text, supporter, other = a_text(), a_person("Rita"), a_person("Jan")
    add_support(supporter, text.id)
    RECORD("proposal.built", contribution_id=text.id)
    deliver()
    assert heard(supporter) == [("proposal.built", "followed")]
    assert heard(other) == []


def test_a_new_question_can_be_asked(town: Flask) -> None:
    run("question")
    assert known_answers(["housing"]) == {"housing": {"rent", "own", "not-said"}}
