"""The list of proposals."""

from flask import Flask

from commons.cities.context import city
from commons.contributions import actions as contributions
from commons.proposals import actions
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by
from tests.marks import both_databases
from tests.proposals.pages import BUDGET, asked, hide


@both_databases
def test_a_list_of_two_hundred_takes_few_statements(
    app: Flask, browser: Browser, statements: Statements
) -> None:
    with app.app_context(), city(CITY):
        phase = call_for_proposals(titles={"pl": "Drzewa", "en": "Trees"})
        proposals = many_proposals(resident("Ola"), phase, 200, language="pl", district_id=1)
        for proposal in proposals[-5:]:
            contributions.add_translation(proposal.id, "en", "Translated", "Words", "Hanna")
        hide(proposals[-7], resident("Mod", role="moderator"))
    browser.sign_in()
    for address in (
        "/proposals/",
        "/proposals/?sort=newest",
        f"/proposals/?phase={phase.id}&q=body&sort=supported",
    ):
        statements.clear()
        browser.open(address)
        assert len(browser.page.select("article.card")) == 20
        assert len(asked(statements)) <= BUDGET, "\n\n".join(asked(statements))


def test_the_list_is_narrowed_and_paged_by_links(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        author, phase = resident("Ola"), call_for_proposals()
        many_proposals(author, phase, 30, district_id=1)
        oaks = proposal_by(author, phase, "Oaks", district_id=2, language="uk")
        officer = resident("Jan", role="officer")
        actions.answer_proposal(officer, oaks.id, decision="accepted", texts={"pl": "Tak"})
    browser.open("/proposals/?district=1")
    assert len(browser.page.select("article.card")) == 20
    browser.open(browser.page.select_one("a[rel=next]")["href"])
    assert len(browser.page.select("article.card")) == 10
    for narrowed in ("district=2", "status=accepted", "language=uk", "q=oaks"):
        browser.open(f"/proposals/?{narrowed}")
        assert [h2.get_text() for h2 in browser.page.select("article h2")] == ["Oaks"], narrowed
    browser.open("/proposals/?q=nothing+like+that")
    assert "No proposal fits" in browser.text
    browser.open("/proposals/?_external=1&_scheme=x&after=0-1&district=zzz")
    assert browser.status == 200


def test_an_empty_list_says_what_to_do(app: Flask, browser: Browser) -> None:
    browser.open("/proposals/")
    assert "There is no proposal yet" in browser.text
    with app.app_context(), city(CITY):
        phase = call_for_proposals()
    browser.open(f"/proposals/?phase={phase.id}")
    assert browser.page.select_one(f'main a[href$="/proposals/new?phase={phase.id}"]')


def test_a_hidden_proposal_leaves_a_trace_in_the_list(app: Flask, browser: Browser) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident("Ola"), call_for_proposals(), "Out with them")
        hide(proposal, resident("Mod", role="moderator"))
    browser.open("/proposals/")
    assert "A moderator hid this proposal" in browser.text
    assert "It attacks people for their origin." in browser.text
    assert browser.page.select_one('main a[href$="/hidden/"]')
    assert "Out with them" not in browser.response.get_data(as_text=True)


def test_a_right_to_left_title_runs_right_to_left_on_a_left_to_right_page(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city(CITY):
        proposal = proposal_by(
            resident(), call_for_proposals(), "مزيد من الأشجار", body="الصيف حار", language="ar"
        )
    browser.open("/proposals/")
    title = browser.page.select_one("article h2")
    assert (title["lang"], title["dir"]) == ("ar", "rtl")
    browser.open(f"/proposals/{proposal.id}")
    assert (browser.page.h1["lang"], browser.page.h1["dir"]) == ("ar", "rtl")
    assert browser.page.html["dir"] == "ltr"
    assert browser.page.select_one(".words-text")["dir"] == "rtl"
