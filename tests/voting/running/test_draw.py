"""Ties drawn in public: nobody can choose the lot, and anyone can draw it again."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base.errors import Refused
from commons.cities.context import city
from commons.voting import keys
from commons.voting.anchors.packaging import content_of, public_key, signing_key
from commons.voting.checking import package as pack
from commons.voting.checking.chain import canonical
from commons.voting.checking.recount import recount
from commons.voting.drawing.actions import enter_value
from commons.voting.drawing.rules import Draw, commitment_of, lot_of, plain_value
from commons.voting.models import Vote
from commons.voting.rules import Election, Option, rule
from commons.voting.rules.election import approval, in_lot_order
from commons.voting.running.conduct import Conduct
from tests.browser_client import Browser
from tests.factories.contributions import resident
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result
from tests.marks import both_databases
from tests.voting.test_secrecy import _bytes_on_disk

TIED = [(f"Project {number}", 10_000) for number in range(1, 9)]
SOURCE = "The six numbers of the lottery of 6 June, lowest first"


def a_tied_vote() -> Vote:
    """Eight projects with equal votes and costs, of which three fit."""
    return open_vote(TIED, budget=30_000, conduct=Conduct(draw_source=SOURCE))


def test_the_derivation_is_the_one_that_is_written_down() -> None:
    seed, value = "ab" * 32, "3 7 12"
    assert commitment_of(seed) == hashlib.sha256(seed.encode()).hexdigest()
    assert lot_of(seed, value) == hashlib.sha256(f"{seed}\n3 7 12".encode()).hexdigest()


@given(st.sampled_from(["3, 7, 12", " 3 7  12.", "3-7-12", "٣ ٧ ١٢", "3;7;12"]))
def test_there_is_one_way_only_to_write_the_numbers(typed: str) -> None:
    assert plain_value(typed) == "3 7 12"


@pytest.mark.parametrize(
    "name", ["greedy", "greedy-per-cost", "equal-shares", "sequential-phragmen"]
)
def test_rules_that_spend_money_go_by_the_lot_where_all_else_is_equal(name: str) -> None:
    options = tuple(Option(str(number), 10) for number in range(1, 9))
    ballots = {approval(*(option.id for option in options)): 40}
    whole = Election(options, ballots, budget=30)
    drawn = {lot: rule(name, lot=lot).tally(whole).selected for lot in ("", "a", "b", "c")}
    for lot, selected in drawn.items():
        order = sorted((option.id for option in options), key=in_lot_order(lot))
        assert list(selected) == order[:3]
    assert len(set(drawn.values())) > 1
    ties = rule(name, lot="a").tally(whole).ties
    assert {tie.criterion for tie in ties} == {"lot"}


@both_databases
def test_a_tie_is_drawn_with_the_promised_seed_and_the_public_numbers(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = a_tied_vote()
        assert vote.draw is not None
        officer = resident("Officer", role="officer")
        enter_value(officer, vote.phase_id, "12, 3, 7")
        cast_all(vote, [[str(number)] for number in range(1, 9)] * 2)
        sealed = close_vote(vote)
        assert sealed.result is not None
        draw = Draw.from_json(sealed.result["draw"])
        assert draw.holds
        assert (draw.commitment, draw.value, draw.announced) == (
            sealed.config["draw"]["commitment"],
            "12 3 7",
            True,
        )
        order = sorted((str(number) for number in range(1, 9)), key=in_lot_order(draw.lot))
        assert sealed.result["selected"] == order[:3]
        assert {tie["criterion"] for tie in sealed.result["ties"]} == {"lot"}
        report = recount(content_of(sealed, "en"), key=public_key())
        assert {f.code: f.holds for f in report.findings if f.code in ("draw", "result")} == {
            "draw": True,
            "result": True,
        }


def test_another_seed_or_other_numbers_than_promised_are_found(town: Flask) -> None:
    vote = a_tied_vote()
    cast_all(vote, [[str(number)] for number in range(1, 9)] * 2)
    content = content_of(close_vote(vote), "en")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    facts = json.loads(files.pop(pack.MANIFEST))
    facts = {name: facts[name] for name in ("city", "vote", "config_hash")}
    del files[pack.SIGNATURE]
    for change in ({"seed": "0" * 64}, {"value": "chosen"}, {"lot": "f" * 64}):
        draw = json.loads(files[pack.DRAW]) | change
        forged = files | {pack.DRAW: canonical(draw)}
        report = recount(pack.write_package(forged, facts, signing_key()))
        assert next(f.holds for f in report.findings if f.code == "draw") is False


def test_the_seed_is_in_no_place_of_the_database_before_the_vote_closes(town: Flask) -> None:
    vote = a_tied_vote()
    cast_all(vote, [["1"]])
    seed = keys.derived(vote.phase_id, "seed of the draw").hex()
    assert commitment_of(seed).encode() in _bytes_on_disk()
    assert seed.encode() not in _bytes_on_disk()


def test_the_numbers_are_entered_once_by_an_officer_while_the_vote_is_open(town: Flask) -> None:
    vote = a_tied_vote()
    officer = resident("Officer", role="officer")
    with pytest.raises(Refused, match="Write the numbers"):
        enter_value(officer, vote.phase_id, " , ")
    enter_value(officer, vote.phase_id, "1 2 3")
    with pytest.raises(Refused, match="entered before"):
        enter_value(officer, vote.phase_id, "4 5 6")
    with pytest.raises(Refused, match="nothing is drawn"):
        enter_value(officer, open_vote().phase_id, "1")
    close_vote(vote)
    with pytest.raises(Refused, match="closed"):
        enter_value(officer, vote.phase_id, "7")


def test_without_numbers_the_last_anchor_takes_their_place(town: Flask) -> None:
    vote = a_tied_vote()
    cast_all(vote, [[str(number)] for number in range(1, 9)] * 2)
    sealed = close_vote(vote)
    assert sealed.result is not None
    assert sealed.result["draw"]["announced"] is False
    report = recount(content_of(sealed, "en"))
    assert next(f.holds for f in report.findings if f.code == "draw") is True


def test_an_officer_sets_enters_and_everybody_reads(town: Flask, browser: Browser) -> None:
    vote = a_tied_vote()
    cast_all(vote, [["1"]] * 3)
    browser.sign_in(role="officer")
    browser.open(f"/votes/{vote.phase_id}/log")
    assert vote.draw is not None
    assert vote.draw["commitment"] in browser.text
    assert "They are not entered yet." in browser.text
    entering = f'form[action$="/votes/{vote.phase_id}/log/draw"]'
    for wrong in ("---", "1 " * 101):
        browser.send({"value": wrong}, form=entering)
        assert browser.status == 422
        assert browser.page.select_one("#value-error"), "never cut, never taken"
    assert not browser.page.select("#value[maxlength]")
    browser.send({"value": "3, 7, 12"}, form=f'form[action$="/votes/{vote.phase_id}/log/draw"]')
    assert "3 7 12" in browser.text
    publish_result(close_vote(vote))
    browser.open(f"/votes/{vote.phase_id}/log")
    assert "The lot that follows from both" in browser.text
