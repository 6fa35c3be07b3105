"""Paper ballots: entered by two people who do not see each other's, compared, counted once."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import current_database, databases, db
from commons.base.engines import FileDatabases
from commons.base.errors import NotAllowed, Refused
from commons.cities.context import city
from commons.consultations.models import Phase
from commons.people.cards import actions as cards
from commons.people.held import everything_held
from commons.people.models import Person
from commons.voting import actions as voting
from commons.voting import keys
from commons.voting import queries as votes
from commons.voting.datasets import Results
from commons.voting.export_pb import export_pb
from commons.voting.models import BoxEntry, RollEntry, Vote
from commons.voting.sheets import actions, queries
from commons.voting.sheets.actions import counting
from commons.voting.sheets.models import COUNTED, LATE, Sheet, SheetBatch
from commons.voting.sheets.rules import Row
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.sheets import a_clerk, card_numbers, entered
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result, residents
from tests.marks import both_databases

# ------------------------------------------------------------------ the whole way, through pages


def test_fifty_paper_ballots_are_entered_by_two_people_and_three_differences_resolved(
    app: Flask, town: Flask
) -> None:
    vote = open_vote(max_choices=2)
    address = f"/votes/{vote.phase_id}/sheets"
    made = card_numbers(50)
    ticked = [["1 2", "2", "3", "", "1 3"][place % 5] for place in range(50)]
    first, second = Browser(app), Browser(app)
    first.sign_in("first@example.org", role="mediator")
    second.sign_in("second@example.org", role="mediator")
    first.open(f"/votes/{vote.phase_id}")
    assert first.page.select_one(f'a[href$="{address}"]')
    first.open(address)
    first.send({"label": "Oliwa library, box 2", "expected": "50"})
    batch = first.url
    misread = {7: (made[6][0], "1"), 23: (made[23][0], ticked[22]), 41: ("", "x")}

    def enter(browser: Browser, wrong: dict[int, tuple[str, str]]) -> None:
        browser.open(f"{batch}/enter")
        for start in range(1, 51, 10):
            values = {}
            for at in range(start, start + 10):
                card, options = wrong.get(at, (made[at - 1][0], ticked[at - 1]))
                values |= {f"card-{at}": card, f"options-{at}": options}
            browser.send(values, form="#rows")
        assert browser.url == batch
        browser.send(form='form[action$="/done"]')

    enter(first, {})
    assert "another person enters it" in first.text
    second.open(f"{batch}/enter")
    assert made[0][0] not in str(second.page)  # blind: nothing of the first entry
    enter(second, misread)
    assert "3 sheets were read differently" in second.text
    second.open(f"{batch}/compare")
    assert len(second.page.select("section.card")) == 3
    for at in misread:
        form = second.page.select_one("section.card form")
        assert form is not None
        second.send(
            {"card": made[at - 1][0].lower(), "options": ticked[at - 1]}, form="section.card form"
        )
    assert "Both entries are the same" in second.text
    second.send(form="#count")
    assert "This batch is counted" in second.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Sheet)) == 0
    rolls = db.session.execute(sa.select(RollEntry.channel)).all()
    assert [channel for (channel,) in rolls] == ["paper"] * 50
    cast_all(vote, [["1"]] * 12)
    sealed = close_vote(vote)
    assert (sealed.ballots, sealed.blank) == (62, 10)
    publish_result(sealed)
    tally = {one.option: one.supporters for one in votes.tally_of(sealed).standings}
    assert tally == {"1": 12 + 20, "2": 20, "3": 20}
    tells_ways_apart(first, sealed)


def tells_ways_apart(browser: Browser, sealed: Vote) -> None:
    """The page, the data and the file tell 12 ballots online and 50 on paper apart."""
    consultation_id = db.session.get_one(Phase, sealed.phase_id).consultation_id
    browser.open(f"/votes/{sealed.phase_id}/result")
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in browser.page.select("tr")
    ]
    assert ["On the ballot", "1Online", "2On paper", "3Together"] in rows
    assert ["Ballots", "12", "50", "62"] in rows
    assert ["Benches by the canal", "12", "20", "32"] in rows
    [told, *_others] = Results().rows(consultation_id)
    assert told["votes_by_way"] == "online 12; paper 20"
    assert told["ballots_by_way"] == "online 12; paper 50"
    file = export_pb(sealed, "en")
    assert (file.meta["num_votes_online"], file.meta["num_votes_paper"]) == ("12", "50")


def test_a_mistake_in_one_row_is_shown_there_and_loses_no_other(app: Flask, town: Flask) -> None:
    vote = open_vote(max_choices=1)
    made = card_numbers(3)
    clerk = Browser(app)
    clerk.sign_in("first@example.org", role="mediator")
    clerk.open(f"/votes/{vote.phase_id}/sheets")
    clerk.send({"label": "Box", "expected": "6"})
    batch = clerk.url
    clerk.open(f"{batch}/enter")
    values = {
        "card-1": made[0][0],
        "options-1": "2",
        "card-2": made[1][0],
        "options-2": "1 2",
        "card-3": "K99-0001",
        "options-3": "1",
        "card-4": "",
        "options-4": "3",
        "card-5": made[2][1],  # the code instead of the number
        "options-5": "4",
        "card-6": made[2][1].lower(),
        "options-6": "٣",
    }
    clerk.send(values, form="#rows")
    assert clerk.status == 422
    assert len(clerk.errors) == 4
    assert "Sheet 2: You can choose 1. Take 1 out. If the sheet says so, write x." in clerk.errors
    assert "There is no such card" in clerk.errors[1]
    assert "such as K3-0042" in clerk.errors[2]
    assert "There is no option 4." in clerk.errors[3]
    kept = {field["name"]: field.get("value", "") for field in clerk.page.select("#rows input")}
    assert {name: kept[name] for name in values} == values
    found = db.session.get_one(SheetBatch, 1)
    assert queries.rows_of(found, 1) == {
        1: Row(made[0][0], (("2", 1),)),
        6: Row(made[2][0], (("3", 1),)),
    }
    db.session.rollback()
    clerk.open(f"{batch}/enter")
    first = clerk.page.select_one("[autofocus]")
    assert first is not None
    assert first["name"] == "card-2"
    clerk.send({"card-2": made[1][0], "options-2": "x"}, form="#rows")
    assert clerk.status == 200
    clerk.send(form='form[action$="/done"]')
    assert "3 sheets are still missing" in " ".join(clerk.errors)


def test_a_third_person_and_the_second_see_nothing_that_was_entered(
    app: Flask, town: Flask
) -> None:
    vote = open_vote()
    number = card_numbers(1)[0][0]
    batch = entered(vote, [Row(number, (("1", 1),))], different={1: Row(number, (("2", 1),))})
    third = Browser(app)
    third.sign_in("third@example.org", role="mediator")
    for page in ("", "/enter", "/compare"):
        third.open(f"/votes/{vote.phase_id}/sheets/{batch.id}{page}")
        assert number not in str(third.page), page
    officer = Browser(app)
    officer.sign_in("officer@example.org", role="officer")
    officer.open(f"/votes/{vote.phase_id}/sheets/{batch.id}/compare")
    assert number in officer.text


def test_nobody_enters_a_batch_twice_alone(town: Flask) -> None:
    vote = open_vote()
    clerk = a_clerk("first@example.org")
    number = card_numbers(1)[0][0]
    batch = actions.make_batch(clerk, vote.phase_id, label="Box", expected=1)
    actions.save_rows(clerk, batch.id, {1: Row(number, (("1", 1),))})
    actions.finish_entry(clerk, batch.id)
    with pytest.raises(Refused, match="You have finished"):
        actions.save_rows(clerk, batch.id, {1: Row(number, (("2", 1),))})
    with pytest.raises(Refused, match="not being compared"):
        actions.count_batch(clerk, batch.id)


# ------------------------------------------------------------------ who is counted, who is not


@both_databases
def test_each_sheet_that_cannot_count_is_refused_with_its_true_reason(town: Flask) -> None:
    vote = open_vote(max_choices=1)
    made = card_numbers(6)
    online, ended, helped = (cards.holder_of(made[place][1]) for place in range(3))
    voting.cast_ballot(online, vote.phase_id, ["1"], declared=True)
    voting.cast_ballot(helped, vote.phase_id, ["2"], declared=True, channel="assisted")
    cards.end_card(a_clerk("officer@example.org", "officer"), made[1][0], "lost")
    rows = [
        Row(made[0][0], (("2", 1),)),
        Row(made[1][0], (("2", 1),)),
        Row(made[2][0], (("2", 1),)),
        Row(made[3][0], (("3", 1),)),
        Row(made[3][0], (("1", 1),)),
        Row("", (), spoiled=True),
        Row(made[4][0], ()),
        Row(made[5][0], (("1", 1), ("2", 1))),
    ]
    batch = actions.count_batch(a_clerk("first@example.org"), entered(vote, rows).id)
    assert ended.id
    assert {one["position"]: one["reason"] for one in batch.refused} == {
        1: counting.VOTED_ONLINE,
        2: counting.ENDED_CARD,
        3: counting.VOTED_WITH_HELP,
        5: counting.VOTED_ON_PAPER,
        6: counting.SPOILED,
        8: counting.SPOILED,
    }
    assert batch.counted == 2
    sealed = close_vote(vote)
    tally = {one.option: one.supporters for one in votes.tally_of(sealed).standings}
    assert (sealed.ballots, sealed.blank, tally) == (4, 1, {"1": 1, "2": 1, "3": 1})


def test_who_voted_on_paper_cannot_vote_again_online(app: Flask, town: Flask) -> None:
    vote = open_vote()
    number, code = card_numbers(1)[0]
    actions.count_batch(a_clerk("first@example.org"), entered(vote, [Row(number, (("1", 1),))]).id)
    with pytest.raises(Refused, match="voted on paper"):
        voting.cast_ballot(cards.holder_of(code), vote.phase_id, ["2"], declared=True)
    browser = Browser(app)
    browser.open("/sign-in/card")
    browser.send({"code": code})
    browser.open(f"/votes/{vote.phase_id}/ballot")
    assert "You have voted on paper" in browser.text


def test_a_vote_that_asks_for_more_than_a_word_refuses_sheets_of_the_unverified(
    town: Flask,
) -> None:
    vote = open_vote(level=3)
    number = card_numbers(1)[0][0]
    batch = actions.count_batch(
        a_clerk("first@example.org"), entered(vote, [Row(number, (("1", 1),))]).id
    )
    assert batch.reasons == {counting.NOT_SHOWN: 1}


def test_who_entered_a_sheet_too_many_can_take_it_out_again(app: Flask, town: Flask) -> None:
    vote = open_vote()
    made = card_numbers(2)
    clerk = Browser(app)
    clerk.sign_in("first@example.org", role="mediator")
    clerk.open(f"/votes/{vote.phase_id}/sheets")
    clerk.send({"label": "Oliwa library", "expected": "3"})
    batch = clerk.url
    clerk.open(f"{batch}/enter")
    typed = [made[0][0], made[0][0], made[1][0]]  # the first sheet twice
    clerk.send({f"card-{at}": card for at, card in enumerate(typed, start=1)}, form="#rows")
    clerk.send({"expected": "2"}, form="#expected-form")
    clerk.send(form='form[action$="/done"]')
    assert clerk.errors == ["This batch has no more sheets than were counted by hand."]
    clerk.open(f"{batch}/enter")
    assert clerk.page.select_one("#card-3")
    clerk.send({"card-2": ""}, form="#rows")
    clerk.open(batch)
    clerk.send(form='form[action$="/done"]')
    assert "You have finished this batch" in clerk.text
    kept = db.session.scalars(sa.select(Sheet.position).order_by(Sheet.position)).all()
    assert kept == [1, 3]


def test_pages_of_a_batch_take_eight_statements(
    app: Flask, town: Flask, statements: Statements
) -> None:
    vote = open_vote()
    made = card_numbers(2)
    rows = [Row(number, (("1", 1),)) for number, _code in made]
    batch = entered(vote, rows, different={2: Row(made[1][0], ())})
    clerk = Browser(app)
    clerk.sign_in("first@example.org")
    for page in ("", "/compare"):
        statements.clear()
        clerk.open(f"/votes/{vote.phase_id}/sheets/{batch.id}{page}")
        assert clerk.status == 200
        asked = [each for each in statements if each.startswith("SELECT")]
        assert len(asked) <= 8, "\n".join(asked)


def test_who_has_no_part_in_a_batch_is_not_told_that_both_entries_are_the_same(
    app: Flask, town: Flask
) -> None:
    vote = open_vote()
    made = card_numbers(2)
    rows = [Row(number, (("1", 1),)) for number, _code in made]
    batch = entered(vote, rows, different={2: Row(made[1][0], ())})
    third = Browser(app)
    third.sign_in("third@example.org", role="mediator")
    third.open(f"/votes/{vote.phase_id}/sheets/{batch.id}")
    assert "Being compared" in third.text
    assert "Both entries are the same" not in third.text
    assert third.page.select_one("#count") is None


def test_with_a_lost_key_pages_say_so_and_the_batch_can_be_taken_away(
    app: Flask, town: Flask
) -> None:
    vote = open_vote()
    made = card_numbers(2)
    rows = [Row(number, (("1", 1),)) for number, _code in made]
    batch = entered(vote, rows, different={2: Row(made[1][0], ())})
    begun = actions.make_batch(
        a_clerk("first@example.org"), vote.phase_id, label="Box 2", expected=2
    )
    actions.save_rows(a_clerk("first@example.org"), begun.id, {1: rows[0]})
    keys.destroy_key(vote.phase_id)
    officer = Browser(app)
    officer.sign_in("first@example.org", role="officer")
    address = f"/votes/{vote.phase_id}/sheets/{batch.id}"
    officer.open(f"/votes/{vote.phase_id}/sheets/{begun.id}/enter")
    assert (officer.status, "No ballots can be taken at the moment." in officer.text) == (409, True)
    officer.open(f"{address}/compare")
    assert (officer.status, "No ballots can be taken at the moment." in officer.text) == (409, True)
    officer.post(f"{address}/count")
    assert officer.status == 422
    officer.open(address)
    assert officer.status == 200
    assert "Both entries are the same" not in officer.text
    officer.send({"reason": "The key is lost."}, form="#withdraw-form")
    assert "This batch was taken away" in officer.text


@both_databases
def test_two_clerks_who_count_a_batch_at_once_count_it_once(town: Flask) -> None:
    vote = open_vote()
    made = card_numbers(12)
    batch = entered(vote, [Row(number, (("1", 1),)) for number, _code in made])
    clerks = [a_clerk("first@example.org").id, a_clerk("second@example.org").id]
    start, failures = threading.Barrier(2), []

    def count(person_id: int) -> None:
        with town.app_context(), city(CITY):
            try:
                person = db.session.get_one(Person, person_id)
                person.roles = frozenset({"mediator"})
                db.session.rollback()
                start.wait()
                actions.count_batch(person, batch.id)
            except Exception as failure:  # noqa: BLE001  (seen by the test below)
                failures.append(failure)

    threads = [threading.Thread(target=count, args=(clerk,)) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = db.session.get_one(SheetBatch, batch.id, populate_existing=True)
    assert (found.state, found.counted) == (COUNTED, 12)
    counts = db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.act == "count_sheets"))
    assert counts == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(BoxEntry)) == 12


# ------------------------------------------------------------------ secrecy and the end of a vote


def _bytes_on_disk() -> bytes:
    known = databases()
    assert isinstance(known, FileDatabases)
    folder = known.path(current_database()).parent
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_no_byte_of_the_database_ever_holds_what_a_sheet_says(town: Flask) -> None:
    vote = open_vote()
    number = card_numbers(1)[0][0]
    entered(vote, [Row(number, (("1", 1), ("3", 1)))])
    stored = db.session.scalars(sa.select(Sheet.contents)).all()
    assert len(stored) == 2
    assert b'"choices"' not in b"".join(one.encode() for one in stored)
    assert stored[0].encode() in _bytes_on_disk()
    close_vote(vote)
    assert [one for one in stored if one.encode() in _bytes_on_disk()] == []


@both_databases
def test_a_batch_that_was_not_counted_in_time_is_said_to_be_late_and_its_sheets_are_deleted(
    town: Flask,
) -> None:
    vote = open_vote()
    made = card_numbers(2)
    voting.cast_ballot(cards.holder_of(made[0][1]), vote.phase_id, ["1"], declared=True)
    counted = actions.count_batch(
        a_clerk("first@example.org"), entered(vote, [Row(made[0][0], (("2", 1),))]).id
    )
    assert counted.refused == [{"position": 1, "card": made[0][0], "reason": counting.VOTED_ONLINE}]
    late = entered(vote, [Row(made[1][0], (("2", 1),))])
    sealed = close_vote(vote)
    assert sealed.ballots == 1
    found = db.session.get_one(SheetBatch, late.id, populate_existing=True)
    assert found.state == LATE
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Sheet)) == 0
    again = db.session.get_one(SheetBatch, counted.id, populate_existing=True)
    assert (again.refused, again.reasons) == ([], {counting.VOTED_ONLINE: 1})
    totals = queries.count_totals(vote.phase_id)
    assert (totals.refused, totals.late) == (1, 1)


def test_in_the_paper_days_sheets_are_entered_and_nobody_votes_online(
    app: Flask, town: Flask
) -> None:
    vote = open_vote(paper_days=3, closes_in=timedelta(days=10))
    with clock.at(clock.now() + timedelta(days=8)):
        with pytest.raises(Refused, match="Voting online has ended"):
            voting.cast_ballot(residents(1)[0], vote.phase_id, ["1"])
        number = card_numbers(1)[0][0]
        batch = entered(vote, [Row(number, (("1", 1),))])
        assert actions.count_batch(a_clerk("first@example.org"), batch.id).counted == 1
        browser = Browser(app)
        browser.open(f"/votes/{vote.phase_id}/ballot")
        assert "Voting online has ended" in browser.text


def test_a_sealed_box_no_longer_says_which_way_a_ballot_came(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 12)
    assert all(row.strata for row in db.session.scalars(sa.select(BoxEntry)))
    close_vote(vote)
    db.session.expire_all()
    strata = sa.select(BoxEntry.channel, BoxEntry.strata)
    assert {tuple(row) for row in db.session.execute(strata)} == {(None, None)}


def test_only_an_officer_takes_a_batch_away_and_says_why(town: Flask) -> None:
    vote = open_vote()
    batch = entered(vote, [Row(card_numbers(1)[0][0], ("1",))])
    with pytest.raises(NotAllowed):
        actions.withdraw_batch(a_clerk("first@example.org"), batch.id, "wrong pile")
    officer = a_clerk("officer@example.org", "officer")
    with pytest.raises(Refused, match="why"):
        actions.withdraw_batch(officer, batch.id, " ")
    actions.withdraw_batch(officer, batch.id, "wrong pile")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Sheet)) == 0
    with pytest.raises(Refused):
        actions.count_batch(officer, batch.id)


def test_a_clerk_sees_the_batches_they_worked_on_among_what_is_held(town: Flask) -> None:
    vote = open_vote()
    entered(vote, [Row(card_numbers(1)[0][0], ("1",))])
    groups = {group.name: group for group in everything_held(a_clerk("second@example.org"))}
    assert [fact.shown for fact in groups["sheet_batches"].records[0]] == ["Oliwa library"]


def test_ballots_in_all_languages_take_no_statement_for_each(
    app: Flask, town: Flask, statements: Statements
) -> None:
    vote = open_vote()
    db.session.commit()
    browser = Browser(app)
    browser.sign_in(role="officer")
    statements.clear()
    browser.open(f"/votes/{vote.phase_id}/paper?languages=all")
    assert len(browser.page.select(".paper-ballot")) > 2
    asked = [each for each in statements if each.startswith("SELECT")]
    assert len(asked) <= 8, "\n".join(asked)


def test_the_printed_ballot_numbers_the_options_in_every_language_of_the_city(
    app: Flask, town: Flask
) -> None:
    vote = open_vote()
    browser = Browser(app)
    browser.open(f"/votes/{vote.phase_id}/paper?languages=all")
    ballots = browser.page.select(".paper-ballot")
    assert [one["lang"] for one in ballots] == ["pl", "en", "uk", "ar", "ps"]
    for one in ballots:
        assert [n.get_text() for n in one.select(".paper-number")] == ["1", "2", "3"]
        assert one.select_one(".paper-blank")
