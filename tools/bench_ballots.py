"""Ballots a second against raw durable inserts into the same database: ``tools/bench_ballots.py``.

A served city takes ballots on many connections; then as many connections insert single rows into
the same database and have each written to the disk. On SQLite and on PostgreSQL.
"""

import secrets
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import faults  # noqa: E402  (the project lies beside this folder)
from tools.faults_town import Hand, Town, choice  # noqa: E402

HANDS = 16
SECONDS = 8.0


def _each_second(hands: int, begin: Callable[[int], Callable[[], None]]) -> float:
    """How often all hands together can do it in a second. ``begin`` gives each hand its act."""
    acts = [begin(place) for place in range(hands)]
    done, until = [0] * hands, time.monotonic() + SECONDS

    def work(place: int) -> None:
        while time.monotonic() < until:
            acts[place]()
            done[place] += 1

    threads = [threading.Thread(target=work, args=(place,)) for place in range(hands)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return round(sum(done) / (time.monotonic() - start), 1)


def _ballots(town: Town) -> Callable[[int], Callable[[], None]]:
    voters = town.voters(HANDS)

    def begin(place: int) -> Callable[[], None]:
        hand, voter = Hand(town), voters[place]

        def cast() -> None:
            status = hand.hand_in(voter, choice(len(voter.attempts)))
            assert status == 303, status

        return cast

    return begin


def _rows(town: Town) -> Callable[[int], Callable[[], None]]:
    """Durable inserts of a receipt and choices, one a transaction, without anything else."""
    url = town.settings.database_url
    if url is None:
        path = town.settings.home / "raw.sqlite"
        with sqlite3.connect(path) as first:
            first.execute("PRAGMA journal_mode = WAL")
            first.execute("CREATE TABLE raw (code TEXT PRIMARY KEY, choices TEXT)")
        first.close()
    else:
        import psycopg

        address = url.replace("postgresql+psycopg://", "postgresql://", 1)
        with psycopg.connect(address, autocommit=True) as setup:
            setup.execute("CREATE TABLE public.raw (code TEXT PRIMARY KEY, choices TEXT)")

    def begin(_place: int) -> Callable[[], None]:
        if url is None:
            lite = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
            lite.execute("PRAGMA synchronous = FULL")
            return lambda: _insert(lite, "INSERT INTO raw VALUES (?, '[1, 2, 3]')")
        large = psycopg.connect(address, autocommit=True)
        return lambda: _insert(large, "INSERT INTO public.raw VALUES (%s, '[1, 2, 3]')")

    return begin


def _insert(connection: object, statement: str) -> None:
    connection.execute(statement, (secrets.token_hex(8),))  # type: ignore[attr-defined]


def measure() -> dict[str, dict[str, float]]:
    """Ballots and raw inserts a second, by database."""
    found = {}
    for database in ("sqlite", "postgresql"):
        with faults.town_on(database) as town:
            town.start()
            cast = _each_second(HANDS, _ballots(town))
            town.kill()
            raw = _each_second(HANDS, _rows(town))
        found[f"ballots on {database}, {HANDS} connections"] = {
            "ballots a second": cast,
            "raw inserts a second": raw,
            "inserts for a ballot": round(raw / cast, 1),
        }
    return found


def main() -> None:
    """Measure and print."""
    for what, figures in measure().items():
        print(f"{what:<45}", "  ".join(f"{name} {figure}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
