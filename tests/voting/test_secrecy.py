"""When a vote has closed, nothing ties a ballot to a person; before, nobody has a running total."""

import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from structlog.testing import capture_logs

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import current_database, databases, db
from commons.base.datasets import Stage, datasets
from commons.base.engines import FileDatabases, schema_of
from commons.base.events import Event
from commons.base.tables import write_table
from commons.cities.context import city
from commons.consultations.models import Phase
from commons.voting import actions, keys, queries
from commons.voting.actions import casting, sealing
from commons.voting.activity import VoteActivity
from commons.voting.anchors.packaging import content_of, public_key
from commons.voting.checking.recount import recount
from commons.voting.models import BoxEntry, RollEntry, Vote
from commons.voting.paper import receipt_shown, shuffled
from commons.voting.running.conduct import Conduct
from tests.browser_client import Browser
from tests.factories.voting import (
    cast_all,
    close_vote,
    end_time,
    open_vote,
    publish_result,
    residents,
)
from tests.marks import both_databases


def _bytes_on_disk() -> bytes:
    """All that the city's database has on disk: the file, its log, whatever lies beside them."""
    known = databases()
    assert isinstance(known, FileDatabases)
    folder = known.path(current_database()).parent
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_a_closed_vote_leaves_no_pseudonym_in_any_byte_of_the_database(town: Flask) -> None:
    vote = open_vote()
    people = residents(40)
    receipts = [actions.cast_ballot(person, vote.phase_id, ["1"]) for person in people]
    receipts += [actions.cast_ballot(person, vote.phase_id, ["2"]) for person in people[:20]]
    pseudonyms = [keys.pseudonym(vote.phase_id, person.id).encode() for person in people]
    before = _bytes_on_disk()
    assert all(pseudonym in before for pseudonym in pseudonyms)
    close_vote(vote)
    after = _bytes_on_disk()
    assert [p for p in pseudonyms if p in after] == []
    assert [r for r in receipts[:20] if r.encode() in after] == []  # those that were replaced
    assert all(receipt.encode() in after for receipt in receipts[20:])


@both_databases
def test_the_key_is_gone_and_the_box_holds_no_pseudonyms(town: Flask) -> None:
    vote = open_vote()
    people = residents(12)
    receipts = {actions.cast_ballot(person, vote.phase_id, ["1"]) for person in people}
    sealed = close_vote(vote)
    assert not keys.key_path(vote.phase_id).exists()
    with pytest.raises(keys.KeyLost):
        keys.pseudonym(vote.phase_id, people[0].id)
    assert queries.own_ballot(people[0], vote.phase_id) is None
    rows = db.session.execute(sa.select(BoxEntry.receipt, BoxEntry.pseudonym)).all()
    assert {row.receipt for row in rows} == receipts
    assert {row.pseudonym for row in rows} == {None}
    assert sealed.swept_at is not None


