"""The ways of a resident, a moderator and an officer, on a phone, with and without JavaScript."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.consultations.models import Consultation, Phase
from commons.people import queries
from commons.proposals.actions import submit_proposal
from tests.browser.chromium import visit
from tests.browser.people import Visitor, close_and_publish, open_a_vote
from tests.browser.site import ROLES, Site

NUMBERS = count(1)
ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
languages = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture
def visitor(site: Site, chrome: Browser, language: str, javascript: bool) -> Iterator[Visitor]:
    """Somebody with a phone who has never been here."""
    context = visit(chrome, site, language=language, javascript=javascript)
    yield Visitor(site, context)
    context.close()


def open_proposals_phase(site: Site) -> int:
    with site.app.app_context(), city(site.slug):
        now = clock.now()
        found = db.session.scalar(
            sa.select(Phase.id).where(
                Phase.kind == "proposals",
                Phase.opens_at <= now,
                Phase.closes_at > now + timedelta(hours=1),
                Phase.opened_at.is_not(None),
            )
        )
    assert found is not None
    return found


@languages
@ways
def test_a_resident_finds_what_is_open_and_speaks_their_language(
    visitor: Visitor, language: str, javascript: bool
) -> None:
    visitor.open("/")
    html = visitor.tab.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    first_button = visitor.tab.locator("main .card a.button, main .card .actions a").first
    box = first_button.bounding_box()
    assert box is not None
    assert box["y"] < 740, "the first way in is below the fold"
    visitor.choose_language("pl")
    assert visitor.tab.locator("html").get_attribute("lang") == "pl"
    visitor.open("/consultations/")
    assert visitor.tab.locator("html").get_attribute("lang") == "pl"


@languages
@ways
def test_a_resident_proposes_supports_and_comments(
    site: Site, visitor: Visitor, language: str, javascript: bool
) -> None:
    title = f"Water fountain number {next(NUMBERS)} {language} {javascript}"
    phase_id = open_proposals_phase(site)
    visitor.open(f"/proposals/new?phase={phase_id}")
    visitor.tab.fill("[name=title]", title)
    visitor.tab.fill("[name=body]", "The square has no drinking water, and summers get hotter.")
    visitor.tab.locator("main form[data-draft] .actions button").last.click()
    visitor.tab.wait_for_url("**/place")
    visitor.tab.locator("main form[data-draft] .actions button").last.click()
    visitor.tab.wait_for_url("**/pictures")
    visitor.tab.locator("main a.button[href$='/look']").click()
    visitor.tab.wait_for_url("**/look")
    visitor.tab.select_option("main select[name=language]", "en")
    visitor.tab.locator("main form[data-draft] .actions button").last.click()
    visitor.tab.wait_for_load_state("load")
    visitor.sign_in(f"resident{next(NUMBERS)}.{language}@example.net")
    assert title in visitor.tab.locator("main").inner_text(), "what was typed is kept"
    visitor.tab.locator("main form[data-draft] .actions button").last.click()
    visitor.tab.wait_for_load_state("load")
    expect(visitor.tab.locator("h1")).to_contain_text(title)

    with site.app.app_context(), city(site.slug):
        author = queries.person_by_address(ROLES["resident"] or "")
        phase = db.session.get(Phase, phase_id)
        assert author is not None
        other = submit_proposal(
            author,
            title=f"{title} for others",
            body="Shade on the square.",
            language="en",
            phase=phase,
        )
        other_id = other.id
    visitor.open(f"/proposals/{other_id}")
    support = visitor.tab.locator(f"form[action$='/contributions/{other_id}/support']")
    support.locator("button").click()
    expect(support.locator("input[name=support]")).to_have_value("no")
    if javascript:
        expect(support.locator("button")).to_be_focused()
    comment = visitor.tab.locator(f"form[action*='/contributions/{other_id}/comments']")
    comment.locator("[name=alignment]").first.check()
    comment.locator("textarea").fill("A good place, near the tram stop.")
    comment.locator("button").last.click()
    expect(visitor.tab.locator("main")).to_contain_text("A good place, near the tram stop.")


@languages
@ways
def test_a_resident_votes_changes_their_mind_and_finds_their_receipt(
    site: Site, visitor: Visitor, language: str, javascript: bool
) -> None:
    phase_id = open_a_vote(site, f"Budżet próbny {next(NUMBERS)}")
    visitor.open(f"/votes/{phase_id}")
    visitor.open(f"/votes/{phase_id}/ballot")
    boxes = visitor.tab.locator("input[name=option]")
    assert boxes.count() == 3
    for position in range(3):
        boxes.nth(position).check()
    if javascript:
        expect(visitor.tab.locator("[data-ballot-total]")).to_contain_text("170")
    visitor.send(f"/votes/{phase_id}/ballot")
    expect(visitor.tab.locator(".error-summary")).to_be_visible()
    assert visitor.tab.locator("input[name=option]:checked").count() == 3, "choices are kept"
    for position in range(3):
        box = visitor.tab.locator("input[name=option]").nth(position)
        if box.get_attribute("data-cost") == "70000":
            box.uncheck()
    visitor.send(f"/votes/{phase_id}/ballot")
    visitor.tab.locator("main a[href*='/sign-in']").first.click()
    visitor.sign_in(f"voter{next(NUMBERS)}.{language}@example.net")
    assert visitor.tab.url.endswith(f"/votes/{phase_id}/ballot/check"), "led back to the ballot"
    visitor.send("/ballot/check")
    expect(visitor.tab.locator(".error-summary")).to_be_visible()  # where do you live?
    visitor.tab.check("[name=declared]")
    visitor.send("/ballot/check")
    first_receipt = visitor.receipt
    assert len(first_receipt) > 10

    visitor.open(f"/votes/{phase_id}/ballot")
    assert visitor.tab.locator("input[name=option]:checked").count() == 2
    visitor.tab.locator("input[name=option]:checked").first.uncheck()
    visitor.send(f"/votes/{phase_id}/ballot")
    visitor.send("/ballot/check")
    receipt = visitor.receipt
    assert receipt != first_receipt

    close_and_publish(site, phase_id)
    visitor.open(f"/votes/{phase_id}/result")
    assert visitor.tab.locator("main table").count() >= 1
    visitor.open(f"/votes/{phase_id}/box")
    visitor.tab.fill("[name=receipt]", receipt.lower())
    visitor.send("/box")
    expect(visitor.tab.locator("main")).to_contain_text(receipt)
    visitor.open(f"/votes/{phase_id}/box?receipt={first_receipt}")
    assert not visitor.tab.locator("main .notice-good").count(), "the ballot changed is gone"


@languages
@ways
def test_a_moderator_hides_with_a_reason_and_the_trace_shows_it(
    site: Site, chrome: Browser, language: str, javascript: bool
) -> None:
    number, phase_id = next(NUMBERS), open_proposals_phase(site)
    with site.app.app_context(), city(site.slug):
        author = queries.person_by_address(ROLES["resident"] or "")
        assert author is not None
        phase = db.session.get(Phase, phase_id)
        bad = submit_proposal(
            author,
            title=f"Forbidden words {number}",
            body="An insult against newcomers.",
            language="en",
            phase=phase,
        )
        bad_id = bad.id
    reporter = Visitor(site, visit(chrome, site, language=language, javascript=javascript))
    reporter.open(f"/contributions/{bad_id}/report")
    reporter.tab.check("[name=reason][value=hate]")
    reporter.send("/report")

    moderator = Visitor(
        site, visit(chrome, site, role="moderator", language=language, javascript=javascript)
    )
    moderator.open(f"/moderation/{bad_id}")
    assert f"Forbidden words {number}" in moderator.text
    moderator.tab.check("[name=act][value=hide]")
    moderator.tab.check("[name=reason][value=hate]")
    moderator.tab.fill("[name=statement]", "It insults newcomers, which our rules forbid.")
    moderator.tab.locator("main form[method=post] .actions button").last.click()
    moderator.tab.wait_for_load_state("load")

    reporter.open(f"/proposals/{bad_id}")
    assert "It insults newcomers, which our rules forbid." in reporter.text
    assert "An insult against newcomers." not in reporter.text
    reporter.open("/hidden/")
    assert "It insults newcomers, which our rules forbid." in reporter.text
    assert f"Forbidden words {number}" not in reporter.text
    for person in (reporter, moderator):
        person.context.close()


def choose_how_to_count(tab: Page, *, javascript: bool) -> None:
    """A script leaves only the ways to count that go with the ballots; without it all are there."""
    schulze = tab.locator("[name=rule][value=schulze]")
    assert schulze.is_visible() is not javascript
    tab.locator("[name=ballot_kind][value=ranking]").check()
    assert schulze.is_visible()
    tab.locator("[name=ballot_kind][value=approval]").check()


@languages
@ways
def test_an_officer_sets_up_a_budget_vote_and_publishes_its_result(
    site: Site, chrome: Browser, language: str, javascript: bool
) -> None:
    number = next(NUMBERS)
    officer = Visitor(
        site, visit(chrome, site, role="officer", language=language, javascript=javascript)
    )
    officer.open("/office/new")
    officer.tab.select_option("[name=primary_language]", "pl")
    texts = {
        "title": f"Zielone podwórka {number}",
        "summary": "Zdecydujmy razem.",
        "body": "Rada przeznacza na podwórka 50 000 zł.",
    }
    for part, words in texts.items():
        field = officer.tab.locator(f"[name='text_pl-{part}']")
        if not field.is_visible():
            officer.tab.locator("main details:has([name='text_pl-title']) > summary").click()
        field.fill(words)
    officer.tab.locator("main form[method=post] button").last.click()
    officer.tab.wait_for_load_state("load")
    page_of_draft = officer.tab.url
    slug = page_of_draft.rstrip("/").rpartition("/")[2]
    officer.open(f"/office/consultations/{slug}/phases/new?kind=vote")
    opens, closes = clock.now() + timedelta(days=1), clock.now() + timedelta(days=9)
    officer.tab.fill("[name=phase_opens]", f"{opens:%Y-%m-%dT%H:%M}")
    officer.tab.fill("[name=phase_closes]", f"{closes:%Y-%m-%dT%H:%M}")
    choose_how_to_count(officer.tab, javascript=javascript)
    officer.tab.fill("[name=vote_budget]", "50000")
    officer.tab.fill(
        "[name=vote_options]", "Ogród deszczowy ; 30 000\nHuśtawka dla każdego ; 25 000"
    )
    officer.tab.locator("main form[method=post] button").last.click()
    officer.tab.wait_for_load_state("load")
    assert not officer.tab.locator(".error-summary").count(), officer.text[:600]

    officer.open(f"/office/consultations/{slug}")
    officer.send_after_thought(f"/{slug}/publish")
    with site.app.app_context(), city(site.slug):
        phase_id = db.session.scalar(
            sa.select(Phase.id).join(Consultation).where(Consultation.slug == slug)
        )
    officer.open(f"/office/consultations/{slug}")
    officer.send_after_thought("/open")

    voter = Visitor(
        site, visit(chrome, site, role="resident", language=language, javascript=javascript)
    )
    voter.open(f"/votes/{phase_id}/ballot")
    voter.tab.locator("input[name=option]").first.check()
    voter.send(f"/votes/{phase_id}/ballot")
    if voter.tab.locator("[name=declared]").count():
        voter.tab.check("[name=declared]")
    voter.send("/ballot/check")
    assert voter.receipt

    officer.open(f"/office/consultations/{slug}")
    officer.tab.locator("main a[href*='/phases/']").first.click()
    officer.send_after_thought("/close", {"close_reason": "Wszyscy oddali głos."})
    officer.open(f"/office/consultations/{slug}")
    officer.send_after_thought(f"/phases/{phase_id}/publish")
    voter.open(f"/votes/{phase_id}/result")
    assert "Ogród deszczowy" in voter.text
    voter.open(f"/data/{slug}/")
    assert voter.tab.locator("a[href$='/results.csv']").count()
    # One ballot alone would give its voter away.
    assert not voter.tab.locator(f"a[href$='/vote-{phase_id}.pb']").count()
    for person in (officer, voter):
        person.context.close()
