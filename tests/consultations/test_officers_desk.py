"""What officers do, through the forms they see."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.base.events import Event
from commons.cities.context import city
from commons.consultations import actions
from commons.consultations.activities import Result
from commons.consultations.models import Consultation, Phase
from commons.people import actions as people_actions
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.consultations import DAY, START, Silence, draft, officer, published
from tests.marks import both_databases

TEXTS = {
    "text_en-title": "What shall the old tram depot become?",
    "text_en-summary": "Tell the city what you need there.",
    "text_en-body": "The depot is empty. The council decides in spring.",
    "primary_language": "en",
}


def desk(app: Flask, language: str = "en") -> Browser:
    """An officer at their desk."""
    browser = Browser(app, language=language)
    browser.sign_in("desk@example.org", role="officer", name="Officer Zofia")
    return browser


def add_phase(browser: Browser, slug: str, opens: str, closes: str) -> None:
    browser.open(f"/office/consultations/{slug}/phases/new?kind=silence")
    browser.send({"phase_opens": opens, "phase_closes": closes, "minutes": "7"})


@both_databases
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_officer_takes_a_consultation_from_the_first_word_to_the_answer(
    app: Flask, silence: Silence, language: str
) -> None:
    browser = desk(app, language)
    slug = "what-shall-the-old-tram-depot-become"
    with clock.at(START):
        browser.open("/office/")
        assert browser.page.html["dir"] == ("rtl" if language == "ar" else "ltr")
        browser.open("/office/new")
        browser.send(TEXTS)
        assert browser.url == f"/gdansk/office/consultations/{slug}"
        assert browser.page.select_one("form[action$='/publish']") is None  # no phase yet
        add_phase(browser, slug, "2026-11-02T10:00", "2026-11-10T20:00")
        assert browser.errors == []
        browser.open(f"/consultations/{slug}")
        assert browser.status == 200
        browser.open(f"/office/consultations/{slug}")
        browser.send(form="form[action$='/publish']")
        assert browser.page.select_one(".notice-good") is not None
    visitor = Browser(app)
    with clock.at(datetime(2026, 11, 2, 9, 0, tzinfo=UTC)):  # 10:00 in Gdańsk
        visitor.open("/")
        assert "Keep silent" in visitor.text
    silence.results = [Result("A garden", "en", chosen=True)]
    with clock.at(START + 20 * DAY):
        browser.open(f"/office/consultations/{slug}")
        browser.send(form="form[action$='/publish']")
        browser.open(f"/office/consultations/{slug}/answer")
        browser.send({"text_en": "You asked for a garden. We build it in May."})
        visitor.open(f"/consultations/{slug}")
        assert "A garden" in visitor.text
        assert "You said, we decided" in visitor.text
        assert "We build it in May." in visitor.text
    with app.app_context(), city(CITY):
        acts = set(db.session.scalars(sa.select(AuditEntry.act)))
        kinds = set(db.session.scalars(sa.select(Event.kind)))
    assert acts >= {
        "create_consultation",
        "add_phase",
        "publish_consultation",
        "publish_outcome",
        "answer_consultation",
    }
    assert kinds >= {
        "consultation.published",
        "phase.opened",
        "phase.closed",
        "outcome.published",
        "consultation.answered",
    }


def test_a_mistake_in_a_folded_language_is_unfolded_and_what_was_typed_is_kept(
    app: Flask, silence: Silence
) -> None:
    browser = desk(app)
    browser.open("/office/new")
    browser.send({**TEXTS, "text_uk-body": "Довгий текст"})
    assert browser.status == 422
    assert any("Українська" in message for message in browser.errors)
    unfolded = [part for part in browser.page.select("form details") if part.has_attr("open")]
    assert len(unfolded) == 1
    assert "Довгий текст" in unfolded[0].get_text()
    assert browser.page.select_one("[name=text_en-title]")["value"] == TEXTS["text_en-title"]


def test_the_primary_language_must_be_written_whichever_it_is(app: Flask, silence: Silence) -> None:
    browser = desk(app)
    browser.open("/office/new")
    browser.send({**TEXTS, "primary_language": "ar"})
    assert browser.status == 422
    assert len(browser.errors) == 2
    first = browser.page.select_one("form fieldset legend bdi")
    assert first["lang"] == "ar"  # the part with the mistake stands open, on top


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        ("2026-11-10T10:00", "2026-11-02T10:00", "The end must come after the beginning"),
        ("2027-03-28T02:30", "2027-04-02T10:00", "this time does not exist"),
        ("", "2026-11-02T10:00", "Say when it opens"),
        ("tomorrow", "2026-11-02T10:00", "Give a day and a time"),
        ("0001-01-01T00:00", "9999-12-31T23:59", "Choose a year"),
        ("2026-11-31T10:00", "\u0000", "Give a day and a time"),
        ("2026-11-03T10:00", "2026-11-06T10:00", "overlap"),
    ],
)
@both_databases
def test_unfit_dates_are_explained_and_kept(
    app: Flask, silence: Silence, opens: str, closes: str, words: str
) -> None:
    with app.app_context(), city(CITY):
        slug = draft(officer(), START, START + 4 * DAY).slug
    browser = desk(app)
    add_phase(browser, slug, opens, closes)
    assert browser.status == 422
    assert any(words in message for message in browser.errors), browser.errors
    assert browser.page.select_one("[name=phase_opens]")["value"] == opens
    assert browser.page.select_one("[name=minutes]")["value"] == "7"


def test_a_moment_that_the_clocks_show_twice_survives_being_saved_again(
    app: Flask, silence: Silence
) -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 for the second time
    with app.app_context(), city(CITY):
        consultation = draft(officer(), START - 30 * DAY, second)
        slug, number = consultation.slug, consultation.phases[0].id
    browser = desk(app)
    browser.open(f"/office/consultations/{slug}/phases/{number}")
    assert browser.page.select_one("[name=phase_closes]")["value"] == "2026-10-25T02:30"
    browser.send()
    with app.app_context(), city(CITY):
        assert db.session.get(Phase, number).closes_at == second


def test_phases_of_a_draft_can_be_moved_and_removed(app: Flask, silence: Silence) -> None:
    with app.app_context(), city(CITY):
        consultation = draft(officer(), START, START + DAY, START + 3 * DAY)
        slug, second = consultation.slug, consultation.phases[1].id
    browser = desk(app)
    browser.open(f"/office/consultations/{slug}")
    browser.send(form=f"form[action$='/{second}/earlier']")
    with app.app_context(), city(CITY):
        first, last = db.session.scalars(sa.select(Phase).order_by(Phase.position))
        assert (first.id, first.opens_at, first.closes_at) == (second, START, START + 2 * DAY)
        assert (last.opens_at, last.closes_at) == (START + 2 * DAY, START + 3 * DAY)
    browser.send(form=f"form[action$='/{second}/remove']")
    with app.app_context(), city(CITY):
        assert [phase.position for phase in db.session.scalars(sa.select(Phase))] == [1]


def test_an_open_phase_can_be_extended_or_closed_only_with_a_reason_that_all_can_read(
    app: Flask, silence: Silence
) -> None:
    with app.app_context(), city(CITY):
        consultation = published(officer(), START, START + 4 * DAY)
        slug, number = consultation.slug, consultation.phases[0].id
    browser, visitor = desk(app), Browser(app)
    address = f"/office/consultations/{slug}/phases/{number}"
    with clock.at(START + DAY):
        browser.open(address)
        browser.send({"new_end": "2026-11-20T20:00"}, form="form[action$='/extend']")
        assert browser.errors == ["Give a reason. Everybody can read it."]
        assert browser.page.select_one("[name=new_end]")["value"] == "2026-11-20T20:00"
        browser.send(
            {"new_end": "2026-11-20T20:00", "extend_reason": "The posters came late"},
            form="form[action$='/extend']",
        )
        visitor.open(f"/consultations/{slug}")
        assert "20 November 2026, 20:00" in visitor.text
        assert "The posters came late" in visitor.text
        browser.open(address)
        browser.send({}, form="form[action$='/close']")
        assert browser.page.select_one("details.confirm-danger").has_attr("open")
        browser.send({"close_reason": "The depot burnt down"}, form="form[action$='/close']")
        assert silence.calls == [("open", 1), ("settle", 1)]
    with app.app_context(), city(CITY):
        acts = list(db.session.scalars(sa.select(AuditEntry.act)))
    assert {"extend_phase", "close_phase"} <= set(acts)


def test_the_settings_of_an_opened_phase_are_frozen(app: Flask, silence: Silence) -> None:
    with app.app_context(), city(CITY):
        consultation = published(officer(), START, START + 4 * DAY)
        slug, number = consultation.slug, consultation.phases[0].id
    browser = desk(app)
    with clock.at(START + DAY):
        browser.open(f"/office/consultations/{slug}/phases/{number}")
        assert browser.page.select_one("fieldset[disabled] [name=minutes]") is not None
        browser.post(
            f"/office/consultations/{slug}/phases/{number}",
            {
                "phase_opens": "2026-11-03T10:00",
                "phase_closes": "2026-11-09T10:00",
                "minutes": "99",
            },
        )
        assert browser.status == 422
    with app.app_context(), city(CITY):
        assert db.session.get(Phase, number).settings == {"minutes": 5}


def test_dates_that_people_know_change_only_with_a_reason(town: Flask, silence: Silence) -> None:
    by = officer()
    phase = published(by, START, START + DAY).phases[0]
    later = {"opens_at": START + DAY, "closes_at": START + 2 * DAY, "settings": {}}
    with clock.at(START - DAY):
        with pytest.raises(Refused, match="reason"):
            actions.change_phase(by, phase.id, **later)
        actions.change_phase(by, phase.id, **later, reason="A holiday")
    assert db.session.get(Phase, phase.id).opens_at == START + DAY


def test_a_phase_opens_before_its_time_only_when_the_one_before_it_is_over(
    town: Flask, silence: Silence
) -> None:
    by = officer()
    first, second = published(by, START, START + DAY, START + 2 * DAY).phases
    with clock.at(START + DAY / 2):
        with pytest.raises(Refused, match="earlier phase"):
            actions.open_phase_now(by, second.id)
        actions.close_phase_now(by, first.id)
    with clock.at(START + 0.6 * DAY):
        actions.open_phase_now(by, second.id)
    assert silence.calls == [("open", 1), ("settle", 1), ("open", 2)]


def test_a_draft_says_in_plain_words_what_is_missing(app: Flask, silence: Silence) -> None:
    silence.problems = ["Choose a quiet place."]
    with app.app_context(), city(CITY):
        by = officer()
        slug = draft(by, START, START + DAY).slug
        consultation_id = db.session.scalar(sa.select(Consultation.id))
        with clock.at(START + 5 * DAY), pytest.raises(Refused):
            actions.publish_consultation(by, consultation_id)
    browser = desk(app)
    with clock.at(START + 5 * DAY):
        browser.open(f"/office/consultations/{slug}")
    assert "Phase 1, Silence: Choose a quiet place." in browser.text
    assert "It would close before it is published." in browser.text


@both_databases
def test_officers_who_choose_the_same_title_at_once_get_addresses_of_their_own(
    app: Flask, silence: Silence
) -> None:
    with app.app_context(), city(CITY):
        officer()
    ready = Barrier(5)

    def create() -> None:
        with app.app_context(), city(CITY):
            by = officer()
            db.session.commit()
            ready.wait(30)
            draft(by, title="Żółty park")

    with ThreadPoolExecutor(5) as threads:
        for asked in [threads.submit(create) for _number in range(5)]:
            asked.result()
    with app.app_context(), city(CITY):
        slugs = sorted(db.session.scalars(sa.select(Consultation.slug)))
    assert slugs == ["zolty-park", *(f"zolty-park-{number}" for number in range(2, 6))]


def test_residents_and_moderators_can_do_none_of_it(app: Flask, silence: Silence) -> None:
    with app.app_context(), city(CITY):
        consultation = published(officer(), START, START + DAY)
        slug, phase_id = consultation.slug, consultation.phases[0].id
        _code, link = people_actions.issue_code("ola@example.org")
        resident = people_actions.check_link(link)
        for act in (
            lambda: actions.create_consultation(
                resident, primary_language="en", texts={"en": ("Title", "Summary", "Body")}
            ),
            lambda: actions.close_phase_now(resident, phase_id),
            lambda: actions.open_phase_now(resident, phase_id),
            lambda: actions.publish_outcome(resident, phase_id),
            lambda: actions.publish_consultation(resident, consultation.id),
            lambda: actions.answer_consultation(resident, consultation.id, {"en": "No"}),
        ):
            with pytest.raises(NotAllowed):
                act()
    for role in (None, "moderator"):
        browser = Browser(app)
        browser.sign_in(f"{role}@example.org", role=role)
        for address in (
            "/office/",
            "/office/new",
            f"/office/consultations/{slug}",
            f"/office/consultations/{slug}/answer",
            f"/office/consultations/{slug}/phases/{phase_id}",
        ):
            browser.open(address)
            assert browser.status == 403
        browser.post(f"/office/consultations/{slug}/phases/{phase_id}/open")
        assert browser.status == 403


def test_an_answer_waits_for_the_last_phase_and_its_changes_leave_a_trace(
    town: Flask, silence: Silence
) -> None:
    by = officer()
    consultation = published(by, START, START + DAY)
    with clock.at(START), pytest.raises(Refused, match="last phase"):
        actions.answer_consultation(by, consultation.id, {"en": "Yes"})
    with clock.at(START + DAY):
        actions.answer_consultation(by, consultation.id, {"en": "Yes"})
        actions.answer_consultation(by, consultation.id, {"en": "No", "pl": "Nie"})
    entry = db.session.scalars(
        sa.select(AuditEntry)
        .where(AuditEntry.act == "answer_consultation")
        .order_by(AuditEntry.id.desc())
    ).first()
    assert entry.data["replaced"] == {"en": "Yes"}
