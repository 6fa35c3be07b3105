"""How long and how heavy: repeating something, and what it is compared with."""

import math
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import Client

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


def weight(client: Client, path: str) -> int:
    """Bytes of a page with all it loads, compressed as a phone gets it."""
    answer = client.get(path, headers={"Accept-Encoding": "br"})
    total = len(answer.get_data()) + len(str(answer.headers))
    plain = BeautifulSoup(client.get(path).get_data(), "html.parser")
    # A feed is only named, not loaded.
    parts = plain.select("link[href]:not([rel=alternate]), script[src]")
    loaded = {tag.get("href") or tag.get("src") for tag in parts}
    loaded |= {str(tag["href"]).partition("#")[0] for tag in plain.select("use[href]")}
    for address in loaded - {None, ""}:
        part = client.get(str(address), headers={"Accept-Encoding": "br"})
        total += len(part.get_data()) + len(str(part.headers))
    return total
