"""Paper ballots come at a polling place, by post, or early; together they are those on paper."""

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.consultations.actions import turn_due_phases
from commons.consultations.models import Phase
from commons.people.cards import actions as cards
from commons.voting import actions as voting
from commons.voting import queries
from commons.voting.actions.casting import put_ballot
from commons.voting.actions.joining import join_ballots, questions
from commons.voting.channels import EARLY, ON_PAPER, PAPER, POSTAL
from commons.voting.models import RollEntry, Vote
from commons.voting.running.turnout import turnout_of
from commons.voting.sheets import actions
from commons.voting.sheets.actions import counting
from commons.voting.sheets.rules import Row
from commons.voting.strata.sensitivity import sensitivity
from commons.voting.wishes import HandOption, Wishes
from tests.browser_client import Browser
from tests.factories.sheets import a_clerk, card_numbers, entered
from tests.factories.voting import (
    DAY,
    cast_all,
    close_vote,
    open_vote,
    outcome_of_an_earlier_phase,
    publish_result,
    residents,
    vote_phase,
)
from tests.marks import both_databases

TWO = [("Kitchen", 60_000), ("Night bus", 60_000)]


def test_who_voted_on_paper_is_not_told_that_they_can_change_their_ballot(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote(TWO)
    db.session.commit()
    person = browser.sign_in()
    transaction(put_ballot)(person.id, vote.phase_id, [("1", 1)], PAPER)
    browser.open(f"/votes/{vote.phase_id}/ballot/receipt")
    assert browser.url.endswith(f"/votes/{vote.phase_id}")
    assert "A ballot on paper cannot be replaced online." in browser.text
    assert "You can change" not in browser.text


@both_databases
def test_three_batches_that_came_in_three_ways_are_told_together_where_each_is_small(
    town: Flask,
) -> None:
    vote = open_vote(TWO)
    cast_all(vote, [["1"]] * 11)
    made = iter(card_numbers(12))
    for way, sheets in ((EARLY, 4), (POSTAL, 5), (PAPER, 3)):
        rows = [Row(next(made)[0], (("2", 1),)) for _sheet in range(sheets)]
        batch = actions.count_batch(a_clerk("first@example.org"), entered(vote, rows, way=way).id)
        assert (batch.way, batch.counted) == (way, sheets)
    ways = sa.select(RollEntry.channel, sa.func.count()).group_by(RollEntry.channel)
    assert {tuple(row) for row in db.session.execute(ways)} == {
        ("online", 11),
        (EARLY, 4),
        (POSTAL, 5),
        (PAPER, 3),
    }
    assert turnout_of(vote.phase_id).channels == [(("online",), 11), (ON_PAPER, 12)]
    sealed = close_vote(vote)
    assert sealed.result is not None
    told = [(one["channels"], one["votes"]) for one in sealed.result["channels"]]
    assert told == [(["online"], {"1": 11}), (list(ON_PAPER), {"2": 12})]
    (without,) = [one for one in sensitivity(sealed) if one.group == PAPER]
    assert (without.ballots, without.more, without.fewer) == (12, ("1",), ("2",))


def test_the_result_names_the_ways_and_asks_of_all_paper_together(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote(TWO)
    cast_all(vote, [["1"]] * 11)
    voters = residents(20)
    put = transaction(put_ballot)
    for number, person in enumerate(voters):
        put(person.id, vote.phase_id, [("2", 1)], POSTAL if number < 10 else EARLY)
    publish_result(close_vote(vote))
    browser.open(f"/votes/{vote.phase_id}/result")
    heads = [cell.get_text(strip=True) for cell in browser.page.select("th .group-name")]
    assert {"By post", "On paper, before the vote opened"} <= set(heads)
    assert "20 ballots came on paper. Without them the outcome would be another one." in (
        browser.text
    )


@pytest.mark.parametrize("way", [POSTAL, EARLY])
def test_the_ballot_that_was_counted_first_stays(town: Flask, way: str) -> None:
    vote = open_vote()
    (number, code), (other, other_code) = card_numbers(2)
    voting.cast_ballot(cards.holder_of(other_code), vote.phase_id, ["1"], declared=True)
    rows = [Row(number, (("1", 1),)), Row(number, (("2", 1),)), Row(other, (("2", 1),))]
    batch = actions.count_batch(a_clerk("first@example.org"), entered(vote, rows, way=way).id)
    assert [one["reason"] for one in batch.refused] == [
        counting.VOTED_ON_PAPER,
        counting.VOTED_ONLINE,
    ]
    again = entered(vote, [Row(number, (("2", 1),))])
    assert actions.count_batch(a_clerk("first@example.org"), again.id).reasons == {
        counting.VOTED_ON_PAPER: 1
    }
    holder = cards.holder_of(code)
    with pytest.raises(Refused, match="voted on paper"):
        voting.cast_ballot(holder, vote.phase_id, ["2"], declared=True)
    own = queries.own_ballot(holder, vote.phase_id)
    assert own is not None
    assert own.on_paper
    assert queries.turnout(vote.phase_id, holder).on_paper


def test_of_two_accounts_of_one_human_the_ballot_that_came_by_post_stays(town: Flask) -> None:
    vote = open_vote()
    kept, gone = residents(2)
    voting.cast_ballot(kept, vote.phase_id, ["1"])
    transaction(put_ballot)(gone.id, vote.phase_id, [("2", 1)], POSTAL)
    assert questions(kept, gone) == []
    transaction(join_ballots)(kept.id, gone.id, {})
    assert db.session.scalars(sa.select(RollEntry.person_id)).all() == [gone.id]


def test_who_begins_a_batch_says_how_its_sheets_came(app: Flask, town: Flask) -> None:
    vote = open_vote()
    db.session.commit()
    clerk = Browser(app)
    clerk.sign_in("first@example.org", role="mediator")
    clerk.open(f"/votes/{vote.phase_id}/sheets")
    clerk.send({"label": "Letters", "expected": "6", "way": "pigeon"})
    assert (clerk.status, clerk.errors) == (422, ["Please choose one of the answers."])
    clerk.send({"label": "Letters", "expected": "6", "way": POSTAL})
    assert "By post" in clerk.text
    clerk.open(f"/votes/{vote.phase_id}/sheets")
    assert "By post" in clerk.page.select("main .card")[0].get_text()


# ------------------------------------------------------------------ printed before the opening


@transaction
def _change(phase: Phase, options: list[tuple[str, int]] | None) -> None:
    """Let the vote open now, with other options where some are given."""
    found = db.session.get_one(Phase, phase.id)
    if options:
        wishes = Wishes.from_settings(found.settings)
        written = [HandOption(*one) for one in options]
        found.settings = {
            **wishes.to_settings(),
            "options": [{"title": o.title, "cost": o.cost, "titles": {}} for o in written],
        }
    found.opens_at -= 5 * DAY


@transaction
def _translate_first_option(phase: Phase, title: str) -> None:
    found = db.session.get_one(Phase, phase.id)
    first, *others = found.settings["options"]
    options = [{**first, "titles": {"uk": title}}, *others]
    found.settings = {**found.settings, "options": options}


def _mark(browser: Browser, phase_id: int) -> str:
    browser.open(f"/votes/{phase_id}/paper")
    (mark,) = browser.page.select(".paper-mark")
    return mark.get_text(strip=True)


def test_officers_print_sheets_before_the_opening_and_know_them_again_by_their_fingerprint(
    app: Flask, town: Flask, statements: list[str]
) -> None:
    phase = vote_phase(opens_in=DAY)
    _translate_first_option(phase, "Лавки біля каналу")
    officer, resident = Browser(app), Browser(app)
    officer.sign_in("officer@example.org", role="officer")
    resident.open(f"/votes/{phase.id}/paper")
    assert resident.status == 404
    officer.open(f"/votes/{phase.id}")
    link = officer.page.select_one('a[href$="/paper"]')
    assert link is not None
    statements.clear()
    before = _mark(officer, phase.id)
    assert len([one for one in statements if one != "BEGIN"]) <= 8
    assert "Print these sheets only when nothing on the ballot will change" in officer.text
    officer.open(f"/votes/{phase.id}/paper?languages=all")
    assert {mark.get_text() for mark in officer.page.select(".paper-mark")} == {before}
    assert "Лавки біля каналу" in officer.text
    _change(phase, None)
    turn_due_phases()
    assert _mark(resident, phase.id) == before
    clerk = Browser(app)
    clerk.sign_in("first@example.org", role="mediator")
    clerk.open(f"/votes/{phase.id}/sheets")
    clerk.send({"label": "Town hall", "expected": "6", "way": EARLY})
    clerk.open(f"{clerk.url}/enter")
    assert before in clerk.text


@pytest.mark.parametrize(
    "changed",
    [
        [("Night bus", 60_000), ("Kitchen", 60_000)],
        [("Kitchen", 60_001), ("Night bus", 60_000)],
        [("Kitchens", 60_000), ("Night bus", 60_000)],
        TWO[:1],
    ],
)
def test_a_sheet_from_before_a_change_has_another_fingerprint(
    app: Flask, town: Flask, changed: list[tuple[str, int]]
) -> None:
    phase = vote_phase(TWO, opens_in=DAY)
    officer = Browser(app)
    officer.sign_in("officer@example.org", role="officer")
    before = _mark(officer, phase.id)
    _change(phase, changed)
    turn_due_phases()
    assert db.session.get(Vote, phase.id) is not None
    assert _mark(officer, phase.id) != before


def test_nothing_is_printed_while_it_is_open_what_comes_onto_the_ballot(
    app: Flask, town: Flask
) -> None:
    phase = vote_phase([], opens_in=DAY)
    outcome_of_an_earlier_phase(
        phase, [{"title": "A well", "language": "en", "chosen": True, "facts": {"cost": 7}}]
    )
    officer = Browser(app)
    officer.sign_in("officer@example.org", role="officer")
    _mark(officer, phase.id)
    assert "A well" in officer.page.select(".paper-ballot")[0].get_text()
    _unsettle(phase)
    officer.open(f"/votes/{phase.id}/paper")
    assert "a phase before this vote has not ended" in officer.text
    assert officer.page.select(".paper-ballot") == []


@transaction
def _unsettle(phase: Phase) -> None:
    """As if the phase before ended only when the vote opens."""
    (before,) = db.session.scalars(
        sa.select(Phase).where(
            Phase.consultation_id == phase.consultation_id, Phase.position < phase.position
        )
    )
    before.settled_at, before.closes_at = None, phase.opens_at
