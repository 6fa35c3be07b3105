"""Following a consultation or a proposal, by a button or by default, and stopping."""

import threading

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.cities.context import city
from commons.consultations.notices import CONSULTATION
from commons.contributions import actions as contributions
from commons.notices import actions, queries
from commons.notices.models import Follow
from commons.notices.subjects import CONTRIBUTION
from commons.people import leaving
from commons.people.models import Person
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.consultations import DAY, START, draft, officer, published, register_silence
from tests.factories.moderation import a_comment, a_moderator, a_person, a_text, hidden
from tests.factories.notices import RECORD, count, heard
from tests.marks import both_databases
from tests.notices.conftest import MailServer
from tests.proposals.pages import BUDGET, asked


def pressed(visitor: Browser) -> str:
    """Press the button of the page; what it then says."""
    visitor.send(form="form.follow")
    button = visitor.page.select_one("form.follow button")
    assert button is not None
    return " ".join(button.get_text().split())


@both_databases
def test_a_reader_follows_a_proposal_with_one_button_and_stops_with_it(app: Flask) -> None:
    visitor = Browser(app)
    with app.app_context(), city(CITY):
        path = f"/proposals/{a_text().id}"
    visitor.sign_in("rita@example.org")
    visitor.open(path)
    assert pressed(visitor) == "You follow this. Stop"
    assert visitor.url == f"/gdansk{path}"
    assert pressed(visitor) == "Follow: tell me what happens"


