"""How an open vote stands, as its page shows it. No statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.ballots.contract import BallotKind
from commons.voting.explaining.money import amount
from commons.voting.interim.rules import Interim
from commons.voting.models import Vote
from commons.voting.pages import shown_title
from commons.voting.queries import ReadableOption, kind_of


@dataclass(frozen=True, slots=True)
class InterimShown:
    """For the chart: what it counts, and a row for each option, the most first."""

    measure: str
    rows: list[dict[str, object]]
    basis: str
    """Which ballots are in it."""


def interim_shown(
    vote: Vote, interim: Interim | None, options: Sequence[ReadableOption]
) -> InterimShown | None:
    """What the page shows; None where there is nothing to be shown."""
    if interim is None:
        return None
    kind = kind_of(vote)
    rows: list[dict[str, object]] = [
        {"label": shown_title(option), "value": value, "text": _figure(kind, value)}
        for option in options
        for value in [interim.counts.get(option.code, 0)]
    ]
    # The sort is stable: what is level stays in the order of the ballot.
    rows.sort(key=lambda row: -int(str(row["value"])))
    basis = ngettext(
        "%(shown)s ballot is counted here, %(blank)s of them blank. The newest come later.",
        "%(shown)s ballots are counted here, %(blank)s of them blank. The newest come later.",
        interim.ballots,
        shown=number(interim.ballots),
        blank=number(interim.blank),
    )
    return InterimShown(_measure(kind), rows, basis)


def _measure(kind: BallotKind) -> str:
    if kind.in_money:
        return _("Money together")
    return {"ticks": _("Votes"), "ranks": _("First places"), "amounts": _("Points")}[kind.style]


def _figure(kind: BallotKind, value: int) -> str:
    return amount(value) if kind.in_money else number(value)
