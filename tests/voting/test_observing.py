"""Observers see that all goes its way, and sign what came out."""

import hashlib

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask

from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.cities.context import city
from commons.people.leaving import delete_account
from commons.voting.anchors.packaging import package_of, public_key
from commons.voting.checking.chain import canonical
from commons.voting.models import Vote
from commons.voting.observing.actions import sign_result
from commons.voting.observing.models import VoteSignature
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import resident
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result
from tests.marks import both_databases


def a_published_vote() -> tuple[Vote, str]:
    """A vote with its result, and the digest of its package."""
    vote = open_vote()
    cast_all(vote, [["1"]] * 12)
    vote = close_vote(vote)
    publish_result(vote)
    return vote, hashlib.sha256(package_of(vote, "en").read_bytes()).hexdigest()


def test_an_observer_sees_turnout_queues_and_anchors_and_nothing_of_what_was_voted(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 12)
    browser.sign_in(role="observer")
    browser.open(f"/votes/{vote.phase_id}/observe")
    assert browser.status == 200
    stats = [stat.get_text(" ", strip=True) for stat in browser.page.select(".stats > *")]
    assert [set(stat.split()) & {"0", "12"} for stat in stats] == [{"12"}, {"0"}, {"12"}]
    assert "The key of this vote is in its place." in browser.text
    assert "There are no batches of paper ballots." in browser.text
    assert "Benches" not in browser.text
    close_vote(vote)
    browser.open(f"/votes/{vote.phase_id}/observe")
    assert "The key that could tie a ballot to a person is destroyed." in browser.text


def test_the_page_of_observers_takes_eight_statements(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 12)
    browser.sign_in(role="observer")
    for let_go_on in (lambda: None, lambda: publish_result(close_vote(vote))):
        let_go_on()
        statements.clear()
        browser.open(f"/votes/{vote.phase_id}/observe")
        assert browser.status == 200
        asked = [each for each in statements if each.startswith("SELECT")]
        assert len(asked) <= 8, "\n".join(asked)


def test_nobody_else_sees_the_page_of_observers(town: Flask, browser: Browser) -> None:
    vote = open_vote()
    db.session.commit()
    browser.sign_in(role="moderator")
    browser.open(f"/votes/{vote.phase_id}/observe")
    assert browser.status == 403


def test_an_observer_signs_the_package_they_have_checked(town: Flask, browser: Browser) -> None:
    vote, digest = a_published_vote()
    db.session.commit()
    browser.sign_in(role="observer", name="Olena Spostereha")
    browser.open(f"/votes/{vote.phase_id}/observe")
    browser.send({"fingerprint": "0" * 64, "remarks": "All well."}, form="#sign")
    assert browser.status == 422
    assert "not the fingerprint" in " ".join(browser.errors)
    assert "not the fingerprint" in _said_at(browser, "fingerprint")
    browser.send({"fingerprint": "", "remarks": "All well."}, form="#sign")
    assert "Please fill this in." in _said_at(browser, "fingerprint")
    line = f"{digest.upper()}  vote.zip"  # as sha256sum writes it
    browser.send({"fingerprint": line, "remarks": "All well."}, form="#sign")
    assert "You have signed the result." in browser.page.get_text()
    assert browser.status == 200
    assert browser.page.select_one("#sign") is None
    reader = Browser(browser.app)
    reader.open(f"/votes/{vote.phase_id}/result")
    assert "Olena Spostereha" in reader.text
    assert "All well." in reader.text
    assert digest in reader.text
    reader.open(f"/votes/{vote.phase_id}/signatures.json")
    assert reader.response is not None
    said = reader.response.get_json()
    assert said["package"] == digest
    assert said["public_key"] == public_key()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["public_key"])).verify(
        bytes.fromhex(said["signature"]), canonical(said["list"])
    )
    assert said["list"]["signatures"][0]["name"] == "Olena Spostereha"


def _said_at(browser: Browser, field: str) -> str:
    said = browser.page.select_one(f"#{field}-error")
    return said.get_text(" ", strip=True) if said else ""


@both_databases
def test_only_observers_sign_once_and_only_what_is_published(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote, digest = a_published_vote()
        observer = resident("Olena", role="observer")
        for role in ("officer", "administrator", None):
            with pytest.raises(NotAllowed):
                _sign(resident(f"R {role}", role=role), vote, digest)
        _sign(observer, vote, digest)
        with pytest.raises(Refused, match="signed this result before"):
            _sign(observer, vote, digest)
        with pytest.raises(Refused, match="once it is published"):
            _sign(observer, close_vote(open_vote()), digest)


def _sign(person: object, vote: Vote, digest: str) -> None:
    sign_result(person, vote.phase_id, digest=digest, remarks="", language="en")  # type: ignore[arg-type]


def test_a_signature_outlives_its_observer_without_their_name(town: Flask) -> None:
    vote, digest = a_published_vote()
    observer = resident("Olena", role="observer")
    sign_result(observer, vote.phase_id, digest=digest, remarks="Mine.", language="en")
    delete_account(observer)
    db.session.expire_all()
    (left,) = db.session.scalars(sa.select(VoteSignature))
    assert (left.person_id, left.name, left.remarks, left.digest) == (None, "", "", digest)
