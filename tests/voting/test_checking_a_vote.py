"""From the first ballot to the package: what anyone can check of a vote held here."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from commons.base.database import databases, db, transaction
from commons.base.engines import schema_of
from commons.cities.context import city
from commons.voting import actions
from commons.voting.anchors.actions import anchor_from, anchor_open_votes, put_anchors
from commons.voting.anchors.models import BallotLeaf, VoteAnchor
from commons.voting.anchors.packaging import package_of, public_key
from commons.voting.anchors.queries import chain_of
from commons.voting.checking.chain import SMALLEST_BATCH, breaks
from commons.voting.checking.recount import recount
from commons.voting.models import Vote
from commons.voting.recount_command import recount_command
from tests.browser_client import Browser
from tests.factories.voting import close_vote, open_vote, publish_result, residents
from tests.marks import both_databases


def vote_of(people: int, *, changed: int = 0, rounds: int = 3) -> Vote:
    """An open vote in which people voted, some of them twice, while the worker went round."""
    vote = open_vote()
    voters = residents(people)
    for place, person in enumerate(voters):
        actions.cast_ballot(person, vote.phase_id, [str(1 + place % 3)])
        if place % max(1, people // rounds) == 0:
            anchor_open_votes()
    for person in voters[:changed]:
        actions.cast_ballot(person, vote.phase_id, [])
    anchor_open_votes()
    return vote


def digests(vote: Vote) -> list[str]:
    rows = sa.select(VoteAnchor.digest).where(VoteAnchor.vote_id == vote.phase_id)
    return list(db.session.scalars(rows.order_by(VoteAnchor.number)))


@both_databases
def test_a_whole_vote_is_counted_again_from_its_package_alone(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = vote_of(2 * SMALLEST_BATCH + 20, changed=7)
        saved = digests(vote)
        assert saved
        vote = close_vote(vote)
        publish_result(vote)
        content = package_of(vote, "en").read_bytes()
        report = recount(content, key=public_key(), saved=saved)
        assert {finding.code: finding.holds for finding in report.findings} == dict.fromkeys(
            (
                "package",
                "key",
                "rules",
                "chain",
                "saved",
                "box",
                "roll",
                "strata",
                "result",
                "copies",
            ),
            True,
        )
        chain = next(finding for finding in report.findings if finding.code == "chain")
        assert (chain.numbers["leaves"], chain.numbers["replaced"]) == (127, 7)


@both_databases
def test_no_anchor_is_put_over_fewer_than_fifty_ballots(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = vote_of(2 * SMALLEST_BATCH - 1)
        assert digests(vote) == []
        close_vote(vote)
        (only,) = chain_of(vote.phase_id)
        assert len(only["leaves"]) == 2 * SMALLEST_BATCH - 1


@both_databases
def test_who_changes_their_ballot_again_and_again_cannot_have_anchors_put_around_another(
    app: Flask,
) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote()
        attacker, victim, *others = residents(3 * SMALLEST_BATCH)
        for _again in range(2 * SMALLEST_BATCH):
            actions.cast_ballot(attacker, vote.phase_id, ["1"])
        actions.cast_ballot(victim, vote.phase_id, ["2"])
        for _again in range(2 * SMALLEST_BATCH):
            actions.cast_ballot(attacker, vote.phase_id, ["1"])
        anchor_open_votes()
        assert digests(vote) == []
        for person in others:
            actions.cast_ballot(person, vote.phase_id, ["3"])
            anchor_open_votes()
        publish_result(close_vote(vote))
        chain = chain_of(vote.phase_id)
        assert len(chain) > 1
        replaced = {leaf for said in chain for leaf in said["replaced"]}
        assert len(replaced) == 4 * SMALLEST_BATCH - 1
        for said in chain:
            assert len(set(said["leaves"]) - replaced) >= SMALLEST_BATCH
        assert recount(package_of(vote, "en").read_bytes()).holds


def test_an_anchor_says_nothing_of_order_and_holds_with_the_one_before(town: Flask) -> None:
    vote = vote_of(3 * SMALLEST_BATCH, changed=3)
    close_vote(vote)
    chain = [anchor_from(said) for said in chain_of(vote.phase_id)]
    assert len(chain) > 1
    assert list(breaks(chain, digests(vote))) == []
    for anchor in chain:
        assert list(anchor.leaves) == sorted(anchor.leaves)


def test_a_second_round_puts_no_ballot_under_another_anchor(town: Flask) -> None:
    vote = vote_of(2 * SMALLEST_BATCH)
    put_anchors(vote.phase_id, closing=True)
    put_anchors(vote.phase_id, closing=True)
    leaves = [leaf for said in chain_of(vote.phase_id) for leaf in said["leaves"]]
    assert len(leaves) == len(set(leaves)) == 2 * SMALLEST_BATCH


def test_a_ballot_taken_from_the_database_after_closing_is_missed(town: Flask) -> None:
    vote = close_vote(vote_of(30))
    _tamper_with_the_box(vote.phase_id)
    publish_result(vote)
    report = recount(package_of(vote, "en").read_bytes())
    assert {f.code for f in report.findings if f.holds is False} >= {"box", "roll", "result"}


@transaction
def _tamper_with_the_box(vote_id: int) -> None:
    """As an operator with the database's own tools could."""
    db.session.execute(sa.text("DROP TRIGGER ballot_box_no_delete"))
    db.session.execute(
        sa.text(
            "DELETE FROM ballot_box WHERE receipt IN "
            "(SELECT receipt FROM ballot_box WHERE vote_id = :vote LIMIT 3)"
        ),
        {"vote": vote_id},
    )


