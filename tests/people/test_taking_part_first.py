"""Take part first, introduce yourself last: nothing typed is lost on the way."""

import pytest
from flask import Flask

from commons.base.database import db
from commons.people import actions
from commons.people.cards import actions as cards
from commons.people.verification import desk
from commons.proposals.models import Proposal
from commons.voting.models import BoxEntry
from tests.browser_client import Browser
from tests.factories.contributions import resident
from tests.factories.moderation import a_text
from tests.factories.proposals import call_for_proposals
from tests.factories.verification import district, letter_for, offer_all, vote_to_enter
from tests.writing import post, propose

ADDRESS = "new@example.org"


def by_mail(browser: Browser) -> None:
    """Sign in with the code of a mail, with a typing error on the way."""
    browser.send({"address": "new at example"}, form="main form[action*=sign-in]")
    assert browser.errors
    browser.send({"address": ADDRESS}, form="main form[action*=sign-in]")
    browser.send({"code": "000000"})
    assert browser.errors
    code, _link = actions.issue_code(ADDRESS)
    browser.send({"code": code})


def by_card(browser: Browser) -> None:
    """Sign in with an access card that shows nothing, with a typing error on the way."""
    officer = resident("Card officer", role="officer")
    _batch, ((_number, code),) = cards.make_batch(officer, place="Library", count=1, level=0)
    browser.open("/sign-in/card")
    browser.send({"code": code[:-1]})
    assert browser.errors
    browser.send({"code": code})


WAYS_IN = pytest.mark.parametrize("sign_in", [by_mail, by_card])


@WAYS_IN
def test_a_whole_ballot_comes_before_the_name_and_survives_a_refused_try(
    town: Flask, browser: Browser, sign_in: object
) -> None:
    officer = offer_all()
    vote_id = vote_to_enter(level=2, districts=[district("Oliwa")])
    browser.open(f"/votes/{vote_id}")
    assert "Only people" not in browser.text
    assert "Oliwa" in browser.text
    browser.open(f"/votes/{vote_id}/ballot")
    browser.send({"option": ["1", "3"]})
    assert "One step is left" in browser.text
    browser.open(str(browser.page.select_one("main .actions a[href*=sign-in]")["href"]))  # type: ignore[index]
    sign_in(browser)  # type: ignore[operator]
    assert browser.url.endswith(f"/votes/{vote_id}/ballot/check"), browser.text
    assert "You cannot hand in your ballot yet" in browser.text
    browser.open(str(browser.page.select_one("main a[href*='/verify']")["href"]))  # type: ignore[index]
    assert "At a desk of the city" in browser.text
    assert "A letter to your home" in browser.text

    # A refused try tells the true reason and the next ways, and the ballot is still there.
    browser.open(f"/verify/letter?phase={vote_id}")
    foreign = letter_for(resident("Somebody else"), officer)
    browser.send({"code": foreign}, form="main form[data-card]")
    assert browser.status == 422
    assert "asked for with another account" in browser.text
    assert "At a desk of the city" in browser.text

    browser.open(f"/verify/desk?phase={vote_id}")
    browser.send()
    code = browser.page.select_one("main code").get_text()  # type: ignore[union-attr]
    desk.confirm(officer, code, district_id=district("Oliwa"))
    browser.open(f"/verify?phase={vote_id}")
    assert "You have shown all that is asked" in browser.text
    browser.open(str(browser.page.select_one("main .notice a")["href"]))  # type: ignore[index]
    assert "You chose 2 things" in browser.text
    browser.send()
    assert browser.url.endswith("/ballot/receipt"), browser.text
    db.session.rollback()
    assert db.session.query(BoxEntry).one().choices == [["1", 1], ["3", 1]]


@WAYS_IN
def test_where_ones_word_is_enough_it_is_given_with_the_ballot(
    town: Flask, browser: Browser, sign_in: object
) -> None:
    vote_id = vote_to_enter(level=1, districts=[district("Oliwa")], min_age=16)
    browser.open(f"/votes/{vote_id}/ballot")
    browser.send({"option": ["2"]})
    browser.open(f"/sign-in?next=/gdansk/votes/{vote_id}/ballot/check")
    sign_in(browser)  # type: ignore[operator]
    browser.send({"declared": "yes", "district": str(district("Oliwa"))})
    assert browser.errors == ["Please say that you are at least 16 years old."]
    browser.send({"declared": "yes", "old_enough": "yes", "district": str(district("Oliwa"))})
    assert browser.url.endswith("/ballot/receipt"), browser.text


def test_a_letter_leads_back_to_the_ballot_that_waited(town: Flask, browser: Browser) -> None:
    officer = offer_all()
    vote_id = vote_to_enter(level=2)
    person = browser.sign_in()
    browser.open(f"/votes/{vote_id}/ballot")
    browser.send({"option": ["1"]})
    browser.open(f"/verify/letter?phase={vote_id}")
    browser.send({"street": "", "place": "80-831 Gdańsk"}, form="main form:not([data-card])")
    assert "street and the number" in browser.errors[0]
    browser.send({"street": "Długa 5"}, form="main form:not([data-card])")
    assert "sends you a letter" in browser.page.get_text()
    from commons.people.verification import letter_office

    (letter,) = letter_office.print_letters(officer)
    assert letter.place == "80-831 Gdańsk"
    browser.send({"code": letter.code}, form="main form[data-card]")
    assert browser.url.endswith(f"/votes/{vote_id}/ballot/check"), browser.text
    browser.send()
    assert browser.url.endswith("/ballot/receipt")
    assert person.id


@WAYS_IN
def test_a_proposal_is_written_before_one_says_who_one_is(
    town: Flask, browser: Browser, sign_in: object
) -> None:
    phase = call_for_proposals(settings={"level": 1})
    told = {"title": "Benches", "body": "Somewhere to rest by the sea.", "language": "en"}
    propose(browser, phase.id, told)
    assert "/sign-in" in browser.url
    sign_in(browser)  # type: ignore[operator]
    assert "Somewhere to rest by the sea." in str(browser.page)
    post(browser)
    assert browser.status == 422
    assert "tick the box" in browser.errors[0]
    browser.open(str(browser.page.select_one("main a[href*='/verify']")["href"]))  # type: ignore[index]
    browser.open(f"/verify/by/declaration?phase={phase.id}")
    browser.send()
    assert browser.status == 422
    browser.send({"declared": "y"})
    assert browser.url.endswith("/look"), browser.text
    assert "Somewhere to rest by the sea." in str(browser.page)
    post(browser)
    assert browser.status == 200
    db.session.rollback()
    assert db.session.query(Proposal).one().title == "Benches"


@WAYS_IN
def test_a_comment_is_written_before_one_says_who_one_is(
    town: Flask, browser: Browser, sign_in: object
) -> None:
    text = a_text(resident("Author"))
    browser.open(f"/proposals/{text.id}")
    form = f"main form[action$='/contributions/{text.id}/comments']"
    browser.send({"body": "A bench would do.", "alignment": "idea"}, form=form)
    assert "/sign-in" in browser.url
    sign_in(browser)  # type: ignore[operator]
    assert "A bench would do." in str(browser.page)
    browser.send(form=form)
    assert "A bench would do." in browser.text


def test_a_support_leads_back_to_the_text(town: Flask, browser: Browser) -> None:
    text = a_text(resident("Author"))
    browser.open(f"/proposals/{text.id}")
    browser.send(form=f"main form[action$='/contributions/{text.id}/support']")
    assert "/sign-in" in browser.url
    by_mail(browser)
    assert f"/proposals/{text.id}" in browser.url
