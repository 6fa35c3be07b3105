"""Adding files by a plain form, and who gets to see them with which headers."""

import io
import zipfile

import pytest
from flask import Flask
from PIL import Image

from commons.base.pictures import LARGEST_FILE
from commons.cities.context import city
from commons.contributions import actions as contributions
from commons.moderation.files import hide_file
from commons.moderation.queries import trace
from commons.people.models import Person
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import comment_by, resident
from tests.factories.files import PAPER, file_on, photograph
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.proposals.pages import BUDGET, asked, hide

ADD = "form[enctype]"


@pytest.fixture
def proposal(app: Flask, browser: Browser) -> Proposal:
    """Of the visitor, who is signed in."""
    author = browser.sign_in(name="Ola")
    with app.app_context(), city(CITY):
        return proposal_by(author, call_for_proposals())


def add(browser: Browser, proposal: Proposal, content: bytes, name: str, **values: str) -> None:
    browser.open(f"/contributions/{proposal.id}/files")
    browser.send({"file": (io.BytesIO(content), name), **values}, form=ADD)


def address(browser: Browser, selector: str = ".files a") -> str:
    link = browser.page.select_one(selector)
    assert link is not None, browser.text
    return str(link["href"])


def headers(browser: Browser, path: str) -> dict[str, str]:
    browser.open(path)
    assert browser.response is not None
    return dict(browser.response.headers)


