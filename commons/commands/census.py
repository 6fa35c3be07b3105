"""``commons census``: scramble the city's list on the city's own machine, and load it here."""

import csv
import os
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

import click

from commons.people.verification import census_rules
from commons.people.verification.recipe import Recipe, read_recipe


@click.group("census")
def census_group() -> None:
    """The city's list of its people, scrambled."""


@census_group.command("hash")
@click.argument("recipe", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("people", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which ages are told; today if left out",
)
@click.option("--processes", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True)
def hash_list(recipe: Path, people: Path, on: datetime | None, processes: int) -> None:
    """Scramble the CSV file PEOPLE by the RECIPE downloaded from the office; lines go to stdout.

    Needs no database and no network: run it where the list is. Lines that cannot be read are named
    on standard error by their number, without what stands in them, and left out.
    """
    made = read_recipe(recipe.read_text(encoding="utf-8"))
    today = on.date() if on else datetime.now().astimezone().date()
    left_out = 0
    with _rows(people) as rows:
        _demand_columns(rows, made)
        lines = _scrambled(rows, made, today, processes)
        for number, line in enumerate(lines, start=2):
            if line.startswith("!"):
                left_out += 1
                click.echo(f"line {number} is left out: no {line[1:]} that can be read", err=True)
            else:
                click.echo(line)
    if left_out:
        click.echo(f"{left_out} lines were left out", err=True)


@contextmanager
def _rows(people: Path) -> "Iterator[csv.DictReader[str]]":
    with people.open(encoding="utf-8-sig", newline="") as file:
        sample = file.readline()
        file.seek(0)
        yield csv.DictReader(file, delimiter=";" if sample.count(";") > sample.count(",") else ",")


def _demand_columns(rows: "csv.DictReader[str]", made: Recipe) -> None:
    needed = {census_rules.FIELDS[name].column for name in made.fields}
    if made.ages:
        needed.add("birth_date")
    missing = needed - set(rows.fieldnames or ())
    if missing:
        raise click.ClickException(f"the file lacks the columns: {', '.join(sorted(missing))}")


def _scrambled(
    rows: "csv.DictReader[str]", made: Recipe, today: date, processes: int
) -> Iterator[str]:
    scramble = partial(_scramble, made=made, today=today)
    if processes == 1:
        yield from map(scramble, rows)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(scramble, rows, chunksize=200)


def _scramble(row: Mapping[str, str], *, made: Recipe, today: date) -> str:
    """The line of a row; ``!`` and the field's name where it cannot be read."""
    try:
        return str(census_rules.line_of(row, made.fields, made.salt, made.ages, today))
    except census_rules.Unreadable as mistake:
        return f"!{census_rules.FIELDS[mistake.name].column}"


@census_group.command("load")
@click.argument("scrambled", type=click.File(encoding="utf-8-sig"))
@click.option("--city", "slug", required=True, help="The city's address, such as gdansk")
@click.option("--whole", is_flag=True, help="This is all of it: take out who is not in it")
def load(scrambled: TextIO, slug: str, *, whole: bool) -> None:
    """Load the SCRAMBLED list (``-`` reads standard input) into a city."""
    from commons.app import create_app
    from commons.cities.context import city
    from commons.people.verification import census_office

    with create_app().app_context(), city(slug):
        loaded = census_office.load(None, scrambled, whole=whole)
    click.echo(
        f"{loaded.added} lines added, {loaded.removed} removed, {loaded.known} known",
        file=sys.stdout,
    )
