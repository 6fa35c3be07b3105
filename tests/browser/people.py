"""What people do with the pages, whatever language they are in."""

import re
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page

from commons.base import clock
from commons.cities.context import city
from commons.consultations import actions as consultations
from commons.people import queries
from commons.people.models import Person
from commons.people.permissions import OFFICER
from tests.browser.site import ROLES, Site


@dataclass
class Visitor:
    """Somebody with a browser. Finds things by what they do, so that every language reads alike."""

    site: Site
    context: BrowserContext

    def __post_init__(self) -> None:
        self.tab: Page = self.context.new_page()

    def open(self, path: str) -> None:
        """Open an address of the city."""
        answer = self.tab.goto(self.site.address(path))
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def send(self, action: str) -> None:
        """Press the first button of the form that posts to an address ending so."""
        form = self.tab.locator(f"main form[action$='{action}']").first
        form.locator("button[type=submit], button:not([type])").first.click()
        self.tab.wait_for_load_state("load")

    def send_after_thought(self, action: str, values: dict[str, str] | None = None) -> None:
        """Open the question that stands around a form, fill it in, and press its button."""
        self.tab.locator(f"main details:has(form[action$='{action}']) > summary").first.click()
        form = self.tab.locator(f"main form[action$='{action}']").first
        for name, value in (values or {}).items():
            form.locator(f"[name={name}]").fill(value)
        self.send(action)

    def choose_language(self, code: str) -> None:
        """Choose a language in the menu at the top."""
        self.tab.locator("details.language-menu summary").click()
        self.tab.locator(f"button[name=language][value={code}]").click()
        self.tab.wait_for_load_state("load")

    def sign_in(self, address: str) -> None:
        """Sign in with the code from the mail, on whatever page asks for the address."""
        if not self.tab.locator("input[name=address]").count():
            self.open("/sign-in")
        self.tab.fill("input[name=address]", address)
        self.send("/sign-in")
        code = self._code_for(address)
        self.tab.fill("input[name=code]", code)
        self.send("/sign-in/code")

    def _code_for(self, address: str) -> str:
        outbox = self.context.new_page()
        outbox.goto(self.site.address("/outbox"))
        text = outbox.locator("main").inner_text()
        outbox.close()
        assert address in text
        found = re.search(r"^\s*(\d{6})\s*$", text[text.index(address) :], re.M)
        assert found is not None, text[:800]
        return found.group(1)

    @property
    def text(self) -> str:
        """What the page says."""
        return self.tab.locator("main").inner_text()

    @property
    def receipt(self) -> str:
        """The receipt code on the page."""
        return self.tab.locator("#receipt-code").inner_text().strip()


def demo_person(role: str) -> Person:
    """The demo's person with a role, and the roles they hold. Inside the city."""
    person = queries.person_by_address(ROLES[role] or "")
    assert person is not None
    person.roles = frozenset({OFFICER})
    return person


def open_a_vote(site: Site, title: str) -> int:
    """A published consultation with one budget vote that is open now; gives its phase."""
    with site.app.app_context(), city(site.slug):
        officer, now = demo_person("officer"), clock.now()
        consultation = consultations.create_consultation(
            officer,
            primary_language="pl",
            texts={"pl": (title, "Krótko o sprawie.", "Więcej o sprawie.")},
        )
        phase = consultations.add_phase(
            officer,
            consultation.id,
            kind="vote",
            opens_at=now + timedelta(hours=1),
            closes_at=now + timedelta(days=3),
            settings={
                "ballot_kind": "knapsack",
                "rule": "equal-shares",
                "budget": 100_000,
                "level": 1,
                "options": [
                    {
                        "title": "Ławki w parku",
                        "cost": 40_000,
                        "titles": {"ar": "مقاعد في الحديقة"},
                    },
                    {"title": "Drzewa przy szkole", "cost": 60_000, "titles": {}},
                    {"title": "Plac zabaw", "cost": 70_000, "titles": {}},
                ],
            },
        )
        consultations.publish_consultation(officer, consultation.id)
        consultations.open_phase_now(officer, phase.id)
        return phase.id


def close_and_publish(site: Site, phase_id: int) -> None:
    """Close a vote now, and publish its result."""
    with site.app.app_context(), city(site.slug):
        officer = demo_person("officer")
        consultations.close_phase_now(officer, phase_id, "The test is over.")
        consultations.publish_outcome(officer, phase_id)
