"""Write down what pabutools selects in the elections for which it takes long.

    .venv/bin/python tools/agreement.py [--longest]

Counts them with pabutools as it is installed, compares with what was written down before, and says
what differs. Takes some minutes; with ``--longest`` also what takes an hour. The tests compare our
rules with what is written down (``tests/voting/rules/selected_by_pabutools.json``), and with
pabutools itself wherever that is quick.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.voting.rules import test_against_pabutools as agreement  # noqa: E402
from tests.voting.rules.elections import ALL_REAL  # noqa: E402

FILE = ROOT / "tests" / "voting" / "rules" / "selected_by_pabutools.json"
RAISED_QUICKLY = {"poland_krakow_2021_debniki"}
RAISED_WITHIN_AN_HOUR = {
    ("poland_warszawa_2023_praga-polnoc", "add-one-cost"),
    ("poland_warszawa_2023_praga-polnoc", "add-one-count"),
    ("poland_warszawa_2023_ochota", "add-one-cost"),
}


def takes_long(name: str, label: str, *, longest: bool) -> bool:
    """Whether it is counted here rather than in the tests."""
    if label.startswith("add-one"):
        return name in RAISED_QUICKLY or (longest and (name, label) in RAISED_WITHIN_AN_HOUR)
    return "warszawa" in name


def main() -> None:
    """Count, compare, write down."""
    longest = "--longest" in sys.argv[1:]
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    print(f"pabutools {version('pabutools')}")
    for name in ALL_REAL:
        for label, (_ours, _settings, theirs) in agreement.RULES.items():
            if not takes_long(name, label, longest=longest):
                continue
            start = time.perf_counter()
            selected = agreement.selected_by(theirs, agreement.real(name))
            found = " ".join(sorted(selected, key=int))
            before = known.setdefault(name, {}).get(label)
            said = "new" if before is None else "as before" if before == found else "DIFFERENT"
            print(f"{name} {label}: {said}, {time.perf_counter() - start:.1f} s", flush=True)
            known[name][label] = found
    FILE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
