"""PrefLib files: a vote that spends no money, in the field's other open format. Write only; pure.

What a package holds makes up the whole file, byte for byte: there is no date of now in it, and its
words are English everywhere. So whoever has the frozen rules and the box can write it again and
compare (preflib.org/format; Nicholas Mattei, Toby Walsh: "PrefLib: A Library for Preferences", ADT
2013).

- Rankings are orders without ties: ``.soc`` where every ballot ranks everything, else ``.soi``. A
  blank ballot ranks nothing and has no line there; the description says how many there were.
- All others are categories (``.cat``): chosen and not chosen where options are ticked, and where
  points are given one category for each number of points. Nothing of such a ballot is lost; an
  order by points would not say how far apart they are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commons.voting.counted import Terms
from commons.voting.rules.contract import exact_from_json
from commons.voting.rules.election import Exact

NAMES = ("election.soc", "election.soi", "election.cat")
"""The names that such a file can have in a package."""

_RANKED = ("ordinal",)
_TICKED = ("approval", "knapsack", "choose-1")
_BREAKS = re.compile("[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
"""All that some reader takes for the end of a line."""

Marks = Sequence[tuple[str, Exact]]


def preflib_of(
    config: Mapping[str, Any], box: Iterable[Mapping[str, Any]], facts: Mapping[str, Any]
) -> tuple[str, bytes] | None:
    """Name and content of the file of a vote; None where it spends money, which PrefLib cannot say.

    ``config`` are the frozen rules, ``box`` its ballots with their ``choices``, ``facts`` what the
    package says of the vote: ``city``, ``vote`` (its number), and ``test`` of a mere test.
    """
    if not fits(config.get("terms")):
        return None
    places = {option["code"]: place for place, option in enumerate(config["options"], start=1)}
    ballots = [
        [(code, exact_from_json(points)) for code, points in entry["choices"]] for entry in box
    ]
    ranked, ticked = (config["ballot_kind"] in kinds for kinds in (_RANKED, _TICKED))
    kind, said, lines = (
        _orders(ballots, places) if ranked else _categories(ballots, places, points=not ticked)
    )
    description = f"Ballots of a vote as they were cast. Rule: {config['rule']}."
    if ranked:
        blank = len(ballots) - lines.total()
        description += f" Blank ballots without a line here: {blank}."
    head = {
        "FILE NAME": f"election.{kind}",
        "TITLE": f"{facts.get('city', '')}, vote {facts.get('vote', '')}",
        "DESCRIPTION": f"TEST. {description}" if facts.get("test") else description,
        "DATA TYPE": kind,
        "MODIFICATION TYPE": "original",
        "RELATES TO": "",
        "RELATED FILES": "",
        "PUBLICATION DATE": "",
        "MODIFICATION DATE": "",
        "NUMBER ALTERNATIVES": str(len(places)),
        "NUMBER VOTERS": str(lines.total()),
        f"NUMBER UNIQUE {'ORDERS' if ranked else 'PREFERENCES'}": str(len(lines)),
        **said,
        **_alternatives(config["options"]),
    }
    return f"election.{kind}", _written(head, lines)


def fits(terms: Mapping[str, Any] | None) -> bool:
    """Whether a vote with these terms fills places instead of spending money."""
    return Terms.from_json(terms).seats is not None


def _written(head: Mapping[str, str], lines: Counter[str]) -> bytes:
    """The whole file: the most frequent ballots first, and equally frequent ones by their text."""
    written = [f"# {key}: {_BREAKS.sub(' ', value)}" for key, value in head.items()]
    ordered = sorted(lines.items(), key=lambda line: (-line[1], line[0]))
    written += [f"{count}: {text}" for text, count in ordered]
    return "".join(f"{line}\n" for line in written).encode()


def _alternatives(options: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What each option is called. One without a title of its own has its code beside it."""
    titles = [str(option.get("title", "")) for option in options]
    return {
        f"ALTERNATIVE NAME {place}": title
        if title and titles.count(title) == 1
        else f"{title} ({option['code']})"
        for place, (title, option) in enumerate(zip(titles, options, strict=True), start=1)
    }


def _orders(
    ballots: Iterable[Marks], places: Mapping[str, int]
) -> tuple[str, dict[str, str], Counter[str]]:
    """Data type, head and lines of rankings; a mark of 0 points is none."""
    lines: Counter[str] = Counter()
    complete = True
    for marks in ballots:
        ranked = [str(places[code]) for code, points in marks if points]
        if ranked:
            lines[",".join(ranked)] += 1
            complete = complete and len(ranked) == len(places)
    return "soc" if complete and lines else "soi", {}, lines


def _categories(
    ballots: Sequence[Marks], places: Mapping[str, int], *, points: bool
) -> tuple[str, dict[str, str], Counter[str]]:
    """Data type, head and lines of ballots that tick, or that give points: the most points first.

    What a ballot does not mark has 0 points, and is not chosen.
    """
    given = {worth for marks in ballots for _code, worth in marks if worth} if points else {1}
    steps: list[Exact] = [*sorted(given, reverse=True), 0]
    lines: Counter[str] = Counter()
    for marks in ballots:
        worths = {places[code]: (worth if points else 1) for code, worth in marks if worth}
        lines[
            ",".join(
                _set([place for place in places.values() if worths.get(place, 0) == step])
                for step in steps
            )
        ] += 1
    names = [f"{step} points" for step in steps] if points else ["Chosen", "Not chosen"]
    said = {f"CATEGORY NAME {place}": name for place, name in enumerate(names, start=1)}
    return "cat", {"NUMBER CATEGORIES": str(len(steps)), **said}, lines


def _set(places: Sequence[int]) -> str:
    """Options side by side: PrefLib leaves out the braces around a single one."""
    text = ",".join(map(str, places))
    return text if len(places) == 1 else f"{{{text}}}"
