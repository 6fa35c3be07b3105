"""Who may take part: in words before one starts, and with each true reason where one may not."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base.database import db
from commons.base.errors import Refused
from commons.consultations.models import Phase
from commons.contributions import actions as contributions
from commons.people.electorate import Electorate, Facts, facts_of
from commons.people.models import Person, Verification
from commons.proposals import actions as proposals
from commons.proposals.gate import NotShownToLiveHere as MayNotPropose
from commons.voting.actions import cast_ballot
from commons.voting.actions.casting import NotShownToLiveHere
from commons.voting.queries import electorate_of, vote_of
from tests.browser_client import Browser
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals
from tests.factories.verification import district, levels, shown
from tests.factories.voting import open_vote
from tests.marks import both_databases

NAMES = {1: "Oliwa", 2: "Wrzeszcz"}
electorates = st.builds(
    Electorate,
    st.sampled_from([0, 1, 2, 3]),
    st.lists(st.sampled_from([1, 2]), unique=True).map(lambda ids: tuple(sorted(ids))),
    st.none() | st.integers(10, 99),
)
by_number = st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(1, 3))
facts = st.builds(
    Facts,
    st.integers(0, 3),
    st.none() | st.sampled_from([1, 2, 3]),
    by_number,
    st.dictionaries(st.integers(10, 99), st.integers(1, 3)),
)


@given(electorates)
def test_what_an_officer_set_is_read_as_it_was_stored(asked: Electorate) -> None:
    assert Electorate.from_settings(asked.to_settings()) == asked


@given(st.dictionaries(st.sampled_from(["level", "min_age"]), st.integers() | st.none()))
def test_odd_settings_never_open_a_vote_to_more_people(settings: dict[str, int | None]) -> None:
    asked = Electorate.from_settings(settings, level=1)
    assert asked.level in {0, 1, 2, 3}
    assert asked.level == settings.get("level") or asked.level == 1


@given(electorates, facts)
def test_more_shown_never_means_more_lacking(asked: Electorate, known: Facts) -> None:
    more = Facts(
        3, known.named_district, {**known.shown_districts, 1: 3, 2: 3}, {**known.ages, 99: 3}
    )
    assert asked.lacks(more, NAMES) == []
    lacks = asked.lacks(known, NAMES)
    assert all(lack.reason for lack in lacks)
    assert len({lack.kind for lack in lacks}) == len(lacks)


@given(electorates, facts)
def test_ones_own_word_mends_only_what_ones_word_is_enough_for(
    asked: Electorate, known: Facts
) -> None:
    for lack in asked.lacks(known, NAMES):
        if lack.by_own_word:
            assert asked.level <= 1 or (lack.kind == "age" and asked.level <= 2)


@given(facts, st.integers(2, 3))
def test_a_district_that_was_only_named_is_no_proof(known: Facts, level: int) -> None:
    asked = Electorate(level, (1,))
    told = Facts(3, 1, {}, known.ages)
    assert [lack.kind for lack in asked.lacks(told, NAMES)] == ["district"]


def test_the_sentence_says_who_and_how(town: Flask) -> None:
    both = Electorate(1, (district("Oliwa"), district("Wrzeszcz")), 16)
    assert both.sentence() == (
        "People who live in these districts and are at least 16 years old can take part: "
        "Oliwa and Wrzeszcz. Your word is enough. You need no document."
    )
    assert Electorate(0).sentence() == (
        "Everybody who signs in can take part. You need not show anything."
    )
    assert "Gdańsk" in Electorate(2).sentence()
    assert "letter" in Electorate(2).sentence()
    assert "your word is enough" in Electorate(2, (), 16).sentence()
    assert "desk" in Electorate(3).sentence()


@both_databases
def test_each_refusal_names_its_true_reason(town: Flask) -> None:
    oliwa, wrzeszcz = district("Oliwa"), district("Wrzeszcz")
    vote = open_vote(level=2, districts=[oliwa], min_age=16)
    person = resident()

    def refusal() -> str:
        with pytest.raises(NotShownToLiveHere) as refused:
            cast_ballot(person, vote.phase_id, ["1"], declared=True)
        return str(refused.value)

    assert "not shown yet that you live here" in refusal()
    shown(person, "vouching", 2)
    assert "in which district" in refusal()
    assert "at least 16" in refusal()
    shown(person, "letter", 2, district_id=wrzeszcz)
    assert "another district" in refusal()
    shown(person, "letter", 2, district_id=oliwa)
    assert refusal() == "Please say that you are at least 16 years old."
    cast_ballot(person, vote.phase_id, ["1"], old_enough=True)
    assert levels(person)["declaration"] == 1


@both_databases
def test_by_ones_own_word_one_names_district_and_age_with_the_ballot(town: Flask) -> None:
    oliwa = district("Oliwa")
    vote = open_vote(level=1, districts=[oliwa], min_age=16)
    person = resident()
    with pytest.raises(NotShownToLiveHere) as refused:
        cast_ballot(person, vote.phase_id, ["1"])
    assert len(refused.value.messages) == 3
    with pytest.raises(NotShownToLiveHere, match="in which district"):
        cast_ballot(
            person, vote.phase_id, ["1"], declared=True, old_enough=True,
            district_id=district("Wrzeszcz"),
        )  # fmt: skip
    cast_ballot(person, vote.phase_id, ["1"], declared=True, old_enough=True, district_id=oliwa)
    row = db.session.get_one(Verification, (person.id, "declaration"))
    assert (row.level, row.at_least_age) == (1, 16)
    assert db.session.get_one(Person, person.id).district_id == oliwa


def test_an_age_alone_does_not_say_that_somebody_lives_here(town: Flask) -> None:
    vote = open_vote(level=1, min_age=16)
    person = resident()
    with pytest.raises(NotShownToLiveHere, match="tick the box"):
        cast_ballot(person, vote.phase_id, ["1"], old_enough=True)
    assert levels(person) == {}


def test_from_level_three_on_ones_word_about_ones_age_is_not_enough(town: Flask) -> None:
    vote = open_vote(level=3, min_age=16)
    person = shown(resident(), "desk", 3)
    with pytest.raises(NotShownToLiveHere, match="not confirmed yet"):
        cast_ballot(person, vote.phase_id, ["1"], old_enough=True)
    shown(person, "desk", 3, at_least_age=16)
    cast_ballot(person, vote.phase_id, ["1"])


@both_databases
def test_the_electorate_is_frozen_when_the_vote_opens(town: Flask) -> None:
    vote = open_vote(level=2, districts=[district()], min_age=16)
    phase = db.session.get_one(Phase, vote.phase_id)
    phase.settings = {**phase.settings, "level": 0, "districts": [], "min_age": None}
    db.session.commit()
    db.session.expire_all()
    found = vote_of(vote.phase_id)
    assert found is not None
    assert electorate_of(found) == Electorate(2, (district(),), 16)
    assert found.config["districts"] == [district()]


def test_a_residents_facts_are_one_statement(town: Flask, statements: list[str]) -> None:
    person = shown(shown(resident(), "letter", 2, district_id=district()), "declaration", 1,
                   at_least_age=16)  # fmt: skip
    statements.clear()
    found = facts_of(person)
    assert len([one for one in statements if one.startswith("SELECT")]) == 1
    assert found == Facts(2, None, {district(): 2}, {16: 1})


def test_proposing_and_commenting_are_for_everybody_unless_an_officer_says_otherwise(
    town: Flask,
) -> None:
    person = resident()
    free = call_for_proposals()
    told = {"title": "Benches", "body": "By the sea.", "language": "en"}
    proposal = proposals.submit_proposal(person, phase=free.id, **told)
    comment_by(resident("Marek"), proposal)

    asked = {"level": 2, "comments_too": True}
    narrow = call_for_proposals(settings=asked)
    with pytest.raises(MayNotPropose, match="not shown yet"):
        proposals.submit_proposal(person, phase=narrow.id, **told)
    shown(person, "letter", 2)
    other = {**told, "title": "A night bus"}
    proposal = proposals.submit_proposal(person, phase=narrow.id, **other)
    outsider = resident("Outsider")
    with pytest.raises(Refused, match="not shown yet"):
        comment_by(outsider, proposal)
    with pytest.raises(Refused, match="not shown yet"):
        contributions.add_support(outsider, proposal.id)
    shown(outsider, "letter", 2)
    contributions.add_support(outsider, proposal.id)


def test_an_officer_sets_level_districts_and_age_on_the_phases_form(
    town: Flask, browser: Browser
) -> None:
    from tests.factories.consultations import DAY, START, draft, officer, register_silence

    register_silence()
    consultation = draft(officer(), START, START + DAY)
    db.session.rollback()
    browser.sign_in("officer@example.org", role="officer")
    browser.open(f"/office/consultations/{consultation.slug}/phases/new?kind=vote")
    labels = browser.page.find("main").get_text()  # type: ignore[union-attr]
    assert "Your own word that you live here" in labels
    browser.send(
        {
            "phase_opens": "2026-12-01T10:00",
            "phase_closes": "2026-12-20T10:00",
            "vote_budget": "1000",
            "level": "2",
            "districts": [str(district("Oliwa"))],
            "min_age": "١٦",
        }
    )
    assert browser.status == 200, browser.errors
    db.session.rollback()
    stored = db.session.query(Phase).filter_by(kind="vote").one().settings
    assert Electorate.from_settings(stored) == Electorate(2, (district("Oliwa"),), 16)
    db.session.rollback()
    browser.open(f"/office/consultations/{consultation.slug}/phases/new?kind=vote")
    browser.send({"phase_opens": "2027-01-01T10:00", "phase_closes": "2027-01-20T10:00",
                  "vote_budget": "1000", "min_age": "young", "districts": ["999"]})  # fmt: skip
    assert browser.status == 422
    assert any("whole number from 10 to 99" in error for error in browser.errors)
    assert any("only from these districts" in error for error in browser.errors)
