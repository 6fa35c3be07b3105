"""How a vote was run, in the reader's words. No statements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day, day_and_time, listing, number
from commons.voting.checking.recount import Finding
from commons.voting.running.models import COUNTED_AGAIN
from commons.voting.running.queries import CLOSED_EARLY, EXTENDED, LogLine
from commons.voting.running.turnout import Turnout
from commons.voting.sheets.words import channel_words
from commons.voting.strata.rules import Named
from commons.voting.strata.shown import district_words


def timeline(lines: Sequence[LogLine]) -> list[dict[str, Any]]:
    """What happened, for the page's timeline."""
    return [
        {
            "date": _moment(line.at),
            "iso": line.at.isoformat(),
            "actor": _("An observer") if line.role == "observer" else _("The city"),
            **_happened(line),
        }
        for line in lines
    ]


def _happened(line: LogLine) -> dict[str, Any]:
    if line.kind == EXTENDED:
        until = _moment(datetime.fromisoformat(line.facts["until"]))
        return {"text": _("Open longer, until %(date)s.", date=until), "reason": line.text}
    if line.kind == CLOSED_EARLY:
        return {"text": _("Closed before its time."), "reason": line.text}
    if line.kind == COUNTED_AGAIN:
        if line.facts.get("holds"):
            return {"text": _("Counted again: everything holds.")}
        return {"text": _("Counted again: something does not hold.")}
    text = Markup('<span lang="{}" dir="auto">{}</span>').format(line.language, line.text)
    return {"text": text}


def _moment(at: datetime) -> str:
    return day_and_time(at, current_city().time_zone)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of how many voted."""

    title: str
    head: str
    rows: list[dict[str, object]]


def charts(turnout: Turnout, *, everything: bool) -> list[Chart]:
    """How many voted: by day; where ``everything`` may be told also by district and by way."""
    shown = [Chart(_("People who voted, by day"), _("Day"), _rows(turnout.days, _days))]
    if everything:
        shown += [
            Chart(
                _("People who voted, by district"),
                _("District"),
                _rows(turnout.districts, _each(district_words)),
            ),
            Chart(
                _("People who voted, by the way they voted"),
                _("Way"),
                _rows(turnout.channels, _each(channel_words)),
            ),
        ]
    return [chart for chart in shown if chart.rows]


def _rows(
    groups: Sequence[Named], words: Callable[[Sequence[str]], str]
) -> list[dict[str, object]]:
    return [
        {"label": words(names), "value": people, "text": number(people)} for names, people in groups
    ]


def _each(words: Callable[[str], str]) -> Callable[[Sequence[str]], str]:
    return lambda names: listing([words(name) for name in names])


def _days(names: Sequence[str]) -> str:
    first, last = date.fromisoformat(names[0]), date.fromisoformat(names[-1])
    if first == last:
        return day(first)
    return _("%(first)s to %(last)s", first=day(first), last=day(last))


HOLDS, FAILS, OPEN = "good", "bad", "neutral"


def finding_words(finding: Finding) -> tuple[str, str, str]:
    """What was looked at in a recount, what was found, and how that looks."""
    looked_at: Mapping[str, str] = {
        "package": _("The package is as it was signed"),
        "test": _("This is only a test"),
        "key": _("It is signed with the city's key"),
        "rules": _("The rules are those that were frozen when the vote opened"),
        "chain": _("The chain of accepted ballots is whole"),
        "saved": _("Anchors that somebody saved are in the chain"),
        "box": _("The box holds the accepted ballots, no more and no fewer"),
        "roll": _("As many people voted as there are ballots"),
        "strata": _("The parts told apart make up the whole"),
        "draw": _("The lot was drawn as promised"),
        "result": _("Counted again, the result is the same"),
        "copies": _("The files for other programs say the same as the box"),
    }
    answer, look = {
        True: (_("Holds"), HOLDS),
        False: (_("Does not hold"), FAILS),
        None: (_("Not looked at"), OPEN),
    }[finding.holds]
    return looked_at[finding.code], answer, look
