"""Work done beside the requests: huey carries it, a job here is a function with a name.

A job runs inside the database of its city. It must be safe to run twice and to run late: rows in
the database are the truth, the queue only hurries. What must not be missed is also done by the
round that the worker makes every minute.
"""

from collections.abc import Callable
from contextvars import copy_context

import structlog
from flask import Flask, current_app
from huey import SqliteHuey, crontab

from commons.base.database import after_commit, current_database, databases, use_database
from commons.base.settings import Settings

log = structlog.get_logger()


class Jobs:
    """The queue of an installation, and the jobs it knows."""

    def __init__(self, app: Flask, settings: Settings, *, immediate: bool = False) -> None:
        settings.home.mkdir(parents=True, exist_ok=True)
        self.app = app
        self.huey = SqliteHuey(
            "commons", filename=str(settings.home / "jobs.sqlite"), immediate=immediate
        )
        self._jobs: dict[str, Callable[[], object]] = {}
        self._rounds: list[str] = []
        self._carry = self.huey.task(name="run_job")(self.run)
        self.huey.periodic_task(crontab(minute="*"), name="make_round")(self.make_round)

    def add(self, name: str, call: Callable[[], object], *, every_minute: bool = False) -> None:
        """Make a function known as a job; ``every_minute`` puts it on the worker's round."""
        self._jobs[name] = call
        if every_minute:
            self._rounds.append(name)

    def enqueue(self, name: str, city: str) -> None:
        """Put a job of a city into the queue."""
        self._carry(name, city)

    def run(self, name: str, city: str) -> None:
        """Run a job of a city now; what it raises is logged, the round makes up for it."""
        with self.app.app_context():
            if not databases().exists(city):
                return
            with use_database(city):
                try:
                    self._jobs[name]()
                except Exception:
                    log.exception("job failed", job=name, city=city)

    def make_round(self) -> None:
        """Run every job of the round in every city."""
        with self.app.app_context():
            cities = databases().names()
        for city in cities:
            for name in self._rounds:
                self.run(name, city)


def jobs() -> Jobs:
    """The queue of this installation."""
    found: Jobs = current_app.extensions["commons.jobs"]
    return found


def hurry(name: str) -> None:
    """Have a job run soon in this city, once the surrounding transaction is kept."""
    city = current_database()
    queue = jobs()
    # Where a job runs at once (tests), it runs by the clock it was asked for by.
    context = copy_context()
    after_commit(lambda: context.run(queue.enqueue, name, city))
