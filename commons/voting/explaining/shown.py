"""Whom a result reaches, in words and rows for the page. No statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import number, percent
from commons.voting.explaining.money import amount
from commons.voting.explaining.spread import Reached, Spread
from commons.voting.rules.election import Exact


@dataclass(frozen=True, slots=True)
class SpreadShown:
    """What the page says of a spread."""

    sentence: str
    money: str
    """Empty where no money is spent."""
    rows: list[dict[str, object]]
    """For a chart: the groups, the best served first; ``value`` in percent of its voters."""


def spread_shown(result: Mapping[str, Any] | None) -> SpreadShown | None:
    """What a sealed vote's result says of its spread; None where too few voted."""
    stored = (result or {}).get("spread")
    if not stored:
        return None
    spread = Spread.from_json(stored)
    reached = spread.all
    return SpreadShown(
        sentence=_(
            "%(some)s of %(all)s people have something they voted for: %(share)s.",
            some=number(reached.with_something),
            all=number(reached.voters),
            share=percent(reached.share),
        ),
        money=_(
            "If the cost of each project is shared among all who voted for it, each person who "
            "voted gets %(money)s of the budget.",
            money=amount(round(reached.money_each, 2)),
        )
        if reached.money
        else "",
        rows=[_row(name, group, spends=reached.money > 0) for name, group in _best_first(spread)],
    )


def money_by_district(
    chosen: Iterable[tuple[str | None, Exact]], budget: Exact
) -> list[dict[str, object]]:
    """Rows for a chart: what is spent in each district, the most first.

    ``chosen`` has the district and the cost of each chosen option; without a district it is for
    the whole city. Empty where no district has anything, or no money is spent.
    """
    sums: dict[str | None, Exact] = {}
    for district, cost in chosen:
        sums[district] = sums.get(district, 0) + cost
    if not budget or not any(district and cost for district, cost in sums.items()):
        return []
    return [
        {
            "label": district or _("The whole city"),
            "value": float(cost),
            "text": _(
                "%(money)s, %(share)s of the budget",
                money=amount(cost),
                share=percent(float(cost / Fraction(budget))),
            ),
        }
        for district, cost in sorted(sums.items(), key=lambda one: (-one[1], one[0] or ""))
    ]


def _best_first(spread: Spread) -> list[tuple[str, Reached]]:
    return sorted(spread.groups.items(), key=lambda one: (-one[1].share, one[0]))


def _row(name: str, reached: Reached, *, spends: bool) -> dict[str, object]:
    share = percent(reached.share)
    text = share
    if spends:
        money = amount(round(reached.money_each, 2))
        text = _("%(share)s, %(money)s each", share=share, money=money)
    return {"label": name, "value": 100 * reached.share, "text": text}
