"""What surrounds a ballot: the officer's form, paper, comparing things side by side."""

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.consultations.actions import turn_due_phases
from commons.consultations.models import Phase
from commons.contributions.actions import comment
from commons.voting.activity import VoteActivity
from commons.voting.ballots import kinds
from commons.voting.ballots.wishes import BallotWishes
from commons.voting.paper import Mark, Paper
from commons.voting.sheets.reading import RowError, how_to_type, typed_marks
from commons.voting.sheets.rules import read_choices
from commons.voting.wishes import HandOption, Wishes
from tests.browser_client import Browser
from tests.factories.consultations import draft, officer
from tests.factories.moderation import a_person, a_text
from tests.factories.voting import open_vote, outcome_of_an_earlier_phase, vote_phase

CODES = ["1", "2", "3"]


def paper_for(kind: str) -> Paper:
    return Paper(dict.fromkeys(CODES, 0), kind=kind, most_each=5, points=10, step=5)


@pytest.mark.parametrize(
    ("kind", "typed", "marks"),
    [
        ("approval", "3 1", [("1", 1), ("3", 1)]),
        ("single", "2", [("2", 1)]),
        ("ranking", "3, 1", [("3", 3), ("1", 2)]),
        ("score", "1=5 3 = 2", [("1", 5), ("3", 2)]),
        ("points", "٢=٧", [("2", 7)]),
        ("allocation", "1:5;2:5", [("1", 5), ("2", 5)]),
    ],
)
def test_sheets_of_every_kind_are_typed_in(
    town: Flask, kind: str, typed: str, marks: list[Mark]
) -> None:
    paper = paper_for(kind)
    assert read_choices(typed, CODES, paper) == tuple(marks)
    assert read_choices(typed_marks(marks, CODES, paper), CODES, paper) == tuple(marks)
    assert read_choices("", CODES, paper) == ()
    assert read_choices("x", CODES, paper) is None
    assert how_to_type(paper)


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("ranking", "1 1", "something twice"),
        ("score", "4=1", "from 1 to 3"),
        ("score", "2", "equals sign"),
        ("points", "1=11", "more than"),
        ("single", "1 2", "You can choose 1"),
    ],
)
def test_a_sheet_that_breaks_the_rules_says_how(
    town: Flask, kind: str, typed: str, says: str
) -> None:
    with pytest.raises(RowError, match=says):
        read_choices(typed, CODES, paper_for(kind))


@pytest.mark.parametrize("kind", [kind.name for kind in kinds])
def test_every_kind_has_a_sheet_to_print(app: Flask, browser: Browser, kind: str) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote(kind=kind, rule=kinds.get(kind).rules[0]).phase_id
    browser.open(f"/votes/{vote}/paper?languages=all")
    assert browser.status == 200
    assert len(browser.page.select(".paper-ballot")) == 5
    assert "blank ballot" in browser.text


def test_the_officer_sets_up_a_question(app: Flask, browser: Browser) -> None:
    browser.sign_in(role="officer")
    with app.app_context(), city("gdansk"):
        slug = draft(officer(), clock.now(), title="A new name for the square").slug
    browser.open(f"/office/consultations/{slug}/phases/new?kind=vote")
    for name, words in (
        ("greedy", "Money is spent."),
        ("schulze", "For: Put things in their own order."),
    ):
        way = browser.page.select_one(f"input[name=rule][value={name}]")
        assert way is not None
        sentence = browser.page.select_one(f"#{way['aria-describedby']}")
        assert sentence is not None
        assert words in sentence.text
    wanted = {
        "phase_opens": "2027-01-10T09:00",
        "phase_closes": "2027-02-10T20:00",
        "ballot_kind": "yes-no",
        "rule": "greedy",
        "majority": "2/3",
        "turnout": "20 %",
        "quorum": "many",
        "level": "1",
    }
    browser.send(wanted)
    assert browser.status == 422
    assert any("Choose one of these: Yes or no." in error for error in browser.errors)
    assert any("such as 500, or a share of all" in error for error in browser.errors)
    browser.send(wanted | {"rule": "majority", "quorum": "1 500"})
    assert browser.errors == []
    with app.app_context(), city("gdansk"):
        phase = db.session.scalars(sa.select(Phase).where(Phase.kind == "vote")).one()
        wishes = Wishes.from_settings(phase.settings)
        assert wishes.ballot == BallotWishes(majority="2/3", turnout="20%", quorum="1500")
        assert VoteActivity().check(phase) == [
            "Say how many people can vote: a condition is a share of them."
        ]


def test_what_does_not_go_together_is_said_before_publishing(town: Flask) -> None:
    many = tuple((f"Thing {number}", 0) for number in range(41))
    phase = vote_phase(many, kind="ranking", rule="borda", budget=0)
    assert any("up to 40 things" in problem for problem in VoteActivity().check(phase))
    options = (HandOption("Parks", 0),)
    wishes = Wishes(ballot_kind="allocation", rule="average", budget=500, options=options)
    phase.settings = wishes.to_settings()
    assert VoteActivity().check(phase) == ["The steps of money are larger than the budget."]


def test_things_are_compared_with_what_speaks_for_and_against(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        pond, path = (
            a_text(a_person(f"Writer of {title}"), title=title) for title in ("A pond", "A path")
        )
        for side, body in (("for", "Frogs come back."), ("against", "Mosquitoes come too.")):
            comment(a_person(f"Sayer {side}"), pond.id, body, side, "en")
        phase = vote_phase(())
        outcome_of_an_earlier_phase(
            phase,
            [
                {
                    "title": one.title,
                    "language": "en",
                    "chosen": True,
                    "contribution_id": one.id,
                    "facts": {"cost": 5_000},
                }
                for one in (pond, path)
            ],
        )
        turn_due_phases()
        vote, proposal = phase.id, pond.id
    browser.open(f"/votes/{vote}/compare")
    browser.send({"option": ["1", "2"]}, form="main form[method=get]")
    assert browser.url.endswith("/compare?option=1&option=2")
    assert "Frogs come back." in browser.text
    assert "Mosquitoes come too." in browser.text
    assert "Nobody has said anything yet." in browser.text
    assert browser.page.select_one(f"main a[href$='/proposals/{proposal}']") is not None
    browser.open(f"/votes/{vote}/compare?option=99&option=\x00")
    assert browser.status == 200
