"""Proposals by the hundred thousand, on SQLite and on PostgreSQL: are their pages as quick?

``python tools/bench_proposals.py`` measures this part alone. Each proposal has ten comments, and
every text is in the index of the search. A page's time is told in bare Flask pages of the same run,
and its growth from 1,000 to 100,000 should stay within one and a half.
"""

import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.bench_timing import bare_page, repeat  # noqa: E402  (the project is beside this folder)
from tools.bench_town import Town  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
SECONDS = 0.5
ROUNDS = 3
"""How often all pages of a size are gone through. The quietest round of each page counts: a machine
that others use too is slow for seconds at a time."""
DATABASES = ("sqlite", "postgresql")

Figure = dict[str, float]
Grown = dict[str, dict[int, Figure]]
"""By page, then by the number of proposals."""


def pages(town: Town) -> Mapping[str, str]:
    """What is opened: the list in each order, deep in it, filtered, searched; a proposal."""
    phase = f"phase={town.proposing}"
    return {
        "city page": "/",
        "list, by chance": "/proposals/",
        "list, by chance, in a call": f"/proposals/?{phase}",
        "list, newest": f"/proposals/?{phase}&sort=newest",
        "list, most supported": f"/proposals/?{phase}&sort=supported",
        "list, most discussed": f"/proposals/?{phase}&sort=discussed",
        "list, far down": f"/proposals/?{phase}&sort=supported&after=48-{town.first}",
        "list, few supports, district": f"/proposals/?{phase}&need=support&district=1",
        "search, word of a thousandth": "/proposals/?q=17&sort=newest",
        "search, two words, supported": "/proposals/?q=better+17&sort=supported",
        "proposal": f"/proposals/{town.first}",
    }


@contextlib.contextmanager
def database(kind: str, folder: Path) -> Iterator[str | None]:
    """The address of a fresh PostgreSQL, which ends afterwards; None for SQLite."""
    if kind == "sqlite":
        yield None
        return
    import pgserver

    server = pgserver.get_server(folder / "pg", cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


def measure() -> dict[str, Grown]:
    """All pages at all sizes, by database."""
    found: dict[str, Grown] = {}
    for kind in DATABASES:
        grown: Grown = {}
        with tempfile.TemporaryDirectory() as home, database(kind, Path(home)) as url:
            town = Town(Path(home), url)
            for size in SIZES:
                town.grow(size)
                for name, figure in _quietest(town).items():
                    grown.setdefault(name, {})[size] = figure
        found[kind] = grown
    return found


def _quietest(town: Town) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for name, path in list(pages(town).items()) * ROUNDS:
        figure = repeat(town.page(path), SECONDS)
        found[name] = min(found.get(name, figure), figure, key=lambda one: one["median_ms"])
    return found


def growth(sizes: Mapping[int, Figure], what: str) -> float:
    """How many times as long the largest takes as the smallest."""
    return sizes[max(sizes)][what] / sizes[min(sizes)][what]


def table(found: Mapping[str, Grown], bare: Figure) -> str:
    """Medians and 95th percentiles in milliseconds and in bare pages, and their growth."""
    lines = [f"{'ms: median / 95 % (in bare pages)':<42}" + _heads() + "   growth"]
    for kind, grown in found.items():
        for name, sizes in grown.items():
            cells = "".join(
                f"{figure['median_ms']:>8.1f} /{figure['p95_ms']:>7.1f}"
                f" ({figure['median_ms'] / bare['median_ms']:>5.0f})"
                for figure in sizes.values()
            )
            flat = f"{growth(sizes, 'median_ms'):.2f} /{growth(sizes, 'p95_ms'):>5.2f}"
            lines.append(f"{kind:<11}{name:<31}{cells}   {flat}")
    return "\n".join(lines)


def _heads() -> str:
    return "".join(f"{size:>25,}" for size in SIZES)


if __name__ == "__main__":
    with contextlib.redirect_stderr(io.StringIO()):
        result = table(measure(), bare_page())
    print(result)