def test_whoever_is_not_signed_in_comes_back_to_the_page_they_wanted_to_follow(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        path = f"/proposals/{a_text().id}"
    browser.open(path)
    browser.send(form="form.follow")
    assert browser.url == "/gdansk/sign-in"
    browser.sign_in("rita@example.org")
    assert browser.url == f"/gdansk{path}"


def test_htmx_gets_the_button_alone_with_words_for_a_screen_reader(app: Flask) -> None:
    visitor = Browser(app)
    with app.app_context(), city(CITY):
        number = a_text().id
    visitor.sign_in("rita@example.org")
    visitor.post(f"/follow/contribution/{number}", headers={"HX-Request": "true"})
    form = visitor.page.select_one("form.follow")
    assert form is not None
    assert visitor.page.find("main") is None
    assert form["data-announce"] == "You follow this now. We tell you what happens."


@pytest.mark.parametrize("path", ["/follow/contribution/99", "/follow/consultation/99"])
def test_what_is_not_there_cannot_be_followed(app: Flask, browser: Browser, path: str) -> None:
    browser.sign_in()
    browser.post(path)
    assert browser.status == 404


def test_drafts_comments_and_hidden_texts_cannot_be_followed(town: Flask) -> None:
    register_silence()
    reader, text = a_person("Rita"), a_text()
    comment = a_comment(reader, text)
    with clock.at(START):
        unpublished = draft(officer(), START + DAY, START + 2 * DAY)
    hidden(a_moderator(), text.id)
    for number in (text.id, comment.id):
        with pytest.raises(Refused):
            actions.follow(reader, (CONTRIBUTION, number))
    with pytest.raises(NotFound):
        actions.follow(reader, (CONSULTATION, unpublished.id))
    with pytest.raises(NotAllowed):
        actions.follow(None, (CONTRIBUTION, text.id))  # type: ignore[arg-type]


@both_databases
def test_what_one_wrote_or_commented_on_is_followed_until_one_stops(town: Flask) -> None:
    author, guest, reader = a_person(), a_person("Rita"), a_person("Jan")
    text = a_text(author)
    key = (CONTRIBUTION, text.id)
    comment = a_comment(guest, text)
    assert [queries.follows(person, key) for person in (author, guest, reader)] == [
        True, True, False,
    ]  # fmt: skip
    assert count(Follow) == 0
    assert [thing.title for thing in queries.followed(guest)] == ["Benches by the sea"]
    actions.unfollow(guest, key)
    assert not queries.follows(guest, key)
    assert queries.followed(guest) == []
    a_comment(guest, text, "One more word.")
    assert not queries.follows(guest, key), "commenting again does not undo the wish"
    actions.follow(guest, key)
    assert queries.follows(guest, key)
    contributions.withdraw_comment(guest, comment.id)
    actions.follow(reader, key)
    assert [thing.key for thing in queries.followed(reader)] == [key]


def test_a_withdrawn_comment_binds_nobody_to_its_proposal(town: Flask) -> None:
    guest, text = a_person("Rita"), a_text()
    contributions.withdraw_comment(guest, a_comment(guest, text).id)
    assert not queries.follows(guest, (CONTRIBUTION, text.id))
    assert queries.followed(guest) == []


@both_databases
def test_a_follower_hears_of_a_comment_and_the_author_hears_of_it_as_the_author(
    town: Flask, post_office: MailServer
) -> None:
    author, follower, guest = a_person(), a_person("Rita"), a_person("Jan")
    text = a_text(author)
    actions.follow(follower, (CONTRIBUTION, text.id))
    a_comment(guest, text)
    assert heard(author) == [("comment.posted", "comments")]
    assert heard(follower) == [("comment.posted", "followed")]
    assert heard(guest) == []


@both_databases
def test_whoever_stops_gets_no_mail_of_what_was_collected_until_then(
    town: Flask, post_office: MailServer
) -> None:
    follower, text = a_person("Rita"), a_text()
    other = a_text(a_person("Jan"), title="A night bus")
    for one in (text, other):
        actions.follow(follower, (CONTRIBUTION, one.id))
        a_comment(a_person(f"Guest{one.id}"), one)
    actions.unfollow(follower, (CONTRIBUTION, text.id))
    with clock.at(clock.now() + DAY):
        actions.deliver()
    (mail,) = post_office.to("rita@example.org")
    assert "A night bus" in mail.get_content()
    assert "Benches" not in mail.get_content()


@both_databases
def test_two_taps_at_once_follow_once(town: Flask) -> None:
    reader, text = a_person("Rita"), a_text()
    start, failures = threading.Barrier(2), []

    def tap() -> None:
        with town.app_context(), city(CITY):
            start.wait()
            try:
                actions.follow(reader, (CONTRIBUTION, text.id))
            except Exception as failure:  # noqa: BLE001  (whatever it is, it is shown)
                failures.append(failure)

    taps = [threading.Thread(target=tap) for _tap in range(2)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert failures == []
    assert count(Follow) == 1


def test_the_database_refuses_a_second_row_of_the_same_wish(town: Flask) -> None:
    reader = a_person("Rita")
    values = {"person_id": reader.id, "subject": "contribution:1", "since": clock.now()}
    insert = transaction(
        lambda: db.session.execute(sa.insert(Follow).values(**values, stopped=False))
    )
    insert()
    with pytest.raises(sa.exc.IntegrityError):
        insert()


def test_what_one_follows_is_listed_and_can_be_stopped_there(app: Flask) -> None:
    visitor = Browser(app)
    person = visitor.sign_in("rita@example.org")
    with app.app_context(), city(CITY):
        actions.follow(person, (CONTRIBUTION, a_text().id))
    visitor.open("/account/notices")
    assert "Benches by the sea" in visitor.text
    visitor.send(form="form[action*='/follow/']")
    assert visitor.url.startswith("/gdansk/account/notices")
    assert "Benches by the sea" not in visitor.text


def test_the_pages_with_the_button_keep_to_their_budget(app: Flask, statements: Statements) -> None:
    visitor = Browser(app)
    visitor.sign_in("rita@example.org")
    with app.app_context(), city(CITY):
        text = a_text()
        register_silence()
        now = clock.now()
        consultation = published(officer(), now - DAY, now + DAY)
        paths = [f"/proposals/{text.id}", f"/consultations/{consultation.slug}"]
    for path in paths:
        visitor.open(path)
        statements.clear()
        visitor.open(path)
        assert visitor.status == 200
        assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))


def test_who_left_follows_nothing_any_more(town: Flask) -> None:
    reader, text = a_person("Rita"), a_text()
    actions.follow(reader, (CONTRIBUTION, text.id))
    RECORD("proposal.answered", contribution_id=text.id, decision="accepted")
    leaving.delete_account(reader)
    assert count(Follow) == 0
    assert db.session.get(Person, reader.id) is None
