"""Two accounts of one human become one: by consent, with nothing lost and no second vote."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import Model, db
from commons.base.errors import Refused
from commons.base.privacy import points_to_a_person, tables
from commons.cities.context import city
from commons.contributions import actions as contributions
from commons.contributions.models import Support
from commons.people import actions, joining
from commons.people.cards import actions as cards
from commons.people.models import OtherAddress, Person, SignInSession
from commons.people.verification import vouching
from commons.people.verification.actions import verify
from commons.people.verification.models import CensusEntry
from commons.voting import queries as votes
from commons.voting.actions import cast_ballot
from commons.voting.actions.joining import question_name
from commons.voting.models import BoxEntry, RollEntry
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.contributions import comment_by, in_database, resident
from tests.factories.moderation import a_person, a_text
from tests.factories.verification import (
    letter_for,
    levels,
    neighbour,
    offer_all,
    shown,
    vote_to_enter,
)
from tests.factories.voting import close_vote, open_vote, residents
from tests.marks import both_databases


def two() -> tuple[Person, Person]:
    """Two accounts of one human."""
    kept, gone = residents(2)
    return kept, gone


def count(model: type[Model]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def roll_and_box(vote_id: int) -> tuple[int, int]:
    db.session.expire_all()
    return (
        db.session.query(RollEntry).filter_by(vote_id=vote_id).count(),
        db.session.query(BoxEntry).filter_by(vote_id=vote_id).count(),
    )


def pointing_to(person_id: int) -> list[str]:
    """Where in the database something points to a person."""
    return [
        f"{table.name}.{column.name}"
        for table, _impersonal in tables()
        for column in table.columns
        if points_to_a_person(column)
        and db.session.scalar(
            sa.select(sa.func.count()).select_from(table).where(column == person_id)
        )
    ]


@both_databases
def test_texts_comments_and_supports_move_and_are_counted_once(town: Flask) -> None:
    kept, gone, other = a_person("Kept"), a_person("Gone"), a_person("Other")
    text, own = a_text(other), a_text(gone, title="Own")
    comment_by(gone, text)
    contributions.add_support(kept, text.id)
    contributions.add_support(gone, text.id)
    contributions.add_support(kept, own.id)
    contributions.add_support(other, own.id)
    joining.join(kept, gone.id, {})
    assert in_database(own.id).author_id == kept.id
    # Both gave their support, it counts once; nobody supports what they wrote themselves.
    assert in_database(text.id).support_count == 1
    assert in_database(own.id).support_count == 1
    assert count(Support) == 2
    assert pointing_to(gone.id) == []
    assert db.session.get(Person, gone.id) is None
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "join_accounts")).one()
    assert (entry.actor_id, entry.data["joined"]) == (kept.id, gone.id)


@both_databases
def test_nothing_anywhere_points_to_the_account_that_is_gone(town: Flask) -> None:
    officer = offer_all()
    kept, gone = a_person("Kept"), a_person("Gone")
    verify(gone, "letter", {"code": letter_for(gone, officer)})
    _batch, ((_number, code),) = cards.make_batch(officer, place="Library", count=1)
    cards.attach_card(gone, code)
    vouching.vouch(gone, vouching.ask_others(resident("Marek")))
    vouching.ask_others(gone)
    actions.start_session(gone)
    a_text(gone)
    assert len(pointing_to(gone.id)) > 7
    joining.join(kept, gone.id, {})
    assert pointing_to(gone.id) == []
    assert levels(kept) == {"letter": 2, "card": 2}
    assert count(SignInSession) == 0
    assert cards.holder_of(code).id == kept.id


def test_the_stronger_of_what_both_showed_is_kept(town: Flask) -> None:
    kept, gone = resident("Kept"), resident("Gone")
    shown(kept, "declaration", 1)
    shown(gone, "declaration", 1, at_least_age=16)
    shown(gone, "desk", 3)
    joining.join(kept, gone.id, {})
    assert levels(kept) == {"declaration": 1, "desk": 3}


@both_databases
def test_the_other_address_leads_to_the_joined_account(town: Flask) -> None:
    kept, gone = a_person("Kept"), a_person("Gone")
    joining.join(kept, gone.id, {})
    _code, link = actions.issue_code("gone@example.org")
    assert actions.check_link(link).id == kept.id
    assert "gone@" not in str(db.session.execute(sa.select(OtherAddress.__table__)).all())
    only_mail = a_person("Mail")
    bare = resident("Bare")
    joining.join(bare, only_mail.id, {})
    _code, link = actions.issue_code("mail@example.org")
    assert actions.check_link(link).id == bare.id


@both_databases
@pytest.mark.parametrize(("answer", "stays"), [("kept", "1"), ("gone", "2")])
def test_of_two_ballots_in_an_open_vote_the_chosen_one_stays(
    town: Flask, answer: str, stays: str
) -> None:
    vote_id = open_vote().phase_id
    kept, gone = two()
    cast_ballot(kept, vote_id, ["1"])
    cast_ballot(gone, vote_id, ["2"])
    (question,) = joining.questions(kept, gone)
    assert question.name == question_name(vote_id)
    with pytest.raises(Refused, match="choose which ballot stays"):
        joining.join(kept, gone.id, {})
    assert roll_and_box(vote_id) == (2, 2)
    joining.join(kept, gone.id, {question.name: answer})
    assert roll_and_box(vote_id) == (1, 1)
    own = votes.own_ballot(kept, vote_id)
    assert own is not None
    assert own.choices == [(stays, 1)]
    cast_ballot(kept, vote_id, ["3"])
    assert roll_and_box(vote_id) == (1, 1)


@both_databases
def test_a_ballot_of_the_other_account_alone_stays_and_can_be_changed(town: Flask) -> None:
    vote = open_vote()
    kept, gone = two()
    cast_ballot(gone, vote.phase_id, ["2"])
    joining.join(kept, gone.id, {})
    assert roll_and_box(vote.phase_id) == (1, 1)
    cast_ballot(kept, vote.phase_id, ["1"])
    assert roll_and_box(vote.phase_id) == (1, 1)
    assert close_vote(vote).ballots == 1


@both_databases
def test_a_counted_vote_stays_as_it_is(town: Flask) -> None:
    vote = open_vote()
    kept, gone = two()
    cast_ballot(kept, vote.phase_id, ["1"])
    cast_ballot(gone, vote.phase_id, ["2"])
    sealed = close_vote(vote)
    before = sealed.result
    assert joining.questions(kept, gone) == []
    joining.join(kept, gone.id, {})
    again = db.session.get_one(type(sealed), vote.phase_id, populate_existing=True)
    assert (again.ballots, again.result) == (2, before)
    assert roll_and_box(vote.phase_id)[1] == 2


def test_a_vote_that_is_about_to_be_counted_holds_the_joining_back(town: Flask) -> None:
    vote = open_vote()
    kept, gone = two()
    cast_ballot(gone, vote.phase_id, ["2"])
    with clock.at(clock.now() + timedelta(days=20)), pytest.raises(Refused, match="counted"):
        joining.join(kept, gone.id, {})
    assert roll_and_box(vote.phase_id) == (1, 1)


def test_who_has_a_role_is_never_joined(town: Flask) -> None:
    kept, officer = resident("Kept"), resident("Officer", role="officer")
    for one, other in ((kept, officer), (officer, kept)):
        with pytest.raises(Refused, match="role"):
            joining.join(one, other.id, {})
    with pytest.raises(Refused, match="signed in with"):
        joining.join(kept, kept.id, {})


def test_two_lines_of_the_citys_list_are_two_people(town: Flask) -> None:
    kept, gone = two()
    db.session.add_all([CensusEntry(mark="a", person_id=kept.id),
                        CensusEntry(mark="b", person_id=gone.id)])  # fmt: skip
    db.session.commit()
    with pytest.raises(Refused, match="two people"):
        joining.join(kept, gone.id, {})


@both_databases
def test_one_human_with_two_accounts_did_not_vouch_twice(town: Flask) -> None:
    kept, gone, ola = neighbour("Kept"), neighbour("Gone"), resident("Ola")
    offer_all()
    code = vouching.ask_others(ola)
    vouching.vouch(kept, code)
    vouching.vouch(gone, code)
    assert levels(ola) == {"vouching": 2}
    joining.join(kept, gone.id, {})
    assert levels(ola) == {}
    assert vouching.weight(ola.id) == 1


def test_one_cannot_have_vouched_for_oneself_by_another_account(town: Flask) -> None:
    kept, gone = resident("Kept"), neighbour("Gone")
    code = vouching.ask_others(kept)
    vouching.vouch(gone, code)
    vouching.vouch(neighbour("Marek"), code)
    joining.join(kept, gone.id, {})
    assert levels(kept) == {"letter": 2}


def at_once(town: Flask, *acts: Callable[[], object]) -> list[str]:
    """Do all of it at the same time, each in a city context of its own; who was refused."""

    def do(act: Callable[[], object]) -> str:
        with town.app_context(), city(CITY):
            try:
                act()
            except Refused as refusal:
                return str(refusal)
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def _person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


@both_databases
def test_voting_with_both_while_they_are_joined_leaves_one_ballot(town: Flask) -> None:
    vote_id = open_vote().phase_id
    kept, gone = two()
    cast_ballot(kept, vote_id, ["1"])
    cast_ballot(gone, vote_id, ["2"])
    answers = {question_name(vote_id): "kept"}
    ids = (kept.id, gone.id)
    told = at_once(
        town,
        lambda: joining.join(_person(ids[0]), ids[1], answers),
        lambda: cast_ballot(Person(id=ids[1], roles=frozenset()), vote_id, ["3"]),
        lambda: cast_ballot(_person(ids[0]), vote_id, ["2"]),
    )
    assert told[0] == "done"
    assert roll_and_box(vote_id) == (1, 1)
    assert told[1] == "done" or "deleted" in told[1]


@both_databases
def test_a_first_ballot_during_the_joining_is_one_ballot_or_refused(town: Flask) -> None:
    vote_id = open_vote().phase_id
    kept, gone = two()
    cast_ballot(kept, vote_id, ["1"])
    ids = (kept.id, gone.id)
    told = at_once(
        town,
        lambda: joining.join(_person(ids[0]), ids[1], {}),
        lambda: cast_ballot(Person(id=ids[1], roles=frozenset()), vote_id, ["3"]),
    )
    roll, box = roll_and_box(vote_id)
    assert roll == box
    if told[0] == "done":
        assert (roll, box) == (1, 1)
    else:
        assert "which ballot stays" in told[0]
        assert told[1] == "done"


@both_databases
def test_joined_twice_at_once_the_second_is_refused(town: Flask) -> None:
    kept, gone = two()
    ids = (kept.id, gone.id)
    told = at_once(
        town,
        lambda: joining.join(_person(ids[0]), ids[1], {}),
        lambda: joining.join(_person(ids[0]), ids[1], {}),
    )
    assert sorted(one == "done" for one in told) == [False, True]
    assert pointing_to(ids[1]) == []


def test_a_card_of_the_other_account_finds_it_and_joins_by_consent(
    town: Flask, browser: Browser
) -> None:
    officer = resident("Officer", role="officer")
    _batch, ((_number, code),) = cards.make_batch(officer, place="Library", count=1)
    other = cards.holder_of(code)
    a_text(other)
    other_id, other_name = other.id, other.display_name
    kept = browser.sign_in("ola@example.org")
    browser.open("/verify/by/card")
    browser.send({"code": code}, form="main form[action*=card]")
    assert browser.status == 422
    assert "account belongs to it already" in browser.text
    browser.open("/account/join")
    assert other_name in browser.text
    browser.send(form="main form[action$='/account/join']")
    assert "if both accounts are yours" in browser.errors[0]
    browser.send({"sure": "y"}, form="main form[action$='/account/join']")
    assert browser.url.endswith("/account"), browser.text
    db.session.rollback()
    assert db.session.get(Person, other_id, populate_existing=True) is None
    assert levels(kept) == {"card": 2}


def test_signing_in_to_both_finds_and_joins_them_and_says_which_ballot_stays(
    town: Flask, browser: Browser
) -> None:
    vote_id = vote_to_enter(level=0)
    first = browser.sign_in("first@example.org", name="First")
    cast_ballot(first, vote_id, ["1"])
    browser.open("/account/join")
    browser.send(form="main form[action$=start]")
    assert "/sign-in" in browser.url
    second = _signed_in_here(browser, "second@example.org")
    cast_ballot(second, vote_id, ["2"])
    browser.open("/account/join")
    assert "First" in browser.text
    browser.send({"sure": "y"}, form="main form[action$='/account/join']")
    assert "choose one of the answers" in browser.errors[0]
    browser.send(
        {"sure": "y", question_name(vote_id): "gone"}, form="main form[action$='/account/join']"
    )
    assert browser.url.endswith("/account"), browser.text
    assert roll_and_box(vote_id) == (1, 1)
    own = votes.own_ballot(second, vote_id)
    assert own is not None
    assert own.choices == [("1", 1)]


def _signed_in_here(browser: Browser, address: str) -> Person:
    _code, link = actions.issue_code(address)
    browser.open(f"/sign-in/link/{link}")
    browser.send()
    assert "/account/join" in browser.url
    newest = db.session.scalars(sa.select(Person).order_by(Person.id.desc()).limit(1)).one()
    db.session.rollback()  # SQLite has one writer: the browser's turn
    return newest


def test_after_a_quarter_of_an_hour_both_must_be_shown_anew(town: Flask, browser: Browser) -> None:
    browser.sign_in("first@example.org", name="First")
    browser.open("/account/join")
    browser.send(form="main form[action$=start]")
    _signed_in_here(browser, "second@example.org")
    with clock.at(clock.now() + timedelta(minutes=16)):
        browser.open("/account/join")
        assert "First" not in browser.text
        browser.post("/account/join", {"sure": "y"})
    assert count(Person) == 2


def test_the_same_account_twice_is_told_so(town: Flask, browser: Browser) -> None:
    browser.sign_in("first@example.org", name="First")
    browser.open("/account/join")
    browser.send(form="main form[action$=start]")
    _signed_in_here(browser, "first@example.org")
    assert "same account again" in browser.text
