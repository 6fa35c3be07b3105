"""What is told of groups of voters: never of fewer than ten; whether the outcome hangs on them."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base import clock
from commons.base.database import db, transaction
from commons.cities.context import city
from commons.cities.queries import districts
from commons.people.models import Person, Verification
from commons.voting import actions, keys
from commons.voting.actions.casting import put_ballot
from commons.voting.channels import ASSISTED, ONLINE, PAPER
from commons.voting.models import BoxEntry, RollEntry, Vote
from commons.voting.rules import Election, Greedy, Option
from commons.voting.rules.election import approval
from commons.voting.strata.cloak import Cloak
from commons.voting.strata.keeping import Sorted
from commons.voting.strata.rules import (
    CONFIRMED,
    SHOWN,
    SMALLEST_GROUP,
    STATES,
    UNVERIFIED,
    Stratum,
    by_state,
    in_a_row,
    merged,
)
from commons.voting.strata.sensitivity import counted_without, sensitivity
from tests.browser_client import Browser
from tests.factories.voting import close_vote, open_vote, publish_result, residents
from tests.marks import both_databases

sizes = st.integers(0, 40)


@given(st.fixed_dictionaries(dict.fromkeys(STATES, sizes)))
def test_states_of_verification_are_told_in_groups_of_ten_and_more(counts: dict[str, int]) -> None:
    told = by_state(counts)
    assert all(count >= SMALLEST_GROUP for _names, count in told)
    assert sum(count for _names, count in told) in (0, sum(counts.values()))
    verified = counts[SHOWN] + counts[CONFIRMED]
    if counts[UNVERIFIED] >= SMALLEST_GROUP and verified >= SMALLEST_GROUP:
        assert ((UNVERIFIED,), counts[UNVERIFIED]) in told


@given(st.dictionaries(st.dates().map(str), sizes.filter(bool), max_size=8))
def test_days_are_put_together_with_their_neighbours_alone(counts: dict[str, int]) -> None:
    told = in_a_row(counts)
    assert all(count >= SMALLEST_GROUP for _names, count in told)
    names = [name for group, _count in told for name in group]
    assert names == (sorted(counts) if told else [])


def test_a_small_district_is_told_together_with_the_next_smallest() -> None:
    counts = {"Oliwa": 50, "Orunia": 3, "Wrzeszcz": 12}
    groups = merged((((name,), count) for name, count in counts.items()), sorted(counts))
    assert groups == [(("Oliwa",), 50), (("Orunia", "Wrzeszcz"), 15)]


def test_what_districts_get_is_told_of_those_alone_whose_votes_are_told_alone(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote([("Canal", 60_000), ("Bus", 60_000)])
    places = districts()[:3]
    for place, choices in zip(places, (["1"] * 30, ["1"] * 6 + ["2"] * 6, ["2"] * 5), strict=True):
        for person, choice in zip(residents(len(choices)), choices, strict=True):
            verified([person], 2, place.id, method="letter")
            actions.cast_ballot(person, vote.phase_id, [choice])
    for person in residents(40):
        actions.cast_ballot(person, vote.phase_id, ["1"])
    result = close_vote(vote).result
    assert result is not None
    told = [set(group["names"]) for group in result["districts"]]
    large, middle, small = (place.name for place in places)
    assert {middle, small} in told
    # With the middle one's alone, what five people voted could be worked out.
    assert set(result["spread"]["groups"]) == {large}


def election(ballots: "Counter[tuple[object, ...]]") -> Election:
    return Election((Option("a", 60), Option("b", 60)), dict(ballots), budget=100)  # type: ignore[arg-type]


def without(unverified: Sequence[str], verified: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Ballots for one option each: what is said of the two groups."""
    box = Sorted()
    for codes, level in ((unverified, 1), (verified, 3)):
        for code in codes:
            box.add(approval(code), Stratum(ONLINE, level, None), {})
    whole = election(Counter(approval(code) for code in (*unverified, *verified)))
    told = [group.names for group in box.state_groups()]
    chosen = Greedy().tally(whole).selected
    found = counted_without(whole, chosen, box, told, Greedy().tally)
    return [(one.group, one.answer, one.same) for one in found]


def test_it_is_said_whether_the_outcome_hangs_on_the_unverified() -> None:
    assert without("a" * 12, "b" * 11)[0] == (UNVERIFIED, "told", False)
    assert without("b" * 12, "b" * 11)[0] == (UNVERIFIED, "told", True)


def test_it_is_not_said_of_fewer_than_ten_or_where_fewer_than_ten_are_left() -> None:
    assert without("a" * 9, "b" * 30)[0] == (UNVERIFIED, "too_few", True)
    assert without("a" * 30, "b" * 9)[0] == (UNVERIFIED, "too_few", True)
    assert without("", "b" * 30)[0] == (UNVERIFIED, "none", True)
    assert without("a" * 30, "")[0] == (UNVERIFIED, "all", True)


@transaction
def verified(
    people: Sequence[Person], level: int, district_id: int | None = None, *, method: str = "desk"
) -> None:
    db.session.add_all(
        Verification(
            person_id=person.id,
            method=method,
            level=level,
            verified_at=clock.now(),
            district_id=district_id,
        )
        for person in people
    )


@transaction
def on_paper(person: Person, vote: Vote, code: str) -> None:
    put_ballot(person.id, vote.phase_id, [(code, 1)], PAPER)


