"""How fast and how heavy: ``make bench``. Ratios of one run, on one machine, against a bare page.

Everything is measured in one process through WSGI, one request after another, so that the ratio to
a bare Flask page is what Commons itself costs. The city grows from 100 to 10,000 proposals; a
page's 95th percentile should stay flat. Figures go to ``build/bench.json``.
"""

import argparse
import contextlib
import io
import json
import math
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402  (the tests' helpers lie beside this folder)
from bs4 import BeautifulSoup  # noqa: E402
from flask import Flask  # noqa: E402
from werkzeug.test import Client  # noqa: E402

from commons.app import create_app, wrap  # noqa: E402
from commons.base import clock  # noqa: E402
from commons.base.database import db  # noqa: E402
from commons.base.settings import Settings  # noqa: E402
from commons.cities.actions import create_city  # noqa: E402
from commons.cities.context import city  # noqa: E402
from commons.consultations import actions as consultations  # noqa: E402
from commons.contributions.models import Comment, Contribution  # noqa: E402
from commons.contributions.talk import ORDERS  # noqa: E402
from commons.people import actions as people  # noqa: E402
from commons.people import granting  # noqa: E402
from commons.people.models import Person  # noqa: E402
from commons.people.permissions import OFFICER  # noqa: E402
from commons.proposals.models import Proposal  # noqa: E402
from tools import bench_tally  # noqa: E402

SIZES = (100, 1_000, 10_000)
TALK_SIZES = (100, 1_000, 10_000)
"""Comments on one proposal. Ten fill less than a page, so that growth begins with a full one."""
SECONDS = 2.0
"""How long each thing is repeated."""


def repeat(call: Callable[[], object], seconds: float = SECONDS) -> dict[str, float]:
    """Call again and again; gives calls a second, median and 95th percentile in milliseconds."""
    call()
    took: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(took) < 20:
        start = time.perf_counter()
        call()
        took.append((time.perf_counter() - start) * 1000)
    ordered = sorted(took)
    return {
        "per_second": round(1000 / statistics.fmean(took), 1),
        "median_ms": round(statistics.median(took), 2),
        "p95_ms": round(ordered[math.ceil(len(ordered) * 0.95) - 1], 2),
    }


def bare_page() -> dict[str, float]:
    """A Flask app that says hello from a template, and nothing else."""
    app = Flask("bare")

    @app.get("/")
    def hello() -> str:
        return "<!doctype html><title>Hello</title><p>Hello"

    client = Client(app.wsgi_app)
    return repeat(lambda: client.get("/").get_data())


def raw_inserts(folder: Path) -> dict[str, float]:
    """A durable insert into SQLite, set up as our databases are: the floor under every ballot."""
    connection = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE box (code TEXT PRIMARY KEY, choices TEXT)")

    def insert() -> None:
        connection.execute("INSERT INTO box VALUES (hex(randomblob(10)), '[1, 2, 3]')")

    measured = repeat(insert)
    connection.close()
    return measured


class Town:
    """A city that grows, and a resident in it."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home, secret_key="bench", demo=True, limits=False)  # noqa: S106
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
        """Have so many proposals, with two comments each in their count."""
        with self.app.app_context(), city("bench"):
            have = db.session.scalar(sa.select(sa.func.count()).select_from(Proposal)) or 0
            first = (db.session.scalar(sa.select(sa.func.max(Contribution.id))) or 0) + 1
            now = clock.now()
            db.session.execute(
                sa.insert(Person),
                [
                    {"display_name": f"Person {n}", "language": "en", "created_at": now}
                    for n in range(have, size)
                ],
            )
            ids = range(first, first + size - have)
            db.session.execute(
                sa.insert(Contribution.__table__),
                [
                    {
                        "id": n,
                        "kind": "proposal",
                        "author_id": 1 + n % max(1, have),
                        "language": "en",
                        "title": f"A better street {n}",
                        "body": "Trees and benches. " * 20,
                        "state": "visible",
                        "revision": 1,
                        "support_count": n % 97,
                        "comment_count": 2,
                        "created_at": now,
                        "updated_at": now,
                    }
                    for n in ids
                ],
            )
            db.session.execute(
                sa.insert(Proposal.__table__),
                [
                    {
                        "id": n,
                        "phase_id": self.proposing,
                        "district_id": 1 + n % 2,
                        "status": "open",
                    }
                    for n in ids
                ],
            )
            db.session.commit()

    def talk(self, size: int) -> int:
        """A new proposal with so many comments: every second one an answer. Gives its id."""
        with self.app.app_context(), city("bench"):
            first = (db.session.scalar(sa.select(sa.func.max(Contribution.id))) or 0) + 1
            now = clock.now()
            text = {
                "author_id": 1,
                "language": "en",
                "title": "",
                "body": "Trees and benches. " * 5,
                "state": "visible",
                "revision": 1,
                "support_count": 0,
                "comment_count": 0,
                "created_at": now,
                "updated_at": now,
            }
            ids = range(first + 1, first + 1 + size)
            about = text | {"id": first, "kind": "proposal", "comment_count": size}
            db.session.execute(
                sa.insert(Contribution.__table__),
                [about, *(text | {"id": n, "kind": "comment"} for n in ids)],
            )
            db.session.execute(
                sa.insert(Proposal.__table__),
                [{"id": first, "phase_id": self.proposing, "status": "open"}],
            )
            db.session.execute(
                sa.insert(Comment.__table__),
                [
                    {
                        "id": n,
                        "subject_id": first,
                        "alignment": "idea",
                        "thread_id": None if (n - first) % 2 else n - 1,
                        "position": None if (n - first) % 2 else 1,
                        "answer_count": (n - first) % 2,
                        "bridging": 1 + n % 97,
                    }
                    for n in ids
                ],
            )
            db.session.commit()
        return first

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


def weight(client: Client, path: str) -> int:
    """Bytes of a page with all it loads, compressed as a phone gets it."""
    answer = client.get(path, headers={"Accept-Encoding": "br"})
    total = len(answer.get_data()) + len(str(answer.headers))
    plain = BeautifulSoup(client.get(path).get_data(), "html.parser")
    loaded = {tag.get("href") or tag.get("src") for tag in plain.select("link[href], script[src]")}
    loaded |= {str(tag["href"]).partition("#")[0] for tag in plain.select("use[href]")}
    for address in loaded - {None, ""}:
        part = client.get(str(address), headers={"Accept-Encoding": "br"})
        total += len(part.get_data()) + len(str(part.headers))
    return total


def main() -> None:
    """Measure, print a table, write the figures down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, contextlib.redirect_stderr(io.StringIO()):
        bare, raw = bare_page(), raw_inserts(Path(home))
        town = Town(Path(home))
        grown: dict[str, dict[int, dict[str, float]]] = {}
        paths = {
            "city page": "/",
            "proposal list": f"/proposals/?phase={town.proposing}",
            "ballot paper": f"/votes/{town.voting}/ballot",
        }
        for size in SIZES:
            town.grow(size)
            for name, path in paths.items():
                grown.setdefault(name, {})[size] = repeat(town.page(path))
        for size in TALK_SIZES:
            proposal = town.talk(size)
            for order in ORDERS:
                path = f"/proposals/{proposal}?order={order}"
                grown.setdefault(f"talk, {order}", {})[size] = repeat(town.page(path))
        cast = repeat(town.ballots())
        weights = {name: weight(town.client, f"/bench{path}") for name, path in paths.items()}
    counted = bench_tally.measure()
    figures = {
        "bare page": bare,
        "raw insert": raw,
        "pages": grown,
        "ballot post": cast,
        "first visit bytes": weights,
        "tally": counted,
    }
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(f"bare Flask page      {bare['per_second']:>8} /s")
    for name, sizes in grown.items():
        for size, figure in sizes.items():
            print(
                f"{name:<15} {size:>6} {figure['per_second']:>7} /s  p95 {figure['p95_ms']} ms"
                f"  {bare['per_second'] / figure['per_second']:.1f} bare pages"
            )
        least, most = min(sizes), max(sizes)
        flat = sizes[most]["p95_ms"] / sizes[least]["p95_ms"]
        print(f"{name:<15} p95 at {most} is {flat:.2f} times that at {least}")
    print(f"raw durable insert   {raw['per_second']:>8} /s")
    print(
        f"ballot post          {cast['per_second']:>8} /s  "
        f"{raw['per_second'] / cast['per_second']:.1f} raw inserts"
    )
    print(f"first visit          {weights} bytes (limit 60000)")
    for what, figure in counted.items():
        print(f"{what:<58} {figure}")


if __name__ == "__main__":
    os.environ.setdefault("COMMONS_LIMITS", "no")
    main()
