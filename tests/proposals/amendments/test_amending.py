"""Amendments: proposed, accepted, declined, stale; what stays readable and for whom."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import db
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.cities.context import city
from commons.contributions.actions import add_support, comment
from commons.contributions.models import Revision
from commons.moderation import actions as moderation
from commons.people import leaving
from commons.people.held import everything_held
from commons.people.models import AS_RESIDENT, Person
from commons.proposals.actions import answer_proposal, edit_proposal, withdraw_proposal
from commons.proposals.actions.writing import ChangedMeanwhile
from commons.proposals.amendments import actions
from commons.proposals.amendments.models import ACCEPTED, DECLINED, OPEN, Amendment
from commons.proposals.amendments.rules import OPEN_EACH, is_stale
from commons.proposals.models import Proposal
from tests.conftest import CITY
from tests.factories.contributions import in_database, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.together import amendment_by, write_together
from tests.factories.verification import shown
from tests.marks import both_databases


def now(proposal: Proposal) -> Proposal:
    found = in_database(proposal.id)
    assert isinstance(found, Proposal)
    return found


def stored(amendment: Amendment) -> Amendment:
    found = in_database(amendment.id)
    assert isinstance(found, Amendment)
    return found


@both_databases
def test_an_accepted_amendment_is_the_new_wording_and_the_earlier_one_stays(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola, language="uk")
    before = proposal.body
    amendment = amendment_by(jan, proposal)
    assert amendment.language == "uk"
    actions.accept(ola, amendment.id, seen=1)
    changed = now(proposal)
    assert (changed.body, changed.revision) == (amendment.body, 2)
    assert changed.author_id == ola.id
    assert db.session.get_one(Revision, (proposal.id, 1)).body == before
    kept = stored(amendment)
    assert (kept.status, kept.made_revision) == (ACCEPTED, 2)
    assert kept.decided_by_id == ola.id
    with pytest.raises(Refused, match="decided already"):
        actions.decline(ola, amendment.id, reason="Too late.")


def test_a_declined_amendment_changes_nothing_and_says_why(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    amendment = amendment_by(jan, proposal)
    with pytest.raises(Refused, match="give a reason"):
        actions.decline(ola, amendment.id, reason=" \u200b ")
    actions.decline(ola, amendment.id, reason="Winter is another matter.")
    assert now(proposal).revision == 1
    assert (stored(amendment).status, stored(amendment).reason) == (
        DECLINED,
        "Winter is another matter.",
    )


def test_a_co_author_decides_and_a_stranger_does_not(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan)
    amendment = amendment_by(rita, proposal)
    for stranger in (rita, resident("Moderator", role="moderator")):
        with pytest.raises(NotAllowed):
            actions.accept(stranger, amendment.id, seen=1)
        with pytest.raises(NotAllowed):
            actions.decline(stranger, amendment.id, reason="No.")
    actions.accept(jan, amendment.id, seen=1)
    assert now(proposal).body == amendment.body


def test_an_amendment_of_an_earlier_wording_is_stale_and_needs_a_second_look(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    proposal = proposal_by(ola)
    amendment = amendment_by(jan, proposal)
    other = amendment_by(rita, proposal, body="Trees, please.")
    actions.accept(ola, other.id, seen=1)
    assert is_stale(stored(amendment), now(proposal))
    assert not is_stale(stored(other), now(proposal))
    with pytest.raises(ChangedMeanwhile):
        actions.accept(ola, amendment.id, seen=1)
    assert stored(amendment).status == OPEN
    actions.accept(ola, amendment.id, seen=2)
    assert now(proposal).revision == 3
    assert stored(amendment).made_revision == 3


@both_databases
def test_of_two_amendments_accepted_at_once_one_waits_for_a_second_look(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    proposal = proposal_by(ola)
    numbers = [
        amendment_by(jan, proposal).id,
        amendment_by(rita, proposal, body="Trees, please.").id,
    ]
    ola_id = ola.id
    db.session.rollback()

    def accept(number: int) -> str:
        with town.app_context(), city(CITY):
            me = db.session.get_one(Person, ola_id)
            db.session.rollback()
            try:
                actions.accept(me, number, seen=1)
            except ChangedMeanwhile:
                return "look again"
            return "accepted"

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(accept, numbers))
    db.session.rollback()
    assert ends == ["accepted", "look again"]
    assert now(proposal).revision == 2


def test_what_was_changed_by_its_author_makes_amendments_stale_too(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    amendment = amendment_by(jan, proposal)
    edit_proposal(ola, proposal.id, title="Trees", body="Other words.", district_id=None, cost=None)
    assert is_stale(stored(amendment), now(proposal))
    late = amendment_by(jan, now(proposal), body="Late words.", revision=1)
    assert is_stale(late, now(proposal)), "it was begun before, and is kept all the same"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"body": "It gets too hot in summer."}, "not changed anything"),
        ({"body": "It gets too hot in summer.\u200b\u202e"}, "not changed anything"),
        ({"title": ""}, "needs a title"),
        ({"body": "\n" * 10_000}, "needs a title and a text"),
        ({"why": "\u200b"}, "say why"),
        ({"title": "x" * 1_000_000}, "shorten"),
        ({"why": "x" * 1_001}, "shorten"),
        ({"revision": 7}, "no such wording"),
        ({"revision": 0}, "no such wording"),
    ],
)
def test_what_is_no_amendment_is_refused_with_a_way_to_mend_it(
    town: Flask, change: dict[str, object], why: str
) -> None:
    proposal = proposal_by(resident("Ola"))
    with pytest.raises(Refused, match=why):
        amendment_by(resident("Jan"), proposal, **change)
    assert now(proposal).amendment_count == 0


def test_authors_do_not_amend_their_own_proposal(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan)
    for author in (ola, jan):
        with pytest.raises(Refused, match="change it yourself"):
            amendment_by(author, proposal)


def test_the_same_amendment_sent_twice_is_one(town: Flask) -> None:
    jan, proposal = resident("Jan"), proposal_by(resident("Ola"))
    assert amendment_by(jan, proposal).id == amendment_by(jan, proposal).id
    assert now(proposal).amendment_count == 1
    elsewhere = proposal_by(resident("Rita"), title="Trees for Pomorska Street")
    assert amendment_by(jan, elsewhere).proposal_id == elsewhere.id


def test_nobody_floods_a_proposal_with_amendments(town: Flask) -> None:
    jan, proposal = resident("Jan"), proposal_by(resident("Ola"))
    made = [amendment_by(jan, proposal, body=f"Words {n}") for n in range(OPEN_EACH)]
    with pytest.raises(Refused, match="open amendments"):
        amendment_by(jan, proposal, body="One more")
    actions.withdraw_amendment(jan, made[0].id)
    amendment_by(jan, proposal, body="One more")


def test_only_the_amender_takes_back_an_open_amendment(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    amendment = amendment_by(jan, proposal)
    with pytest.raises(NotFound):
        actions.withdraw_amendment(ola, amendment.id)
    actions.withdraw_amendment(jan, amendment.id)
    assert stored(amendment).state == "withdrawn"
    with pytest.raises(Refused, match="no longer shown"):
        actions.accept(ola, amendment.id, seen=1)
    decided = amendment_by(jan, proposal, body="Trees, please.")
    actions.decline(ola, decided.id, reason="No.")
    with pytest.raises(Refused, match="so it stays"):
        actions.withdraw_amendment(jan, decided.id)


def test_a_hidden_amendment_cannot_be_accepted(town: Flask) -> None:
    ola = resident("Ola")
    amendment = amendment_by(resident("Jan"), proposal_by(ola))
    moderation.hide(
        resident("Marek", role="moderator"), amendment.id, reason="hate", statement="It insults."
    )
    with pytest.raises(Refused, match="no longer shown"):
        actions.accept(ola, amendment.id, seen=1)


def test_once_the_city_has_answered_nothing_is_amended(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    amendment = amendment_by(jan, proposal)
    officer = resident("Officer", role="officer")
    answer_proposal(officer, proposal.id, decision="accepted", texts={"pl": "Tak."})
    with pytest.raises(Refused, match="answered"):
        actions.accept(ola, amendment.id, seen=1)
    with pytest.raises(Refused, match="answered"):
        amendment_by(jan, proposal, body="Trees, please.")
    actions.decline(ola, amendment.id, reason="The city has answered.")


def test_a_phase_for_those_who_live_here_takes_amendments_from_them_alone(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    for neighbour in (ola, jan):
        shown(neighbour, "letter", 2)
    proposal = proposal_by(ola, call_for_proposals(settings={"level": 2, "comments_too": True}))
    with pytest.raises(Refused, match="not shown yet"):
        amendment_by(rita, proposal)
    amendment = amendment_by(jan, proposal)
    with pytest.raises(Refused, match="not shown yet"):
        add_support(rita, amendment.id)
    with pytest.raises(Refused, match="not shown yet"):
        comment(rita, amendment.id, "Good.", "for", "en")
    add_support(ola, amendment.id)


def test_nothing_is_said_about_an_amendment_whose_proposal_is_gone(town: Flask) -> None:
    ola, jan, rita = resident("Ola"), resident("Jan"), resident("Rita")
    proposal = proposal_by(ola)
    amendment = amendment_by(jan, proposal)
    add_support(rita, amendment.id)
    comment(rita, amendment.id, "Good.", "for", "en")
    assert (stored(amendment).support_count, stored(amendment).comment_count) == (1, 1)
    withdraw_proposal(ola, proposal.id)
    with pytest.raises(Refused, match="no longer shown"):
        comment(rita, amendment.id, "Hello?", "for", "en")
    with pytest.raises(Refused, match="no longer shown"):
        add_support(ola, amendment.id)


def test_who_leaves_is_forgotten_and_their_amendment_stays(town: Flask) -> None:
    ola, jan = resident("Ola"), resident("Jan")
    proposal = proposal_by(ola)
    amendment = amendment_by(jan, proposal, voice=AS_RESIDENT)
    actions.decline(ola, amendment.id, reason="No, thank you.")
    (group,) = [one for one in everything_held(jan) if one.name == "amendments"]
    assert group.records[0][0].value == "Winter counts too."
    (group,) = [one for one in everything_held(ola) if one.name == "amendments_decided"]
    assert [one.value for one in group.records[0]] == [amendment.id, "No, thank you."]
    leaving.delete_account(jan)
    leaving.delete_account(ola)
    row = db.session.execute(
        sa.select(Amendment.author_id, Amendment.decided_by_id, Amendment.reason)
    ).one()
    assert tuple(row) == (None, None, "No, thank you.")
