"""Asking for a merge on a telephone: the other proposal is named by its number or its address."""

import pytest
from flask import Flask

from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import resident
from tests.factories.life import REASON, asked_to_merge, supported_by, two_alike
from tests.factories.proposals import call_for_proposals, proposal_by
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
