"""`commons tally`: count a Pabulib file on the command line, without city or database."""

import json
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from commons.voting.pabulib import PabulibError, PabulibFile, read_and_group
from commons.voting.rules import (
    Election,
    ElectionError,
    Reason,
    Tally,
    TallyRule,
    UnknownRuleError,
    rule,
    rule_names,
)
from commons.voting.rules.election import Exact

_NAME_WIDTH = 44

# Of several sentences the first is taken for which there are all numbers.
_REASONS = {
    "chosen": ("chosen",),
    "chosen_with_the_rest": ("chosen with the rest ({left} left)",),
    "over_remaining_budget": ("costs {needed}, but {left} was left",),
    "over_whole_budget": ("costs {needed}, more than the whole budget",),
    "supporters_could_not_pay": (
        "its {supporters} supporters had {together} left; needs {needed}",
    ),
    "no_support": ("got no votes",),
    "elected": (
        "elected in stage {stage} with {votes} votes; needed {needed}",
        "elected in stage {stage} with {votes} votes; the quota is {quota}",
        "elected: beats {beats} others",
        "elected with {votes} votes",
    ),
    "elected_without_quota": ("elected with {votes} votes, as many were left as seats",),
    "not_elected": ("has {votes} votes; needed {needed}",),
    "lost_tie": ("stood equal with {votes} votes, and lost the tie", "stood equal, and lost"),
    "excluded": ("dropped out in stage {stage} with {votes} votes",),
    "weaker_path": ("beaten: {against} against it, {own} for it on the strongest paths",),
    "accepted": ("accepted: {votes} for it, {against} against",),
    "turnout_not_reached": ("not accepted: {have} took part; needed {needed}",),
    "quorum_not_reached": ("not accepted: {have} said yes; needed {needed}",),
    "majority_not_reached": ("not accepted: {have} said yes; a majority is {needed}",),
    "against": ("{votes} against it, {in_favour} for it",),
    "abstained": ("{votes} abstained",),
}


class _OneLineErrors(click.Command):
    """A command whose every error, wrong options included, is one line and exit code 1."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; raises ClickException instead of a usage text."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _one_line(error.format_message()) from error


@click.command(cls=_OneLineErrors, name="tally", no_args_is_help=False)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rule",
    "rule_name",
    default="greedy",
    show_default=True,
    metavar="RULE",
    help=f"How to count: {', '.join(rule_names())}.",
)
@click.option(
    "--utility",
    metavar="cost|count",
    help="For equal-shares: what a project is worth to its supporters. [default: cost]",
)
@click.option(
    "--completion",
    metavar="none|add-one|add-one-utilitarian",
    help="For equal-shares: what happens with unspent money. [default: add-one]",
)
@click.option(
    "--lot",
    metavar="TEXT",
    help="By what ties are drawn: a text that nobody could know before the end, such as numbers "
    "drawn in public. Equal options go by the SHA-256 hash of it, a line feed and their id. "
    "[default: the lower id goes first]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def tally(
    file: Path,
    rule_name: str,
    utility: str | None,
    completion: str | None,
    lot: str | None,
    *,
    as_json: bool,
) -> None:
    """Count the votes of a Pabulib FILE (.pb) and say what is chosen.

    The same file gives the same result on every machine. Projects are listed in the order in
    which they were chosen.
    """
    chosen = _rule(rule_name, {"utility": utility, "completion": completion, "lot": lot})
    content, election = _read(file)
    try:
        result = chosen.tally(election)
    except ElectionError as error:
        raise _one_line(str(error)) from error
    click.echo(json.dumps(_summary(result)) if as_json else _table(content, result))


def _rule(name: str, settings: dict[str, str | None]) -> TallyRule:
    given = {setting: value for setting, value in settings.items() if value is not None}
    try:
        return rule(name, **given)
    except UnknownRuleError as error:
        raise _one_line(str(error)) from error


def _read(file: Path) -> tuple[PabulibFile, Election]:
    try:
        return read_and_group(file)
    except OSError as error:
        raise _one_line(f"{file} can't be read: {error.strerror or error}.") from error
    except PabulibError as error:
        raise _one_line(f"{file}: {error}") from error


def _one_line(message: str) -> click.ClickException:
    return click.ClickException(printable(" ".join(message.split())))


def _summary(result: Tally) -> dict[str, Any]:
    """The result in short. `selected` is in the order in which the projects were chosen."""
    return {
        "rule": result.rule,
        "budget": _json_number(result.budget),
        "voters": result.voters,
        "selected": list(result.selected),
        "cost": _json_number(result.cost),
    }


def _json_number(number: Exact) -> int | float:
    return int(number) if Fraction(number).denominator == 1 else float(number)


def _table(content: PabulibFile, result: Tally) -> str:
    names = {project.id: project.extra.get("name", "") for project in content.projects}
    rows = [("", "id", "cost", "points", "name", "why")]
    rows += [
        (
            "*" if standing.selected else "",
            printable(standing.option),
            _plain(standing.cost),
            _plain(standing.points),
            printable(names[standing.option])[:_NAME_WIDTH],
            _why(standing.reason),
        )
        for standing in result.standings
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        f"Rule {result.rule}, {result.voters:,} voters, budget {_plain(result.budget)}.",
        f"{len(result.selected)} of {len(result.standings)} projects are chosen (*).",
        f"Together they cost {_plain(result.cost)}.",
        "",
    ]
    for mark, option, cost, points, name, why in rows:
        cells = [
            mark.ljust(widths[0]),
            option.rjust(widths[1]),
            cost.rjust(widths[2]),
            points.rjust(widths[3]),
            name.ljust(widths[4]),
            why,
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _why(reason: Reason) -> str:
    numbers = {name: _plain(number) for name, number in reason.numbers.items()}
    for sentence in _REASONS.get(reason.code, ()):
        with suppress(KeyError):
            return sentence.format(**numbers)
    return reason.code.replace("_", " ")  # a rule that somebody added has reasons of its own


def _plain(number: Exact) -> str:
    """A number for reading: thousands apart, and two decimal places where it isn't whole."""
    return f"{number:,}" if Fraction(number).denominator == 1 else f"{float(number):,.2f}"


def printable(text: str) -> str:
    """Text without control characters, which could rewrite what stands on a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
