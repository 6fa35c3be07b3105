"""A vote for the district and one for the whole city, in one sitting."""

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.cities.context import city
from commons.cities.queries import districts
from commons.consultations import actions as consultations
from commons.consultations.models import Phase
from commons.people.electorate import Electorate
from commons.people.models import Person
from commons.voting.ballots.wishes import CITY, DISTRICTS, BallotWishes
from commons.voting.queries import bare_options
from commons.voting.wishes import HandOption, Wishes
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.consultations import draft, officer
from tests.factories.voting import DAY, outcome_of_an_earlier_phase, vote_phase
from tests.marks import both_databases
from tests.proposals.pages import BUDGET, asked


def settings(*, district: int | None = None, title: str = "Benches") -> dict[str, object]:
    return Wishes(
        budget=1_000,
        electorate=Electorate(1, (district,) if district else ()),
        options=(HandOption(title, 500),),
    ).to_settings()


@transaction
def two_votes(second: dict[str, object], first: dict[str, object]) -> tuple[int, int]:
    """Two votes of one consultation, open at the same time: the district's, then the city's."""
    phase = vote_phase()
    phase.settings = first
    other = Phase(
        consultation_id=phase.consultation_id,
        position=3,
        kind="vote",
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
        settings=second,
    )
    db.session.add(other)
    db.session.flush()
    return phase.id, other.id


@transaction
def move_to(person_id: int, district_id: int) -> None:
    db.session.get_one(Person, person_id).district_id = district_id


def opened(app: Flask) -> tuple[int, int, int]:
    with app.app_context(), city("gdansk"):
        oliwa = districts()[0].id
        ids = two_votes(settings(title="Night bus"), settings(district=oliwa))
        consultations.turn_due_phases()
        return *ids, oliwa


def test_one_goes_from_ballot_to_ballot(app: Flask, browser: Browser) -> None:
    district, whole, oliwa = opened(app)
    browser.open(f"/votes/{district}/ballot")
    assert "Vote 1 of 2: Oliwa." in browser.text
    assert "Next: the whole city." in browser.text
    browser.send({"option": "1"})
    browser.sign_in()
    browser.open(f"/votes/{district}/ballot/check")
    browser.send({"declared": "yes", "district": str(oliwa)})
    assert browser.url.endswith("/receipt")
    assert "One more vote is open to you" in browser.text
    said = browser.text
    assert said.index("Your receipt code") < said.index("One more vote is open to you")
    button = browser.page.select_one(f"main a.button[href$='/votes/{whole}/ballot']")
    assert button is not None
    browser.open(str(button["href"]))
    assert "Vote 2 of 2: the whole city." in browser.text
    browser.send({"option": "1"})
    assert "Night bus" in browser.text
    browser.send()
    assert "You have voted in all votes that are open to you here." in browser.text


@both_databases
def test_no_page_on_the_way_takes_more_than_eight_statements(
    app: Flask, browser: Browser, statements: Statements
) -> None:
    district, whole, oliwa = opened(app)
    person = browser.sign_in()
    with app.app_context(), city("gdansk"):
        move_to(person.id, oliwa)

    def look(path: str) -> None:
        statements.clear()
        browser.open(path)
        assert browser.status == 200
        assert len(asked(statements)) <= BUDGET, "\n\n".join([path, *asked(statements)])

    for vote in (district, whole):
        look(f"/votes/{vote}")
        look(f"/votes/{vote}/ballot")
        browser.send({"option": "1"})
        look(f"/votes/{vote}/ballot/check")
        browser.send({"declared": "yes", "district": str(oliwa)})
        look(f"/votes/{vote}/ballot/receipt")
        look(f"/votes/{vote}/ballot")


def test_whoever_lives_elsewhere_is_led_past_the_district(app: Flask, browser: Browser) -> None:
    district, whole, _oliwa = opened(app)
    person = browser.sign_in()
    with app.app_context(), city("gdansk"):
        elsewhere = districts()[1].id
        move_to(person.id, elsewhere)
    browser.open(f"/votes/{whole}/ballot")
    assert "Vote 1 of" not in browser.text
    browser.open(f"/votes/{district}")
    assert browser.page.select_one(f"main a[href$='/votes/{whole}']") is not None
    browser.open(f"/votes/{whole}")
    assert "Also open to you" not in browser.text
    browser.open(f"/votes/{district}/ballot")
    browser.send({"option": "1"})
    way = browser.page.select_one("main form .button-primary")
    assert way is not None
    assert way.get_text(strip=True) == "Change the district in my account"
    assert str(way["href"]).endswith("/account")


def test_of_many_districts_the_way_says_how_many(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commons.voting.sitting.MOST_NAMED", 2)
    with app.app_context(), city("gdansk"):
        all_of_them = Electorate(1, tuple(one.id for one in districts()))
        many = {**settings(), **all_of_them.to_settings()}
        first, _whole = two_votes(settings(), many)
        consultations.turn_due_phases()
    browser.open(f"/votes/{first}/ballot")
    assert f"Vote 1 of 2: {len(all_of_them.district_ids)} districts." in browser.text


def test_each_ballot_holds_what_belongs_to_it(town: Flask) -> None:
    oliwa, other = (one.id for one in districts()[:2])
    wishes = Wishes(budget=1_000)
    first = {
        **settings(district=oliwa),
        "options": [],
        "ballot": BallotWishes(scope=DISTRICTS).to_settings(),
    }
    second = {**wishes.to_settings(), "ballot": BallotWishes(scope=CITY).to_settings()}
    district, whole = two_votes(second, first)
    outcome_of_an_earlier_phase(
        db.session.get_one(Phase, district),
        [
            {"title": title, "language": "en", "chosen": True, "facts": {"district_id": where}}
            for title, where in (("Pond", oliwa), ("Path", other), ("Night bus", None))
        ],
    )
    consultations.turn_due_phases()
    assert [option.title for option in bare_options(district)] == ["Pond"]
    assert [option.title for option in bare_options(whole)] == ["Night bus"]


def test_votes_may_go_on_at_once_and_other_phases_may_not(town: Flask) -> None:
    now = clock.now()
    consultation = draft(officer(), now)
    span = {"opens_at": now + 90 * DAY, "closes_at": now + 99 * DAY}
    for _time in range(2):
        consultations.add_phase(
            officer(), consultation.id, kind="vote", settings=settings(), **span
        )
    with pytest.raises(Refused, match="would overlap"):
        consultations.add_phase(officer(), consultation.id, kind="proposals", settings={}, **span)


def test_of_two_votes_at_once_the_officer_says_which_comes_first(town: Flask) -> None:
    now = clock.now()
    consultation = draft(officer(), now)
    span = {"opens_at": now + 90 * DAY, "closes_at": now + 99 * DAY}
    first, second = (
        consultations.add_phase(
            officer(), consultation.id, kind="vote", settings=settings(title=title), **span
        ).id
        for title in ("One", "Two")
    )
    consultations.move_phase_earlier(officer(), second)
    votes = sa.select(Phase.id).where(Phase.kind == "vote").order_by(Phase.position)
    assert list(db.session.scalars(votes)) == [second, first]
