"""What the page of a result says about strata. No statements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import listing, number
from commons.voting.channels import PAPER
from commons.voting.models import Vote
from commons.voting.strata.rules import CONFIRMED, SHOWN, UNKNOWN_DISTRICT, UNVERIFIED, Group
from commons.voting.strata.sensitivity import ALL, NONE, TOLD, Without, sensitivity


@dataclass(frozen=True, slots=True)
class Table:
    """The votes for each option, apart by stratum."""

    title: str
    groups: Sequence[str]
    ballots: Sequence[int]
    rows: Sequence[tuple[Markup, Sequence[int]]]
    """Each option's title with its votes in each group."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whether the outcome would be another one without some ballots, as a sentence."""

    sentence: str
    more: Sequence[Markup]
    fewer: Sequence[Markup]


@dataclass(frozen=True, slots=True)
class StrataShown:
    """All that the page says about strata."""

    doubts: Sequence[Doubt]
    tables: Sequence[Table]


def state_words(state: str) -> str:
    """What a state of verification is called."""
    return {
        UNVERIFIED: _("Their own word"),
        SHOWN: _("Shown: letter, card or neighbours"),
        CONFIRMED: _("Confirmed: desk, register or city account"),
    }[state]


def district_words(name: str) -> str:
    """What a district is called."""
    return _("District not known") if name == UNKNOWN_DISTRICT else name


def strata_shown(vote: Vote, titles: Mapping[str, Markup]) -> StrataShown:
    """What the result of a sealed vote says; ``titles`` are those of the options, by code."""
    result = vote.result or {}
    tables = [
        _table(
            _("How it was shown that voters live here"), result.get("states"), titles, state_words
        ),
        _table(_("Where voters live"), result.get("districts"), titles, district_words),
    ]
    return StrataShown(
        doubts=[_doubt(one, titles) for one in sensitivity(vote)],
        tables=[table for table in tables if table],
    )


def _table(
    title: str, stored: Any, titles: Mapping[str, Markup], words: Callable[[str], str]
) -> Table | None:
    groups = [Group.from_json(group) for group in stored or ()]
    if len(groups) < 2:
        return None
    names = [listing([words(name) for name in group.names]) for group in groups]
    rows = [
        (shown, [group.votes.get(code, 0) for group in groups]) for code, shown in titles.items()
    ]
    return Table(title, names, [group.ballots for group in groups], rows)


def _doubt(one: Without, titles: Mapping[str, Markup]) -> Doubt:
    said = _paper(one) if one.group == PAPER else _unverified(one)
    return Doubt(
        said,
        [titles[code] for code in one.more if code in titles],
        [titles[code] for code in one.fewer if code in titles],
    )


def _paper(one: Without) -> str:
    if one.answer == NONE:
        return _("No ballot came on paper.")
    if one.answer == ALL:
        return _("All ballots came on paper.")
    if one.answer != TOLD:
        return _(
            "So few ballots came on paper, or so few in another way, that it is not told what "
            "would be chosen without them."
        )
    ballots = ngettext(
        "%(shown)s ballot came on paper.",
        "%(shown)s ballots came on paper.",
        one.ballots,
        shown=number(one.ballots),
    )
    return f"{ballots} {_outcome(one)}"


def _unverified(one: Without) -> str:
    if one.answer == NONE:
        return _("Everybody who voted has shown that they live here.")
    if one.answer == ALL:
        return _("Of everybody who voted, only their own word says that they live here.")
    if one.answer != TOLD:
        return _(
            "Of so few who voted only their own word says that they live here, or so few have "
            "shown it, that it is not told what would be chosen without them."
        )
    ballots = ngettext(
        "Of %(shown)s person who voted only their own word says that they live here.",
        "Of %(shown)s people who voted only their own word says that they live here.",
        one.ballots,
        shown=number(one.ballots),
    )
    return f"{ballots} {_outcome(one)}"


def _outcome(one: Without) -> str:
    if one.same:
        return _("Without them the outcome would be the same.")
    return _("Without them the outcome would be another one.")
