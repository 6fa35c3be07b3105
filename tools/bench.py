"""How fast and how heavy: ``make bench``. Ratios of one run, on one machine, against a bare page.

Everything is measured in one process through WSGI, one request after another, so that the ratio to
a bare Flask page is what Commons itself costs. The city grows to 100,000 proposals, and a talk to
10,000 comments; a page's 95th percentile should stay flat. Figures go to ``build/bench.json``.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from commons.contributions.talk import ORDERS  # noqa: E402  (the project is beside this folder)
from tools import (  # noqa: E402
    bench_ballots,
    bench_beside,
    bench_proposals,
    bench_sealing,
    bench_tally,
)
from tools.bench_timing import bare_page, raw_inserts, repeat, weight  # noqa: E402
from tools.bench_town import Town  # noqa: E402

TALK_SIZES = (100, 1_000, 10_000)
"""Comments on one proposal. Ten fill less than a page, so that growth begins with a full one."""


def main() -> None:
    """Measure, print a table, write the figures down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json")
    chosen = parser.parse_args()
    grown: bench_proposals.Grown = {}
    with tempfile.TemporaryDirectory() as home, contextlib.redirect_stderr(io.StringIO()):
        bare, raw = bare_page(), raw_inserts(Path(home))
        town = Town(Path(home))
        town.grow(100)
        paths = {
            "city page": "/",
            "proposal list": f"/proposals/?phase={town.proposing}",
            "ballot paper": f"/votes/{town.voting}/ballot",
        }
        for size in TALK_SIZES:
            proposal = town.talk(size)
            for order in ORDERS:
                path = f"/proposals/{proposal}?order={order}"
                grown.setdefault(f"talk, {order}", {})[size] = repeat(town.page(path))
        paper = repeat(town.page(paths["ballot paper"]))
        cast = repeat(town.ballots())
        weights = {name: weight(town.client, f"/bench{path}") for name, path in paths.items()}
        proposals = bench_proposals.measure()
    counted = {**bench_tally.measure(), **bench_beside.measure()}
    counted |= {**bench_ballots.measure(), **bench_sealing.measure()}
    figures = {
        "bare page": bare,
        "raw insert": raw,
        "talk": grown,
        "proposals": proposals,
        "ballot paper": paper,
        "ballot post": cast,
        "first visit bytes": weights,
        "tally": counted,
    }
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    _print(figures)


def _print(figures: dict[str, dict]) -> None:  # type: ignore[type-arg]  # as JSON holds them
    bare, raw, cast = figures["bare page"], figures["raw insert"], figures["ballot post"]
    print(f"bare Flask page      {bare['per_second']:>8} /s")
    print(bench_proposals.table(figures["proposals"], bare))
    for name, sizes in figures["talk"].items():
        for size, figure in sizes.items():
            print(
                f"{name:<15} {size:>6} {figure['per_second']:>7} /s  p95 {figure['p95_ms']} ms"
                f"  {bare['per_second'] / figure['per_second']:.1f} bare pages"
            )
        flat = bench_proposals.growth(sizes, "p95_ms")
        print(f"{name:<15} p95 at {max(sizes)} is {flat:.2f} times that at {min(sizes)}")
    print(f"ballot paper         {figures['ballot paper']['per_second']:>8} /s")
    print(f"raw durable insert   {raw['per_second']:>8} /s")
    print(
        f"ballot post          {cast['per_second']:>8} /s  "
        f"{raw['per_second'] / cast['per_second']:.1f} raw inserts"
    )
    print(f"first visit          {figures['first visit bytes']} bytes (limit 60000)")
    for what, figure in figures["tally"].items():
        print(f"{what:<58} {figure}")


if __name__ == "__main__":
    os.environ.setdefault("COMMONS_LIMITS", "no")
    main()