def test_the_key_is_overwritten_before_it_is_removed(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = open_vote()
    path = keys.key_path(vote.phase_id)
    key, seen = path.read_bytes(), []
    unlink = Path.unlink
    monkeypatch.setattr(
        Path, "unlink", lambda self, **kw: (seen.append(self.read_bytes()), unlink(self, **kw))
    )
    keys.destroy_key(vote.phase_id)
    assert len(seen) == 1
    assert seen[0] != key
    keys.destroy_key(vote.phase_id)  # once more does no harm


def test_the_roll_and_the_box_are_stored_in_unrelated_orders(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = open_vote()
    cast_order = cast_all(vote, [["1"]] * 60)
    written: list[str] = []
    fill = sealing.fill_box
    monkeypatch.setattr(
        sealing,
        "fill_box",
        lambda vote_id, papers: (written.extend(r for r, _b in papers), fill(vote_id, papers)),
    )
    close_vote(vote)
    assert written == sorted(cast_order)  # the codes are random, so their order is
    assert written != cast_order


def test_no_event_and_no_audit_entry_tells_who_voted_when(town: Flask) -> None:
    vote = open_vote()
    before = [
        db.session.scalar(sa.select(sa.func.count()).select_from(t)) for t in (Event, AuditEntry)
    ]
    cast_all(vote, [["1"], ["2"], ["3"]])
    after = [
        db.session.scalar(sa.select(sa.func.count()).select_from(t)) for t in (Event, AuditEntry)
    ]
    assert before == after


@both_databases
def test_closing_twice_counts_once(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [["1"], ["1"], ["2"]])
    phase = db.session.get_one(Phase, vote.phase_id)
    end_time(phase.id)
    first = actions.seal_vote(phase)
    sealed = db.session.get_one(Vote, phase.id).sealed_at
    second = actions.seal_vote(phase)
    assert first == second
    assert db.session.get_one(Vote, phase.id).sealed_at == sealed
    assert [(r.title, r.chosen, r.facts["votes"]) for r in first][:2] == [
        ("Benches by the canal", True, 2),
        ("A kitchen for all", True, 1),
    ]


def test_after_a_crash_in_mid_closing_the_next_round_destroys_the_key(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = open_vote()
    people = residents(12)
    pseudonym = keys.pseudonym(vote.phase_id, people[0].id).encode()
    for person in people:
        actions.cast_ballot(person, vote.phase_id, ["1"])
    with monkeypatch.context() as patch:
        patch.setattr(keys, "destroy_key", _power_cut)
        end_time(vote.phase_id)
        with pytest.raises(SystemExit):
            actions.seal_vote(db.session.get_one(Phase, vote.phase_id))
    db.session.expire_all()
    half = db.session.get_one(Vote, vote.phase_id)
    assert (half.ballots, half.swept_at) == (12, None)
    assert keys.key_path(vote.phase_id).exists()
    actions.finish_sealing()
    db.session.expire_all()
    assert db.session.get_one(Vote, vote.phase_id).swept_at is not None
    assert not keys.key_path(vote.phase_id).exists()
    assert pseudonym not in _bytes_on_disk()
    actions.finish_sealing()  # with nothing left to do


def _power_cut(_vote_id: int) -> None:
    raise SystemExit("the lights went out")


def test_a_crash_before_the_commit_leaves_the_vote_as_it_was(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = open_vote()
    person = residents(1)[0]
    receipt = actions.cast_ballot(person, vote.phase_id, ["1"])
    end_time(vote.phase_id)
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "count", lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            actions.seal_vote(db.session.get_one(Phase, vote.phase_id))
    assert queries.own_ballot(person, vote.phase_id) == queries.OwnBallot(receipt, [("1", 1)])
    results = actions.seal_vote(db.session.get_one(Phase, vote.phase_id))
    assert results[0].facts["votes"] == 1


def test_a_busy_database_is_swept_in_a_later_round(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]])
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "_sweep_database", lambda: False)
        sealed = close_vote(vote)
    assert sealed.swept_at is None
    actions.finish_sealing()
    db.session.expire_all()
    assert db.session.get_one(Vote, vote.phase_id).swept_at is not None


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_on_postgresql_no_page_of_the_box_holds_a_deleted_row(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 30)
    name = f'"{schema_of("gdansk")}".ballot_box'
    before = db.session.scalar(sa.text("SELECT pg_relation_filenode(:name)"), {"name": name})
    db.session.commit()
    close_vote(vote)
    after = db.session.scalar(sa.text("SELECT pg_relation_filenode(:name)"), {"name": name})
    assert before != after  # the table was written out anew, into another file
    # Rows lie one behind the other from the first place on: nothing lies between or before them.
    places = db.session.scalars(sa.text("SELECT CAST(ctid AS text) FROM ballot_box"))
    assert set(places) == {f"(0,{place})" for place in range(1, 31)}


def _published(consultation_id: int) -> str:
    """All that the packages' datasets would let out about a consultation now."""
    out = io.StringIO()
    for name in ("ballots", "results"):
        dataset = datasets.get(name)
        stage = dataset.stage(consultation_id)
        assert stage is not None
        columns = dataset.columns_at(stage)
        with write_table("csv", columns, dataset.rows(consultation_id)) as file:
            out.write(file.read().decode())
    return out.getvalue()


def test_nobody_has_a_running_total(town: Flask) -> None:
    vote = open_vote([("Benches", 111), ("Kitchen", 222)], budget=5000)
    cast_all(vote, [["1"]] * 13 + [["2"]] * 17)
    phase = db.session.get_one(Phase, vote.phase_id)
    assert datasets.get("results").stage(phase.consultation_id) is Stage.RUNNING
    assert _published(phase.consultation_id).strip("\ufeff\r\n") == ""
    assert VoteActivity().counts([phase]) == {phase.id: "30 ballots"}
    with pytest.raises(ValueError, match="not counted"):
        queries.tally_of(vote)
    for ask in (lambda: queries.box_page(vote, None), lambda: queries.find_receipt(vote, "0")):
        with pytest.raises(ValueError, match="not open"):
            ask()


def test_the_pages_say_the_same_whatever_is_in_an_open_box(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote([("Benches", 111), ("Kitchen", 222)], budget=5000)
        people = residents(30)
        receipts = [actions.cast_ballot(p, vote.phase_id, ["1"]) for p in people]
    browser.sign_in(role="administrator")
    pages = ("", "/ballot", "/result", "/box", f"/box?receipt={receipts[0]}")

    def read() -> list[str]:
        texts = []
        for page in pages:
            browser.open(f"/votes/{vote.phase_id}{page}")
            assert browser.status == 200
            texts.append(str(browser.page.find("main")))
        return texts

    before = [re.sub(r'value="[^"]{60,}"', "", text) for text in read()]  # without form tokens
    with app.app_context(), city("gdansk"):
        for person in people[:17]:
            actions.cast_ballot(person, vote.phase_id, ["2"])
    assert [re.sub(r'value="[^"]{60,}"', "", text) for text in read()] == before
    assert not any(receipt_shown(receipts[0]) in text for text in before)
    browser.open(f"/votes/{vote.phase_id}/ballots.pb")
    assert browser.status == 404


def test_results_leave_when_the_outcome_is_published_and_ballots_when_the_box_is_sealed(
    town: Flask,
) -> None:
    vote = open_vote()
    receipts = cast_all(vote, [["1"]] * 9 + [[]])
    consultation = db.session.get_one(Phase, vote.phase_id).consultation_id
    sealed = close_vote(vote)
    out = _published(consultation)
    assert out.count("\r\n") == 1 + 10 + 1
    assert all("-".join(r[i : i + 4] for i in range(0, 16, 4)) in out for r in receipts)
    assert "Benches" not in out
    publish_result(sealed)
    assert "Benches by the canal,en,30000,9,9,true,chosen,greedy" in _published(consultation)


def test_a_small_box_is_never_listed(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 9)
    sealed = close_vote(vote)
    publish_result(sealed)
    consultation = db.session.get_one(Phase, vote.phase_id).consultation_id
    assert list(datasets.get("ballots").rows(consultation)) == []
    assert queries.box_page(sealed, None).items == []


def test_the_roll_outlives_the_closing_without_telling_more_than_the_day(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [["1"], ["2"]])
    close_vote(vote)
    days = set(db.session.scalars(sa.select(RollEntry.day)))
    assert len(days) == 1


def test_the_box_lies_in_the_order_of_its_random_codes(town: Flask) -> None:
    vote = open_vote()
    cast_order = cast_all(vote, [["1"]] * 60)
    close_vote(vote)
    stored = db.session.execute(sa.text("SELECT receipt FROM ballot_box")).scalars().all()
    assert list(stored) == sorted(cast_order)
    assert list(stored) != cast_order


def test_a_copy_of_the_database_from_before_closing_never_tells_whose_a_ballot_is(
    town: Flask,
) -> None:
    vote = open_vote()
    people = residents(12)
    for person in people:
        actions.cast_ballot(person, vote.phase_id, ["1"])
    copy = [row.pseudonym for row in db.session.execute(sa.select(BoxEntry.pseudonym))]
    key = keys.key_path(vote.phase_id).read_bytes()
    assert key not in _bytes_on_disk()
    assert key.hex().encode() not in _bytes_on_disk()
    assert {keys.pseudonym(vote.phase_id, person.id) for person in people} == set(copy)
    close_vote(vote)
    # A key made anew, as whoever lacks the old one could, gives other pseudonyms.
    keys.make_key(vote.phase_id)
    assert {keys.pseudonym(vote.phase_id, person.id) for person in people}.isdisjoint(copy)


def test_a_box_of_rankings_is_listed_from_fifty_ballots_on(town: Flask) -> None:
    ticked = Vote(ballot_kind="approval", source={}, sealed_at=clock.now(), ballots=10)
    ranked = Vote(ballot_kind="ordinal", source={}, sealed_at=clock.now(), ballots=49)
    assert queries.may_be_listed(ticked)
    assert not queries.may_be_listed(ranked)
    ranked.ballots = queries.SMALLEST_RICH_BOX
    assert queries.may_be_listed(ranked)


def _voting_through_pages(browser: Browser, vote_id: int, mark: str = "1") -> list[str]:
    """Vote as somebody signed in; gives every address that was asked for."""
    seen = []
    browser.open(f"/votes/{vote_id}/ballot")
    browser.send({"option": [mark]}, form="form[data-ballot]")
    seen.append(browser.url)
    browser.send({"declared": "yes"}, form='main form[action$="/ballot/check"]')
    seen.append(browser.url)
    return seen


def test_no_cache_keeps_a_ballot_or_a_receipt(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote().phase_id
    browser.sign_in()
    _voting_through_pages(browser, vote_id)
    assert browser.url.endswith("/ballot/receipt")
    for page in ("/ballot", "/ballot/receipt"):
        browser.open(f"/votes/{vote_id}{page}")
        assert browser.response is not None
        assert browser.response.headers["Cache-Control"] == "no-store"


def test_no_address_holds_what_was_voted(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote([("Benches", 111)] * 9, budget=5000).phase_id
    browser.sign_in()
    assert _voting_through_pages(browser, vote_id, "7") == [
        f"/gdansk/votes/{vote_id}/ballot/check",
        f"/gdansk/votes/{vote_id}/ballot/receipt",
    ]


def test_no_log_line_of_casting_a_ballot_names_choices_receipt_or_person(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote([("Benches", 111)] * 9, budget=5000).phase_id
    person = browser.sign_in(name="Zofia Widoczna")
    with capture_logs() as lines:
        _voting_through_pages(browser, vote_id, "7")
    with app.app_context(), city("gdansk"):
        receipt = db.session.scalar(sa.select(BoxEntry.receipt))
    assert receipt is not None
    assert lines
    told = [str(value) for line in lines for value in line.values()]
    secrets = (receipt, receipt_shown(receipt), "Zofia", "ola@example.org", "Benches")
    assert [value for value in told if any(secret in value for secret in secrets)] == []
    names = {name for line in lines for name in line}
    assert names.isdisjoint({"person", "person_id", "choices", "form", "address", "remote_addr"})
    assert person.id is not None


def test_an_error_while_casting_reports_no_choices(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = open_vote()
    (person,) = residents(1)
    monkeypatch.setattr(casting, "new_receipt", lambda: "0" * 16)
    actions.cast_ballot(person, vote.phase_id, ["3"])
    (other,) = residents(1)
    with pytest.raises(sa.exc.IntegrityError) as caught:  # the same code once more
        actions.cast_ballot(other, vote.phase_id, ["2"])
    report = str(caught.value)
    assert "ballot_box" in report
    assert "0" * 16 not in report
    assert '[["2"' not in report


def test_casting_runs_the_same_statements_whatever_is_chosen(
    town: Flask, statements: list[str]
) -> None:
    vote = open_vote()
    runs = []
    for choices in (["1"], ["3"], ["2", "1"], []):
        (person,) = residents(1)
        statements.clear()
        actions.cast_ballot(person, vote.phase_id, choices)
        runs.append(list(statements))
    assert runs[0]
    assert all(run == runs[0] for run in runs)


def test_the_order_of_a_ballot_paper_does_not_tell_its_voters_pseudonym(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote([(f"Bench {number}", 10) for number in range(30)]).phase_id
    person = browser.sign_in()
    browser.open(f"/votes/{vote_id}/ballot")
    shown = [str(box["value"]) for box in browser.page.select("input[name=option]")]
    with app.app_context(), city("gdansk"):
        pseudonym = keys.pseudonym(vote_id, person.id)
    codes = [str(number) for number in range(1, 31)]
    # Whoever sees the screen and steals the box could look which pseudonym gives this order.
    assert sorted(shown, key=int) == codes
    for length in range(1, len(pseudonym) + 1):
        assert shuffled(codes, pseudonym[:length]) != shown
    browser.open(f"/votes/{vote_id}/ballot")
    assert [str(box["value"]) for box in browser.page.select("input[name=option]")] == shown


def test_in_a_vote_without_receipts_no_page_and_no_file_shows_a_code(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote(conduct=Conduct(receipts=False)).phase_id
        cast_all(db.session.get_one(Vote, vote_id), [["1"]] * 12)
    browser.sign_in()
    _voting_through_pages(browser, vote_id)
    assert browser.url.endswith("/ballot/receipt")
    assert "there are no receipt codes" in browser.text
    pages = [str(browser.page)]
    with app.app_context(), city("gdansk"):
        codes = list(db.session.scalars(sa.select(BoxEntry.receipt)))
        consultation = db.session.get_one(Phase, vote_id).consultation_id
        publish_result(close_vote(db.session.get_one(Vote, vote_id)))
        pages.append(_published(consultation))
    for page in ("", "/result", "/box", "/check", "/ballots.pb"):
        browser.open(f"/votes/{vote_id}{page}")
        assert browser.response is not None
        assert browser.status == 200, page
        pages.append(browser.response.get_data(as_text=True))
    assert len(codes) == 13
    shown = [c for c in codes for page in pages if c in page or receipt_shown(c) in page]
    assert shown == []


def test_in_a_vote_without_receipts_nobody_can_look_a_ballot_up(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote(conduct=Conduct(receipts=False))
        code = cast_all(vote, [["1"]] * 12)[0]
        publish_result(close_vote(vote))
    browser.open(f"/votes/{vote.phase_id}/box?receipt={code}")
    assert browser.page.find("input", {"name": "receipt"}) is None
    assert "Here is the ballot" not in browser.text


def test_a_vote_without_receipts_is_counted_again_from_its_package(town: Flask) -> None:
    vote = open_vote(conduct=Conduct(receipts=False))
    cast_all(vote, [["1"]] * 7 + [["2"]] * 8)
    report = recount(content_of(close_vote(vote), "en"), key=public_key())
    found = {finding.code: finding.holds for finding in report.findings}
    assert (found["box"], found["chain"], found["result"]) == (True, True, True)
