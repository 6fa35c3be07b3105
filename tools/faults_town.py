"""A city with an open vote, many residents signed in, and real server processes to be killed."""

import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from commons.base import clock
from commons.base.database import databases, db, transaction
from commons.base.settings import Settings
from commons.cities.context import city
from commons.people.models import Person, SignInSession
from commons.people.rules import SESSION_LIFE, keyed_hash
from tests.factories.voting import open_vote, residents

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = [(f"Option {place}", 1_000 * place) for place in range(1, 13)]
START_SECONDS = 90
ANSWER_SECONDS = 60


@dataclass
class Voter:
    """A resident with a signed-in device, and what became of each of their attempts."""

    person_id: int
    cookie: str
    token: str
    attempts: list[tuple[tuple[str, ...], bool]] = field(default_factory=list)
    """What was chosen, and whether the server said that it counts."""

    @property
    def acknowledged(self) -> bool:
        """Whether the server has said of the last attempt that it counts."""
        return bool(self.attempts) and self.attempts[-1][1]

    @property
    def may_be_in_box(self) -> set[tuple[str, ...] | None]:
        """What the box may hold of them now: the last acknowledged ballot, or a later attempt."""
        allowed: set[tuple[str, ...] | None] = {None}
        for chosen, acknowledged in self.attempts:
            allowed = {chosen} if acknowledged else allowed | {chosen}
        return allowed


class Town:
    """The city, its vote, and the server in front of it.

    ``whole``: what ``commons serve`` starts, with the job worker; else only the web workers, set up
    the same way and sooner there.
    """

    def __init__(self, app: Flask, settings: Settings, slug: str, *, whole: bool = False) -> None:
        self.app, self.settings, self.slug, self.whole = app, settings, slug, whole
        self.server: subprocess.Popen[bytes] | None = None
        with self.inside():
            self.vote_id = open_vote(OPTIONS, budget=20_000).phase_id
        self.path = f"/{slug}/votes/{self.vote_id}/ballot/check"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """Be in the city, as actions are."""
        with self.app.app_context(), city(self.slug):
            yield

    def voters(self, number: int) -> list[Voter]:
        """New residents, each signed in on a device of their own."""
        tokens = [secrets.token_urlsafe(32) for _ in range(number)]
        with self.inside():
            ids = [person.id for person in residents(number)]
            self._sign_in(ids, tokens)
        signer = URLSafeTimedSerializer(self.settings.secret_key, salt="wtf-csrf-token")
        environ = {"commons.city": self.slug}
        found = []
        with self.app.test_request_context(f"/{self.slug}/", environ_overrides=environ):
            sealer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
            for number_of, token in zip(ids, tokens, strict=True):
                mark = secrets.token_hex(20)
                session = {"_user_id": token, "_fresh": True, "csrf_token": mark}
                found.append(Voter(number_of, sealer.dumps(session), str(signer.dumps(mark))))
        return found

    @transaction
    def _sign_in(self, ids: list[int], tokens: list[str]) -> None:
        now = clock.now()
        db.session.execute(
            sa.insert(SignInSession),
            [
                {
                    "token_hash": keyed_hash(self.settings.secret_key, "session", token),
                    "person_id": number,
                    "started_at": now,
                    "expires_at": now + SESSION_LIFE,
                }
                for number, token in zip(ids, tokens, strict=True)
            ],
        )
        db.session.execute(
            sa.update(Person).where(Person.id.in_(ids)).values(created_at=now - timedelta(days=1))
        )

    def start(self) -> None:
        """Start the server's processes, and wait until they answer."""
        environment = {
            **os.environ,
            "COMMONS_HOME": str(self.settings.home),
            "COMMONS_SECRET_KEY": self.settings.secret_key,
            "COMMONS_DATABASE_URL": self.settings.database_url or "",
            "COMMONS_LIMITS": "no",
            "PYTHONPATH": str(ROOT),
        }
        words = ["commons", "serve", "--port", str(self.port)]
        if not self.whole:
            address = f"127.0.0.1:{self.port}"
            words = ["gunicorn", "-c", "gunicorn.conf.py", "--preload", "-b", address]
            words.append("wsgi:application")
        with (self.settings.home / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", f"/{self.slug}/votes/{self.vote_id}")
                ready = connection.getresponse().status == 200
                connection.close()
                if ready:
                    return
            time.sleep(0.1)
        raise RuntimeError("the server does not answer; see server.log in the home")

    def kill(self) -> None:
        """SIGKILL to every process of the server at once: none of them can do anything more."""
        if self.server is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def close(self) -> None:
        """Let go of everything."""
        self.kill()
        with self.app.app_context():
            databases().engine(self.slug).dispose()


class Hand:
    """One connection that hands in ballots, one after the other."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.connection: http.client.HTTPConnection | None = None

    def hand_in(self, voter: Voter, chosen: tuple[str, ...]) -> int:
        """Hand in a ballot; gives the status, or 0 where no answer came. Notes the attempt."""
        status, where = self._post(voter, chosen)
        voter.attempts.append((chosen, status == 303 and where.endswith("/receipt")))
        return status

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _post(self, voter: Voter, chosen: tuple[str, ...]) -> tuple[int, str]:
        fields = [("csrf_token", voter.token), ("declared", "yes")]
        body = urlencode([*fields, *(("option", code) for code in chosen)])
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"commons={voter.cookie}",
        }
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(
                    "127.0.0.1", self.town.port, timeout=ANSWER_SECONDS
                )
            self.connection.request("POST", self.town.path, body, headers)
            answer = self.connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return 0, ""
        return answer.status, answer.getheader("Location", "") or ""


def choice(number: int) -> tuple[str, ...]:
    """A ballot that no other number below 4,095 has."""
    bits = number % 4095 + 1
    return tuple(str(1 + place) for place in range(12) if bits >> place & 1)
