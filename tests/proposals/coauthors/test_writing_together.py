"""Co-authors: invited, accepted, counted, shown, removed, forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.cities.context import city
from commons.contributions.actions import add_support, change_all_voices
from commons.people import joining, leaving
from commons.people.held import everything_held
from commons.people.models import AS_RESIDENT, BY_NAME, Person
from commons.proposals.actions import edit_proposal, withdraw_proposal
from commons.proposals.coauthors import actions
from commons.proposals.coauthors.models import ACCEPTED, MOST, CoAuthor
from commons.proposals.coauthors.queries import authors_of, is_author
from commons.proposals.coauthors.rules import KEPT, VALID_FOR
from commons.proposals.models import Proposal
from tests.conftest import CITY
from tests.factories.contributions import in_database, resident
from tests.factories.proposals import proposal_by
from tests.factories.together import known, write_together
from tests.marks import both_databases


def joint_writers(proposal: Proposal) -> int:
    """As the database has it now."""
    found = in_database(proposal.id)
    assert isinstance(found, Proposal)
    return found.joint_writers


def edit(person: Person, proposal: Proposal, body: str = "Other words.") -> None:
    edit_proposal(person, proposal.id, title=proposal.title, body=body, district_id=None, cost=None)


@both_databases
def test_whoever_accepts_a_link_is_an_author_and_can_change_the_text(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan)
    assert authors_of(proposal.id) == {ola.id, jan.id}
    assert is_author(jan, proposal)
    assert not is_author(resident("Rita"), proposal)
    assert joint_writers(proposal) == 1
    edit(jan, proposal)
    assert in_database(proposal.id).body == "Other words."
    assert in_database(proposal.id).author_id == ola.id


def test_a_link_is_for_one_person_and_only_its_hash_is_kept(town: Flask) -> None:
    ola = resident("Ola")
    proposal = proposal_by(ola)
    token = actions.invite_by_link(ola, proposal.id)
    (kept,) = db.session.scalars(sa.select(CoAuthor.token_hash))
    assert kept is not None
    assert token not in kept
    actions.accept(resident("Jan"), proposal.id, voice=BY_NAME, token=token)
    with pytest.raises(NotFound):
        actions.accept(resident("Rita"), proposal.id, voice=BY_NAME, token=token)
    with pytest.raises(NotFound):
        actions.accept(resident("Rita"), proposal.id, voice=BY_NAME, token="wrong")
    assert set(db.session.scalars(sa.select(CoAuthor.token_hash))) == {None}


def test_an_invitation_ends_after_its_time(town: Flask) -> None:
    ola = resident("Ola")
    proposal = proposal_by(ola)
    token = actions.invite_by_link(ola, proposal.id)
    with clock.at(clock.now() + VALID_FOR + timedelta(minutes=1)), pytest.raises(NotFound):
        actions.accept(resident("Jan"), proposal.id, voice=BY_NAME, token=token)
    with clock.at(clock.now() + VALID_FOR + timedelta(minutes=1)):
        actions.forget_old()
        actions.forget_old()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CoAuthor)) == 0


def test_only_who_posted_it_invites_removes_and_withdraws(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan, rita)
    with pytest.raises(NotAllowed):
        actions.invite_by_link(jan, proposal.id)
    (row,) = db.session.scalars(sa.select(CoAuthor).where(CoAuthor.person_id == rita.id))
    with pytest.raises(NotAllowed):
        actions.remove(jan, proposal.id, row.id)
    with pytest.raises(NotAllowed):
        withdraw_proposal(jan, proposal.id)
    actions.remove(ola, proposal.id, row.id)
    assert authors_of(proposal.id) == {ola.id, jan.id}
    with pytest.raises(NotAllowed):
        edit(rita, proposal)
    withdraw_proposal(ola, proposal.id)
    assert in_database(proposal.id).state == "withdrawn"


def test_a_co_author_leaves_by_themselves(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan)
    actions.leave(jan, proposal.id)
    assert authors_of(proposal.id) == {ola.id}
    assert joint_writers(proposal) == 0
    with pytest.raises(NotFound):
        actions.leave(jan, proposal.id)


def test_who_writes_by_name_is_invited_by_it_and_nobody_else_is_found(town: Flask) -> None:
    ola, jan, shy = known("Ola"), known("Jan Nowak"), known("Shy Person")
    proposal_by(jan, title="Benches")
    proposal_by(shy, title="Shade", voice=AS_RESIDENT)
    proposal = proposal_by(ola)
    actions.invite_by_name(ola, proposal.id, "jan nowak")
    with pytest.raises(Refused) as unknown:
        actions.invite_by_name(ola, proposal.id, "Nobody Here")
    with pytest.raises(Refused) as unnamed:
        actions.invite_by_name(ola, proposal.id, "Shy Person")
    assert str(unknown.value) == str(unnamed.value), "it would tell that they are here"
    actions.accept(jan, proposal.id, voice=BY_NAME)
    assert authors_of(proposal.id) == {ola.id, jan.id}


def test_who_declined_is_not_asked_by_name_again(town: Flask) -> None:
    ola, jan = known("Ola"), known("Jan")
    proposal_by(jan, title="Benches")
    proposal = proposal_by(ola)
    actions.invite_by_name(ola, proposal.id, "Jan")
    with pytest.raises(Refused, match="invited already"):
        actions.invite_by_name(ola, proposal.id, "Jan")
    actions.decline(jan, proposal.id)
    with pytest.raises(Refused, match="cannot be asked again"):
        actions.invite_by_name(ola, proposal.id, "Jan")
    assert joint_writers(proposal) == 0
    with clock.at(clock.now() + KEPT):
        actions.forget_old()
        actions.invite_by_name(ola, proposal.id, "Jan")


def test_ones_own_link_makes_nobody_a_co_author_twice(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    token = actions.invite_by_link(ola, proposal.id)
    with pytest.raises(Refused, match="your own"):
        actions.accept(ola, proposal.id, voice=BY_NAME, token=token)
    actions.accept(jan, proposal.id, voice=BY_NAME, token=token)
    with pytest.raises(Refused, match="already"):
        actions.accept(
            jan, proposal.id, voice=BY_NAME, token=actions.invite_by_link(ola, proposal.id)
        )


@both_databases
def test_of_many_who_accept_at_once_no_more_than_nine_become_co_authors(town: Flask) -> None:
    ola = resident("Ola")
    proposal = proposal_by(ola)
    tokens = [actions.invite_by_link(ola, proposal.id) for _each in range(MOST)]
    with pytest.raises(Refused, match="9 co-authors"):
        actions.invite_by_link(ola, proposal.id)
    people = [resident(f"Guest {number}").id for number in range(12)]
    proposal_id = proposal.id
    db.session.rollback()

    def join_in(number: int) -> bool:
        with town.app_context(), city(CITY):
            me = db.session.get_one(Person, people[number])
            db.session.rollback()
            try:
                actions.accept(me, proposal_id, voice=BY_NAME, token=tokens[number % MOST])
            except NotFound:
                return False
            return True

    with ThreadPoolExecutor(3) as pool:
        accepted = list(pool.map(join_in, range(len(people))))
    db.session.rollback()
    assert sum(accepted) == MOST
    places = db.session.scalars(sa.select(CoAuthor.place).where(CoAuthor.state == ACCEPTED))
    assert sorted(place or 0 for place in places) == list(range(1, MOST + 1))
    assert joint_writers(proposal) == MOST


def test_a_co_author_does_not_support_their_own_proposal(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    add_support(jan, proposal.id)
    write_together(ola, proposal, jan)
    assert in_database(proposal.id).support_count == 0
    with pytest.raises(Refused, match="wrote this"):
        add_support(jan, proposal.id)


@both_databases
def test_a_deleted_account_is_a_co_author_of_nothing(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan, rita)
    leaving.delete_account(jan)
    assert authors_of(proposal.id) == {ola.id, rita.id}
    assert joint_writers(proposal) == 1


def test_when_who_posted_it_leaves_the_first_co_author_leads(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan, rita)
    token = actions.invite_by_link(ola, proposal.id)
    leaving.delete_account(ola)
    with pytest.raises(NotFound):
        actions.accept(resident("Guest"), proposal.id, voice=BY_NAME, token=token)
    with pytest.raises(NotAllowed):
        withdraw_proposal(rita, proposal.id)
    actions.invite_by_link(jan, proposal.id)
    withdraw_proposal(jan, proposal.id)
    assert in_database(proposal.id).state == "withdrawn"


@both_databases
def test_two_accounts_of_one_human_are_one_author(town: Flask) -> None:
    ola, jan, other = resident("Ola"), resident("Jan"), resident("Jan again")
    mine, ours = proposal_by(ola), proposal_by(jan, title="Shade")
    write_together(ola, mine, jan, other)
    write_together(jan, ours, other)
    joining.join(jan, other.id, {})
    assert authors_of(mine.id) == {ola.id, jan.id}
    assert authors_of(ours.id) == {jan.id}
    assert (joint_writers(mine), joint_writers(ours)) == (1, 0)


def test_ones_own_data_holds_what_one_writes_with_others(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan)
    (group,) = [one for one in everything_held(jan) if one.name == "coauthor"]
    shown = [fact.shown for fact in group.records[0]]
    assert proposal.title in shown
    assert "co-author" in shown


def test_all_ones_texts_without_a_name_means_co_authorship_too(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan)
    assert change_all_voices(jan, AS_RESIDENT) == 1
    assert db.session.scalars(sa.select(CoAuthor.shown_as)).all() == [AS_RESIDENT]
    actions.change_shown(jan, proposal.id, BY_NAME)
    db.session.expire_all()
    assert db.session.scalars(sa.select(CoAuthor.shown_as)).all() == [BY_NAME]


def test_an_answered_proposal_takes_no_more_co_authors(town: Flask) -> None:
    from commons.proposals.actions import answer_proposal

    ola, officer = resident("Ola"), resident("Officer", role="officer")
    proposal = proposal_by(ola)
    token = actions.invite_by_link(ola, proposal.id)
    answer_proposal(officer, proposal.id, decision="accepted", texts={"pl": "Tak."})
    with pytest.raises(Refused, match="answered"):
        actions.invite_by_link(ola, proposal.id)
    with pytest.raises(Refused, match="answered"):
        actions.accept(resident("Jan"), proposal.id, voice=BY_NAME, token=token)


def test_what_the_city_says_has_no_co_authors(town: Flask) -> None:
    officer = resident("Officer", role="officer")
    proposal = proposal_by(officer, voice="city")
    with pytest.raises(Refused, match="said for others"):
        actions.invite_by_link(officer, proposal.id)
