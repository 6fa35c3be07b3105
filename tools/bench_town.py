"""The city that the bench visits: it grows, and a resident votes in it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from bs4 import BeautifulSoup
from werkzeug.test import Client

from commons.app import create_app, wrap
from commons.base import clock
from commons.base.database import db
from commons.base.garbage import look_for_garbage_less_often
from commons.base.settings import Settings
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.consultations import actions as consultations
from commons.people import actions as people
from commons.people import granting
from commons.people.permissions import OFFICER
from commons.proposals.models import Proposal
from tools import bench_growth


class Town:
    """A city that grows, and a resident in it."""

    def __init__(self, home: Path, database_url: str | None = None) -> None:
        self.settings = Settings(
            home=home,
            secret_key="bench",  # noqa: S106
            demo=True,
            limits=False,
            database_url=database_url,
        )
        self.app = create_app(self.settings)
        self.client = Client(wrap(self.app, self.settings))
        with self.app.app_context():
            create_city("bench", name="Bench", languages=["en"], districts=["North", "South"])
            with city("bench"):
                self._furnish()

    def _furnish(self) -> None:
        now = clock.now()
        _code, self.link = people.issue_code("officer@example.org")
        officer = people.check_link(self.link)
        granting.grant_role(officer, OFFICER, reason="bench")
        officer.roles = frozenset({OFFICER})
        consultation = consultations.create_consultation(
            officer,
            primary_language="en",
            texts={"en": ("A budget", "For the bench.", "All of it.")},
        )
        middle = now + timedelta(days=2)
        self.proposing = consultations.add_phase(
            officer,
            consultation.id,
            kind="proposals",
            opens_at=now + timedelta(hours=1),
            closes_at=middle,
            settings={},
        ).id
        consultations.publish_consultation(officer, consultation.id)
        consultations.open_phase_now(officer, self.proposing)
        vote = consultations.create_consultation(
            officer, primary_language="en", texts={"en": ("A vote", "For the bench.", "All of it.")}
        )
        options = [{"title": f"Option {n}", "cost": 1000 * n, "titles": {}} for n in range(1, 41)]
        self.voting = consultations.add_phase(
            officer,
            vote.id,
            kind="vote",
            opens_at=now + timedelta(hours=1),
            closes_at=middle,
            settings={
                "ballot_kind": "approval",
                "rule": "greedy",
                "budget": 300_000,
                "level": 0,
                "options": options,
            },
        ).id
        consultations.publish_consultation(officer, vote.id)
        consultations.open_phase_now(officer, self.voting)
        _code, self.link = people.issue_code("officer@example.org")

    def grow(self, size: int) -> None:
        """Have so many proposals, with ten comments each, in the search's index too."""
        with self.app.app_context(), city("bench"):
            have = db.session.scalar(sa.select(sa.func.count()).select_from(Proposal)) or 0
            self.first = bench_growth.grow(size - have, self.proposing)
            bench_growth.settle()
        look_for_garbage_less_often()  # as the server does

    def talk(self, size: int) -> int:
        """A new proposal with so many comments: every second one an answer. Gives its id."""
        with self.app.app_context(), city("bench"):
            proposal = bench_growth.grow(1, self.proposing, comments=size)
            bench_growth.settle()
        return proposal

    def page(self, path: str) -> Callable[[], object]:
        """A visitor's request for a page."""

        def get() -> None:
            answer = self.client.get(f"/bench{path}", headers={"Accept-Encoding": "br"})
            assert answer.status_code == 200, (path, answer.status_code)
            answer.get_data()

        return get

    def ballots(self) -> Callable[[], object]:
        """A resident who hands in a ballot, and another one, and another one."""
        client = Client(wrap(self.app, self.settings))

        def token(path: str) -> str:
            page = BeautifulSoup(client.get(path).get_data(), "html.parser")
            return str(page.select_one("input[name=csrf_token]")["value"])  # type: ignore[index]

        link = f"/bench/sign-in/link/{self.link}"
        answer = client.post(link, data={"csrf_token": token(link)})
        assert answer.status_code == 303, answer.status_code
        path = f"/bench/votes/{self.voting}/ballot"
        form = {"csrf_token": token(path), "option": self._codes(client, path)}

        def cast() -> None:
            answer = client.post(f"{path}/check", data=form)
            assert answer.status_code == 303, answer.status_code

        return cast

    @staticmethod
    def _codes(client: Client, path: str) -> list[str]:
        page = BeautifulSoup(client.get(path).get_data(), "html.parser")
        return [str(box["value"]) for box in page.select("input[name=option]")[:5]]
