"""Two edits of one draft at the same time: the later one is told, and both texts are kept."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.rules import Text, overtaken, with_changes
from tests.browser_client import Browser
from tests.factories.drafts import drafts
from tests.factories.proposals import call_for_proposals
from tests.marks import both_databases
from tests.writing import STEP

Devices = tuple[Browser, Browser]


@pytest.fixture
def devices(town: Flask, browser: Browser) -> Devices:
    """A phone and a laptop of one person, both with the same draft open."""
    laptop = Browser(town)
    for device in (browser, laptop):
        device.sign_in("ola@example.org")
    browser.open(f"/proposals/new?phase={call_for_proposals().id}")
    browser.send({"title": "Benches", "body": "To rest."}, form=STEP)
    for device in (browser, laptop):
        device.open(f"/proposals/drafts/{_only().key}/words")
    return browser, laptop


def _only() -> Draft:
    (draft,) = drafts()
    return draft


def script_saves(device: Browser, **values: str) -> dict[str, Any]:
    """What the script on the open page would send, and is told."""
    form = device.page.select_one(STEP)
    assert form is not None
    hidden = {
        str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")
    }
    page, url = device.page, device.url
    device.post(str(form["data-draft"]), {**hidden, **values})
    assert device.response is not None
    answer = device.response.get_json()
    device.page, device.url = page, url
    for name in ("version",):
        field = form.select_one(f"input[name={name}]")
        if field is not None and name in answer:
            field["value"] = str(answer[name])
    return dict(answer)


@both_databases
def test_both_texts_are_kept_and_the_later_device_is_told(devices: Devices) -> None:
    phone, laptop = devices
    phone.send({"body": "To rest, on the phone."}, form=STEP)
    assert phone.url.endswith("/place")
    laptop.send({"body": "To rest, on the laptop."}, form=STEP)
    assert laptop.url.endswith("/both")
    for text in ("on the phone", "on the laptop", "Both texts are kept"):
        assert text in laptop.text
    laptop.send(form=_form_of(laptop, 1))
    assert laptop.url.endswith("/words")
    assert "on the laptop" in str(laptop.page)
    first, other = drafts()
    assert "on the laptop" in first.values["body"], "files stay with the text one goes on with"
    assert "on the phone" in other.values["body"]
    laptop.open("/proposals/drafts/")
    assert laptop.text.count("Go on writing") == 2


def _form_of(device: Browser, place: int) -> str:
    """The selector of the button for a text on the page of both."""
    key = device.page.select("input[name=chosen]")[place]["value"]
    return f"main form:has(input[value='{key}'])"


def test_the_script_is_told_and_goes_on_saving_beside(devices: Devices) -> None:
    phone, laptop = devices
    key = _only().key
    assert "both" not in script_saves(phone, body="To rest, on the phone.")
    answer = script_saves(laptop, body="To rest, on the laptop.")
    assert answer["both"].endswith(f"/{answer['key']}/both")
    assert answer["key"] != key
    assert [draft.values["body"] for draft in drafts()] == [
        "To rest, on the phone.",
        "To rest, on the laptop.",
    ]
    # The phone hears of it when it saves over what the laptop chose.
    laptop.open(f"/proposals/drafts/{answer['key']}/look")
    assert laptop.url.endswith("/both")
    laptop.send(form=_form_of(laptop, 1))
    answer = script_saves(phone, body="To rest, on the phone again.")
    assert "both" in answer
    assert {draft.values["body"] for draft in drafts()} == {
        "To rest, on the laptop.",
        "To rest, on the phone.",
        "To rest, on the phone again.",
    }


def test_each_of_three_texts_has_a_heading_of_its_own(devices: Devices) -> None:
    phone, laptop = devices
    tablet = Browser(laptop.app)
    tablet.sign_in("ola@example.org")
    tablet.open(laptop.url)
    for device, words in ((phone, "phone"), (laptop, "laptop"), (tablet, "tablet")):
        device.send({"body": f"To rest, on the {words}."}, form=STEP)
    assert tablet.url.endswith("/both")
    headings = [heading.get_text() for heading in tablet.page.select("main h2")]
    assert len(headings) == len(set(headings)) == 3


def test_savings_of_one_page_that_cross_on_their_way_are_one_text(devices: Devices) -> None:
    phone, _laptop = devices
    form = phone.page.select_one(STEP)
    assert form is not None
    version = form.select_one("input[name=version]")["value"]  # type: ignore[index]
    script_saves(phone, body="To rest a")
    form.select_one("input[name=version]")["value"] = version  # type: ignore[index]
    phone.send({"body": "To rest a while."}, form=STEP)
    assert phone.url.endswith("/place")
    assert _only().values["body"] == "To rest a while."


def test_different_pages_of_a_draft_can_be_written_on_two_devices(devices: Devices) -> None:
    phone, laptop = devices
    laptop.open(laptop.url.replace("/words", "/place"))
    phone.send({"body": "To rest, on the phone."}, form=STEP)
    laptop.send({"cost": "2 000"}, form=STEP)
    assert laptop.url.endswith("/pictures")
    assert _only().values == {**_only().values, "body": "To rest, on the phone.", "cost": "2 000"}


def test_a_text_that_changed_since_it_was_looked_over_is_not_posted(devices: Devices) -> None:
    phone, laptop = devices
    laptop.open(laptop.url.replace("/words", "/look"))
    phone.send({"body": "To rest, on the phone."}, form=STEP)
    laptop.send(form=STEP)
    assert laptop.status == 422
    assert "changed elsewhere" in laptop.errors[0]
    assert "on the phone" in laptop.text
    laptop.send(form=STEP)
    assert "on the phone" in laptop.text
    assert laptop.status == 200


values = st.dictionaries(st.sampled_from(["title", "body", "cost"]), st.sampled_from("abc"))


@given(st.lists(st.tuples(values, st.sampled_from(["", "phone", "laptop"])), max_size=6), values)
def test_a_page_that_saw_everything_is_never_told_of_another(
    savings: list[tuple[dict[str, str], str]], last: dict[str, str]
) -> None:
    text = Text({}, {}, 1)
    for saved, tab in savings:
        text = with_changes(text, saved, tab=tab)
    assert not overtaken(text, last, base=text.version, tab="new")
    after = with_changes(text, last, tab="new")
    assert {**text.values, **last} == {**after.values}
    assert not overtaken(after, last, base=0, tab="other"), "the same words are no other text"


@given(values, values)
def test_a_page_that_missed_a_change_is_told_where_its_words_differ(
    first: dict[str, str], second: dict[str, str]
) -> None:
    text = with_changes(Text({}, {}, 1), first, tab="phone")
    differ = any(first.get(name, value) != value for name, value in second.items())
    assert overtaken(text, second, base=1, tab="laptop") == differ
    assert not overtaken(text, second, base=1, tab="phone")