def a_mixed_vote() -> Vote:
    """30 by their own word for the kitchen, 20 confirmed in Oliwa for the bus, 12 on paper."""
    vote = open_vote([("Kitchen", 60_000), ("Night bus", 60_000)])
    oliwa = next(one.id for one in districts() if one.name == "Oliwa")
    by_word, shown, paper = residents(30), residents(20), residents(12)
    verified(shown, 3, oliwa)
    for person in by_word:
        actions.cast_ballot(person, vote.phase_id, ["1"])
    for person in shown:
        actions.cast_ballot(person, vote.phase_id, ["2"])
    for person in paper:
        on_paper(person, vote, "2")
    return vote


@both_databases
def test_a_sealed_vote_tells_totals_by_way_by_verification_and_by_district(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = close_vote(a_mixed_vote())
        assert vote.result is not None
        told = {
            part: [(*group["names"], group["ballots"], group["votes"]) for group in groups]
            for part, groups in ((p, vote.result[p]) for p in ("states", "districts"))
        }
        assert told["states"] == [
            ("unverified", 42, {"1": 30, "2": 12}),
            ("confirmed", 20, {"2": 20}),
        ]
        assert told["districts"] == [("", 42, {"1": 30, "2": 12}), ("Oliwa", 20, {"2": 20})]
        said = {one.group: one for one in sensitivity(vote)}
        assert (said["unverified"].ballots, said["unverified"].same) == (42, True)
        assert (said["paper"].ballots, said["paper"].more, said["paper"].fewer) == (
            12,
            ("1",),
            ("2",),
        )
        turnout = vote.result["turnout"]
        assert {tuple(one["names"]): one["people"] for one in turnout["channels"]} == {
            ("online",): 50,
            ("paper",): 12,
        }


def test_the_result_says_whether_it_hangs_on_ballots_that_some_doubt(
    town: Flask, browser: Browser
) -> None:
    vote = close_vote(a_mixed_vote())
    publish_result(vote)
    browser.open(f"/votes/{vote.phase_id}/result")
    assert browser.status == 200
    assert "12 ballots came on paper. Without them the outcome would be another one." in (
        browser.text
    )
    assert "Of 42 people who voted only their own word says that they live here." in browser.text
    assert "District not known" in browser.text
    tables = browser.page.select(".by-group .table-scroll table")
    assert len(tables) == 3
    for table in tables:
        heads = [head.get_text(strip=True) for head in table.select("thead .group-name")]
        keys = table.find_parent(class_="by-group").select(".group-keys li")
        assert heads == [key.get_text(strip=True) for key in keys], "each number is told above"


@both_databases
def test_while_a_vote_is_open_its_strata_cannot_be_read_without_the_key(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote = open_vote()
        people = residents(3)
        for person, channel in zip(people, (ONLINE, ASSISTED, PAPER), strict=True):
            put = transaction(put_ballot)
            put(person.id, vote.phase_id, [("1", 1)], channel)
        rows = db.session.execute(
            sa.select(BoxEntry.receipt, BoxEntry.channel, BoxEntry.strata)
        ).all()
        assert {row.channel for row in rows} == {None}
        assert len({len(row.strata) for row in rows}) == 1
        cloak = Cloak(vote.phase_id)
        found = {
            stratum.channel for row in rows if (stratum := cloak.show(row.receipt, row.strata))
        }
        assert found == {ONLINE, ASSISTED, PAPER}
        first, second, _third = rows
        assert cloak.show(first.receipt, second.strata) is None  # not another ballot's
        keys.destroy_key(vote.phase_id)
        keys.make_key(vote.phase_id)
        other = Cloak(vote.phase_id)
        assert [other.show(row.receipt, row.strata) for row in rows] == [None] * 3


def test_a_lost_key_holds_up_no_count_and_nothing_is_told_of_strata(town: Flask) -> None:
    vote = open_vote()
    for person in residents(12):
        actions.cast_ballot(person, vote.phase_id, ["1"])
    keys.destroy_key(vote.phase_id)
    sealed = close_vote(vote)
    assert sealed.ballots == 12
    assert sealed.result is not None
    assert (sealed.result["states"], sealed.result["districts"]) == ([], [])
    assert sealed.result["without"] == []


def test_where_nothing_is_known_of_the_ballots_no_result_claims_that_all_are_beyond_doubt(
    town: Flask, browser: Browser
) -> None:
    lost, unused = open_vote(), open_vote()
    put = transaction(put_ballot)
    for person, channel in zip(residents(30), [ONLINE, PAPER] * 15, strict=True):
        put(person.id, lost.phase_id, [("1", 1)], channel)
    keys.destroy_key(lost.phase_id)
    for vote in (lost, unused):
        publish_result(close_vote(vote))
        browser.open(f"/votes/{vote.phase_id}/result")
        assert browser.status == 200
        assert "Everybody who voted has shown that they live here." not in browser.text
        assert "No ballot came on paper." not in browser.text


def test_the_roll_keeps_the_district_for_the_turnout_and_goes_with_a_changed_ballot(
    town: Flask,
) -> None:
    vote = open_vote()
    oliwa, other = [one.id for one in districts()][:2]
    (person,) = residents(1)
    verified([person], 2, oliwa, method="letter")
    actions.cast_ballot(person, vote.phase_id, ["1"])
    assert db.session.scalar(sa.select(RollEntry.district_id)) == oliwa
    verified([person], 3, other)
    actions.cast_ballot(person, vote.phase_id, ["2"])
    db.session.expire_all()
    assert db.session.scalar(sa.select(RollEntry.district_id)) == other
