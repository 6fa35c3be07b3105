"""Asking for a merge on a telephone: the other proposal is named by its number or its address."""

import pytest
from flask import Flask

from commons.proposals.merging.actions import ask_to_split
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import resident
from tests.factories.life import REASON, asked_to_merge, supported_by, two_alike
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.together import write_together
from tests.marks import both_databases
from tests.proposals.pages import BUDGET, asked, person_of


@pytest.mark.parametrize(
    "said", ["{id}", "#{id}", "http://127.0.0.1:8000/gdansk/proposals/{id}?x=1#comments"]
)
def test_the_other_proposal_is_named_by_number_or_address(
    town: Flask, browser: Browser, said: str
) -> None:
    kept, other, _ola, _ivan = two_alike()
    browser.sign_in(role="officer")
    browser.open(f"/proposals/{kept.id}/merge")
    values = {"others": said.format(id=other.id), "reason": REASON, "language": "pl"}
    browser.send(values, form="#merge-form")
    assert "/merges/" in browser.url, browser.text
    assert other.title in browser.text


def test_a_number_that_no_proposal_has_is_said_where_it_was_typed(
    town: Flask, browser: Browser
) -> None:
    kept, other, _ola, _ivan = two_alike()
    browser.sign_in(role="officer")
    browser.open(f"/proposals/{kept.id}/merge")
    values = {"others": f"{other.id} 4711", "reason": REASON, "language": "pl"}
    browser.send(values, form="#merge-form")
    error = browser.page.select_one("#others-error")
    assert error is not None
    assert "4711" in error.get_text()


@both_databases
def test_a_request_about_many_proposals_takes_no_more_statements(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    phase = call_for_proposals()
    ola = person_of(browser.sign_in())
    made = [
        proposal_by(person, phase, f"Proposal {number}", language="uk")
        for number, person in enumerate([ola, *(resident() for _other in range(6))])
    ]
    supported_by(made[1], [resident(), ola])
    supported_by(made[2], [ola])
    merge_id = asked_to_merge(*made).id
    browser.open("/")  # the phase opens by its date meanwhile
    statements.clear()
    browser.open(f"/merges/{merge_id}")
    assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))
    assert "2 people support the one that stays" in browser.text


@pytest.mark.parametrize("said", [None, "", "maybe"])
def test_an_answer_that_is_neither_yes_nor_no_decides_nothing(
    town: Flask, browser: Browser, said: str | None
) -> None:
    phase = call_for_proposals()
    kept = proposal_by(person_of(browser.sign_in()), phase)
    merge_id = asked_to_merge(kept, proposal_by(resident(), phase, "Another one")).id
    browser.open(f"/merges/{merge_id}")
    browser.post(f"/merges/{merge_id}/answer", {} if said is None else {"answer": said})
    assert browser.status == 422
    assert "Please choose: do you agree, or not?" in browser.text
    assert "The authors are asked" in browser.text


def test_a_split_without_a_yes_or_no_is_not_done(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(person_of(browser.sign_in()), call_for_proposals())
    words = {"title": "Benches", "body": "And benches in the shade."}
    jan = resident("Jan", role="officer")
    split_id = ask_to_split(jan, proposal.id, **words, reason=REASON).id
    browser.open(f"/splits/{split_id}")
    browser.post(f"/splits/{split_id}", {"title": "Six benches", "body": words["body"]})
    assert browser.status == 422
    assert "Please choose: do you agree, or not?" in browser.text
    assert "Six benches" in str(browser.page)


def test_it_is_said_where_not_all_authors_have_room(town: Flask, browser: Browser) -> None:
    phase, leader = call_for_proposals(), resident()
    kept = proposal_by(leader, phase)
    write_together(leader, kept, *(resident() for _other in range(9)))
    other = proposal_by(person_of(browser.sign_in()), phase, "Another one")
    merge_id = asked_to_merge(kept, other).id
    browser.open(f"/merges/{merge_id}")
    assert "There is room for 10 of them." in browser.text
