"""Elections to count in tests: real ones, generated ones, and a slow, plain way to count them."""

import os
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import strategies as st

from commons.voting.pabulib import PabulibFile, read_pb
from commons.voting.rules import Ballot, Choice, Election, Option

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "pabulib"

WARSAW = tuple(
    f"poland_warszawa_2023_{district}"
    for district in ("bielany", "mokotow", "ochota", "praga-polnoc", "wola")
)
KRAKOW = ("poland_krakow_2021_bienczyce", "poland_krakow_2021_debniki")
GDANSK_DISTRICTS = tuple(
    f"poland_gdansk_2020_{district}"
    for district in ("nowy-port", "oliwa", "orunia-sw-wojciech-lipce", "srodmiescie")
)
ALL_REAL = (*WARSAW, *KRAKOW, *GDANSK_DISTRICTS, "poland_gdansk_2020_")


def real_path(name: str) -> Path:
    """The path of a real election; skips the test where there is none, but never in CI."""
    path = REAL / f"{name}.pb"
    if not path.exists():
        message = f"The real election {path.name} isn't in {REAL}."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


def real_file(name: str) -> PabulibFile:
    """A real election, read."""
    return read_pb(real_path(name))


@st.composite
def elections(draw: st.DrawFn, *, most_points: int = 1) -> Election:
    """Small budget votes with many equal costs and ballots, so that ties and edges occur."""
    ids = [str(number) for number in range(1, draw(st.integers(1, 7)) + 1)]
    budget = draw(st.integers(1, 60))
    costs = draw(st.lists(st.integers(1, max(budget, 2)), min_size=len(ids), max_size=len(ids)))
    points = st.integers(1, most_points)
    ballots: list[Ballot] = draw(
        st.lists(
            st.lists(st.sampled_from(ids), unique=True, max_size=len(ids)).flatmap(
                lambda names: st.tuples(*(st.builds(Choice, st.just(n), points) for n in names))
            ),
            min_size=1,
            max_size=8,
        )
    )
    options = tuple(Option(name, cost) for name, cost in zip(ids, costs, strict=True))
    return Election(options, Counter(ballots), budget)


def naive_equal_shares(election: Election, share: Fraction, *, by_cost: bool) -> list[str]:
    """The Method of Equal Shares as its paper defines it, voter by voter, with fractions."""
    voters = [dict(ballot) for ballot, times in election.ballots.items() for _ in range(times)]
    money = [share] * len(voters)
    support = election.support()
    open_options = [o.id for o in election.options if 0 < o.cost <= election.budget]
    bought: list[str] = []
    while True:
        rates = {
            option: rate
            for option in open_options
            if option not in bought
            and (rate := _naive_rate(election, voters, money, option, by_cost=by_cost)) is not None
        }
        if not rates:
            return bought
        best = min(rates, key=lambda o: (rates[o], election.cost(o), -support[o].points, int(o)))
        worth = election.cost(best) if by_cost else 1
        for at, voter in enumerate(voters):
            money[at] -= min(money[at], rates[best] * voter.get(best, 0) * worth)
        bought.append(best)


def _naive_rate(
    election: Election,
    voters: list[dict[str, int]],
    money: list[Fraction],
    option: str,
    *,
    by_cost: bool,
) -> Fraction | None:
    """The smallest rate at which the supporters' payments make up the cost."""
    cost = election.cost(option)
    worth = cost if by_cost else 1
    backers = [(money[i], v[option] * worth) for i, v in enumerate(voters) if v.get(option)]
    if not backers or sum(held for held, _ in backers) < cost:
        return None
    for rate in sorted({held / worth for held, worth in backers}):
        if sum(min(held, rate * worth) for held, worth in backers) >= cost:
            poor = [(held, worth) for held, worth in backers if held < rate * worth]
            rich = sum(worth for held, worth in backers if held >= rate * worth)
            return Fraction(cost - sum(held for held, _ in poor)) / rich
    raise AssertionError("The supporters have the money, so there must be a rate.")


def naive_add_one(election: Election, *, by_cost: bool) -> list[str]:
    """Raise the share by one, and again, and run everything anew each time."""
    share = Fraction(election.budget) / election.voters
    supported = [o for o, got in election.support().items() if got.points]
    affordable = [o for o in supported if election.cost(o) <= election.budget]
    before: list[str] = []
    while True:
        outcome = naive_equal_shares(election, share, by_cost=by_cost)
        left = election.budget - election.cost_of(outcome)
        if left < 0:
            return before
        if all(o in outcome or election.cost(o) > left for o in affordable):
            return outcome
        before = outcome
        share += 1
