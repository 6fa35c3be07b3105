"""What the rules that fill seats share: ballots as rankings, ties, and the shape of the result."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from commons.voting.rules.contract import Reason, Standing, Step, Tally, Tie
from commons.voting.rules.election import Ballot, Election, ElectionError, Exact, in_lot_order

Ranking = tuple[str, ...]
"""Option ids, the first choice first."""


def refuse_money(election: Election, name: str) -> None:
    """Raise ElectionError where money is at stake, which a rule that fills seats would ignore."""
    if election.budget or any(option.cost for option in election.options):
        raise ElectionError(
            f"The rule {name!r} spends no money, but this vote has a budget or costs."
        )


def ranking(ballot: Ballot) -> Ranking:
    """A ballot as a ranking: in the order it names the options. A mark of 0 points is none."""
    return tuple(choice.option for choice in ballot if choice.points)


def rankings(election: Election) -> Counter[Ranking]:
    """All ballots that rank anything, as rankings with their number."""
    found: Counter[Ranking] = Counter()
    for ballot, count in election.ballots.items():
        if ranked := ranking(ballot):
            found[ranked] += count
    return found


def drawn(options: Iterable[str], lot: str) -> list[str]:
    """Options in the order of the lot, so that anyone can draw it again.

    See `in_lot_order`. Without a lot the lower id goes first.
    """
    return sorted(options, key=in_lot_order(lot))


def pick(
    options: Iterable[str], stages: Sequence[Mapping[str, Exact]], lot: str, *, most: bool
) -> tuple[str, Tie | None]:
    """The option with the most votes at the last stage, or the fewest; and the tie, if one was.

    Of options that stand equal, the latest earlier stage at which they differed decides. Where
    several still share the best (or worst) place, the stage before it decides among these, and
    where they were equal at all stages, the lot.
    """
    extreme = max if most else min
    equal: list[str] = list(options)
    first: tuple[str, ...] = ()
    for stage in reversed(stages):
        votes = extreme(stage[option] for option in equal)
        equal = [option for option in equal if stage[option] == votes]
        if len(equal) == 1:
            earlier = "more_votes_earlier" if most else "out_fewer_votes_earlier"
            return equal[0], Tie(first, equal[0], earlier) if first else None
        first = first or tuple(drawn(equal, lot))
    if most:
        return (winner := drawn(equal, lot)[0]), Tie(first, winner, "lot" if lot else "lower_id")
    out = drawn(equal, lot)[-1]
    return out, Tie(first, out, "out_lot" if lot else "out_higher_id")


def seats_filled(
    name: str,
    election: Election,
    selected: Sequence[str],
    others: Iterable[str],
    points: Mapping[str, Exact],
    reasons: Mapping[str, Reason],
    steps: Sequence[Step],
    ties: Iterable[Tie],
) -> Tally:
    """The tally of a vote that spends no money; `selected` and `others` are in their order.

    Supporters of an option are those who marked or ranked it at all.
    """
    support = election.support()
    chosen = frozenset(selected)
    return Tally(
        rule=name,
        selected=tuple(selected),
        cost=0,
        budget=0,
        voters=election.voters,
        standings=tuple(
            Standing(
                option=option,
                cost=0,
                points=points[option],
                supporters=support[option].supporters,
                selected=option in chosen,
                reason=reasons[option],
            )
            for option in (*selected, *others)
        ),
        steps=tuple(steps),
        ties=tuple(ties),
    )


def elect_by_points(
    name: str,
    election: Election,
    points: Mapping[str, Exact],
    lot: str,
    *,
    wanted: Collection[str] = (),
) -> Tally:
    """Fill the seats from the most points down.

    Nobody is elected without any, but for those `wanted` by voters who could give them none.
    """
    order = sorted(drawn(points, lot), key=lambda option: -points[option])
    selected = [one for one in order if points[one] or one in wanted][: election.seats]
    others = order[len(selected) :]
    reasons = {
        option: Reason("elected", {"place": place, "votes": points[option]})
        for place, option in enumerate(selected, 1)
    }
    for option in others:
        reasons[option] = _not_elected(points[option], points[selected[-1]] if selected else 0)
    steps = [Step("counted", numbers={"seats": election.seats}, counts=dict(points))]
    steps += [Step("elected", option, reasons[option].numbers) for option in selected]
    ties = []
    for _votes, group in groupby(order, key=lambda option: points[option]):
        tied = tuple(group)
        if len(tied) > 1 and tied[0] in selected:
            ties.append(Tie(tied, tied[0], "lot" if lot else "lower_id"))
    return seats_filled(name, election, selected, others, points, reasons, steps, ties)


def _not_elected(votes: Exact, needed: Exact) -> Reason:
    if not votes:
        return Reason("no_support")
    if votes == needed:
        return Reason("lost_tie", {"votes": votes})
    return Reason("not_elected", {"votes": votes, "needed": needed})
