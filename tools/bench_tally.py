"""How fast votes are counted, with pabutools beside: ``python tools/bench_tally.py``.

Seconds are those of the processor, since other programs on the machine don't lengthen them much.
``--pabutools`` also lets pabutools raise the shares in the large districts, which takes it an hour.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pabutools.election import (  # noqa: E402  (the project lies beside this folder)
    ApprovalBallot,
    ApprovalMultiProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.election.ballot import FrozenApprovalBallot  # noqa: E402
from pabutools.rules import method_of_equal_shares  # noqa: E402

from commons.voting.pabulib import read_pb, to_election  # noqa: E402
from commons.voting.rules import Ballot, Election, EqualShares, Option, approval, rule  # noqa: E402

ELECTIONS = ROOT.parent / "shared" / "data" / "pabulib"
LARGE = ("mokotow", "bielany", "wola", "ochota", "praga-polnoc")
SMALL = "poland_krakow_2021_debniki"

WATCHED = """
import re, sys, time
from commons.cli import main
try:
    main()
finally:
    most = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
    print(time.process_time(), most, file=sys.stderr)
"""
"""The command, which says at its end what it took; Linux counts the parent's memory with it."""


def seconds(call: Callable[[], object], *, times: int = 3) -> float:
    """Processor time of the quickest of some calls."""
    took = []
    for _ in range(times):
        start = time.process_time()
        call()
        took.append(time.process_time() - start)
    return round(min(took), 3)


def large_city(voters: int = 130_000, projects: int = 250, *, seed: int = 2026) -> Election:
    """A city of 18 districts, as large as Warsaw: people tick some projects near and some far."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret)
    ids = [str(number) for number in range(1, projects + 1)]
    options = [Option(name, int(round(10 ** chance.uniform(4.5, 6.6), -2))) for name in ids]
    fame = [1 / (1 + chance.randrange(projects)) ** 0.6 for _ in ids]
    near = [[at for at in range(projects) if at % 18 == district] for district in range(18)]
    ballots: Counter[Ballot] = Counter()
    for _ in range(voters):
        home, ticks = near[chance.randrange(18)], chance.randint(1, 10)
        wanted = chance.choices(home, [fame[at] for at in home], k=(ticks + 1) // 2)
        wanted += chance.choices(range(projects), fame, k=ticks // 2)
        ballots[approval(*(ids[at] for at in sorted(set(wanted))))] += 1
    return Election(tuple(options), ballots, budget=100_000_000)


def write_million(path: Path, voters: int = 1_000_000, projects: int = 40) -> None:
    """A file with a million ballots of one to five ticks."""
    chance = random.Random(2026)  # noqa: S311  (nothing secret)
    fame = [1 / (1 + at) ** 0.7 for at in range(projects)]
    with path.open("w", encoding="utf-8") as out:
        out.write(f"META\nkey;value\nnum_projects;{projects}\nnum_votes;{voters}\n")
        out.write(f"budget;{800 * voters}\nvote_type;approval\nPROJECTS\nproject_id;cost\n")
        for number in range(1, projects + 1):
            out.write(f"{number};{int(800 * voters * 10 ** chance.uniform(-2.4, -0.9))}\n")
        out.write("VOTES\nvoter_id;vote\n")
        for voter in range(voters):
            ticks = set(chance.choices(range(1, projects + 1), fame, k=chance.randint(1, 5)))
            out.write(f"{voter};{','.join(map(str, sorted(ticks)))}\n")


def command(path: Path, name: str) -> dict[str, float]:
    """Seconds and the most memory that `commons tally` takes as a process of its own."""
    words = [sys.executable, "-c", WATCHED, "tally", str(path), "--rule", name, "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    took, kilobytes = done.stderr.split()[-2:]
    return {"seconds": round(float(took), 2), "megabytes": round(int(kilobytes) / 1024)}


def in_pabutools(election: Election, *, raised: bool) -> set[str]:
    """What pabutools selects by equal shares, raised one by one or not."""
    projects = {option.id: Project(option.id, option.cost) for option in election.options}
    instance = Instance(projects.values(), budget_limit=election.budget)
    profile = ApprovalMultiProfile(instance=instance)
    for ballot, count in election.ballots.items():
        ticked = FrozenApprovalBallot(ApprovalBallot(projects[c.option] for c in ballot))
        profile[ticked] = profile.get(ticked, 0) + count
    increment = 1 if raised else None
    outcome = method_of_equal_shares(
        instance, profile, sat_class=Cost_Sat, voter_budget_increment=increment
    )
    return {project.name for project in outcome}


def beside_pabutools(name: str, *, raised: bool) -> dict[str, float]:
    """Our seconds and those of pabutools for the same real election."""
    election = to_election(read_pb(ELECTIONS / f"{name}.pb"))
    ours = EqualShares(completion="add-one" if raised else "none")
    theirs = seconds(lambda: in_pabutools(election, raised=raised), times=1)
    return {"commons": seconds(lambda: ours.tally(election)), "pabutools": theirs}


def real_elections(*, patient: bool) -> dict[str, dict[str, float]]:
    """Equal shares on real elections. Empty where there are none beside the project."""
    if not ELECTIONS.is_dir():
        return {}
    names = [f"poland_warszawa_2023_{district}" for district in LARGE]
    measured = {f"{n}, shares not raised": beside_pabutools(n, raised=False) for n in names[:2]}
    measured[f"{SMALL}, raised"] = beside_pabutools(SMALL, raised=True)
    for name in names:
        if patient:
            measured[f"{name}, raised"] = beside_pabutools(name, raised=True)
        else:
            election = to_election(read_pb(ELECTIONS / f"{name}.pb"))
            took = seconds(lambda: EqualShares().tally(election))  # noqa: B023  (called at once)
            measured[f"{name}, raised"] = {"commons": took}
    measured[f"{names[0]}, whole command"] = command(ELECTIONS / f"{names[0]}.pb", "equal-shares")
    return measured


def measure(*, patient: bool = False) -> dict[str, dict[str, float]]:
    """All figures, by what was counted."""
    measured = real_elections(patient=patient)
    city = large_city()
    for name in ("greedy", "sequential-phragmen", "equal-shares"):
        took = seconds(lambda: rule(name).tally(city), times=1)  # noqa: B023  (called at once)
        measured[f"130,000 voters, 250 projects, {name}"] = {"commons": took}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.pb"
        write_million(path)
        for name in ("greedy", "equal-shares"):
            measured[f"a million ballots, {name}, whole command"] = command(path, name)
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pabutools", action="store_true", help="let pabutools take its time")
    for what, figures in measure(patient=parser.parse_args().pabutools).items():
        shown = "  ".join(f"{name} {figure}" for name, figure in figures.items())
        print(f"{what:<58} {shown}")


if __name__ == "__main__":
    main()
