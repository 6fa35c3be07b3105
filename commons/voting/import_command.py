"""``commons pabulib import``: bring in an election that was held elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commons.cities.context import city
from commons.consultations.queries import consultation_of_phase
from commons.voting import pabulib as files
from commons.voting.import_pb import NotImportable, import_file

if TYPE_CHECKING:
    from flask import Flask


@click.group("pabulib")
def pabulib() -> None:
    """Participatory budgets in the open format of pabulib.org."""


@pabulib.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--city", "slug", required=True, help="The city it becomes part of: gdansk")
@click.pass_obj
def import_command(make_app: "Callable[[], Flask]", file: Path, slug: str) -> None:
    """Make a finished consultation of FILE.pb in a city: all of it, or nothing."""
    try:
        read = files.read_pb(file)
        with make_app().app_context(), city(slug):
            with click.progressbar(length=len(read.votes), label="Ballots") as bar:
                vote = import_file(read, progress=bar.update)
            place = consultation_of_phase(vote.phase_id).slug
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror or error}") from error
    except (files.PabulibError, NotImportable) as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(f"{vote.ballots} ballots are counted. The result: /{slug}/consultations/{place}")
