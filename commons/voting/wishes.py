"""What an officer wishes for a vote: read from the phase's settings, and from what they type."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from commons.base.text import clean_line
from commons.people.electorate import Electorate
from commons.people.verification.contract import OWN_WORD
from commons.voting.ballots import BallotKind, kinds
from commons.voting.ballots.wishes import BallotWishes
from commons.voting.models import APPROVAL
from commons.voting.running.conduct import Conduct
from commons.voting.whole_numbers import whole_number

GREEDY = "greedy"
EQUAL_SHARES = "equal-shares"
OFFERED_RULES = (
    GREEDY,
    EQUAL_SHARES,
    "greedy-per-cost",
    "sequential-phragmen",
    "average",
    "plurality",
    "approval",
    "score",
    "instant-runoff",
    "single-transferable-vote",
    "schulze",
    "borda",
    "majority",
)
"""The rules officers can choose: those the interface explains. Which of them fit a ballot says its
kind."""

RULE_OPTIONS: Mapping[str, Mapping[str, str]] = {
    # As recommended on equalshares.net: what the shares leave over is spent too.
    EQUAL_SHARES: {"utility": "cost", "completion": "add-one-utilitarian"},
}
"""How each rule is set where it can be set."""

MOST_MONEY = 10**15
MOST_PAPER_DAYS = 60
MOST_OPTIONS = 1_000
TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class HandOption:
    """An option that an officer wrote by hand."""

    title: str
    cost: int
    titles: Mapping[str, str] = field(default_factory=dict)
    """Translations of the title, by language."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a vote shall be."""

    ballot_kind: str = APPROVAL
    rule: str = GREEDY
    budget: int = 0
    max_choices: int | None = None
    electorate: Electorate = field(default_factory=Electorate)
    options: tuple[HandOption, ...] = ()
    ballot: BallotWishes = field(default_factory=BallotWishes)
    paper_days: int = 0
    """Days at the end of the vote in which only paper ballots are still taken, to be entered."""
    conduct: Conduct = field(default_factory=Conduct)

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "Wishes":
        """The wishes in a phase's settings; what is missing there is as by default."""
        name, rule = str(settings.get("ballot_kind")), settings.get("rule")
        kind = kinds.get(name if name in kinds else APPROVAL)
        return cls(
            ballot_kind=kind.name,
            rule=rule if rule in kind.rules else kind.rules[0],
            ballot=BallotWishes.from_settings(settings),
            budget=int(settings.get("budget") or 0),
            max_choices=settings.get("max_choices") or None,
            electorate=Electorate.from_settings(settings, level=OWN_WORD),
            options=tuple(
                HandOption(option["title"], int(option["cost"]), option.get("titles", {}))
                for option in settings.get("options", ())
            ),
            paper_days=int(settings.get("paper_days") or 0),
            conduct=Conduct.from_settings(settings),
        )

    def to_settings(self) -> dict[str, Any]:
        """What to store of the wishes in a phase's settings."""
        return {
            "ballot_kind": self.ballot_kind,
            "rule": self.rule,
            "budget": self.budget,
            "max_choices": self.max_choices,
            **self.electorate.to_settings(),
            "options": [
                {"title": option.title, "cost": option.cost, "titles": dict(option.titles)}
                for option in self.options
            ],
            "ballot": self.ballot.to_settings(),
            "paper_days": self.paper_days,
            **self.conduct.to_settings(),
        }

    @property
    def kind(self) -> BallotKind:
        """How ballots are filled in."""
        return kinds.get(self.ballot_kind)


def online_until(closes_at: datetime, settings: Mapping[str, Any]) -> datetime:
    """Until when ballots are taken online; from then to the vote's close, only on paper."""
    return closes_at - timedelta(days=Wishes.from_settings(settings).paper_days)


class OptionLineError(ValueError):
    """A line that is no option: ``line`` is its number from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


_TRANSLATION = re.compile(r"\s*([a-z]{2,3})\s*:\s*(.+)")


def options_typed(
    text: str, languages: Sequence[str], *, costs: bool = True
) -> tuple[HandOption, ...]:
    """Read options as an officer types them: ``title ; cost``, one in a line.

    A line such as ``uk: ...`` with a language of the city gives the title of the option above it
    in that language. Without ``costs`` a title alone is enough; what has no semicolon costs
    nothing. Raises OptionLineError for a line that cannot be read.
    """
    options: list[tuple[str, int, dict[str, str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        translation = _TRANSLATION.fullmatch(line)
        if translation and translation[1] in languages and options:
            options[-1][2][translation[1]] = clean_line(translation[2])[:TITLE_LENGTH]
            continue
        title, sign, cost_text = line.rpartition(";")
        if not costs and not sign:
            title, sign, cost_text = line, ";", "0"
        cost = whole_number(cost_text)
        if not sign or not clean_line(title) or cost is None:
            raise OptionLineError(number)
        options.append((clean_line(title)[:TITLE_LENGTH], cost, {}))
    return tuple(HandOption(*option) for option in options)


def options_as_typed(options: Sequence[HandOption]) -> str:
    """The options as ``options_typed`` reads them."""
    lines = []
    for option in options:
        lines.append(f"{option.title} ; {option.cost}")
        lines += [f"{code}: {title}" for code, title in option.titles.items()]
    return "\n".join(lines)
