"""``commons serve`` and ``commons work``: the web workers and the job worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click

from commons.base.settings import PROJECT_ROOT, Settings

GRACE_SECONDS = 30
"""How long the workers may take to finish what they are doing."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on")
@click.option(
    "--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True
)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes")
@click.option("--threads", type=click.IntRange(1), default=8, show_default=True, help="In each")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the cities, with the job worker beside. Ends both when it is asked to end."""
    settings = Settings.from_environment()
    _check_free(host, port)
    environment = {**os.environ, "COMMONS_HOME": str(settings.home), "PORT": str(port)}
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        str(PROJECT_ROOT / "gunicorn.conf.py"),
        "--bind",
        f"{host}:{port}",
        "--workers",
        str(workers),
        "--threads",
        str(threads),
        "wsgi:application",
    ]
    jobs = [sys.executable, "-m", "commons", "work"]
    children = [
        subprocess.Popen(web, cwd=PROJECT_ROOT, env=environment),  # noqa: S603  (our own words)
        subprocess.Popen(jobs, cwd=Path.cwd(), env=environment),  # noqa: S603
    ]
    asked_to_end = False

    def end(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked_to_end
        asked_to_end = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not asked_to_end and all(child.poll() is None for child in children):
        time.sleep(0.2)
    _end_all(children)
    if not asked_to_end:
        raise click.ClickException("a worker ended by itself; its last lines above say why")


def _check_free(host: str, port: int) -> None:
    """Say at once, and in one line, where the web workers could not listen."""
    try:
        place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(place[0], place[1]) as probe:
            # As gunicorn does: an address that is only waiting to be forgotten is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place[4])
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}, port {port}: {error.strerror or error}. PORT sets another"
        ) from error


def _end_all(children: list["subprocess.Popen[bytes]"]) -> None:
    """Ask the workers to end, wait, and insist where one does not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@click.command()
def work() -> None:
    """Do the jobs of all cities: mails, phases that are due, what is to be forgotten."""
    from commons.app import create_app

    app = create_app()
    consumer = app.extensions["commons.jobs"].huey.create_consumer(
        workers=1, periodic=True, initial_delay=0.1, max_delay=2, check_worker_health=True
    )
    consumer.run()
