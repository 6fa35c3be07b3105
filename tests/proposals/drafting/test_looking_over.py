"""The last page of a draft shows all that others will see: place, cost and pictures too."""

import io

from flask import Flask

from tests.browser_client import Browser
from tests.factories.files import photograph
from tests.factories.proposals import call_for_proposals
from tests.writing import write

BENCHES = {"title": "Benches by the river", "body": "There is nowhere to rest.", "language": "en"}


def _facts(browser: Browser) -> dict[str, str]:
    return {
        str(one.dt.get_text()): str(one.dd.get_text())
        for one in browser.page.select("main .facts > div")
    }


def test_cost_and_point_are_shown_as_they_will_be_read(town: Flask, browser: Browser) -> None:
    place = {"cost": "٢٥ ٠٠٠", "latitude": "54.38", "longitude": "18.6"}
    write(browser, call_for_proposals().id, BENCHES | place)
    facts = _facts(browser)
    assert facts["Cost, as its author sees it"] == "PLN\xa025,000"
    assert facts["A point on the map"] == "54.38000, 18.60000"


def test_what_is_no_amount_and_no_point_is_shown_as_typed(town: Flask, browser: Browser) -> None:
    write(browser, call_for_proposals().id, BENCHES)
    browser.open(browser.url.replace("/look", "/place"))
    browser.send({"cost": "a lot", "latitude": "54.38"}, form="main form[data-draft]")
    browser.open(browser.url.replace("/place", "/look"))
    assert _facts(browser) == {
        "Cost, as its author sees it": "a lot",
        "A point on the map": "54.38",
    }


def test_pictures_are_looked_over_too(town: Flask, browser: Browser) -> None:
    phase = call_for_proposals()
    browser.sign_in(name="Ola")
    write(browser, phase.id, BENCHES)
    assert browser.page.select_one("main .files") is None
    browser.open(browser.url.replace("/look", "/pictures"))
    chosen = {"file": (io.BytesIO(photograph()), "bench.jpg"), "words": "A bench"}
    browser.send(chosen | {"onward": "yes"}, form="form#add-file")
    image = browser.page.select_one("main .files img")
    assert image is not None
    assert image["alt"] == "A bench"