def test_a_picture_added_with_its_words_is_seen_by_everybody(
    app: Flask, browser: Browser, proposal: Proposal
) -> None:
    add(browser, proposal, photograph(1600, 1200), "DSC_1.JPG", words="A bench without shade")
    assert browser.status == 200
    assert "The file is added." in browser.page.get_text()
    reader = Browser(app)
    reader.open(f"/proposals/{proposal.id}")
    image = reader.page.select_one(".files img")
    assert image["alt"] == "A bench without shade"
    assert (image["width"], image["height"], image["loading"]) == ("480", "360", "lazy")
    reader.open(str(image["src"]))
    assert Image.open(io.BytesIO(reader.response.data)).size == (480, 360)
    reader.open(f"/proposals/{proposal.id}")
    sent = headers(reader, address(reader))
    assert Image.open(io.BytesIO(reader.response.data)).size == (1600, 1200)
    assert b"Olena" not in reader.response.data
    assert sent["Content-Type"] == "image/webp"
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert sent["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Set-Cookie" not in sent


def test_a_pdf_is_only_ever_saved(app: Flask, browser: Browser, proposal: Proposal) -> None:
    add(browser, proposal, PAPER, "Plan für Oliwa.pdf")
    reader = Browser(app)
    reader.open(f"/proposals/{proposal.id}")
    sent = headers(reader, address(reader))
    assert reader.response.data == PAPER
    assert sent["Content-Type"] == "application/pdf"
    assert sent["Content-Disposition"].startswith("attachment;")
    assert "Plan%20f%C3%BCr%20Oliwa.pdf" in sent["Content-Disposition"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST_FILE + 1), "10 megabytes"),
        (b"<html><script>alert(1)</script>", "JPEG, PNG, WebP or GIF"),
        (photograph()[:500], "not complete"),
        (PAPER + b"PK\x05\x06" + bytes(18), "holds another file"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(
    browser: Browser, proposal: Proposal, content: bytes, says: str
) -> None:
    add(browser, proposal, content, "x.jpg", words="What I typed")
    assert browser.status == 422
    assert [says in message for message in browser.errors] == [True]
    assert browser.page.select_one(f"{ADD} input[name=words]")["value"] == "What I typed"


def test_sending_the_form_without_a_file_says_so(browser: Browser, proposal: Proposal) -> None:
    browser.open(f"/contributions/{proposal.id}/files")
    browser.send(form=ADD)
    assert browser.status == 422
    assert "Please choose a picture or a PDF first." in browser.errors


def test_what_is_far_too_large_is_refused_before_it_is_read(
    browser: Browser, proposal: Proposal
) -> None:
    add(browser, proposal, bytes(2 * LARGEST_FILE), "x.jpg")
    assert browser.status == 413
    assert "larger than we accept" in browser.text


def test_a_picture_without_words_is_not_shown_until_it_has_some(
    app: Flask, browser: Browser, proposal: Proposal
) -> None:
    add(browser, proposal, photograph(), "x.jpg")
    assert "Not shown yet" in browser.text
    picture = address(browser, ".files-own a.file-picture")
    reader = Browser(app)
    reader.open(picture)
    assert reader.status == 404
    browser.send({"words": ""}, form="form[action$=words]")
    assert browser.status == 422
    assert "say what the picture shows" in " ".join(browser.errors)
    browser.send({"words": "A bench"}, form="form[action$=words]")
    assert "Not shown yet" not in browser.text
    reader.open(picture)
    assert reader.status == 200


def test_the_author_removes_a_file(browser: Browser, proposal: Proposal) -> None:
    add(browser, proposal, PAPER, "plan.pdf")
    paper = address(browser, ".files-own a")
    browser.send(form="form[action$=remove]")
    assert "removed and deleted" in browser.page.get_text()
    browser.open(paper)
    assert browser.status == 404


def test_nobody_else_adds_describes_or_removes(
    app: Flask, browser: Browser, proposal: Proposal
) -> None:
    add(browser, proposal, PAPER, "plan.pdf")
    form = browser.page.select_one("form[action$=remove]")["action"]
    other = Browser(app)
    other.sign_in("ivan@example.org", name="Ivan")
    for act in (form, form.replace("remove", "words")):
        other.post(act, {"words": "Mine"})
        assert other.status == 403
    other.open(f"/contributions/{proposal.id}/files")
    assert other.status == 403


def hidden_text(app: Flask, proposal: Proposal) -> None:
    with app.app_context(), city(CITY):
        hide(proposal, resident("Mod", role="moderator"))


def withdrawn_text(app: Flask, proposal: Proposal) -> None:
    with app.app_context(), city(CITY):
        contributions.change_state(proposal.id, "withdrawn")


@pytest.mark.parametrize("taken_away", [hidden_text, withdrawn_text])
def test_files_are_no_longer_given_out_once_their_text_is_not_shown(
    app: Flask, browser: Browser, proposal: Proposal, taken_away: object
) -> None:
    add(browser, proposal, photograph(), "x.jpg", words="A bench")
    picture = address(browser, ".files-own a")
    taken_away(app, proposal)  # type: ignore[operator]
    reader = Browser(app)
    reader.open(picture)
    assert reader.status == 404
    reader.sign_in("ivan@example.org", name="Ivan")
    reader.open(picture)
    assert reader.status == 404
    assert headers(browser, picture)["Cache-Control"] == "private, no-store"
    assert browser.status == 200
    moderator = Browser(app)
    moderator.sign_in("mod2@example.org", role="moderator", name="Mod Two")
    moderator.open(picture)
    assert moderator.status == 200


def test_a_moderator_hides_one_file_and_leaves_its_trace(
    app: Flask, browser: Browser, proposal: Proposal
) -> None:
    add(browser, proposal, photograph(), "x.jpg", words="The house of my neighbour")
    picture = address(browser, ".files-own a")
    moderator = Browser(app)
    moderator.sign_in("mod@example.org", role="moderator", name="Mod")
    moderator.open(f"/moderation/{proposal.id}")
    assert moderator.page.select_one("img")["alt"] == "The house of my neighbour"
    moderator.open(address(moderator, "a[href*='/moderation/files/']"))
    moderator.send({"statement": "It shows somebody's home."})
    assert moderator.status == 422
    moderator.send({"reason": "personal_data", "statement": "It shows somebody's home."})
    assert moderator.status == 200
    reader = Browser(app)
    reader.open(f"/proposals/{proposal.id}")
    assert "A moderator hid a file" in reader.text
    assert "It shows somebody's home." in reader.text
    assert "It tells private things about somebody" in reader.text
    assert "The house of my neighbour" not in str(reader.page)
    reader.open(picture)
    assert reader.status == 404
    browser.open("/notices")
    assert "A file of yours was hidden" in browser.text
    browser.open(f"/contributions/{proposal.id}/files")
    assert "It shows somebody's home." in browser.text
    moderator.send()
    assert "shown again" in moderator.page.get_text()
    reader.open(picture)
    assert reader.status == 200


def test_moderators_do_not_decide_about_their_own_files(
    app: Flask, browser: Browser, proposal: Proposal
) -> None:
    add(browser, proposal, photograph(), "x.jpg", words="A bench")
    key = address(browser, ".files-own a").split("/")[-2]
    browser.sign_in(role="moderator")
    browser.post(
        f"/moderation/files/{key}", {"reason": "spam", "statement": "I would rather not see it."}
    )
    assert browser.status == 403


def test_the_queue_shows_files_within_the_budget(
    app: Flask, browser: Browser, proposal: Proposal, statements: Statements
) -> None:
    add(browser, proposal, photograph(), "x.jpg", words="A bench")
    reader = Browser(app)
    reader.open(f"/contributions/{proposal.id}/report")
    reader.send({"reason": "spam"})
    moderator = Browser(app)
    moderator.sign_in("mod@example.org", role="moderator", name="Mod")
    statements.clear()
    moderator.open("/moderation/")
    assert moderator.page.select_one("img")["alt"] == "A bench"
    assert len(asked(statements)) <= BUDGET


def test_a_page_with_files_and_comments_keeps_to_the_budget(
    app: Flask, browser: Browser, statements: Statements
) -> None:
    person: Person = browser.sign_in(name="Ola")
    with app.app_context(), city(CITY):
        proposal = proposal_by(person, call_for_proposals())
        for number in range(5):
            file_on(person, proposal, photograph(40, 40), words=f"Picture {number}")
        comment_by(resident("Ivan"), proposal, "Good", language="en")
    browser.open("/")
    statements.clear()
    browser.open(f"/proposals/{proposal.id}")
    assert len(browser.page.select(".files img")) == 5
    assert len(asked(statements)) <= BUDGET, "\n".join(asked(statements))


def test_all_files_can_be_taken_along(browser: Browser, proposal: Proposal) -> None:
    add(browser, proposal, PAPER, "plan.pdf")
    browser.open("/account/data")
    browser.open(address(browser, "a[href$='.zip']"))
    with zipfile.ZipFile(io.BytesIO(browser.response.data)) as archive:
        (name,) = archive.namelist()
        assert name.endswith("-plan.pdf")
        assert archive.read(name) == PAPER


@pytest.mark.parametrize(
    "path",
    [
        f"/files/{'0' * 32}/a.webp",
        "/files/%00" + "0" * 31 + "/a.webp",
        f"/files/{'0' * 32}/..%2f..%2fsecret.key",
        "/files/on-draft/nothing",
        "/contributions/999/files",
        f"/moderation/files/{'0' * 32}",
    ],
)
def test_addresses_that_lead_nowhere_say_so(browser: Browser, path: str) -> None:
    browser.sign_in(role="moderator")
    browser.open(path)
    assert browser.status == 404


def test_the_public_list_of_decisions_stays_about_texts(
    app: Flask, browser: Browser, proposal: Proposal
) -> None:
    add(browser, proposal, PAPER, "plan.pdf")
    key = address(browser, ".files-own a").split("/")[-2]
    with app.app_context(), city(CITY):
        hide_file(
            resident("Mod", role="moderator"), key, reason="spam", statement="It is advertising."
        )
        assert trace().items == []
