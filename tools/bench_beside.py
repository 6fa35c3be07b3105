"""pabutools beside ours, in the same run: ``python tools/bench_beside.py``.

Each counts an election in a process of its own, which gives seconds of the processor and the most
memory; whoever takes longer than a minute and a half is stopped.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ELECTIONS = ROOT.parent / "shared" / "data" / "pabulib"
CASES = (
    ("poland_warszawa_2023_mokotow", "none"),
    ("poland_warszawa_2023_mokotow", "add-one"),
    ("poland_krakow_2021_debniki", "add-one"),
    ("poland_gdansk_2020_oliwa", "add-one"),
)
PATIENCE = 90
"""Seconds after which a process is stopped."""


def count(who: str, name: str, completion: str) -> None:
    """Count in this process, and print seconds, megabytes, and what was chosen."""
    from commons.voting.pabulib import read_pb, to_election
    from commons.voting.rules import EqualShares

    election = to_election(read_pb(ELECTIONS / f"{name}.pb"))
    if who == "pabutools":
        from tools.bench_tally import in_pabutools

        start = time.process_time()
        chosen = in_pabutools(election, raised=completion == "add-one")
    else:
        start = time.process_time()
        rule = EqualShares(completion="add-one" if completion == "add-one" else "none")
        chosen = set(rule.tally(election).selected)
    took = time.process_time() - start
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    most = re.search(r"VmHWM:\s+(\d+)", status)
    print(round(took, 3), round(int(most[1]) / 1024) if most else 0, *sorted(chosen))


def beside(name: str, completion: str) -> dict[str, object]:
    """Both on one election. Where both ended, they have chosen the same or it is said."""
    found: dict[str, object] = {}
    chosen = []
    for who in ("commons", "pabutools"):
        words = [sys.executable, __file__, "--who", who, "--name", name, "--completion", completion]
        try:
            done = subprocess.run(
                words, stdout=subprocess.PIPE, text=True, check=True, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            found[who] = f"stopped after {PATIENCE} s"
            continue
        took, most, *codes = done.stdout.split()
        found[who], found[f"{who} megabytes"] = float(took), int(most)
        chosen.append(codes)
    if len(chosen) == 2:
        found["same"] = "yes" if chosen[0] == chosen[1] else "no"
    return found


def measure() -> dict[str, dict[str, object]]:
    """All figures, by election. Empty where there are none beside the project."""
    if not ELECTIONS.is_dir():
        return {}
    return {f"{name}, {how}, with pabutools": beside(name, how) for name, how in CASES}


def main() -> None:
    """Measure and print; with ``--who``, be one of the processes that are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--who", choices=("commons", "pabutools"), help=argparse.SUPPRESS)
    parser.add_argument("--name", help=argparse.SUPPRESS)
    parser.add_argument("--completion", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.who:
        count(asked.who, asked.name, asked.completion)
        return
    for what, figures in measure().items():
        print(f"{what:<58}", "  ".join(f"{name} {figure}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
