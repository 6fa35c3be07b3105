"""Write down what pabutools selects in the elections for which it takes long.

    .venv/bin/python tools/agreement.py [--longest] [--new] [ELECTION ...]

Counts them with pabutools as it is installed, compares with what was written down before, and says
what differs. Takes some minutes; with ``--longest`` also what takes hours, with ``--new`` only what
nobody has counted yet, with words only the elections whose names hold one of them. The tests
compare our rules with what is written down (``tests/voting/rules/selected_by_pabutools.json``), and
with pabutools itself wherever that is quick.
"""

import argparse
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


def takes_long(name: str, label: str, *, longest: bool) -> bool:
    """Whether it is counted here rather than in the tests."""
    if label.startswith("add-one"):
        return name in RAISED_QUICKLY or (longest and "warszawa" in name)
    return "warszawa" in name


def main() -> None:
    """Count, compare, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", action="store_true", help="also what takes hours")
    parser.add_argument("--new", action="store_true", help="only what nobody has counted yet")
    parser.add_argument("elections", nargs="*", metavar="ELECTION")
    chosen = parser.parse_args()
    print(f"pabutools {version('pabutools')}")
    for name in ALL_REAL:
        if chosen.elections and not any(word in name for word in chosen.elections):
            continue
        for label in agreement.RULES:
            known = chosen.new and label in agreement.WRITTEN_DOWN.get(name, {})
            if takes_long(name, label, longest=chosen.longest) and not known:
                count(name, label)


def count(name: str, label: str) -> None:
    """One election by one rule; the file is written each time, so that nothing is lost."""
    _ours, _settings, theirs = agreement.RULES[label]
    start = time.perf_counter()
    selected = agreement.selected_by(theirs, agreement.real(name))
    found = " ".join(sorted(selected, key=int))
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    before = known.setdefault(name, {}).get(label)
    said = "new" if before is None else "as before" if before == found else "DIFFERENT"
    print(f"{name} {label}: {said}, {time.perf_counter() - start:.1f} s", flush=True)
    known[name][label] = found
    FILE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
