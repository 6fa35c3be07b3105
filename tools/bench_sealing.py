"""What closing a vote takes: ``python tools/bench_sealing.py --sizes 1000 100000 1000000``.

Seals votes of different sizes in processes of their own and gives their seconds and most memory,
beside what the same process had before: it should stay flat as the box grows.
"""

import argparse
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402  (the project lies beside this folder)

from commons.app import create_app  # noqa: E402
from commons.base import clock  # noqa: E402
from commons.base.database import db, transaction  # noqa: E402
from commons.base.settings import Settings  # noqa: E402
from commons.cities.actions import create_city  # noqa: E402
from commons.cities.context import city  # noqa: E402
from commons.consultations.actions import turn_due_phases  # noqa: E402
from commons.consultations.models import Phase  # noqa: E402
from commons.voting.anchors.models import BallotLeaf  # noqa: E402
from commons.voting.checking.chain import commitment  # noqa: E402
from commons.voting.models import BoxEntry, RollEntry, Vote  # noqa: E402
from commons.voting.paper import new_receipt  # noqa: E402
from commons.voting.strata.cloak import Cloak  # noqa: E402
from commons.voting.strata.rules import Stratum  # noqa: E402
from tests.factories.voting import open_vote, residents  # noqa: E402

SIZES = (1_000, 100_000)
"""Ballots in the box."""
CHUNK = 10_000


def most_megabytes() -> int:
    """The most memory that this process has held, in megabytes (Linux)."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    return round(int(found[1]) / 1024) if found else 0


def fill(vote: Vote, ballots: int) -> None:
    """Put ballots of 1,000 kinds, their leaves and a roll into an open vote."""
    person = residents(1)[0].id
    cloak, kinds = Cloak(vote.phase_id), list(_kinds())
    for start in range(0, ballots, CHUNK):
        entries, leaves = [], []
        for place in range(start, min(ballots, start + CHUNK)):
            receipt, marks = new_receipt(), kinds[place % len(kinds)]
            entries.append(
                {
                    "vote_id": vote.phase_id,
                    "receipt": receipt,
                    "pseudonym": secrets.token_hex(32),
                    "choices": marks,
                    "channel": None,
                    "strata": cloak.hide(receipt, Stratum("online", 1, None)),
                }
            )
            leaf = commitment(vote.config_hash, receipt, marks)
            leaves.append({"vote_id": vote.phase_id, "commitment": leaf, "replaced": False})
        db.session.execute(sa.insert(BoxEntry), entries)
        db.session.execute(sa.insert(BallotLeaf), leaves)
        db.session.commit()
    today = clock.now().date()
    db.session.add(RollEntry(vote_id=vote.phase_id, person_id=person, channel="online", day=today))
    db.session.commit()


def _kinds() -> Iterator[list[list[object]]]:
    for number in range(1_000):
        yield [[str(1 + place), 1] for place in range(10) if number >> place & 1]


@transaction
def end(phase_id: int) -> None:
    """Let the vote's time end."""
    db.session.get_one(Phase, phase_id).closes_at = clock.now() - timedelta(seconds=1)


def in_town(home: Path, ballots: int | None) -> None:
    """Make the town with its vote, or seal it (``None``) and print what that took."""
    app = create_app(Settings(home=home, secret_key="bench", limits=False))  # noqa: S106
    with app.app_context():
        if ballots is not None:
            create_city("bench", name="Bench", languages=["en"])
        with city("bench"):
            if ballots is not None:
                options = [(f"Option {place}", 1_000 * place) for place in range(1, 11)]
                fill(open_vote(options, budget=20_000), ballots)
                return
            phase_id = db.session.scalars(sa.select(Vote.phase_id)).one()
            db.session.rollback()
            end(phase_id)
            before, start = most_megabytes(), time.perf_counter()
            turn_due_phases()
            took = time.perf_counter() - start
            sealed = db.session.get_one(Vote, phase_id)
            assert sealed.sealed_at is not None
            print(round(took, 1), most_megabytes(), before, sealed.ballots)


def measure(sizes: tuple[int, ...] = SIZES) -> dict[str, dict[str, float]]:
    """Seconds and megabytes of sealing, by the number of ballots."""
    found: dict[str, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as home:
            words = [sys.executable, str(Path(__file__)), "--home", home]
            subprocess.run([*words, "--fill", str(size)], check=True, stdout=subprocess.DEVNULL)
            done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
            took, most, before, counted = done.stdout.split()
            assert int(counted) == size
            found[f"sealing {size:,} ballots"] = {
                "seconds": float(took),
                "megabytes": int(most),
                "megabytes before": int(before),
            }
    return found


def main() -> None:
    """Measure and print; with ``--home``, be one of the processes that are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    asked = parser.parse_args()
    if asked.home:
        in_town(asked.home, asked.fill)
        return
    for what, figures in measure(tuple(asked.sizes)).items():
        print(f"{what:<30}", "  ".join(f"{name} {figure}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
