"""``commons serve``: both workers, one beginning and one end."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from commons.base.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A ``commons serve`` of its own process group, and what it logged."""

    def __init__(self, home: Path, port: int) -> None:
        self.port, self.log = port, home / "serve.log"
        clean = {name: word for name, word in os.environ.items() if not name.startswith("COMMONS_")}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "commons", "serve", "--port", str(port), "--workers", "1"],
                env={**clean, "COMMONS_HOME": str(home)},
                stderr=log,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        for _try in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
            except OSError:  # not there yet, or too busy beginning
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.2)
            else:
                return
        raise AssertionError(self.log.read_text())

    def children(self) -> list[int]:
        """The processes that it began."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in found.split()]

    def nobody_is_left(self) -> bool:
        """Whether its whole group has ended."""
        for _try in range(50):
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.1)
        return False


@pytest.fixture
def server(app: Flask, settings: Settings) -> Iterator[Server]:
    found = Server(settings.home, free_port())
    try:
        found.wait_until_ready()
        yield found
    finally:
        if not found.nobody_is_left():
            os.killpg(found.process.pid, signal.SIGKILL)
        found.process.wait()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_both_workers_end_when_they_are_asked_to(server: Server, how: signal.Signals) -> None:
    assert len(server.children()) == 2
    os.killpg(server.process.pid, how)  # as a terminal's Ctrl-C, which all of them get
    assert server.process.wait(timeout=30) == 0
    assert server.nobody_is_left()
    assert "Traceback" not in server.log.read_text()


def test_a_worker_that_dies_takes_the_other_with_it(server: Server) -> None:
    os.kill(server.children()[1], signal.SIGKILL)
    assert server.process.wait(timeout=30) == 1
    assert server.nobody_is_left()
    assert "a worker ended by itself" in server.log.read_text().splitlines()[-1]


def test_who_sends_slowly_holds_up_nobody_who_writes(server: Server, settings: Settings) -> None:
    head = (
        b"POST /gdansk/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\naddress=ola"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(head)
        time.sleep(1)
        file = settings.home / "cities" / "gdansk" / "city.sqlite"
        with closing(sqlite3.connect(file, timeout=2, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")


def test_a_request_that_is_none_is_logged_without_its_sender(server: Server) -> None:
    for raw in (b"GARBAGE ola@example.org\r\n\r\n", b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(raw)
            assert line.recv(100).startswith(b"HTTP/1.1 4")
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/gdansk/", headers={"SCRIPT_NAME": "/elsewhere"}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert b"/elsewhere" not in answer.read()
    server.process.terminate()
    server.process.wait(timeout=30)
    log = server.log.read_text()
    assert "Invalid request" in log
    assert "127.0.0.1" not in log
    assert "ola@" not in log
    assert [line for line in log.splitlines() if not json.loads(line)] == []


def test_a_port_in_use_is_told_in_one_line(app: Flask, settings: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        second = Server(settings.home, other.getsockname()[1])
        assert second.process.wait(timeout=30) == 1
    lines = second.log.read_text().splitlines()
    assert len(lines) == 1
    assert "Address already in use" in lines[0]
