"""Asking for a merge on a telephone: the other proposal is named by its number or its address."""

import pytest
from flask import Flask

from tests.browser_client import Browser
from tests.factories.life import REASON, two_alike


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
