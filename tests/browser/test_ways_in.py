"""Coming in without e-mail: with a card and with a passkey, in Pashto, on a phone 360 pixels wide.

Passkeys need a host name, so the city is visited at ``localhost``; the device is Chromium's own
virtual authenticator.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from commons.cities.context import city
from commons.people.cards import actions
from tests.browser.chromium import visit
from tests.browser.people import Visitor, demo_person, open_a_vote
from tests.browser.site import Site


@pytest.fixture
def at_home(site: Site) -> Site:
    """The served city under a host name."""
    return replace(site, url=site.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def visitor(at_home: Site, chrome: Browser) -> Iterator[Visitor]:
    """Somebody who reads Pashto and has never been here."""
    context = visit(chrome, at_home, language="ps")
    yield Visitor(at_home, context)
    context.close()


def a_code(site: Site) -> str:
    with site.app.app_context(), city(site.slug):
        _batch, [(_number, code)] = actions.make_batch(
            demo_person("officer"), place="Main library", count=1
        )
        return code


def fits(tab: Page) -> bool:
    """Whether nothing sticks out of the screen at either side."""
    wide: bool = tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return wide


def test_a_scanned_card_leads_in_and_its_code_goes_nowhere_else(
    at_home: Site, visitor: Visitor
) -> None:
    code, sent = a_code(at_home), []
    tab = visitor.tab

    def note(request: Request) -> None:
        sent.append(request.url.partition("#")[0] + str(request.headers.get("referer")))

    tab.on("request", note)
    visitor.open(f"/sign-in/card#{code}")
    html = tab.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ps", "rtl")
    field = tab.locator("[name=code]")
    expect(field).to_have_value(code)
    assert "#" not in tab.url
    assert fits(tab)
    visitor.choose_language("ar")
    expect(field).to_have_value(code)
    assert "#" not in tab.url
    visitor.choose_language("ps")
    visitor.send("/sign-in/card")
    assert tab.url.endswith("/account"), "where the name can be chosen"
    assert fits(tab)
    assert not [line for line in sent if code in line]
    tab.go_back()
    assert code not in tab.url


def test_a_card_is_typed_where_nothing_scans(at_home: Site, chrome: Browser) -> None:
    code = a_code(at_home)
    context = visit(chrome, at_home, language="ps", javascript=False)
    visitor = Visitor(at_home, context)
    visitor.open("/sign-in")
    visitor.tab.locator("main a[href$='/sign-in/card']").click()
    typed = code.lower().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    visitor.tab.fill("[name=code]", typed[:-1])
    visitor.send("/sign-in/card")
    expect(visitor.tab.locator(".error-summary")).to_be_visible()
    assert fits(visitor.tab)
    visitor.tab.fill("[name=code]", typed)
    visitor.send("/sign-in/card")
    assert visitor.tab.url.endswith("/account")
    context.close()


def test_somebody_with_nothing_but_a_card_votes(at_home: Site, visitor: Visitor) -> None:
    code = a_code(at_home)
    phase_id = open_a_vote(at_home, "Budżet dla wszystkich")
    visitor.open(f"/votes/{phase_id}/ballot")
    visitor.tab.locator("input[name=option]").first.check()
    visitor.send(f"/votes/{phase_id}/ballot")
    assert fits(visitor.tab)
    visitor.tab.locator("main a[href*='/sign-in']").first.click()
    visitor.tab.locator("main a[href$='/sign-in/card']").click()
    visitor.tab.fill("[name=code]", code)
    visitor.send("/sign-in/card")
    assert visitor.tab.url.endswith(f"/votes/{phase_id}/ballot/check"), "led back to the ballot"
    assert not visitor.tab.locator("[name=declared]").count(), "the card shows it already"
    visitor.send("/ballot/check")
    assert len(visitor.receipt) > 10
    assert fits(visitor.tab)


def with_a_lock(tab: Page) -> None:
    """Give the device a lock of its own, as phones have."""
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def sign_out(visitor: Visitor) -> None:
    visitor.open("/account")
    visitor.tab.locator("main form[action$='/sign-out'] button").last.click()
    visitor.tab.wait_for_load_state("load")


def test_a_passkey_is_added_used_and_removed(at_home: Site, visitor: Visitor) -> None:
    tab = visitor.tab
    with_a_lock(tab)
    visitor.open(f"/sign-in/card#{a_code(at_home)}")
    visitor.send("/sign-in/card")
    name = tab.locator("header .account bdi").inner_text()
    visitor.open("/account/passkeys")
    assert fits(tab)
    tab.fill("[name=name]", "زما تلیفون")
    tab.locator("form[data-passkey] button").click()
    expect(tab.locator("main .card")).to_contain_text("زما تلیفون")
    expect(tab.locator("main .card")).to_contain_text("localhost")

    sign_out(visitor)
    visitor.open("/sign-in")
    assert fits(tab)
    for _time in range(2):
        tab.locator("form[data-passkey] button").click()
        expect(tab.locator("header .account bdi")).to_have_text(name)
        sign_out(visitor)
        visitor.open("/sign-in")

    tab.locator("form[data-passkey] button").click()
    expect(tab.locator("header .account bdi")).to_have_text(name)
    visitor.open("/account/passkeys")
    visitor.send_after_thought("/remove")
    assert tab.locator("main .card").count() == 0
    sign_out(visitor)
    visitor.open("/sign-in")
    tab.locator("form[data-passkey] button").click()
    tab.wait_for_load_state("load")
    expect(tab.locator(".flashes .notice").last).to_be_visible()
    assert tab.url.endswith("/sign-in"), "a removed passkey lets nobody in"


def test_whoever_has_no_passkey_on_the_device_is_told(at_home: Site, visitor: Visitor) -> None:
    with_a_lock(visitor.tab)
    visitor.open("/sign-in")
    visitor.tab.locator("form[data-passkey] button").click()
    problem = visitor.tab.locator(".passkey-problem")
    expect(problem).not_to_be_empty()
    expect(problem).to_have_text(problem.get_attribute("data-cancelled") or "")
    expect(visitor.tab.locator("form[data-passkey] button")).to_be_enabled()


def test_without_script_no_passkey_is_offered(at_home: Site, chrome: Browser) -> None:
    context = visit(chrome, at_home, language="ps", javascript=False)
    visitor = Visitor(at_home, context)
    visitor.open("/sign-in")
    expect(visitor.tab.locator("form[data-passkey]")).to_be_hidden()
    context.close()


def test_cards_have_the_size_of_cards_and_hold_three_languages(site: Site, chrome: Browser) -> None:
    context = visit(chrome, site, role="officer", language="en", wide=True)
    tab = context.new_page()
    tab.goto(site.address("/cards/new"))
    tab.fill("[name=place]", "Main library")
    tab.fill("[name=count]", "12")
    for code in ("pl", "ar", "ps", "en", "uk"):
        tab.locator(f"[name=languages][value={code}]").set_checked(code in {"pl", "ar", "uk"})
    tab.locator("main form[method=post] button").click()
    tab.emulate_media(media="print", color_scheme="dark")
    cards = tab.locator(".access-card")
    expect(cards).to_have_count(12)
    for place in (0, 11):
        box = cards.nth(place).bounding_box()
        assert box is not None
        assert (round(box["width"] / 96 * 25.4), round(box["height"] / 96 * 25.4)) == (85, 54)
        inside = cards.nth(place).evaluate(
            "card => card.scrollHeight <= card.clientHeight && card.scrollWidth <= card.clientWidth"
        )
        assert inside, "all that is on a card is to be read"
    pages = tab.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 2, "ten to a sheet"
    context.close()
