"""How a person signs in."""

from tests.browser_client import Browser
from tests.marks import both_databases


@both_databases
def test_a_link_signs_a_person_in(browser: Browser) -> None:
    browser.sign_in("ola@example.org", name="Ola")
    browser.open("/account")
    assert browser.status == 200
    assert browser.page.select_one("#display_name")["value"] == "Ola"
