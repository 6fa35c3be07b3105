"""Pictures on the third page of a draft: whoever goes on takes along the one that was chosen."""

import io

from flask import Flask

from tests.browser_client import Browser
from tests.factories.files import photograph
from tests.factories.proposals import call_for_proposals
from tests.marks import both_databases
from tests.writing import post, write

BENCHES = {"title": "Benches by the river", "body": "There is nowhere to rest.", "language": "en"}
ADD = "form#add-file"
GO_ON = {"onward": "yes"}


def _at_the_pictures(browser: Browser) -> None:
    phase = call_for_proposals()
    browser.sign_in(name="Ola")
    write(browser, phase.id, BENCHES)
    browser.open(browser.url.replace("/look", "/pictures"))
    button = browser.page.select_one("button[form=add-file]")
    assert button is not None
    assert button["name"] in GO_ON


def test_going_on_keeps_a_chosen_picture(town: Flask, browser: Browser) -> None:
    _at_the_pictures(browser)
    chosen = {"file": (io.BytesIO(photograph()), "bench.jpg"), "words": "A bench"}
    browser.send(chosen | GO_ON, form=ADD)
    assert browser.url.endswith("/look")
    browser.open(browser.url.replace("/look", "/pictures"))
    image = browser.page.select_one(".files-own img")
    assert image is not None
    assert image["alt"] == "A bench"


def test_going_on_without_words_asks_for_them_first(town: Flask, browser: Browser) -> None:
    _at_the_pictures(browser)
    browser.send({"file": (io.BytesIO(photograph()), "bench.jpg")} | GO_ON, form=ADD)
    assert "/pictures" in browser.url
    assert "Please say what it shows" in browser.page.get_text()


def test_going_on_without_a_picture_just_goes_on(town: Flask, browser: Browser) -> None:
    _at_the_pictures(browser)
    browser.send(GO_ON, form=ADD)
    assert browser.url.endswith("/look")


@both_databases
def test_what_is_wrong_with_a_file_is_said_in_the_step_it_was_added_in(
    town: Flask, browser: Browser
) -> None:
    _at_the_pictures(browser)
    browser.send({}, form="#add-file")
    assert browser.status == 422
    assert "Step 3 of 4" in browser.text
    assert "Please choose a picture or a PDF first." in " ".join(browser.errors)
    assert browser.page.select_one('button[form="add-file"][name=onward]')


def test_the_same_words_sent_from_two_drafts_are_one_proposal_with_the_pictures_of_both(
    town: Flask, browser: Browser
) -> None:
    phase = call_for_proposals()
    browser.sign_in(name="Ola")
    last_pages = []
    for words in ("A bench", "A river"):
        write(browser, phase.id, BENCHES)
        last_pages.append(browser.url)
        browser.open(browser.url.replace("/look", "/pictures"))
        browser.send({"file": (io.BytesIO(photograph()), "a.jpg"), "words": words}, form=ADD)
    for page in last_pages:
        browser.open(page)
        post(browser)
        assert browser.status == 200
    shown = [image["alt"] for image in browser.page.select(".files img")]
    assert shown == ["A bench", "A river"]