def test_the_package_holds_no_person_no_time_and_no_way(town: Flask) -> None:
    vote = close_vote(vote_of(30))
    publish_result(vote)
    with zipfile.ZipFile(io.BytesIO(package_of(vote, "en").read_bytes())) as packed:
        entries = [json.loads(line) for line in packed.read("box.jsonl").splitlines()]
        roll = json.loads(packed.read("roll.json"))
    assert {tuple(sorted(entry)) for entry in entries} == {("choices", "receipt")}
    (only_day,) = roll.pop("days")
    assert (only_day["people"], len(only_day["names"])) == (30, 1)
    assert roll == {
        "people": 30,
        "channels": [{"ways": ["online"], "people": 30}],
        "districts": [{"names": [""], "people": 30}],
    }


def test_a_small_box_is_not_in_the_package(town: Flask) -> None:
    vote = close_vote(vote_of(5))
    publish_result(vote)
    report = recount(package_of(vote, "en").read_bytes())
    found = {finding.code: finding.holds for finding in report.findings}
    assert report.holds
    assert (found["box"], found["result"], found["roll"]) == (None, None, True)
    said = recounted(package_of(vote, "en"))
    assert "But the result was not counted again." in said.output


def test_the_same_vote_gives_the_same_package(town: Flask) -> None:
    vote = close_vote(vote_of(12))
    publish_result(vote)
    path = package_of(vote, "en")
    first = path.read_bytes()
    path.unlink()
    assert package_of(vote, "en").read_bytes() == first


def test_an_open_vote_has_no_package(town: Flask) -> None:
    with pytest.raises(ValueError, match="not counted"):
        package_of(open_vote(), "en")


def test_a_sceptic_reads_what_holds(town: Flask, browser: Browser, tmp_path: Path) -> None:
    vote = vote_of(2 * SMALLEST_BATCH)
    browser.open(f"/votes/{vote.phase_id}/check")
    (saved,) = digests(vote)
    assert saved in browser.text
    assert vote.config_hash in browser.text
    assert "50 ballots are under anchors" in browser.text
    browser.open(f"/votes/{vote.phase_id}/package.zip")
    assert browser.status == 404
    publish_result(close_vote(vote))
    browser.open(f"/votes/{vote.phase_id}/package.zip")
    assert browser.response is not None
    package = tmp_path / "package.zip"
    package.write_bytes(browser.response.get_data())
    said = recounted(package, "--key", public_key(), "--saved", saved)
    assert said.exit_code == 0, said.output
    assert "Everything that could be checked holds." in said.output
    assert "anybody could have signed" not in said.output
    keyless = recounted(package)
    assert keyless.exit_code == 0, keyless.output
    assert "anybody could have signed this package." in keyless.output
    wrong = recounted(package, "--saved", "f" * 64)
    assert wrong.exit_code == 1
    assert "1 of the 1 anchors that you saved are not in the chain." in wrong.output


def recounted(package: Path, *words: str) -> Result:
    return CliRunner().invoke(recount_command, [str(package), *words])


def test_a_file_that_is_no_package_is_said_to_be_none(tmp_path: Path) -> None:
    note = tmp_path / "notes.txt"
    note.write_text("hello")
    said = recounted(note)
    assert said.exit_code == 1
    assert "not as it was signed" in said.output
    said = recounted(tmp_path / "missing.zip")
    assert said.exit_code == 1
    assert "cannot be read" in said.output


@both_databases
def test_after_closing_the_leaves_lie_in_an_order_that_tells_nothing(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = close_vote(vote_of(60))
        actions.finish_sealing()
        engine = databases().engine("gdansk")
        if engine.dialect.name == "postgresql":
            table = f'"{schema_of("gdansk")}".ballot_leaf'
            order = "ORDER BY ctid"
        else:
            table, order = "ballot_leaf", ""
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(f"SELECT commitment FROM {table} {order}")
            leaves = [row[0] for row in rows]
        assert leaves == sorted(leaves)
        count = sa.select(sa.func.count()).select_from(BallotLeaf)
        assert db.session.scalar(count.where(BallotLeaf.vote_id == vote.phase_id)) == 60
